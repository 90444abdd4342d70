/** Verification codes: proof of work, and a visible code as picture and sound. */
@NullMarked
package portero.adapters.captcha;

import org.jspecify.annotations.NullMarked;
