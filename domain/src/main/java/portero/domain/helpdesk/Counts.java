package portero.domain.helpdesk;

import java.util.EnumMap;
import java.util.Map;

/** Some measures of a topic in a week, or how they differ from others; those that are nothing are left out. */
public record Counts(Map<Measure, Long> values) {
    public static final Counts NONE = new Counts(Map.of());

    public Counts {
        var some = new EnumMap<Measure, Long>(Measure.class);
        values.forEach((measure, value) -> {
            if (value != 0) {
                some.put(measure, value);
            }
        });
        values = Map.copyOf(some);
    }

    public static Counts of(Measure measure, long value) {
        return new Counts(Map.of(measure, value));
    }

    public long get(Measure measure) {
        return values.getOrDefault(measure, 0L);
    }

    public boolean isNone() {
        return values.isEmpty();
    }

    public Counts plus(Counts others) {
        var sum = new EnumMap<Measure, Long>(Measure.class);
        sum.putAll(values);
        others.values.forEach((measure, value) -> sum.merge(measure, value, Long::sum));
        return new Counts(sum);
    }

    public Counts negated() {
        var negated = new EnumMap<Measure, Long>(Measure.class);
        values.forEach((measure, value) -> negated.put(measure, -value));
        return new Counts(negated);
    }
}
