package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.data.PictureException.Reason;

class PictureReaderTest {

    private PictureReader reader;

    @BeforeEach
    void open() throws IOException {
        reader = new PictureReader(JpegCodecs.imageIo());
    }

    @AfterEach
    void close() {
        reader.close();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PictureReaderTest.class.getResourceAsStream("pictures/" + name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(GreyPicture picture) {
        byte[] bytes = new byte[picture.width() * picture.height()];
        new BilinearResize(picture.height(), picture.width()).toBytes(picture, bytes, 0);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey.png", "rgb.png", "rgba.png", "grey-alpha.png", "palette.png", "bits.png",
        "grey16.png", "rgb16.png", "interlaced.png", "grey.bmp", "rgb.bmp", "rgba.bmp", "palette.bmp"})
    void readsPngAndBmpAsOpenCvDoes(String name) throws IOException {
        GreyPicture picture = reader.read(resource(name));

        assertThat(picture.width()).isEqualTo(13);
        assertThat(picture.height()).isEqualTo(7);
        assertThat(bytes(picture)).isEqualTo(resource(name + ".grey"));
    }

    @Test
    void readsTheColoursOfTheRecordingAsTheRecordingDoes() throws IOException {
        Path golden = Samples.golden("pretrain").resolve("resize");
        GreyPicture expected = reader.read(Files.readAllBytes(golden.resolve("rgb_as_grey_uint8.npy")));

        GreyPicture picture = reader.read(Files.readAllBytes(golden.resolve("rgb.png")));

        assertThat(bytes(picture)).isEqualTo(bytes(expected));
    }

    @Test
    void everyLibraryReadsTheSameBrightnessOfAJpeg() throws IOException {
        Path golden = Samples.golden("pretrain").resolve("dataset/img");
        for (FrameTree.Replay replay : FrameTree.read(golden).replays()) {
            byte[] file = Files.readAllBytes(replay.folder().resolve(replay.frames().get(0)));
            try (PictureReader fastest = new PictureReader()) {
                assertThat(bytes(fastest.read(file))).isEqualTo(bytes(reader.read(file)));
            }
        }
    }

    private static byte[] npy(String type, List<Long> shape, ByteBuffer numbers) {
        byte[] header = NpyHeader.of(type, shape).bytes();
        return ByteBuffer.allocate(header.length
                + numbers.capacity()).put(header).put(numbers.clear()).array();
    }

    private static byte[] floats(List<Long> shape, float... values) {
        ByteBuffer numbers = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            numbers.putFloat(value);
        }
        return npy("<f4", shape, numbers);
    }

    @Test
    void bytesOfNumPyArePixelsAndFloatsAreShares() throws IOException {
        byte[] bytes = npy("|u1", List.of(1L, 2L, 3L, 1L), ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 127, -1}));
        GreyPicture shares = reader.read(floats(List.of(2L, 2L), 0, 1, 0.5f, 0.2f));
        ByteBuffer halves = ByteBuffer.allocate(8).putShort((short) 0x3C00).putShort((short) 0x3800)
                .putShort((short) 0).putShort((short) 1);

        assertThat(bytes(reader.read(bytes))).containsExactly(0, 1, 2, 3, 127, -1);
        assertThat(List.of(shares.at(0, 0), shares.at(0, 1), shares.at(1, 0), shares.at(1, 1)))
                .containsExactly(0f, 255f, 127.5f, 51f);
        GreyPicture half = reader.read(npy(">f2", List.of(2L, 2L), halves));
        assertThat(half.at(0, 0)).isEqualTo(255);
        assertThat(half.at(0, 1)).isEqualTo(127.5f);
        assertThat(half.at(1, 1)).isEqualTo(255 * 0x1p-24f);
    }

    @Test
    void channelsOfNumPyAreAveraged() throws IOException {
        byte[] colours = npy("|u1", List.of(1L, 2L, 3L),
                ByteBuffer.wrap(new byte[] {0, 1, 1, -1, -1, -2}));
        byte[] pixels = npy("|u1", List.of(2L, 2L, 3L),
                ByteBuffer.wrap(new byte[] {0, 1, 1, -1, -1, -2, 3, 3, 3, 0, 0, 1}));

        GreyPicture picture = reader.read(pixels);

        assertThat(picture.at(0, 0)).isEqualTo(2 / 3f);
        assertThat(picture.at(0, 1)).isCloseTo(764 / 3f, within(1e-4f));
        assertThat(bytes(picture)).containsExactly(1, -1, 3, 0);
        // NumPy's squeeze takes the single row away, and two axes are rows and columns.
        assertThat(reader.read(colours).height()).isEqualTo(2);
    }

    @Test
    void columnsFirstIsReadAsSuch() throws IOException {
        byte[] rows = npy("|u1", List.of(2L, 3L), ByteBuffer.wrap(new byte[] {1, 4, 2, 5, 3, 6}));
        String header = new String(rows, StandardCharsets.ISO_8859_1);
        byte[] columns = header.replace("False", "True ").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(bytes(reader.read(columns))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void refusesNumbersThatAreNoPixels() {
        assertRefused(floats(List.of(1L, 2L), 0, 255), Reason.UNSUPPORTED, "floats of a picture are 0 to 1");
        assertRefused(floats(List.of(1L, 2L), 0, Float.NaN), Reason.UNSUPPORTED, "NaN");
        assertRefused(floats(List.of(2L), 0, 1), Reason.UNSUPPORTED, "no picture");
        assertRefused(floats(List.of(3L, 2L), 0, 1), Reason.DAMAGED, "8 bytes of numbers");
        assertRefused(floats(List.of(0L, 2L)), Reason.DAMAGED, "no pixels");
        assertRefused(npy("<i8", List.of(1L, 1L), ByteBuffer.allocate(8)), Reason.UNSUPPORTED, "<i8");
        assertRefused(floats(List.of(1L << 40, 1L << 40), 1), Reason.TOO_LARGE, "pixels");
    }

    @ParameterizedTest
    @CsvSource({"grey.png", "interlaced.png", "rgb16.png", "rgb.bmp", "palette.bmp"})
    void refusesWhateverEndsTooEarly(String name) throws IOException {
        byte[] file = resource(name);
        // The last byte of a BMP fills a row up.
        int needed = file.length - (name.endsWith("bmp") ? 1 : 0);
        for (int length = 0; length < needed; length += 1 + length / 20) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatExceptionOfType(PictureException.class).as("%d of %d bytes", length, file.length)
                    .isThrownBy(() -> reader.read(cut));
        }
        assertThat(reader.read(file).width()).isEqualTo(13);
    }

    @Test
    void refusesWhatIsNoPicture() throws IOException {
        byte[] png = resource("grey.png");
        byte[] broken = png.clone();
        broken[60] ^= 1;
        byte[] huge = png.clone();
        ByteBuffer.wrap(huge).putInt(16, 100_000);
        CRC32 sum = new CRC32();
        sum.update(huge, 12, 17);
        ByteBuffer.wrap(huge).putInt(29, (int) sum.getValue());

        assertRefused(new byte[0], Reason.NO_PICTURE, "begins neither");
        assertRefused(new byte[] {'G', 'I', 'F', '8'}, Reason.NO_PICTURE, "begins neither");
        assertRefused(new byte[] {-1, -40, -1, -39}, Reason.DAMAGED, "no picture in it");
        assertRefused(broken, Reason.DAMAGED, "check sum");
        assertRefused(Arrays.copyOf(huge, huge.length), Reason.DAMAGED, "");
        ByteBuffer.wrap(huge).putInt(20, 100_000);
        assertRefused(huge, Reason.TOO_LARGE, "100000x100000");
        byte[] palette = resource("palette.bmp");
        ByteBuffer.wrap(palette).order(ByteOrder.LITTLE_ENDIAN).putInt(46, Integer.MAX_VALUE);
        assertRefused(palette, Reason.DAMAGED, "claims more than its 1190 bytes");
        assertRefused(new byte[(64 << 20) + 1], Reason.TOO_LARGE, "bytes");
    }

    @Test
    void neverFailsInAnotherWay() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        byte[] jpeg = TestDataset.picture(13, 7, 99, "jpeg");
        for (byte[] file : List.of(resource("rgb.png"), resource("palette.png"), resource("palette.bmp"),
                resource("rgb.bmp"), floats(List.of(2L, 1L), 0, 1), jpeg)) {
            for (int i = 0; i < 300; i++) {
                byte[] changed = file.clone();
                for (int k = random.nextInt(4); k >= 0; k--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                try {
                    reader.read(changed);
                } catch (PictureException e) {
                    assertThat(e).hasMessageMatching("(?s).+");
                }
            }
        }
    }

    private void assertRefused(byte[] file, Reason reason, String message) {
        assertThatExceptionOfType(PictureException.class).isThrownBy(() -> reader.read(file))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
