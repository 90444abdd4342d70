/** Attached files in S3. */
@NullMarked
package portero.adapters.s3;

import org.jspecify.annotations.NullMarked;
