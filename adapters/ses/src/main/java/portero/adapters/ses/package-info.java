/** Mail, sent by Amazon SES. */
@NullMarked
package portero.adapters.ses;

import org.jspecify.annotations.NullMarked;
