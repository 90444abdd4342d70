/** Deliver messages, note what becomes of them, remind directors. */
@NullMarked
package portero.functions.mail;

import org.jspecify.annotations.NullMarked;
