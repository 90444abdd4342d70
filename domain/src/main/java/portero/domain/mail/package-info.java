/** What Portero writes to people: messages in the outbox, their delivery, and what comes back. */
package portero.domain.mail;
