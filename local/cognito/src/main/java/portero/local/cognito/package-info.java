/** A strict local Cognito user pool service. */
@NullMarked
package portero.local.cognito;

import org.jspecify.annotations.NullMarked;
