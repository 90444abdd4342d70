package portero.lambda;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How enum constants are written in JSON: {@code NEVER_SIGNED_IN} as {@code never-signed-in}. */
public final class Codes {
    private Codes() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> Optional<E> parse(Class<E> type, String code) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(code))
                .findFirst();
    }
}
