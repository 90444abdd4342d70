/** A strict local SES, version 2 of its API, with an inbox to read what was sent. */
@NullMarked
package portero.local.ses;

import org.jspecify.annotations.NullMarked;
