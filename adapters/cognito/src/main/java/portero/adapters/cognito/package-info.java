/** Identities and passwords, in an Amazon Cognito user pool. */
@NullMarked
package portero.adapters.cognito;

import org.jspecify.annotations.NullMarked;
