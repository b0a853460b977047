package tmnf.capture.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
import tmnf.capture.dataset.CaptureFacts;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CaptureOrigin;
import tmnf.capture.dataset.CaptureProof;
import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.WriterOptions;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegSettings;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.capture.plan.ScriptInputs;
import tmnf.capture.plan.Shard;
import tmnf.capture.write.CaptureStore;
import tmnf.capture.write.EncoderLane;
import tmnf.capture.write.EncoderPool;
import tmnf.capture.write.ReplayWriter;
import tmnf.capture.write.WriteSettings;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.script.ScriptFormatException;
import tmnf.tminterface.state.SimStateData;

/**
 * Frames a second from the game's pixels to a published capture of 1,000 frames, each with its state, its
 * inputs and a snapshot; grey, quality 95, loose files. The folder is as in {@link JpegBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReplayWriterBenchmark {

    private static final int FRAMES = 1_000;
    private static final int DIFFERENT = 20;

    @Param({"IMAGE_IO", "TURBO"})
    public JpegSettings.Choice library;
    @Param({"64", "256"})
    public int side;
    @Param({"false", "true"})
    public boolean packed;

    private final ByteBuffer[] frames = new ByteBuffer[DIFFERENT];
    private Path root;
    private CaptureStore store;
    private EncoderPool pool;
    private EncoderLane lane;
    private WriteSettings settings;
    private FrameSize size;
    private ScriptInputs inputs;
    private SimStateData state;

    @Setup
    public void open() throws IOException, ScriptFormatException {
        size = new FrameSize(side, side);
        for (int k = 0; k < DIFFERENT; k++) {
            frames[k] = ByteBuffer.allocateDirect(size.bytes());
            for (int i = 0; i < size.bytes(); i++) {
                double wave = Math.sin((k + i / 4 % side) / 9.0) * Math.cos(i / 4 / side / 11.0);
                frames[k].put(i, (byte) (128 + 80 * wave + i * 31 % 17));
            }
        }
        inputs = ScriptInputs.of("0 press up\n100-3000 press left\n", 10 * FRAMES);
        state = SimStateData.blank(5, 1);
        state.setRotationMatrix(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        settings = new WriteSettings(PixelFormat.GREY, 95,
                packed ? WriterOptions.PACKED : WriterOptions.LOOSE, true, false, 10, "bench");
        String place = System.getProperty("tmnf.bench.folder");
        root = place == null ? Files.createTempDirectory("tmnf-bench")
                : Files.createTempDirectory(Path.of(place), "tmnf-bench");
        store = CaptureStore.open(root, Shard.ALL);
        pool = EncoderPool.of(JpegCodecs.of(new JpegSettings(library, Optional.empty())), 1);
        lane = pool.lane();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        lane.close();
        pool.close();
        store.close();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public CaptureMetadata capture() throws IOException, InterruptedException, ExecutionException {
        ObservationBuilder observer =
                ObservationBuilder.withoutLine(ObservationLayout.of(ObservationConfig.DEFAULT));
        try (ReplayWriter writer = new ReplayWriter(store.stage("track", "replay"), settings, lane,
                Optional.of(inputs), observer, Clock.systemUTC())) {
            writer.begin();
            for (int k = 0; k < FRAMES; k++) {
                state.setRaceTimeMs(10 * k);
                writer.snapshot(10 * k, state);
                writer.room().get();
                writer.frame(new FrameLabel(k, 10 * k, 10 * k), size, frames[k % DIFFERENT], state);
            }
            return writer.publish(metadata(), true);
        }
    }

    private CaptureMetadata metadata() {
        return CaptureMetadata.of(
                new CaptureFacts("track", "replay", "track.Challenge.Gbx", 100, 100, 4, side, side, 10,
                        10 * FRAMES, true, "script.txt", 10 * FRAMES),
                new CaptureOrigin("0.1.0", "events-1", "tmnf", "a".repeat(40), "b".repeat(40), "uid", "grey",
                        95, false, "2026-01-02T03:04:05Z"),
                new CaptureProof(OptionalInt.of(10 * FRAMES), List.of(10 * FRAMES), 0, 0, 0), Map.of());
    }
}
