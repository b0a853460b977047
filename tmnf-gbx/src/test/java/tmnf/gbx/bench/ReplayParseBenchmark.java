package tmnf.gbx.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.GameVersion;
import tmnf.gbx.Samples;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.Replay;
import tmnf.gbx.synthetic.SyntheticReplays;

/**
 * Parses of replays on one thread, by how much is read. One operation is one pass over all files of the
 * set: the Forever-era replays among the real samples, all or those below 100 kB, or synthetic ones where
 * no samples are present.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReplayParseBenchmark {

    /** Which files: {@code small}, {@code all} or {@code synthetic}. */
    @Param({"small", "all", "synthetic"})
    public String files;

    private final List<byte[]> replays = new ArrayList<>();

    @Setup
    public void load() throws IOException {
        if (files.equals("synthetic") || Samples.folder().isEmpty()) {
            for (int i = 0; i < 16; i++) {
                SyntheticReplays track = SyntheticReplays.track(
                        "bench", i, new SyntheticReplays.Options(26, 600, MapType.RACE, 0));
                replays.add(track.replayFile(
                        track.drive(i, 240, new SyntheticReplays.Driver("driver", "Driver", false))));
            }
            return;
        }
        for (Path file : Samples.files(Samples.folder().get(), "replays")) {
            GbxHeaderFacts header = GbxFiles.readHeader(file);
            if (header.game() == GameVersion.FOREVER && (files.equals("all") || Files.size(file) < 100_000)) {
                replays.add(Files.readAllBytes(file));
            }
        }
    }

    /** Everything as a user of the library gets it: sample tracks stay packed until they are asked for. */
    @Benchmark
    public void parse(Blackhole sink) throws GbxFormatException {
        for (byte[] file : replays) {
            sink.consume(GbxFiles.read("bench", file, GbxReadOptions.FULL));
        }
    }

    /** Everything, sample tracks unpacked at once. */
    @Benchmark
    public void parseChecked(Blackhole sink) throws GbxFormatException {
        for (byte[] file : replays) {
            sink.consume(GbxFiles.read("bench", file, GbxReadOptions.CHECKED));
        }
    }

    /** Everything, and every sample of the ghost turned into position, rotation and velocity. */
    @Benchmark
    public void parseAndDecodeEverySample(Blackhole sink) throws GbxFormatException {
        for (byte[] file : replays) {
            GbxFile<GbxContent> read = GbxFiles.read("bench", file, GbxReadOptions.FULL);
            Ghost ghost = ((Replay) read.content()).ghosts().get(0);
            GhostSamples samples = ghost.samples();
            for (int i = 0; i < samples.size(); i++) {
                sink.consume(samples.position(i));
                sink.consume(samples.rotation(i));
                sink.consume(samples.velocity(i));
            }
        }
    }

    /** What the filter and the script converter need. */
    @Benchmark
    public void parseInputsOnly(Blackhole sink) throws GbxFormatException {
        for (byte[] file : replays) {
            sink.consume(GbxFiles.read("bench", file, GbxReadOptions.INPUTS));
        }
    }
}
