package tmnf.pretrain.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilesTest {

    private static final String GOLDEN = "events.out.tfevents.1700000000.host.1.0";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private static byte[] golden() throws IOException {
        try (InputStream in = EventFilesTest.class.getResourceAsStream(GOLDEN)) {
            return in.readAllBytes();
        }
    }

    private EventFile read(byte[] bytes) throws IOException {
        return EventFile.read(Files.write(folder.resolve("some"), bytes));
    }

    @Test
    void checksumsAreThoseOfTheFormat() {
        ByteBuffer digits = ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII));

        assertThat(EventRecords.maskedCrc(digits)).isEqualTo(0xc78ab0e5);
    }

    @Test
    void goldenEventsAreReadAsTheyWereMeant() throws IOException {
        EventFile file = read(golden());

        assertThat(file.cut()).isFalse();
        List<Event> events = file.events();
        assertThat(events).extracting(Event::step).containsExactly(1L, 3L, 3L, 3L, 0L);
        assertThat(events).extracting(Event::wallSeconds)
                .containsExactly(1700000001.0, 1700000002.0, 1700000003.0, 1700000004.0, 1700000005.0);
        assertThat(events.get(0).values()).containsExactly(
                new EventValue.Scalar("train_loss", 0.0625f), new EventValue.Scalar("val_loss", 0.0703125f));
        assertThat(events.get(1).values()).containsExactly(new EventValue.Scalar("train_loss", 0.03125f));
        EventValue.Image image = (EventValue.Image) events.get(2).values().get(0);
        assertThat(image).extracting("tag", "height", "width", "channels")
                .containsExactly("input/0", 64, 64, 1);
        assertThat(ImageIO.read(new ByteArrayInputStream(image.png())).getWidth()).isEqualTo(64);
        assertThat(events.get(3).values()).containsExactly(new EventValue.Histogram("weights/enc0", -1.5, 2.5,
                8, 3, 13.125, List.of(-1.0, 0.0, 1.0, 3.0), List.of(1.0, 2.0, 3.0, 2.0)));
        assertThat(events.get(4).values())
                .containsExactly(new EventValue.Text("config", "{\"task\":\"ae\"}"));
    }

    @Test
    void sameEventsAreWrittenByteForByteLikeTheGoldenOnes() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        written.writeBytes(EventRecords.frame(EventCodec.version(1_700_000_000)).array());
        for (Event event : read(golden()).events()) {
            written.writeBytes(EventRecords.frame(EventCodec.encode(event)).array());
        }

        assertThat(written.toByteArray()).isEqualTo(golden());
    }

    @Test
    void whatIsWrittenIsThereAtOnceAndComesBack() throws IOException {
        BufferedImage colours = new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB);
        try (EventWriter writer = EventWriter.create(folder, CLOCK)) {
            writer.scalar(7, "loss", Float.NaN);
            writer.image(8, "recon", colours);
            writer.image(8, "grey", new BufferedImage(5, 3, BufferedImage.TYPE_BYTE_GRAY));
            writer.histogram(9, "weights", new float[] {-1, 0, 0, 1, Float.NaN});
            writer.text(0, "config", "a: ä");
            writer.flush();

            EventFile file = EventFile.read(writer.file());
            assertThat(file.events()).hasSize(5).allMatch(event -> event.wallSeconds() == 1700000000.5);
            assertThat(file.events().get(0)).isEqualTo(
                    new Event(1700000000.5, 7, List.of(new EventValue.Scalar("loss", Float.NaN))));
            assertThat(file.events().get(1).values().get(0))
                    .extracting("height", "width", "channels").containsExactly(3, 5, 3);
            assertThat(file.events().get(2).values().get(0)).extracting("channels").isEqualTo(1);
            EventValue.Histogram histogram = (EventValue.Histogram) file.events().get(3).values().get(0);
            assertThat(histogram).extracting("min", "max", "count", "sum", "sumOfSquares")
                    .containsExactly(-1.0, 1.0, 4.0, 0.0, 2.0);
            assertThat(histogram.counts().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(4);
            assertThat(histogram.limits()).hasSize(64).isSorted().endsWith(1.0);
            assertThat(file.events().get(4).values()).containsExactly(new EventValue.Text("config", "a: ä"));
        }
    }

    @Test
    void aLayoutOfCustomScalarsIsTheMessageThatTensorBoardReads() {
        EventValue.Layout layout = new EventValue.Layout(List.of(new EventValue.Layout.Category("c",
                List.of(new EventValue.Layout.Chart("t", List.of("x"))))));
        Event event = new Event(1, 0, List.of(layout));

        byte[] record = EventCodec.encode(event);

        assertThat(EventCodec.decode(ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN)))
                .isEqualTo(event);
        // By the files .proto of TensorBoard: wall time, summary, value with tag, metadata and tensor.
        String chart = "0a01" + "74" + "1203" + "0a0178";
        String text = "120d" + "0a0163" + "1208" + chart;
        String tensor = "0807" + "1200" + "420f" + text;
        String metadata = "0a10" + "0a0e" + HexFormat.of().formatHex("custom_scalars".getBytes(
                StandardCharsets.US_ASCII));
        String value = "0a18" + HexFormat.of().formatHex(EventValue.Layout.TAG.getBytes(
                StandardCharsets.US_ASCII)) + "4a12" + metadata + "4215" + tensor;
        assertThat(HexFormat.of().formatHex(record)).isEqualTo("09000000000000f03f" + "2a47" + "0a45"
                + value);
    }

    @Test
    void histogramsOfNothingAndOfOneNumberAreSound() {
        EventValue.Histogram none = EventValue.Histogram.of("none", new float[0], 4);
        EventValue.Histogram same = EventValue.Histogram.of("same", new float[] {2, 2}, 4);

        assertThat(none.count()).isZero();
        assertThat(none.limits()).hasSameSizeAs(none.counts());
        assertThat(same.counts()).containsExactly(2.0, 0.0, 0.0, 0.0);
        assertThat(same.limits()).containsOnly(2.0);
    }

    @Test
    void runsThatGoOnWriteToFilesThatComeLaterInOrder() throws IOException {
        Path first;
        try (EventWriter writer = EventWriter.create(folder, CLOCK)) {
            writer.scalar(1, "loss", 1);
            first = writer.file();
        }
        byte[] before = Files.readAllBytes(first);

        for (int i = 0; i < 3; i++) {
            try (EventWriter writer = EventWriter.resume(folder, CLOCK, 2)) {
                writer.scalar(2, "loss", 0.5f);
                assertThat(writer.file().getFileName().toString())
                        .isGreaterThan(first.getFileName().toString())
                        .startsWith("events.out.tfevents.17000000");
                List<Event> events = EventFile.read(writer.file()).events();
                assertThat(events).extracting(Event::step).containsExactly(2L, 2L);
                assertThat(events.get(0).values()).isEmpty();
            }
        }

        assertThat(Files.readAllBytes(first)).isEqualTo(before);
        assertThat(folder.toFile().list()).hasSize(4);
    }

    @Test
    void restartsAreMarkedAsTensorBoardKnowsThem() {
        byte[] message = EventCodec.restart(0, 300);

        byte[] expected = {9, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, (byte) 0xAC, 2, 0x3A, 2, 8, 1};
        assertThat(message).isEqualTo(expected);
    }

    @Test
    void filesCutByACrashGiveWhatIsWhole() throws IOException {
        byte[] golden = golden();

        for (int length = 40; length < golden.length; length += 7) {
            EventFile file = read(Arrays.copyOf(golden, length));
            assertThat(file.events()).hasSizeLessThan(5);
        }
        assertThat(read(Arrays.copyOf(golden, golden.length - 1)).events()).hasSize(4);
        assertThat(read(Arrays.copyOf(golden, golden.length - 1)).cut()).isTrue();
    }

    @Test
    void damageIsRefusedWithItsPlace() throws IOException {
        byte[] bytes = golden();
        bytes[40 + 12 + 20] ^= 1;

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(EventFormatException.class,
                        refused -> assertThat(refused.offset()).isEqualTo(40))
                .hasMessageContaining("offset 40").hasMessageContaining("checksum");
        assertThatThrownBy(() -> read(new byte[100])).isInstanceOf(EventFormatException.class);
    }

    /** With checksums that are right, so that the damage reaches the messages' reader. */
    @Test
    void damagedMessagesAreReadOrRefused() throws IOException {
        List<Event> sound = read(golden()).events();
        SplittableRandom random = new SplittableRandom(5);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] message = EventCodec.encode(sound.get(random.nextInt(sound.size())));
            for (int edit = 0; edit <= random.nextInt(3); edit++) {
                message[random.nextInt(Math.min(80, message.length))] = (byte) random.nextInt();
            }
            try {
                EventCodec.decode(ByteBuffer.wrap(message));
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(5_000, 19_999);
    }
}
