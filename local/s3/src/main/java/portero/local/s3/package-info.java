/** S3 on the loopback address: S3Proxy, and in front of it what AWS asks of callers besides. */
@NullMarked
package portero.local.s3;

import org.jspecify.annotations.NullMarked;
