/** Letters put into words and set as text and HTML, with templates of JTE. */
@NullMarked
package portero.adapters.jte;

import org.jspecify.annotations.NullMarked;
