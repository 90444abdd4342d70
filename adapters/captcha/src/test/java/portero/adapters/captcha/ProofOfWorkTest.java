package portero.adapters.captcha;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portero.adapters.captcha.ProofOfWork.Challenge;

class ProofOfWorkTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant EXPIRES = NOW.plusSeconds(300);

    private final SecureRandom random = new SecureRandom();

    @Test
    void issue_shouldSpeakAltchasFields() {
        var challenge = ProofOfWork.issue(random, EXPIRES).challenge();

        assertThat(challenge.algorithm()).isEqualTo("SHA-256");
        assertThat(challenge.challenge()).matches("[0-9a-f]{64}");
        assertThat(challenge.signature()).matches("[0-9a-f]{64}");
        assertThat(challenge.maxnumber()).isEqualTo(ProofOfWork.MAX_NUMBER);
        assertThat(challenge.salt()).matches("[0-9a-f]{24}\\?expires=" + EXPIRES.getEpochSecond() + "&");
    }

    @Test
    void issue_shouldNeverShowTheStoredKeyToThePage() {
        var issued = ProofOfWork.issue(random, EXPIRES);

        var key = issued.stored().substring(issued.stored().indexOf('.') + 1);

        assertThat(key).matches("[0-9a-f]{64}");
        assertThat(issued.challenge().toString()).doesNotContain(key);
    }

    @Test
    void issue_shouldUseAnotherKeyAndSaltEachTime() {
        var one = ProofOfWork.issue(random, EXPIRES);
        var other = ProofOfWork.issue(random, EXPIRES);

        assertThat(one.stored()).isNotEqualTo(other.stored());
        assertThat(one.challenge().salt()).isNotEqualTo(other.challenge().salt());
    }

    @Test
    void solved_shouldAccept_whenTheWorkerFoundTheNumber() {
        var issued = ProofOfWork.issue(random, EXPIRES);

        var payload = payload(issued.challenge(), solve(issued.challenge()));

        assertThat(ProofOfWork.solved(issued.stored(), payload, NOW)).isTrue();
    }

    @Test
    void solved_shouldAccept_whenThePayloadAlsoTellsHowLongItTook() {
        var issued = ProofOfWork.issue(random, EXPIRES);
        var payload = json(issued.challenge(), solve(issued.challenge())).replace("}", ",\"took\":812}");

        assertThat(ProofOfWork.solved(issued.stored(), base64(payload), NOW)).isTrue();
    }

    @Test
    void solved_shouldRefuse_whenTheSecondOfExpiryHasPassed() {
        var issued = ProofOfWork.issue(random, EXPIRES);
        var payload = payload(issued.challenge(), solve(issued.challenge()));

        assertThat(ProofOfWork.solved(issued.stored(), payload, EXPIRES)).isTrue();
        assertThat(ProofOfWork.solved(issued.stored(), payload, EXPIRES.plusSeconds(1))).isFalse();
    }

    @Test
    void solved_shouldRefuse_whenTheNumberIsWrong() {
        var issued = ProofOfWork.issue(random, EXPIRES);
        var number = solve(issued.challenge());

        assertThat(ProofOfWork.solved(issued.stored(), payload(issued.challenge(), number + 1), NOW)).isFalse();
        assertThat(ProofOfWork.solved(issued.stored(), payload(issued.challenge(), -number - 1), NOW)).isFalse();
    }

    @Test
    void solved_shouldRefuse_whenThePayloadSolvesAnotherChallenge() {
        var mine = ProofOfWork.issue(random, EXPIRES);
        var other = ProofOfWork.issue(random, EXPIRES);
        var payload = payload(other.challenge(), solve(other.challenge()));

        assertThat(ProofOfWork.solved(mine.stored(), payload, NOW)).isFalse();
    }

    @Test
    void solved_shouldRefuse_whenTheCallerMadeAChallengeOfTheirOwn() throws NoSuchAlgorithmException {
        var issued = ProofOfWork.issue(random, EXPIRES);
        var easy = new Challenge(
                "SHA-256", sha256("00?expires=1&" + 0), 1, "00?expires=1&", issued.challenge().signature());

        assertThat(ProofOfWork.solved(issued.stored(), payload(easy, 0), NOW)).isFalse();
    }

    @Test
    void solved_shouldRefuse_whenDigitsMoveFromTheNumberIntoTheSalt() {
        var issued = ProofOfWork.issue(random, EXPIRES);
        var challenge = issued.challenge();
        var digits = Integer.toString(solve(challenge) + 100_000);
        var spliced = new Challenge(
                challenge.algorithm(), challenge.challenge(), challenge.maxnumber(),
                challenge.salt() + digits.charAt(0), challenge.signature());

        assertThat(ProofOfWork.solved(issued.stored(), payload(spliced, Integer.parseInt(digits.substring(1))), NOW))
                .isFalse();
    }

    @Test
    void solved_shouldRefuse_whenAnyFieldIsTamperedWith() {
        var issued = ProofOfWork.issue(random, EXPIRES);
        var json = json(issued.challenge(), solve(issued.challenge()));

        assertThat(json).satisfies(
                it -> assertThat(ProofOfWork.solved(issued.stored(), base64(it), NOW)).isTrue(),
                it -> refused(issued.stored(), it.replace("SHA-256", "SHA-1")),
                it -> refused(issued.stored(), it.replace("SHA-256", "MD5")),
                it -> refused(issued.stored(), it.replace("expires=1", "expires=2")),
                it -> refused(issued.stored(), it.replace(issued.challenge().signature(), "0".repeat(64))),
                it -> refused(issued.stored(), it.replace(issued.challenge().challenge(), "0".repeat(64))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "%%%", "bm90IGpzb24=", "e30=", "W10=", "bnVsbA==", "eyJhbGdvcml0aG0iOnt9fQ=="})
    void solved_shouldRefuse_whenThePayloadIsGarbage(String payload) {
        var issued = ProofOfWork.issue(random, EXPIRES);

        assertThat(ProofOfWork.solved(issued.stored(), payload, NOW)).isFalse();
    }

    @Test
    void solved_shouldRefuse_whenAFieldIsMissingOrOfAnotherType() {
        var issued = ProofOfWork.issue(random, EXPIRES);
        var number = solve(issued.challenge());
        var json = json(issued.challenge(), number);

        refused(issued.stored(), json.replace("\"number\":" + number, "\"number\":\"x\""));
        refused(issued.stored(), json.replace("\"number\":" + number, "\"number\":[1]"));
        refused(issued.stored(), json.replace("\"salt\"", "\"pepper\""));
    }

    @Test
    void solved_shouldRefuseUnread_whenThePayloadIsTooLong() {
        var issued = ProofOfWork.issue(random, EXPIRES);
        var padded = json(issued.challenge(), solve(issued.challenge())) + " ".repeat(1_000);

        assertThat(ProofOfWork.solved(issued.stored(), base64(padded), NOW)).isFalse();
        assertThat(ProofOfWork.solved(issued.stored(), base64("[".repeat(100_000)), NOW)).isFalse();
    }

    private static void refused(String stored, String json) {
        assertThat(ProofOfWork.solved(stored, base64(json), NOW)).as(json).isFalse();
    }

    private static int solve(Challenge challenge) {
        try {
            for (var number = 0; number <= challenge.maxnumber(); number++) {
                if (sha256(challenge.salt() + number).equals(challenge.challenge())) {
                    return number;
                }
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("No number solves the challenge");
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    private static String payload(Challenge challenge, int number) {
        return base64(json(challenge, number));
    }

    private static String json(Challenge challenge, int number) {
        return """
                {"algorithm":"%s","challenge":"%s","number":%d,"salt":"%s","signature":"%s"}""".formatted(
                challenge.algorithm(), challenge.challenge(), number, challenge.salt(), challenge.signature());
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
