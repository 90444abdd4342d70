package portero.local.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import portero.domain.Secret;
import portero.domain.accounts.Login;
import portero.domain.accounts.Role;
import portero.domain.schools.Institution;

/**
 * A login to try Portero with.
 *
 * @param kind in Spanish, such as {@code Directora}
 * @param temporary whether the password must be replaced at the first sign-in
 */
public record DemoLogin(
        String kind, Role role, String name, Login login, Secret password, boolean temporary, Institution institution) {

    /** The logins as a JSON array; passwords stand in it. */
    static String json(List<DemoLogin> logins) {
        return logins.stream().map(DemoLogin::json).collect(Collectors.joining(",", "[", "]"));
    }

    private String json() {
        return "{\"kind\":" + quoted(kind)
                + ",\"role\":" + quoted(role.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                + ",\"name\":" + quoted(name)
                + ",\"login\":" + quoted(login.value())
                + ",\"password\":" + quoted(password.value())
                + ",\"temporary\":" + temporary
                + ",\"institution\":" + quoted(institution.name())
                + ",\"institutionCode\":" + quoted(institution.code().value()) + "}";
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (var character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format("\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }
}
