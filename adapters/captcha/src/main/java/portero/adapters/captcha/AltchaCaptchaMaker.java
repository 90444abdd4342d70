package portero.adapters.captcha;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import portero.domain.Secret;
import portero.domain.signin.Captcha;
import portero.domain.signin.CaptchaMaker;

/** Verification codes of both kinds: ALTCHA's proof of work, and a visible code. */
public final class AltchaCaptchaMaker implements CaptchaMaker {
    private final SecureRandom random;

    public AltchaCaptchaMaker(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Made make(Captcha.Kind kind, boolean withSound, Captcha.Action action, String id, Instant expiresAt) {
        return switch (kind) {
            case PROOF_OF_WORK -> proofOfWork(action, id, expiresAt);
            case VISIBLE_CODE -> visibleCode(withSound, action, id, expiresAt);
        };
    }

    private Made proofOfWork(Captcha.Action action, String id, Instant expiresAt) {
        var issued = ProofOfWork.issue(random, expiresAt);
        var challenge = new LinkedHashMap<String, Object>();
        challenge.put("algorithm", issued.challenge().algorithm());
        challenge.put("challenge", issued.challenge().challenge());
        challenge.put("maxnumber", issued.challenge().maxnumber());
        challenge.put("salt", issued.challenge().salt());
        challenge.put("signature", issued.challenge().signature());
        return new Made(
                new Captcha.ProofOfWork(id, expiresAt, challenge),
                new Captcha.Issued(id, Captcha.Kind.PROOF_OF_WORK, action, new Secret(issued.stored()), expiresAt));
    }

    private Made visibleCode(boolean withSound, Captcha.Action action, String id, Instant expiresAt) {
        var code = VisibleCode.issue(random);
        var sound = withSound ? Optional.of(VisibleCode.sound(code, random)) : Optional.<byte[]>empty();
        return new Made(
                new Captcha.VisibleCode(id, expiresAt, VisibleCode.picture(code, random), sound),
                new Captcha.Issued(
                        id, Captcha.Kind.VISIBLE_CODE, action, new Secret(AnswerHash.of(code, random)), expiresAt));
    }

    @Override
    public boolean solves(Captcha.Issued kept, Secret answer, Instant now) {
        if (!now.isBefore(kept.expiresAt())) {
            return false;
        }
        return switch (kept.kind()) {
            case PROOF_OF_WORK -> ProofOfWork.solved(kept.key().value(), answer.value(), now);
            case VISIBLE_CODE -> AnswerHash.matches(kept.key().value(), answer.value());
        };
    }
}
