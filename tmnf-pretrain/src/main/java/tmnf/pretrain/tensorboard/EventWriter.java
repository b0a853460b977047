package tmnf.pretrain.tensorboard;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Appends events to a file of its own. A run that goes on opens a further file in the same folder, whose name
 * comes after all others; nothing is ever added to a file of an earlier run. Each event is in the file when
 * its call returns; {@link #flush} also has the disk keep it. Owns the open file; confined to one thread.
 */
public final class EventWriter implements Closeable {

    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,18})\\..*");
    private static final double MILLIS = 1000;
    private static final int GREY = 1;
    private static final int RGB = 3;
    private static final int RGBA = 4;

    private final Path file;
    private final FileChannel channel;
    private final Clock clock;

    private EventWriter(Path file, FileChannel channel, Clock clock) {
        this.file = file;
        this.channel = channel;
        this.clock = clock;
    }

    /** A new file in the folder, which is made if it is missing; {@code clock} gives the times of events. */
    public static EventWriter create(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder);
        long seconds = Math.max(clock.instant().getEpochSecond(), latest(folder) + 1);
        while (true) {
            // TensorBoard shows the host; the machine's name stays out of the files.
            Path file = folder.resolve("events.out.tfevents." + seconds + ".tmnf."
                    + ProcessHandle.current().pid() + ".0");
            try {
                FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                EventWriter writer = new EventWriter(file, channel, clock);
                return writer.begun(EventCodec.version(writer.wallSeconds()));
            } catch (FileAlreadyExistsException e) {
                seconds++;
            }
        }
    }

    /** The same, and TensorBoard hides what earlier files of the folder record from {@code firstStep} on. */
    public static EventWriter resume(Path folder, Clock clock, long firstStep) throws IOException {
        EventWriter writer = create(folder, clock);
        return writer.begun(EventCodec.restart(writer.wallSeconds(), firstStep));
    }

    /** This, once the record is written; closed if it cannot be. */
    private EventWriter begun(byte[] message) throws IOException {
        try {
            append(message);
            return this;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static long latest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString())).filter(Matcher::matches)
                    .mapToLong(name -> Long.parseLong(name.group(1))).max().orElse(-1);
        }
    }

    public Path file() {
        return file;
    }

    /** Appends a number. */
    public void scalar(long step, String tag, float value) throws IOException {
        values(step, List.of(new EventValue.Scalar(tag, value)));
    }

    /** Appends a picture, as a PNG: grey where it is, else RGB or RGBA. */
    public void image(long step, String tag, BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this kind of picture cannot be written as a PNG: " + image);
            }
        }
        int bands = image.getColorModel().getNumColorComponents();
        int channels = bands == 1 ? GREY : image.getColorModel().hasAlpha() ? RGBA : RGB;
        values(step, List.of(new EventValue.Image(
                tag, image.getHeight(), image.getWidth(), channels, png.toByteArray())));
    }

    /** Appends how the numbers are distributed, in 64 buckets. */
    public void histogram(long step, String tag, float[] values) throws IOException {
        values(step, List.of(EventValue.Histogram.of(tag, values, Long.SIZE)));
    }

    /** Appends a text. */
    public void text(long step, String tag, String text) throws IOException {
        values(step, List.of(new EventValue.Text(tag, text)));
    }

    /** Appends several values as one event. */
    public void values(long step, List<EventValue> values) throws IOException {
        append(EventCodec.encode(new Event(wallSeconds(), step, values)));
    }

    private double wallSeconds() {
        Instant now = clock.instant();
        return now.toEpochMilli() / MILLIS;
    }

    private void append(byte[] message) throws IOException {
        ByteBuffer record = EventRecords.frame(message);
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    /** Returns when the disk has all that was appended. */
    public void flush() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
