package portero.local.cognito;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 with HMAC-SHA256 of a password; salt and hash in Base64. */
record PasswordHash(String salt, String hash, int iterations) {

    static PasswordHash of(String password, byte[] salt, int iterations) {
        return new PasswordHash(
                Base64.getEncoder().encodeToString(salt),
                Base64.getEncoder().encodeToString(derive(password, salt, iterations)),
                iterations);
    }

    boolean matches(String password) {
        byte[] presented = derive(password, Base64.getDecoder().decode(salt), iterations);
        return MessageDigest.isEqual(presented, Base64.getDecoder().decode(hash));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        try {
            var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 256);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
