/** Starts and stops everything on this machine. */
@NullMarked
package portero.local.cloud;

import org.jspecify.annotations.NullMarked;
