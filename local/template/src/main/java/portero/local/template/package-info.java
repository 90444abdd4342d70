/** Reads a SAM template and creates its resources on the services that hold them. */
@NullMarked
package portero.local.template;

import org.jspecify.annotations.NullMarked;
