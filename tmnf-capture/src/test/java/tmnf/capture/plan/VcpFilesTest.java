package tmnf.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.line.LineOptions;
import tmnf.gbx.line.NpyFiles;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.line.ReferenceLines;
import tmnf.gbx.synthetic.SyntheticReplays;

class VcpFilesTest {

    private static final SyntheticReplays TRACK = PlanFolder.track(1);
    private static final SyntheticReplays OTHER = PlanFolder.track(2);
    private static final SyntheticReplays.Driver DRIVER = new SyntheticReplays.Driver("who", "Who", false);

    @TempDir
    private Path base;
    private PlanFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new PlanFolder(base);
    }

    private TrackTask task(CaptureSettings settings) throws IOException {
        return folder.plan(settings).tracks().get(0);
    }

    private CaptureSettings settings(boolean generate, VcpSettings.Source source) {
        return folder.settings().with(new VcpSettings(base.resolve("vcp"), 0.5, "cl", generate, source));
    }

    private static ReferenceLine line(int rank) throws IOException {
        return ReferenceLines.of(TRACK.drive(rank, 0, DRIVER), LineOptions.DEFAULT).rounded();
    }

    private void write(byte[] content) throws IOException {
        Files.createDirectories(folder.vcp("t").getParent());
        Files.write(folder.vcp("t"), content);
    }

    private Optional<ReferenceLine> lines(TrackTask track) throws IOException {
        return new VcpFiles(folder.settings().vcp(), "tmnf 1.2.3").centres(track).map(ZoneCentres::line);
    }

    private void assertNoLine(String why) throws IOException {
        TrackTask track = task(folder.settings());
        VcpPlan plan = track.vcp().orElseThrow();
        assertThat(plan.kind()).isEqualTo(VcpPlan.Kind.NONE);
        assertThat(plan.why()).contains(why).contains("t_0.5m_cl.npy");
        assertThat(track.warnings()).containsExactly(plan.why() + ". Snapshots go without zone fields");
        assertThat(track.toCapture()).hasSize(1);
        assertThat(lines(track)).isEmpty();
    }

    @Test
    void missingFileIsMadeFromTheFastestReplayWithItsPapers() throws IOException {
        folder.replay("t", "pos1.replay.gbx", TRACK, 3);
        Path best = folder.replay("t", "pos2.replay.gbx", TRACK, 0);
        folder.replay("t", "pos3.replay.gbx", TRACK, 2);

        TrackTask track = task(folder.settings());
        assertThat(track.vcp()).contains(
                new VcpPlan(VcpPlan.Kind.GENERATE, folder.vcp("t"), Optional.of(best), ""));
        assertThat(Files.exists(folder.vcp("t"))).isFalse();
        Optional<ReferenceLine> made = lines(track);

        assertThat(made).contains(line(0));
        assertThat(NpyFiles.read(folder.vcp("t"))).isEqualTo(line(0));
        JsonNode papers = new ObjectMapper().readTree(
                folder.vcp("t").resolveSibling("t_0.5m_cl.npy.json").toFile());
        assertThat(papers.get("replay").asText()).isEqualTo(best.toString());
        assertThat(papers.get("mapUid").asText()).isEqualTo(TRACK.challenge().uid());
        assertThat(papers.get("points").asInt()).isEqualTo(line(0).size());
        assertThat(papers.get("lineSha256").asText()).matches("[0-9a-f]{64}");
        assertThat(papers.get("replaySha256").asText()).matches("[0-9a-f]{64}");
        assertThat(papers.get("tool").asText()).isEqualTo("tmnf 1.2.3");
        assertThat(task(folder.settings()).vcp().orElseThrow().kind()).isEqualTo(VcpPlan.Kind.EXISTING);
    }

    @Test
    void firstReplayCanBeTheSource() throws IOException {
        Path first = folder.replay("t", "pos2.replay.gbx", TRACK, 3);
        folder.replay("t", "pos10.replay.gbx", TRACK, 0);

        TrackTask track = task(settings(true, VcpSettings.Source.FIRST));

        assertThat(track.vcp().orElseThrow().source()).contains(first);
    }

    @Test
    void respawningReplaysGiveNoLine() throws IOException {
        folder.respawning("t", "pos1.replay.gbx", TRACK);
        Path clean = folder.replay("t", "pos2.replay.gbx", TRACK, 9);

        assertThat(task(folder.settings()).vcp().orElseThrow().source()).contains(clean);
        VcpPlan first = task(settings(true, VcpSettings.Source.FIRST)).vcp().orElseThrow();
        assertThat(first.kind()).isEqualTo(VcpPlan.Kind.NONE);
        assertThat(first.why()).contains("pos1.replay.gbx: the ghost respawned (1x)");
    }

    @Test
    void nothingIsMadeUnlessItMayBe() throws IOException {
        folder.replay("t", "pos1.replay.gbx", TRACK, 0);

        VcpPlan plan = task(settings(false, VcpSettings.Source.BEST)).vcp().orElseThrow();

        assertThat(plan.kind()).isEqualTo(VcpPlan.Kind.NONE);
        assertThat(plan.why()).contains("none are to be made");
    }

    private PlannedReplay found(CaptureSettings settings, String captured) throws IOException {
        ExistingCaptures existing =
                (task, any) -> new ExistingCaptures.Found(PlanStatus.DONE, "", Optional.of(captured));
        return new CapturePlanner(settings, existing, 1).plan().tracks().get(0).replays().get(0);
    }

    @Test
    void aCaptureWithOtherZoneCentresIsDoneDifferent() throws IOException {
        folder.replay("t", "pos1.replay.gbx", TRACK, 0);
        String none = ExistingCaptures.Found.NO_ZONES;
        CaptureSettings made = folder.settings();
        CaptureSettings given = settings(false, VcpSettings.Source.BEST);

        assertThat(found(given, none).status()).isEqualTo(PlanStatus.DONE);
        assertThat(found(given, "ab").status()).isEqualTo(PlanStatus.DONE_DIFFERENT);
        assertThat(found(made, none).detail()).isEqualTo("captured with other zone centres");
        assertThat(found(made, "ab").status()).as("a file that was removed").isEqualTo(PlanStatus.DONE);
        write(NpyFiles.format(line(5)));
        String hash = Sha.hex256(NpyFiles.format(line(5)));
        assertThat(found(made, none).status()).isEqualTo(PlanStatus.DONE_DIFFERENT);
        assertThat(found(made, "ab").status()).isEqualTo(PlanStatus.DONE_DIFFERENT);
        assertThat(found(made, hash).status()).isEqualTo(PlanStatus.DONE);
        assertThat(found(given, hash).capture()).isFalse();
    }

    @Test
    void samplesCannotBeSkippedByZoneCentresThatAreNotThere() throws IOException {
        folder.replay("t", "pos1.replay.gbx", TRACK, 0);
        CaptureSettings settings = settings(false, VcpSettings.Source.BEST);
        CaptureSettings skipping = settings.with(new OutputSettings(false, true, false, false, true));

        TrackTask track = task(skipping);

        assertThat(track.toCapture()).isEmpty();
        Refusal refusal = track.replays().get(0).refusal().orElseThrow();
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NO_ZONE_CENTRES);
        assertThat(refusal.detail()).contains("t_0.5m_cl.npy").contains("--skip-bad-float-samples");
        write(NpyFiles.format(line(5)));
        assertThat(task(skipping).toCapture()).hasSize(1);
    }

    @Test
    void aTrackWithoutWorkNeedsNoLine() throws IOException {
        folder.file("t", "pos1.replay.gbx", new byte[3]);

        assertThat(task(folder.settings()).vcp()).isEmpty();
    }

    @Test
    void linesOfAnotherDriveOfTheTrackAreUsed() throws IOException {
        folder.replay("t", "pos1.replay.gbx", TRACK, 0);
        write(NpyFiles.format(line(5)));

        TrackTask track = task(folder.settings());

        assertThat(track.vcp().orElseThrow().kind()).isEqualTo(VcpPlan.Kind.EXISTING);
        assertThat(lines(track)).contains(line(5));
    }

    @Test
    void unfitFilesAreRefusedWithTheReasonAndStayAsTheyAre() throws IOException {
        folder.replay("t", "pos1.replay.gbx", TRACK, 0);
        double[] whole = line(0).toArray();
        int third = whole.length / 9 * 3;

        write(new byte[] {1, 2, 3});
        assertNoLine("does not begin like a NumPy file");
        write(NpyFiles.format(ReferenceLines.of(
                TRACK.drive(0, 0, DRIVER), LineOptions.DEFAULT.withSpacingMetres(2))));
        assertNoLine("points are 1.998 m apart on average, not 0.5 m");
        double[] jumping = new double[whole.length - 120];
        System.arraycopy(whole, 0, jumping, 0, third);
        System.arraycopy(whole, third + 120, jumping, third, jumping.length - third);
        write(NpyFiles.format(ReferenceLine.of(jumping)));
        assertNoLine("it jumps ");
        write(NpyFiles.format(ReferenceLine.of(Arrays.copyOf(whole, third))));
        assertNoLine("away from any finish");
        write(NpyFiles.format(ReferenceLine.of(Arrays.copyOfRange(whole, third, whole.length))));
        assertNoLine("away from the start");
        byte[] foreign = NpyFiles.format(
                ReferenceLines.of(OTHER.drive(0, 0, DRIVER), LineOptions.DEFAULT).rounded());
        write(foreign);
        assertNoLine("it ");
        assertThat(Files.readAllBytes(folder.vcp("t"))).isEqualTo(foreign);
    }

    @Test
    void lineThatLeavesCheckpointsOutIsRefused() throws IOException {
        double[] whole = line(0).toArray();
        int points = whole.length / 3;
        double[] straight = new double[whole.length];
        for (int i = 0; i < points; i++) {
            for (int axis = 0; axis < 3; axis++) {
                double from = whole[axis];
                double to = whole[whole.length - 3 + axis];
                straight[3 * i + axis] = from + (to - from) * i / (points - 1);
            }
        }

        assertThat(VcpCheck.blocks(ReferenceLine.of(straight), TRACK.challenge(), 4)).hasValueSatisfying(
                problem -> assertThat(problem).contains("of 3 checkpoints, and misses the one at"));
        assertThat(VcpCheck.blocks(line(0), TRACK.challenge(), 4)).isEmpty();
    }

    @Test
    void severalThreadsMakeOneFile() throws Exception {
        folder.replay("t", "pos1.replay.gbx", TRACK, 0);
        TrackTask track = task(folder.settings());
        VcpFiles files = new VcpFiles(folder.settings().vcp(), "tmnf 1.2.3");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Optional<ReferenceLine>>> lines = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Callable<Optional<ReferenceLine>> take = () -> files.centres(track).map(ZoneCentres::line);
                lines.add(threads.submit(take));
            }
            for (Future<Optional<ReferenceLine>> line : lines) {
                assertThat(line.get()).contains(line(0));
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> left = Files.list(folder.vcp("t").getParent())) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("t_0.5m_cl.npy", "t_0.5m_cl.npy.json");
        }
    }

    @Test
    void aFileThatWentBadAfterThePlanIsAnError() throws IOException {
        folder.replay("t", "pos1.replay.gbx", TRACK, 0);
        write(NpyFiles.format(line(0)));
        TrackTask track = task(folder.settings());
        write(new byte[5]);

        assertThatThrownBy(() -> lines(track))
                .isInstanceOf(IOException.class).hasMessageContaining("t_0.5m_cl.npy");
    }
}
