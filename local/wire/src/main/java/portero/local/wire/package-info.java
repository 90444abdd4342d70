/** What the local services share at their edge: loopback HTTP, Signature Version 4, JSON, and folders of their own. */
@NullMarked
package portero.local.wire;

import org.jspecify.annotations.NullMarked;
