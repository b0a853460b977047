package tmnf.capture.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
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

import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.EntryState;
import tmnf.capture.dataset.FrameInputs;
import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.PythonJson;
import tmnf.capture.dataset.ReplayFolderWriter;
import tmnf.capture.dataset.WriterOptions;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ObservationSnapshot;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.state.SimStateData;

/**
 * What a frame costs in the dataset, without its encoding: the entry with state, the snapshot with 40 zone
 * centres, and the files. Each call is a race of 1,000 frames of 2 kB; the numbers are those of one frame.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DatasetBenchmark {

    private static final int FRAMES = 1_000;

    @Param({"false", "true"})
    public boolean packed;

    private final FrameSchedule schedule = new FrameSchedule(100, 10 * FRAMES);
    private final SimStateData[] states = new SimStateData[FRAMES];
    private final ObservationSnapshot[] snapshots = new ObservationSnapshot[FRAMES];
    private final byte[] jpeg = new byte[2_000];
    private Path root;
    private Path written;
    private int run;

    @Setup
    public void race() throws IOException {
        root = Files.createTempDirectory("dataset-benchmark");
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        double[] xyz = new double[3 * 2_000];
        for (int i = 0; i < 2_000; i++) {
            xyz[3 * i] = 100 * Math.sin(i * 0.003);
            xyz[3 * i + 2] = i * 0.5;
        }
        ObservationBuilder observer = ObservationBuilder.along(layout,
                ZoneLine.of(ReferenceLine.of(xyz), layout.config()), RealCheckpoints.none());
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < FRAMES; k++) {
            SimStateData state = SimStateData.blank(5, 1);
            float turn = (float) (0.1 * Math.sin(k * 0.01));
            state.setRaceTimeMs(10 * k);
            state.setPosition(new Vec3((float) (100 * Math.sin(k * 0.003)), (float) random.nextDouble(),
                    k * 0.5f));
            state.setVelocity(new Vec3((float) random.nextDouble(), (float) random.nextDouble(), 50));
            state.setRotationMatrix(new float[] {
                (float) Math.cos(turn), 0, (float) Math.sin(turn), 0, 1, 0, (float) -Math.sin(turn), 0,
                (float) Math.cos(turn)
            });
            states[k] = state;
            observer.update(state);
            snapshots[k] = observer.snapshot();
        }
        random.nextBytes(jpeg);
        written = root.resolve("track").resolve("written");
        write(written);
    }

    @TearDown(Level.Iteration)
    public void clean() throws IOException {
        try (Stream<Path> runs = Files.list(root)) {
            for (Path one : runs.filter(path -> !path.equals(written.getParent())).toList()) {
                delete(one);
            }
        }
    }

    @TearDown
    public void cleanAll() throws IOException {
        delete(root);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private ManifestEntry entry(int k) {
        FrameLabel label = new FrameLabel(k, schedule.tickMs(k), schedule.requestedMs(k));
        return ManifestEntry.of(label, "2026-01-02T03:04:05.678901+00:00", OptionalInt.of(1),
                Optional.of(FrameInputs.of(new Action(true, false, true, false))),
                Optional.of(EntryState.of(states[k])));
    }

    private void write(Path folder) throws IOException {
        WriterOptions options = packed ? WriterOptions.PACKED : WriterOptions.LOOSE;
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder, options)) {
            for (int k = 0; k < FRAMES; k++) {
                writer.snapshot(snapshots[k], 10 * k);
                writer.frame(entry(k), jpeg);
            }
            writer.finish(Optional.of(List.of(0)), Optional.empty(), CaptureMetadata.of("benchmark",
                    Map.of("track_id", "benchmark")));
        }
    }

    /** State to entry to text, and snapshot to text. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void text() throws IOException {
        try (PythonJson json = new PythonJson(OutputStream.nullOutputStream())) {
            json.beginArray();
            for (int k = 0; k < FRAMES; k++) {
                json.value(entry(k).toMap());
                json.value(snapshots[k].toMap(10 * k));
            }
            json.endArray();
        }
    }

    /** Everything, to files. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void folder() throws IOException {
        write(root.resolve("run" + run++));
    }

    /** Reads the entries and the frames back. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int readBack() throws IOException {
        CapturedReplay replay = CapturedReplay.open(written);
        int bytes = 0;
        try (var frames = replay.frames(); DatasetCursor<ManifestEntry> entries = replay.entries()) {
            for (Optional<ManifestEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
                bytes += frames.read(next.get().file()).length;
            }
        }
        return bytes;
    }
}
