/** Give, change and take away access. */
@NullMarked
package portero.functions.accounts;

import org.jspecify.annotations.NullMarked;
