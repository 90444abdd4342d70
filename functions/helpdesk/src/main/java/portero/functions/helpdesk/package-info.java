/** The help desk: tickets, their attachments, topics and numbers. */
@NullMarked
package portero.functions.helpdesk;

import org.jspecify.annotations.NullMarked;
