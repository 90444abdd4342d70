/** What every function shares: request, response, problem, caller. */
@NullMarked
package portero.lambda;

import org.jspecify.annotations.NullMarked;
