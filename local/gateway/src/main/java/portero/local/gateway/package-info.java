/** A local HTTP API: routes, authorizers, payload 2.0, and the functions behind them. */
@NullMarked
package portero.local.gateway;

import org.jspecify.annotations.NullMarked;
