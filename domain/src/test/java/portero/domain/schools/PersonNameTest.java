package portero.domain.schools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PersonNameTest {
    @Test
    void is_said_with_the_given_names_first() {
        var name = new PersonName("Wilmer Saúl", "Tacuri", Optional.of("de la Cruz"));

        assertThat(name.full()).isEqualTo("Wilmer Saúl Tacuri de la Cruz");
    }

    @Test
    void needs_no_second_surname() {
        var name = new PersonName("Marco Antonio", "Bianchi", Optional.empty());

        assertThat(name.full()).isEqualTo("Marco Antonio Bianchi");
        assertThat(name.sortKey()).isEqualTo("bianchi marco antonio");
    }

    @Test
    void sorts_by_surnames_with_the_shorter_first() {
        var names = Stream.of(
                new PersonName("Yésica Maribel", "Huamanñahui", Optional.of("Pezo")),
                new PersonName("Rosa Elvira", "Ñahui", Optional.of("Condezo")),
                new PersonName("Edgar", "Huamán", Optional.of("Ccori")));

        var sorted = names.map(PersonName::sortKey).sorted();

        assertThat(sorted)
                .containsExactly("huaman ccori edgar", "huamannahui pezo yesica maribel", "nahui condezo rosa elvira");
    }

    @Test
    void is_like_the_same_name_written_carelessly() {
        var name = new PersonName("Nélida", "Ccahuana", Optional.of("Ñaupari"));

        assertThat(name.isLike(new PersonName("NELIDA", " ccahuana", Optional.of("Naupari")))).isTrue();
        assertThat(name.isLike(new PersonName("Nélida", "Ccahuana", Optional.empty()))).isFalse();
    }
}
