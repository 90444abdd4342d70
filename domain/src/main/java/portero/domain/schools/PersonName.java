package portero.domain.schools;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person's name in three parts; foreigners may have no second surname (apellido materno). */
public record PersonName(String given, String paternal, Optional<String> maternal) {

    /** {@code Rosa Elvira Ñahui Condezo}. */
    public String full() {
        return Stream.of(Optional.of(given), Optional.of(paternal), maternal)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    /** For sorting as registers do: surnames first, folded. */
    public String sortKey() {
        return Folding.fold(paternal + " " + maternal.orElse("") + " " + given);
    }

    /** Whether both are the same name but for case, accents and spaces. */
    public boolean isLike(PersonName other) {
        return sortKey().equals(other.sortKey());
    }
}
