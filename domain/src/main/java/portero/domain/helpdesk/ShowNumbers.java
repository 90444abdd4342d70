package portero.domain.helpdesk;

import static portero.domain.Refusal.Reason.NOT_FOUND;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import portero.domain.Outcome;
import portero.domain.accounts.Caller;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Institutions;

/** What the help desk of an office and of those below it did, for its agents and for those who maintain its users. */
public final class ShowNumbers {
    /** More than a year, whatever weekday it begins on. */
    public static final int MOST_WEEKS = 54;

    private static final Comparator<TopicId> BY_NAME = Comparator.comparing(TopicId::value);

    private final Numbers numbers;
    private final Institutions institutions;
    private final InstantSource clock;

    public ShowNumbers(Numbers numbers, Institutions institutions, InstantSource clock) {
        this.numbers = numbers;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** An office's numbers, oldest week first; weeks without any too. */
    public record OfficeNumbers(Institution office, List<WeekNumbers> weeks) {}

    /** One week's numbers by topic. */
    public record WeekNumbers(Week week, SortedMap<TopicId, Counts> topics) {}

    /** @param last at most {@link #MOST_WEEKS} weeks with the first */
    public Outcome<OfficeNumbers> run(Caller caller, InstitutionCode code, Week first, Week last) {
        var now = clock.instant();
        return institutions.find(code)
                .filter(office -> office.kind() != InstitutionKind.SCHOOL && isFor(caller, office, now))
                .map(office -> Outcome.done(new OfficeNumbers(office, weeks(code, first, last))))
                .orElseGet(() -> Outcome.refused(NOT_FOUND));
    }

    private static boolean isFor(Caller caller, Institution office, Instant now) {
        return caller.serves(office, now) || caller.maintains(office, now).isPresent();
    }

    private List<WeekNumbers> weeks(InstitutionCode office, Week first, Week last) {
        Map<Week, SortedMap<TopicId, Counts>> found = new HashMap<>();
        for (var line : numbers.between(office, first, last)) {
            found.computeIfAbsent(line.week(), _ -> new TreeMap<>(BY_NAME)).merge(line.topic(), line.counts(), Counts::plus);
        }
        var weeks = new ArrayList<WeekNumbers>();
        for (var week = first; week.compareTo(last) <= 0; week = week.next()) {
            var topics = found.getOrDefault(week, new TreeMap<>(BY_NAME));
            // A solution that moved to another week leaves nothing behind.
            topics.values().removeIf(Counts::isNone);
            weeks.add(new WeekNumbers(week, topics));
        }
        return weeks;
    }
}
