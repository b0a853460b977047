package tmnf.capture.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tmnf.capture.dataset.jpeg.BgraPixels;
import tmnf.capture.dataset.jpeg.JpegBuffer;
import tmnf.capture.dataset.jpeg.JpegCodec;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegDecoder;
import tmnf.capture.dataset.jpeg.JpegEncoder;
import tmnf.capture.dataset.jpeg.JpegSettings;
import tmnf.capture.dataset.jpeg.Picture;
import tmnf.capture.dataset.jpeg.PixelFormat;

/**
 * One frame as JPEG with quality 95: waves with noise, about as large a file as a picture of the game. The
 * files go to {@code -Dtmnf.bench.folder}, else to a folder for temporary ones. As in a capture, each has a
 * name of its own: to write over a file takes ext4 several times as long.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JpegBenchmark {

    private static final int QUALITY = 95;
    private static final int FILES = 500;

    @Param({"IMAGE_IO", "TURBO"})
    public JpegSettings.Choice library;
    @Param({"64", "256"})
    public int side;
    @Param({"GREY", "RGB"})
    public PixelFormat format;

    private final JpegBuffer file = new JpegBuffer();
    private int[] bgra;
    private Picture picture;
    private byte[] jpeg;
    private JpegEncoder encoder;
    private JpegDecoder decoder;
    private Path folder;
    private int next;

    @Setup
    public void prepare() throws IOException {
        JpegCodec codec = JpegCodecs.of(new JpegSettings(library, Optional.empty()));
        byte[] bytes = new byte[4 * side * side];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < bytes.length; i++) {
            double wave = Math.sin(i / 4 % side / (7.0 + i % 4)) * Math.cos(i / 4 / side / (11.0 - i % 4));
            bytes[i] = (byte) Math.max(0, Math.min(255, 128 + 80 * wave + random.nextGaussian() * 10));
        }
        bgra = new int[side * side];
        BgraPixels.read(ByteBuffer.wrap(bytes), side * side, bgra);
        picture = new Picture(side, side, format, new byte[side * side * format.bytes()]);
        convert();
        encoder = codec.encoder();
        decoder = codec.decoder();
        encoder.encode(picture, QUALITY, file);
        jpeg = file.toBytes();
        String place = System.getProperty("tmnf.bench.folder");
        folder = place == null ? Files.createTempDirectory("tmnf-bench")
                : Files.createTempDirectory(Path.of(place), "tmnf-bench");
    }

    private void convert() {
        if (format == PixelFormat.GREY) {
            BgraPixels.toGrey(bgra, side * side, picture.pixels());
        } else {
            BgraPixels.toRgb(bgra, side * side, picture.pixels());
        }
    }

    @TearDown
    public void close() throws IOException {
        encoder.close();
        decoder.close();
        for (int i = 0; i < next; i++) {
            Files.delete(name(i));
        }
        Files.delete(folder);
    }

    private Path name(int number) {
        return folder.resolve("frame_" + number + ".jpeg");
    }

    @Benchmark
    public byte[] fromBgra() {
        convert();
        return picture.pixels();
    }

    @Benchmark
    public int encode() throws IOException {
        encoder.encode(picture, QUALITY, file);
        return file.length();
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OperationsPerInvocation(FILES)
    @Warmup(iterations = 12)
    @Measurement(iterations = 12)
    public void encodeToFile() throws IOException {
        for (int i = 0; i < FILES; i++) {
            encoder.encode(picture, QUALITY, file);
            try (OutputStream out = Files.newOutputStream(name(next++), StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                out.write(file.array(), 0, file.length());
            }
        }
    }

    @Benchmark
    public Picture decode() throws IOException {
        return decoder.decode(jpeg, format);
    }
}
