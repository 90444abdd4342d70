package portero.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import portero.domain.schools.PersonId;
import portero.domain.schools.SchoolYear;
import portero.domain.schools.Tree;

class CallerTest {
    private static final Instant NOW = Instant.parse("2026-06-01T15:00:00Z");
    private static final Login LOGIN = new Login("50118834");

    record Held(Role role, Tree.Place place) {
        Grant grant() {
            return CallerTest.grant(role, place, 2026);
        }
    }

    @Property
    void maintains_what_lies_at_or_below_a_grant_and_nothing_above_or_beside(
            @ForAll("held") List<Held> held, @ForAll("places") Tree.Place asked) {
        var caller = caller(held.stream().map(Held::grant).toList());

        var by = caller.maintains(asked.institution(), NOW);

        var reaching = held.stream()
                .filter(one -> one.role().maintainsUsers() && asked.isAtOrBelow(one.place()))
                .map(Held::role)
                .max(Comparator.comparing(role -> rank(role)));
        assertThat(by).isEqualTo(reaching);
    }

    @Property
    void maintains_nothing_by_last_years_or_next_years_grants(
            @ForAll("held") List<Held> held, @ForAll("places") Tree.Place asked, @ForAll boolean next) {
        var caller = caller(held.stream()
                .map(one -> grant(one.role(), one.place(), next ? 2027 : 2025))
                .toList());

        var by = caller.maintains(asked.institution(), NOW);

        assertThat(by).isEmpty();
    }

    @Property
    void maintains_nothing_before_the_grant_begins(@ForAll Role role, @ForAll("places") Tree.Place place) {
        var code = place.institution().code();
        var caller = caller(List.of(
                new Grant(LOGIN, code, role, new SchoolYear(2026), NOW.plus(Duration.ofMillis(1)), 1)));

        var by = caller.maintains(place.institution(), NOW);

        assertThat(by).isEmpty();
    }

    @Test
    void loses_a_grant_when_the_year_turns_in_lima() {
        var place = new Tree.Place(List.of(0, 0, 0));
        var grant = grant(Role.DIRECTOR, place, 2026);

        var lastMoment = grant.holdsAt(Instant.parse("2027-01-01T04:59:59.999Z"));
        var nextMoment = grant.holdsAt(Instant.parse("2027-01-01T05:00:00Z"));

        assertThat(lastMoment).isTrue();
        assertThat(nextMoment).isFalse();
    }

    private static int rank(Role role) {
        return (int) List.of(Role.values()).stream().filter(other -> other.isBelow(role)).count();
    }

    private static Caller caller(List<Grant> grants) {
        return new Caller(LOGIN, new PersonId("0123456789abcdef"), grants, "request");
    }

    private static Grant grant(Role role, Tree.Place place, int year) {
        var from = new SchoolYear(year).previous().lastDay().plusDays(1).atStartOfDay(SchoolYear.LIMA).toInstant();
        return new Grant(LOGIN, place.institution().code(), role, new SchoolYear(year), from, 1);
    }

    @Provide
    Arbitrary<List<Held>> held() {
        return Combinators.combine(Arbitraries.of(Role.class), Tree.places()).as(Held::new).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<Tree.Place> places() {
        return Tree.places();
    }
}
