package portero.local.cloud;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** The credentials with which this installation's services are called; random, and worth nothing anywhere else. */
record Credentials(String accessKeyId, String secretAccessKey) {
    private static final String FILE = "credentials";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    static Credentials in(DataFolder folder) {
        var kept = folder.read(FILE);
        if (kept.isPresent()) {
            var lines = kept.get().lines().toList();
            return new Credentials(lines.get(0), lines.get(1));
        }
        var random = new SecureRandom();
        var made = new Credentials("LOCAL" + letters(random, 15), letters(random, 40));
        folder.write(FILE, made.accessKeyId() + "\n" + made.secretAccessKey() + "\n");
        return made;
    }

    private static String letters(RandomGenerator random, int count) {
        var text = new StringBuilder(count);
        for (var i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
