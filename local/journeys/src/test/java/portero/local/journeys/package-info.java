/** Portero as a whole: what people do with it, and what its parts must keep to. */
@NullMarked
package portero.local.journeys;

import org.jspecify.annotations.NullMarked;
