package portero.domain.signin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import portero.domain.Secret;

/** A verification code as somebody receives it. */
public sealed interface Captcha {
    String id();

    Instant expiresAt();

    /** ALTCHA's proof of work; {@code challenge} holds the fields of its JSON form. */
    record ProofOfWork(String id, Instant expiresAt, Map<String, Object> challenge) implements Captcha {}

    /** A code to read or hear: {@code picture} is SVG, {@code sound} WAV. */
    record VisibleCode(String id, Instant expiresAt, String picture, Optional<byte[]> sound) implements Captcha {}

    /** Which of the two. */
    enum Kind {
        PROOF_OF_WORK,
        VISIBLE_CODE
    }

    /** What the solved code lets one do; a code solved for one action is worthless for another. */
    enum Action {
        SIGN_IN,
        RECOVER_PASSWORD
    }

    /**
     * What is kept of an issued code until it is used.
     *
     * @param key what {@link CaptchaMaker} needs to check an answer; not the answer itself
     */
    record Issued(String id, Kind kind, Action action, Secret key, Instant expiresAt) {}

    /** Somebody's answer to the code of that id. */
    record Answer(String id, Secret answer) {}
}
