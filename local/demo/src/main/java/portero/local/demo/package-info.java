/** Invented schools and people to try Portero with. */
@NullMarked
package portero.local.demo;

import org.jspecify.annotations.NullMarked;
