package tmnf.pretrain.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import tmnf.capture.dataset.jpeg.JpegCodec;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegSettings;
import tmnf.pretrain.data.BilinearResize;
import tmnf.pretrain.data.PictureReader;

/**
 * From the bytes of a grey JPEG of 256x256 to 64x64 bytes, by two threads: what a cache is made of, without
 * files. {@link FullCache} measures the whole.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(2)
public class PictureBenchmark {

    private static final int SIDE = 64;
    private static final int PICTURES = 50;

    @Param({"IMAGE_IO", "TURBO"})
    public JpegSettings.Choice library;

    private final byte[][] files = new byte[PICTURES][];

    @Setup
    public void encode() throws IOException {
        for (int i = 0; i < PICTURES; i++) {
            files[i] = FullCache.jpeg(4 * SIDE, i);
        }
    }

    /** What a thread has. */
    @State(Scope.Thread)
    public static class Decoder {

        private final BilinearResize resize = new BilinearResize(SIDE, SIDE);
        private final byte[] pixels = new byte[SIDE * SIDE];
        private PictureReader reader;
        private int next;

        @Setup
        public void open(PictureBenchmark benchmark) throws IOException {
            JpegCodec codec = benchmark.library == JpegSettings.Choice.IMAGE_IO ? JpegCodecs.imageIo()
                    : JpegCodecs.turbo().orElseThrow();
            reader = new PictureReader(codec);
        }

        @TearDown
        public void close() {
            reader.close();
        }
    }

    @Benchmark
    public byte[] decodeAndResize(Decoder decoder) throws IOException {
        decoder.next = (decoder.next + 1) % PICTURES;
        decoder.resize.toBytes(decoder.reader.read(files[decoder.next]), decoder.pixels, 0);
        return decoder.pixels;
    }
}
