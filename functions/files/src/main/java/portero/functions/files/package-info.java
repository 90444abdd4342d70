/** Inspect what was uploaded, and clear up what nobody needs. */
@NullMarked
package portero.functions.files;

import org.jspecify.annotations.NullMarked;
