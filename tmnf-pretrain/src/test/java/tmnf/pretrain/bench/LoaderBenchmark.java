package tmnf.pretrain.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

import tmnf.pretrain.data.Batch;
import tmnf.pretrain.data.EpochOrder;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameLoader;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.LoaderEpoch;
import tmnf.pretrain.data.LoaderOptions;
import tmnf.pretrain.data.WindowIndex;

/**
 * Epochs over a cache of 200,000 frames of 64x64, mapped, shuffled, into lent buffers; nobody looks at them.
 * Numbers are samples a second, each of {@code stack} frames. The cache, 800 MB, is made by the first run and
 * stays in {@code loader-benchmark} in {@code -Dtmnf.bench.folder}, else in the folder of temporary files.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LoaderBenchmark {

    private static final int FRAMES = 200_000;
    private static final int SIDE = 64;
    private static final int LONGEST_STACK = 4;
    /** As many for each stack: as many as there are of the longest. */
    private static final int SAMPLES = FRAMES - FRAMES / FullCache.FRAMES_PER_REPLAY * (LONGEST_STACK - 1);

    @Param({"0", "1", "2"})
    public int workers;

    @Param({"512"})
    public int batch;

    @Param({"1", "4"})
    public int stack;

    private FrameCache frames;
    private FrameLoader loader;
    private int epochs;

    @Setup
    public void open() throws IOException {
        Path folder = Path.of(System.getProperty("tmnf.bench.folder", System.getProperty("java.io.tmpdir")))
                .resolve("loader-benchmark");
        Path cache = folder.resolve("cache");
        try {
            frames = FrameCache.open(cache, false);
        } catch (FrameCacheException e) {
            frames = make(folder, cache);
        }
        loader = new FrameLoader(frames, WindowIndex.of(frames.replays(), stack, track -> true),
                new LoaderOptions(batch, workers, 4, false));
    }

    private static FrameCache make(Path folder, Path cache) throws IOException {
        Path data = folder.resolve("data");
        if (!Files.exists(data)) {
            FullCache.dataset(folder, data, FRAMES, SIDE);
        }
        return new FrameCacheBuilder(SIDE, SIDE, 2, false, Duration.ZERO)
                .openOrBuild(FrameTree.read(data), cache, (done, all) -> { }, () -> false).orElseThrow();
    }

    @TearDown
    public void close() throws IOException {
        loader.close();
        frames.close();
    }

    /** What the order alone costs. */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int[] order() {
        return EpochOrder.shuffled(SAMPLES, 1, epochs++);
    }

    /** What the copies alone cost, on one thread. */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public ByteBuffer copies() {
        ByteBuffer to = ByteBuffer.allocateDirect(batch * stack * SIDE * SIDE);
        for (int sample : EpochOrder.shuffled(SAMPLES, 1, epochs++)) {
            if (!to.hasRemaining()) {
                to.clear();
            }
            for (int i = 0; i < stack; i++) {
                frames.copy(sample + i, to);
            }
        }
        return to;
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int epoch() throws IOException, InterruptedException {
        int samples = 0;
        try (LoaderEpoch epoch = loader.begin(EpochOrder.shuffled(SAMPLES, 1, epochs++))) {
            while (epoch.hasNext()) {
                try (Batch next = epoch.next()) {
                    samples += next.samples();
                }
            }
        }
        return samples;
    }
}
