package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tmnf.gbx.chunk.IntroStripper;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.Replay;
import tmnf.gbx.synthetic.SyntheticReplays;

/**
 * Damaged files end in a value or in a {@link GbxFormatException}, within a second each, whatever they claim.
 * The default build runs 20,000 cases, {@code -Pfuzz} a million; {@code -Dtmnf.fuzz.seed=N} chooses others.
 * Real files are among the seeds where they are present.
 */
class GbxFuzzTest {

    private static final long SEED = Long.getLong("tmnf.fuzz.seed", 20_080_416L);
    private static final int CASES = Integer.getInteger("tmnf.fuzz.cases", 20_000);
    private static final long MANY = Integer.getInteger("tmnf.fuzz.many", 1_000_000);
    private static final long LIMIT_NANOS = 1_000_000_000L;
    private static final int LARGEST_SEED = 60_000;
    private static final long HEAP = 256L << 20;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void damagedFilesEndInAValueOrATypedException() throws IOException {
        run(CASES);
    }

    @Test
    @Tag("fuzz")
    void aMillionDamagedFilesEndInAValueOrATypedException() throws IOException {
        run(MANY);
    }

    private void run(long cases) throws IOException {
        assertThat(Runtime.getRuntime().maxMemory())
                .as("this test runs in a small heap")
                .isLessThanOrEqualTo(HEAP);
        Mutator mutator = new Mutator(seeds());
        long values = 0;
        for (long i = 0; i < cases; i++) {
            byte[] file = mutator.mutate(new SplittableRandom(SEED * 31 + i));
            long start = threads.getCurrentThreadCpuTime();
            try {
                values += read(file) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + SEED + " case " + i + " of " + file.length + " bytes", e);
            }
            long took = threads.getCurrentThreadCpuTime() - start;
            assertThat(took).as("CPU time of seed %s case %s", SEED, i).isLessThan(LIMIT_NANOS);
        }
        // Neither everything may pass nor everything fail, else the cases test nothing.
        assertThat(values).isBetween(cases / 50, cases * 9 / 10);
    }

    /** Reads everything there is to read; whether it was a value. */
    private static boolean read(byte[] file) {
        boolean value = false;
        try {
            GbxFile<?> read = GbxFiles.read("case", file, GbxReadOptions.FULL);
            value = true;
            if (read.content() instanceof Replay replay) {
                replay.bestGhost().ifPresent(ghost -> {
                    ghost.inputs().entries().forEach(entry -> entry.analog());
                    for (int i = 0; i < ghost.samples().size(); i++) {
                        ghost.samples().velocity(i);
                        ghost.samples().rotation(i);
                    }
                });
                replay.challenge().ifPresent(Challenge::introDurationMs);
            }
        } catch (GbxFormatException e) {
            assertThat(e.reason()).isNotNull();
            assertThat(e.detail()).isNotBlank();
        }
        try {
            IntroStripper.strip("case", file);
        } catch (GbxFormatException e) {
            assertThat(e.reason()).isNotNull();
        }
        return value;
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SyntheticReplays track = SyntheticReplays.track(
                    "fuzz " + i, i, new SyntheticReplays.Options(14, i * 40, MapType.RACE, i % 2 * 3.5));
            seeds.add(track.challengeFile());
            seeds.add(track.replayFile(
                    track.drive(i, 10, new SyntheticReplays.Driver("login", "$f00Dri\u00e9r", i % 3 == 0))));
        }
        Optional<Path> samples = Samples.folder();
        if (samples.isPresent()) {
            for (String folder : List.of("replays", "challenges", "ghosts", "other")) {
                for (Path file : Samples.files(samples.get(), folder)) {
                    if (Files.size(file) <= LARGEST_SEED) {
                        seeds.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        return seeds;
    }
}
