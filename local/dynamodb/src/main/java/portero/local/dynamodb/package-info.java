/** DynamoDB Local on the loopback address. */
@NullMarked
package portero.local.dynamodb;

import org.jspecify.annotations.NullMarked;
