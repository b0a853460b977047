package tmnf.gbx.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.Samples;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays;

/** Header-only reading from disk, file open included, page cache warm, one thread; operations are files. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HeaderBenchmark {

    private final List<Path> replays = new ArrayList<>();
    private final List<Path> challenges = new ArrayList<>();
    private Path folder;
    private int next;

    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("tmnf-bench");
        for (int i = 0; i < 100; i++) {
            SyntheticReplays track = SyntheticReplays.track(
                    "bench", i, new SyntheticReplays.Options(26, 600, MapType.RACE, 0));
            Path replay = folder.resolve(i + ".Replay.Gbx");
            Files.write(replay, track.replayFile(
                    track.drive(i, 240, new SyntheticReplays.Driver("driver", "Driver", false))));
            replays.add(replay);
        }
        if (Samples.folder().isPresent()) {
            challenges.addAll(Samples.files(Samples.folder().get(), "challenges"));
        } else {
            challenges.addAll(replays);
        }
    }

    @Benchmark
    public GbxHeaderFacts replayHeader() throws IOException {
        return GbxFiles.readHeader(replays.get(next++ % replays.size()));
    }

    /** Real challenges, whose headers carry thumbnails of up to 30 kB. */
    @Benchmark
    public GbxHeaderFacts challengeHeader() throws IOException {
        return GbxFiles.readHeader(challenges.get(next++ % challenges.size()));
    }

    @TearDown
    public void delete() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
