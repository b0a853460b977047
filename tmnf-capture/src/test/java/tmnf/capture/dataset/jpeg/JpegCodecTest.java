package tmnf.capture.dataset.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import com.sun.jna.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.capture.dataset.jpeg.JpegException.Reason;

class JpegCodecTest {

    static List<JpegCodec> codecs() {
        return JpegGolden.codecs();
    }

    @Test
    void greyIsOpenCvsToTheLastBit() {
        assertThat(JpegGolden.grey().pixels()).isEqualTo(JpegGolden.file("opencv.grey"));
        byte[] grey = new byte[3];
        BgraPixels.toGrey(new int[] {0x090000FF, 0x0900FF00, 0xFFFF0000}, 3, grey);
        assertThat(grey).containsExactly(29, (byte) 150, 76);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void aGreyFrameShowsThePixelsOfOpenCvsFile(JpegCodec codec) throws Exception {
        byte[] jpeg = JpegGolden.encode(codec, JpegGolden.grey(), JpegGolden.QUALITY);

        assertThat(jpeg).hasSameSizeAs(JpegGolden.file("opencv-grey.jpg"));
        for (JpegCodec reader : codecs()) {
            assertThat(JpegGolden.decode(reader, jpeg, PixelFormat.GREY).pixels()).as(reader.name())
                    .isEqualTo(JpegGolden.file("opencv-grey.decoded"));
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void aColourFrameShowsThePixelsOfOpenCvsFile(JpegCodec codec) throws Exception {
        byte[] jpeg = JpegGolden.encode(codec, JpegGolden.colour(), JpegGolden.QUALITY);

        assertThat(jpeg).hasSameSizeAs(JpegGolden.file("opencv-colour.jpg"));
        for (JpegCodec reader : codecs()) {
            assertThat(JpegGolden.largestDifference(
                    JpegGolden.decode(reader, jpeg, PixelFormat.RGB).pixels(),
                    JpegGolden.file("opencv-colour.decoded"))).as(reader.name()).isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void filesOfOpenCvAreReadAsOpenCvReadsThem(JpegCodec codec) throws Exception {
        Picture grey = JpegGolden.decode(codec, JpegGolden.file("opencv-grey.jpg"), PixelFormat.GREY);
        Picture colour = JpegGolden.decode(codec, JpegGolden.file("opencv-colour.jpg"), PixelFormat.RGB);

        assertThat(grey.width()).isEqualTo(JpegGolden.WIDTH);
        assertThat(grey.height()).isEqualTo(JpegGolden.HEIGHT);
        assertThat(grey.pixels()).isEqualTo(JpegGolden.file("opencv-grey.decoded"));
        assertThat(JpegGolden.largestDifference(colour.pixels(), JpegGolden.file("opencv-colour.decoded")))
                .isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void colourIsReadAsGreyAndGreyAsColour(JpegCodec codec) throws Exception {
        Picture asGrey = JpegGolden.decode(codec, JpegGolden.file("opencv-colour.jpg"), PixelFormat.GREY);
        Picture asColour = JpegGolden.decode(codec, JpegGolden.file("opencv-grey.jpg"), PixelFormat.RGB);
        byte[] expected = new byte[JpegGolden.COUNT];
        BgraPixels.rgbToGrey(JpegGolden.file("opencv-colour.decoded"), JpegGolden.COUNT, expected);

        // Strong colours leave the range of a byte; then brightness and converted colours differ.
        assertThat(meanDifference(asGrey.pixels(), expected)).isLessThan(1);
        byte[] grey = JpegGolden.file("opencv-grey.decoded");
        for (int i = 0; i < JpegGolden.COUNT; i++) {
            assertThat(Arrays.copyOfRange(asColour.pixels(), 3 * i, 3 * i + 3))
                    .containsOnly(grey[i]);
        }
    }

    /** A conversion to colours and back would be up to two levels off, and more where colours are strong. */
    @ParameterizedTest
    @MethodSource("codecs")
    void greyOfAColourFileIsItsBrightnessToTheLastBit(JpegCodec codec) throws Exception {
        byte[] jfif = JpegGolden.file("opencv-colour.jpg");
        byte[] brightness = JpegGolden.file("opencv-colour.grey");

        assertThat(JpegGolden.decode(codec, jfif, PixelFormat.GREY).pixels()).isEqualTo(brightness);
        assertThat(JpegGolden.decode(codec, withAdobe(jfif, 1), PixelFormat.GREY).pixels())
                .isEqualTo(brightness);
        assertThat(JpegGolden.largestDifference(
                JpegGolden.decode(codec, withAdobe(jfif, 0), PixelFormat.GREY).pixels(),
                JpegGolden.file("adobe-rgb.grey"))).isLessThanOrEqualTo(1);
    }

    /** The same components, of which the file says that they are brightness and two colours, or RGB. */
    private static byte[] withAdobe(byte[] jfif, int transform) {
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0,
            (byte) transform};
        int behind = 4 + (jfif[4] << 8 | jfif[5] & 0xFF);
        byte[] changed = new byte[2 + adobe.length + jfif.length - behind];
        System.arraycopy(jfif, 0, changed, 0, 2);
        System.arraycopy(adobe, 0, changed, 2, adobe.length);
        System.arraycopy(jfif, behind, changed, 2 + adobe.length, jfif.length - behind);
        return changed;
    }

    private static double meanDifference(byte[] a, byte[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        }
        return sum / a.length;
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void theQualityIsTheOneThatWasAskedFor(JpegCodec codec) throws Exception {
        Picture grey = JpegGolden.grey();
        int last = 0;
        for (int quality : new int[] {1, 20, 50, 75, 90, 95, 100}) {
            byte[] jpeg = JpegGolden.encode(codec, grey, quality);
            assertThat(jpeg.length).isGreaterThan(last);
            last = jpeg.length;
        }
        assertThat(JpegGolden.largestDifference(grey.pixels(), JpegGolden.decode(codec,
                JpegGolden.encode(codec, grey, 100), PixelFormat.GREY).pixels())).isLessThanOrEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> JpegGolden.encode(codec, grey, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> JpegGolden.encode(codec, grey, 101));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void oneEncoderTakesPicturesOfAllSizesAndFormats(JpegCodec codec) throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        try (JpegEncoder encoder = codec.encoder(); JpegDecoder decoder = codec.decoder()) {
            JpegBuffer target = new JpegBuffer();
            for (int run = 0; run < 60; run++) {
                PixelFormat format = PixelFormat.values()[run % 2];
                int width = random.nextInt(1, 90);
                int height = random.nextInt(1, 90);
                byte[] pixels = new byte[width * height * format.bytes() + random.nextInt(10)];
                random.nextBytes(pixels);
                encoder.encode(new Picture(width, height, format, pixels), random.nextInt(1, 101), target);
                Picture read = decoder.decode(target.array(), 0, target.length(), format);
                assertThat(read.width()).isEqualTo(width);
                assertThat(read.height()).isEqualTo(height);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void progressiveFilesAreRead(JpegCodec codec) throws Exception {
        Picture picture = JpegGolden.decode(codec, JpegGolden.file("progressive.jpg"), PixelFormat.RGB);

        assertThat(meanDifference(picture.pixels(), JpegGolden.file("opencv-colour.decoded"))).isLessThan(12);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void aTruncatedFileIsRefusedAtEveryLength(JpegCodec codec) throws Exception {
        byte[] jpeg = JpegGolden.file("opencv-grey.jpg");
        try (JpegDecoder decoder = codec.decoder()) {
            for (int length = 0; length < jpeg.length; length++) {
                int cut = length;
                assertThatExceptionOfType(JpegException.class).as("%d bytes", cut)
                        .isThrownBy(() -> decoder.decode(jpeg, 0, cut, PixelFormat.GREY));
            }
            // One whose end marker is there, and whose pixels are not.
            byte[] hole = Arrays.copyOf(jpeg, jpeg.length - 300);
            hole[hole.length - 2] = (byte) 0xFF;
            hole[hole.length - 1] = (byte) 0xD9;
            assertThatExceptionOfType(JpegException.class)
                    .isThrownBy(() -> decoder.decode(hole, PixelFormat.GREY));
            assertThat(decoder.decode(jpeg, PixelFormat.GREY).pixels())
                    .as("the decoder is as good as before").isEqualTo(JpegGolden.file("opencv-grey.decoded"));
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void damagedFilesGiveAPictureOrATypedException(JpegCodec codec) throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        int refused = 0;
        try (JpegDecoder decoder = codec.decoder(new JpegLimits(1 << 16, 1 << 16))) {
            for (int run = 0; run < 1500; run++) {
                byte[] jpeg = JpegGolden.file(run % 2 == 0 ? "opencv-colour.jpg" : "progressive.jpg");
                for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                    jpeg[random.nextInt(jpeg.length)] ^= (byte) (1 << random.nextInt(8));
                }
                try {
                    Picture picture = decoder.decode(jpeg, PixelFormat.RGB);
                    assertThat((long) picture.width() * picture.height()).isLessThanOrEqualTo(1 << 16);
                } catch (JpegException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isBetween(100, 1499);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void limitsAndStrangersAreRefusedBeforeAnyMemoryIsTaken(JpegCodec codec) throws Exception {
        byte[] jpeg = JpegGolden.file("opencv-grey.jpg");
        assertReason(Reason.TOO_LARGE, codec, new JpegLimits(JpegGolden.COUNT - 1, 1 << 20), jpeg);
        assertReason(Reason.TOO_LARGE, codec, new JpegLimits(1 << 20, jpeg.length - 1), jpeg);
        assertReason(Reason.UNSUPPORTED, codec, JpegLimits.DEFAULT, JpegGolden.file("cmyk.jpg"));
        assertReason(Reason.NO_JPEG, codec, JpegLimits.DEFAULT, "no picture at all".getBytes());
        byte[] huge = jpeg.clone();
        int size = frameSegment(huge);
        Arrays.fill(huge, size + 5, size + 9, (byte) 0xFF);
        assertReason(Reason.TOO_LARGE, codec, JpegLimits.DEFAULT, huge);
        byte[] none = jpeg.clone();
        Arrays.fill(none, size + 5, size + 9, (byte) 0);
        assertReason(Reason.NO_JPEG, codec, JpegLimits.DEFAULT, none);
        byte[] twelveBits = jpeg.clone();
        twelveBits[size + 4] = 12;
        assertReason(Reason.UNSUPPORTED, codec, JpegLimits.DEFAULT, twelveBits);
    }

    private static int frameSegment(byte[] jpeg) {
        int at = 0;
        while (jpeg[at] != (byte) 0xFF || jpeg[at + 1] != (byte) 0xC0) {
            at++;
        }
        return at;
    }

    private static void assertReason(Reason reason, JpegCodec codec, JpegLimits limits, byte[] jpeg)
            throws JpegException {
        try (JpegDecoder decoder = codec.decoder(limits)) {
            assertThatExceptionOfType(JpegException.class)
                    .isThrownBy(() -> decoder.decode(jpeg, PixelFormat.RGB))
                    .matches(e -> e.reason() == reason, reason.toString());
        }
    }

    @Test
    void aFileWithMoreScansThanAnyPictureNeedsIsRefused() {
        byte[] jpeg = JpegGolden.file("progressive.jpg");
        byte[] bomb = Arrays.copyOf(jpeg, jpeg.length + 4 * 200);
        for (int at = jpeg.length - 2; at < bomb.length - 2; at += 4) {
            bomb[at] = (byte) 0xFF;
            bomb[at + 1] = (byte) 0xDA;
            bomb[at + 2] = 0;
            bomb[at + 3] = 0;
        }
        bomb[bomb.length - 2] = (byte) 0xFF;
        bomb[bomb.length - 1] = (byte) 0xD9;

        assertThatExceptionOfType(JpegException.class)
                .isThrownBy(() -> JpegHeader.read(bomb, 0, bomb.length, JpegLimits.DEFAULT))
                .withMessageContaining("scans");
    }

    @Test
    void theChoiceFallsBackOnlyWhereNobodyInsists() throws Exception {
        assertThat(JpegCodecs.of(new JpegSettings(JpegSettings.Choice.IMAGE_IO, Optional.empty())).name())
                .isEqualTo("the JDK's codec");
        assertThat(JpegCodecs.of(JpegSettings.DEFAULT).name())
                .isEqualTo(JpegCodecs.turbo().map(JpegCodec::name).orElse("the JDK's codec"));
        assertThatThrownBy(() -> JpegCodecs.of(JpegSettings.DEFAULT.withLibrary(Path.of("no.so"))))
                .isInstanceOf(JpegException.class).hasMessageContaining("no.so").hasMessageContaining("1.4");
    }

    /** JNA without its own library: its class fails to start once, and is said to be missing ever after. */
    @Test
    void whereNothingNativeCanBeLoadedThereIsNone() {
        List<String> asked = new ArrayList<>();

        assertThat(TurboLibraries.find(Platform.LINUX, name -> {
            asked.add(name);
            throw asked.size() == 1 ? new UnsatisfiedLinkError("failed to map segment")
                    : new NoClassDefFoundError("Could not initialize class com.sun.jna.Native");
        })).isNull();
        assertThat(asked).containsExactlyElementsOf(TurboLibraries.names(Platform.LINUX));
        assertThatThrownBy(() -> JpegCodecs.turbo(Path.of("turbo.so"), name -> {
            throw new NoClassDefFoundError("Could not initialize class com.sun.jna.Native");
        })).isInstanceOfSatisfying(JpegException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIBRARY))
                .hasMessageContaining("com.sun.jna.Native");
    }

    @Test
    void everySystemHasNamesToLookFor() {
        assertThat(TurboLibraries.names(Platform.WINDOWS)).contains("turbojpeg");
        assertThat(TurboLibraries.names(Platform.LINUX)).contains("libturbojpeg.so.0");
        assertThat(TurboLibraries.names(Platform.MAC)).contains("turbojpeg");
    }
}
