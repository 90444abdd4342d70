package portero.adapters.captcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class VisibleCodeTest {
    private static final List<String> LOOK_OR_SOUND_ALIKE = List.of(
            "0OQ", "1IL", "2Z", "5S", "6G", "8B", "4A", "UV", "XY", "BV", "NÑM", "BCDEGPT", "FS", "AK", "LR", "36");

    @Property
    void issue_shouldDrawOnlyFromTheAlphabet(@ForAll long seed) {
        var code = VisibleCode.issue(new Random(seed));

        assertThat(code).hasSize(5).matches("[" + VisibleCode.ALPHABET + "]+");
    }

    @Example
    void issue_shouldUseEveryCharacterAboutEquallyOften() {
        var random = new Random(7);
        var codes = String.join("", IntStream.range(0, 8_000).mapToObj(_ -> VisibleCode.issue(random)).toList());

        VisibleCode.ALPHABET.chars().forEach(c -> assertThat(codes.chars().filter(d -> d == c).count())
                .isBetween(2_200L, 2_800L));
    }

    @Example
    void alphabet_shouldHoldEachCharacterOnceAndAtMostOneOfEachConfusableGroup() {
        assertThat(VisibleCode.ALPHABET.chars().distinct().count()).isEqualTo(VisibleCode.ALPHABET.length());
        assertThat(LOOK_OR_SOUND_ALIKE).allSatisfy(group -> assertThat(
                group.chars().filter(c -> VisibleCode.ALPHABET.indexOf(c) >= 0).count()).isLessThanOrEqualTo(1));
    }

    @Property(tries = 200)
    void picture_shouldBeASmallDrawingThatHoldsNoText(@ForAll("codes") String code, @ForAll long seed)
            throws Exception {
        var svg = VisibleCode.picture(code, new Random(seed));

        var document = parse(svg);

        assertThat(svg.length()).isLessThanOrEqualTo(10_000);
        assertThat(svg).doesNotContain(code).contains("currentColor");
        assertThat(document.getDocumentElement().getTextContent()).isBlank();
        assertThat(document.getElementsByTagName("*").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(2);
    }

    @Property(tries = 200)
    void picture_shouldStayInsideItsFrame(@ForAll("codes") String code, @ForAll long seed) throws Exception {
        var document = parse(VisibleCode.picture(code, new Random(seed)));

        var paths = document.getElementsByTagName("path");

        for (var i = 0; i < paths.getLength(); i++) {
            var data = paths.item(i).getAttributes().getNamedItem("d").getNodeValue();
            assertThat(data).matches("([ML]-?\\d+\\.\\d -?\\d+\\.\\d)+");
            for (var point : data.substring(1).split("[ML]")) {
                var coordinates = point.split(" ");
                assertThat(Double.parseDouble(coordinates[0])).isBetween(2.0, 298.0);
                assertThat(Double.parseDouble(coordinates[1])).isBetween(2.0, 94.0);
            }
        }
    }

    @Example
    void picture_shouldDifferEachTime_whenTheCodeIsTheSame() {
        var random = new Random(1);

        assertThat(VisibleCode.picture("2HK7X", random)).isNotEqualTo(VisibleCode.picture("2HK7X", random));
    }

    @Property(tries = 100)
    void sound_shouldBeAShortWavFile(@ForAll("codes") String code, @ForAll long seed)
            throws IOException, UnsupportedAudioFileException {
        var wav = VisibleCode.sound(code, new Random(seed));

        try (var audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            var format = audio.getFormat();
            assertThat(format.getEncoding()).isEqualTo(AudioFormat.Encoding.PCM_UNSIGNED);
            assertThat(format.getSampleRate()).isEqualTo(8_000);
            assertThat(format.getChannels()).isEqualTo(1);
            assertThat(format.getSampleSizeInBits()).isEqualTo(8);
            assertThat(audio.getFrameLength()).isEqualTo(wav.length - 44);
        }
        assertThat(wav.length).isBetween(25_000, 60_000);
    }

    @Example
    void sound_shouldFit_whenTheLongestNamesAreSpoken() {
        assertThat(VisibleCode.sound("WWWWW", new Random(3)).length).isLessThanOrEqualTo(60_000);
    }

    @Example
    void sound_shouldSpeakEveryCharacterOfTheAlphabetBetweenPauses() {
        for (var c : VisibleCode.ALPHABET.split("")) {
            var wav = VisibleCode.sound(c.repeat(5), new Random(5));

            assertThat(spokenParts(wav)).as(c).isEqualTo(5);
        }
    }

    @Example
    void picture_shouldRefuse_whenTheTextIsNoCode() {
        var random = new Random(1);

        assertThatIllegalArgumentException().isThrownBy(() -> VisibleCode.picture("<svg>", random));
        assertThatIllegalArgumentException().isThrownBy(() -> VisibleCode.sound("2222", random));
    }

    /** Stretches of speech parted by a quarter of a second of near silence. */
    private static int spokenParts(byte[] wav) {
        var parts = 0;
        var quiet = 2_000;
        for (var i = 44; i < wav.length; i++) {
            if (Math.abs((wav[i] & 0xFF) - 128) > 20) {
                parts += quiet >= 2_000 ? 1 : 0;
                quiet = 0;
            } else {
                quiet++;
            }
        }
        return parts;
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.strings().withChars(VisibleCode.ALPHABET).ofLength(VisibleCode.LENGTH);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
