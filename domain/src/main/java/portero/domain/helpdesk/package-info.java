/** The help desk: tickets, the topics they are filed under, and the numbers of what became of them. */
package portero.domain.helpdesk;
