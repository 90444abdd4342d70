package portero.local.template;

import java.util.List;

/**
 * A template whose resources exist.
 *
 * @param triggers what calls functions besides the HTTP API, in the order of the template
 */
public record Deployed(Application application, List<Trigger> triggers, Report report) {}
