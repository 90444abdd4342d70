package portero.local.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The mail that really left, as the inbox page shows it. */
final class Inbox {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern CODE = Pattern.compile("\\b(\\d{4}) (\\d{4})\\b");
    private static final Pattern RECOVERY = Pattern.compile("recuperar[/#]+([0-9a-z]{26})");

    private final URI url;

    Inbox(URI url) {
        this.url = url;
    }

    /** A mail as its reader sees it. */
    record Letter(String subject, String text, String html, JsonNode whole) {
        String code() {
            return found(CODE.matcher(text).results().map(match -> match.group(1) + match.group(2)).toList());
        }

        String recovery() {
            return found(RECOVERY.matcher(text).results().map(match -> match.group(1)).toList());
        }

        private String found(List<String> matches) {
            if (matches.isEmpty()) {
                throw new IllegalStateException("Not in: " + text);
            }
            return matches.getFirst();
        }
    }

    /** All mail to that address, newest first. */
    List<Letter> to(String address) {
        try {
            var answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url.resolve("/inbox.json") + "?to="
                                    + URLEncoder.encode(address, StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            var letters = new ArrayList<Letter>();
            for (var mail : Api.JSON.readTree(answer.body())) {
                letters.add(new Letter(
                        mail.path("subject").asText(), mail.path("text").asText(), mail.path("html").asText(), mail));
            }
            return letters;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The newest mail to that address that is as wanted, once it has come. */
    Letter await(String address, Predicate<Letter> wanted) {
        Waiting.until(() -> to(address).stream().anyMatch(wanted));
        return to(address).stream().filter(wanted).findFirst().orElseThrow();
    }

    Letter await(String address, String subject) {
        return await(address, letter -> letter.subject().contains(subject));
    }
}
