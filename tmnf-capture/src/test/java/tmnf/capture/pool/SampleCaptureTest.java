package tmnf.capture.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.pool.ReplayResult.Status;
import tmnf.gbx.Samples;

/** Real replays, driven along their recorded paths. */
@Tag("slow")
@Timeout(600)
class SampleCaptureTest {

    @TempDir
    Path folder;

    @Test
    void everyReplayThatDoesNotRespawnIsCaptured() throws Exception {
        int files = copySamples();
        CaptureSet set = new CaptureSet(folder);
        CaptureSettings settings = set.settings("out", 2);

        CaptureReport report = set.capture(settings.with(settings.frames().withSize(64, 64).withRates(20, 20))
                .with(settings.selection().withExcludeRespawnMaps(true)), SimulatedHost.Setup.fast(),
                CaptureListener.NONE);

        assertThat(report.results()).hasSizeBetween(files / 2, files).allSatisfy(result -> {
            assertThat(result.status()).as("%s: %s", result.trackId(), result.reason())
                    .isEqualTo(Status.CAPTURED);
            RunFigures figures = result.figures().orElseThrow();
            assertThat(figures.frames()).isEqualTo(figures.framesExpected());
            assertThat(figures.splits()).isEqualTo(figures.splitsExpected());
            assertThat(figures.largestDistanceMetres()).isLessThan(0.01);
        });
    }

    @Test
    void oneIsCapturedLargeAndInEveryTick() throws Exception {
        copySamples();
        CaptureSet set = new CaptureSet(folder);
        CaptureSettings settings = set.settings("out", 1);
        settings = settings.with(settings.frames().withSize(256, 256).withRates(100, 100))
                .with(settings.selection().withTrackIds(List.of("StadiumA3(00'09''69)")));

        CaptureReport report = set.capture(settings, SimulatedHost.Setup.fast(), CaptureListener.NONE);

        assertThat(report.results()).singleElement().satisfies(result -> {
            assertThat(result.status()).as(result.reason()).isEqualTo(Status.CAPTURED);
            assertThat(result.figures().orElseThrow().frames()).isEqualTo(9690 / 10 + 1);
        });
    }

    /** Each in a folder of its own, for they are from all over; the number of them. */
    private int copySamples() throws IOException {
        Optional<Path> samples = Samples.folder();
        assumeTrue(samples.isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
        int count = 0;
        try (Stream<Path> files = Files.list(samples.get().resolve("replays"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                Path track = folder.resolve("replays").resolve(name.substring(0, name.indexOf(".Re")));
                Files.copy(file, Files.createDirectories(track).resolve("pos1.replay.gbx"));
                count++;
            }
        }
        return count;
    }
}
