/** What calls functions besides HTTP: streams of tables, schedules, and rules on an event bus. */
@NullMarked
package portero.local.events;

import org.jspecify.annotations.NullMarked;
