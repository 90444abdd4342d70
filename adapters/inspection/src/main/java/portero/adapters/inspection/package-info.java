/** What a file is and whether it is safe to open, told by libraries from its content. */
@NullMarked
package portero.adapters.inspection;

import org.jspecify.annotations.NullMarked;
