/** Sign in, change a password, see one's own access. */
@NullMarked
package portero.functions.signin;

import org.jspecify.annotations.NullMarked;
