package portero.adapters.captcha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Says a code from clips of raw mu-law, 8,000 samples a second, at varying speed and loudness over light noise. */
final class Sound {
    private static final int RATE = 8_000;
    private static final int HEADER = 44;
    private static final int LONGEST = 60_000 - HEADER;
    private static final double NOISE = 0.012;

    private final RandomGenerator random;
    private final double[] samples = new double[LONGEST];
    private int length;

    Sound(RandomGenerator random) {
        this.random = random;
    }

    byte[] say(String code) {
        pause(0.15, 0.25);
        for (var i = 0; i < code.length(); i++) {
            if (i > 0) {
                pause(0.40, 0.55);
            }
            append(clip(code.charAt(i)));
        }
        pause(0.15, 0.25);
        return wav();
    }

    private void pause(double atLeast, double below) {
        length += (int) (RATE * random.nextDouble(atLeast, below));
    }

    private void append(byte[] clip) {
        var speed = random.nextDouble(0.95, 1.08);
        var loudness = random.nextDouble(0.75, 1);
        for (var at = 0.0; at < clip.length - 1; at += speed) {
            var index = (int) at;
            var part = at - index;
            samples[length++] = loudness * ((1 - part) * linear(clip[index]) + part * linear(clip[index + 1]));
        }
    }

    private byte[] wav() {
        var file = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8 + length);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE).putShort((short) 1).putShort((short) 8);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
        for (var i = 0; i < length; i++) {
            var sample = Math.clamp(samples[i] + NOISE * random.nextGaussian(), -1, 1);
            file.put((byte) Math.round(127.5 + 127.5 * sample));
        }
        return file.array();
    }

    /** From mu-law (ITU-T G.711) to -1..1. */
    private static double linear(byte muLaw) {
        var bits = ~muLaw;
        var magnitude = (((bits & 0x0F) << 3) + 0x84 << (bits >> 4 & 7)) - 0x84;
        return ((bits & 0x80) == 0 ? magnitude : -magnitude) / 32_768.0;
    }

    private static byte[] clip(char c) {
        var name = "sounds/" + String.valueOf(c).toLowerCase(Locale.ROOT) + ".ulaw";
        try (var resource = Sound.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("Missing resource " + name);
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
