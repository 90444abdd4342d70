/** Keeps what the domain must remember, in one DynamoDB table. */
@NullMarked
package portero.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
