package portero.local.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import portero.domain.Secret;
import portero.domain.signin.Captcha;
import portero.domain.signin.IssueCaptcha;

/** Does the work that the page does by itself. */
final class SolvedCaptcha {
    private SolvedCaptcha() {}

    static Captcha.Answer of(IssueCaptcha issueCaptcha, Captcha.Action action, String address) {
        var shown = School.done(issueCaptcha.run(Captcha.Kind.PROOF_OF_WORK, false, action, address));
        return switch (shown) {
            case Captcha.ProofOfWork work -> new Captcha.Answer(work.id(), solution(work));
            case Captcha.VisibleCode _ -> throw new AssertionError("A visible code");
        };
    }

    private static Secret solution(Captcha.ProofOfWork work) {
        var salt = (String) work.challenge().get("salt");
        var wanted = HexFormat.of().parseHex((String) work.challenge().get("challenge"));
        var sha256 = sha256();
        for (var number = 0; ; number++) {
            if (MessageDigest.isEqual(sha256.digest((salt + number).getBytes(StandardCharsets.UTF_8)), wanted)) {
                var payload = "{\"algorithm\":\"SHA-256\",\"challenge\":\"%s\",\"number\":%d,\"salt\":\"%s\",\"signature\":\"%s\"}"
                        .formatted(work.challenge().get("challenge"), number, salt, work.challenge().get("signature"));
                return new Secret(Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
