package portero.local.cognito;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where the next page of a list begins, opaque to callers and good for that list only. */
final class PageToken {
    private PageToken() {}

    static String of(String list, String lastKey) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((list + "\n" + lastKey).getBytes(StandardCharsets.UTF_8));
    }

    /** The key to go on after, empty text from the start. */
    static String lastKey(String list, Optional<String> token) {
        if (token.isEmpty()) {
            return "";
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token.get()), StandardCharsets.UTF_8);
            if (text.startsWith(list + "\n")) {
                return text.substring(list.length() + 1);
            }
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
        throw invalid();
    }

    private static ServiceException invalid() {
        return ServiceException.invalidParameter("Invalid pagination token.");
    }
}
