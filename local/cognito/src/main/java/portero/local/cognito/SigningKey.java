package portero.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import portero.local.wire.Json;

/** An RSA key of 2048 bits that signs one kind of a pool's tokens with RS256. */
final class SigningKey {
    private final RSAPrivateCrtKey key;
    private final RSAPublicKey publicKey;
    private final String id;

    private SigningKey(RSAPrivateCrtKey key) throws GeneralSecurityException {
        this.key = key;
        publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        id = Base64.getEncoder().encodeToString(Hashes.sha256(publicKey.getEncoded()));
    }

    static SigningKey generated() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey((RSAPrivateCrtKey) pair.getPrivate());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** @param stored as {@link #stored} wrote it */
    static SigningKey stored(String stored) {
        try {
            var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(stored));
            return new SigningKey((RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    String stored() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    String id() {
        return id;
    }

    ObjectNode jwk() {
        return Json.object()
                .put("alg", "RS256")
                .put("e", unsigned(publicKey.getPublicExponent()))
                .put("kid", id)
                .put("kty", "RSA")
                .put("n", unsigned(publicKey.getModulus()))
                .put("use", "sig");
    }

    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    boolean verifies(String text, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(publicKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = new byte[bytes.length - from];
        System.arraycopy(bytes, from, magnitude, 0, magnitude.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
