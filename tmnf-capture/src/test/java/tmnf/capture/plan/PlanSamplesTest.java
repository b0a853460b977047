package tmnf.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.Samples;

/** Plans real replays; skipped without the sample files. */
class PlanSamplesTest {

    @TempDir
    private Path base;

    @Test
    void everyRealReplayIsPlannedOrRefusedForAReason() throws IOException {
        Optional<Path> samples = Samples.folder();
        assumeTrue(samples.isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
        PlanFolder folder = new PlanFolder(base);
        try (Stream<Path> files = Files.list(samples.get().resolve("replays"))) {
            int track = 0;
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                folder.file("t" + track++, file.getFileName().toString(), Files.readAllBytes(file));
            }
        }

        CapturePlan plan = folder.plan(folder.settings());

        Map<String, Refusal> refused = new TreeMap<>();
        VcpFiles lines = new VcpFiles(folder.settings().vcp(), "tmnf 1.2.3");
        int withLine = 0;
        for (TrackTask track : plan.tracks()) {
            PlannedReplay replay = track.replays().get(0);
            replay.refusal().ifPresent(refusal -> refused.put(replay.name(), refusal));
            if (replay.capture()) {
                ReplayMaterial material = new ReplayMaterials(folder.settings()).load(
                        replay.work().orElseThrow().task());
                assertThat(material.inputs().ticks()).isGreaterThan(500);
                Optional<ZoneCentres> line = lines.centres(track);
                withLine += line.isPresent() ? 1 : 0;
                boolean respawns = material.ghost().respawns() > 0;
                assertThat(line.isPresent()).as(replay.name()).isEqualTo(!respawns
                        && !replay.name().startsWith("StarBay"));
            }
        }
        // Four ghosts of a server, which keeps no inputs.
        assertThat(refused).containsOnlyKeys("Bench.Replay");
        assertThat(refused.values()).extracting(Refusal::reason)
                .isEqualTo(List.of(Refusal.Reason.NO_INPUTS));
        assertThat(plan.summary().toCapture()).isEqualTo(plan.tracks().size() - refused.size());
        assertThat(withLine).isEqualTo(13);
    }
}
