package tmnf.rl.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.gbx.file.FileTrees;
import tmnf.rl.buffer.BufferSettings;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.CapturedDrives.How;
import tmnf.rl.demonstration.DemonstrationException.Reason;
import tmnf.rl.rollout.RewardWeights;
import tmnf.rl.rollout.Rewards;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.TransitionMaker;
import tmnf.tminterface.observation.ObservationLayout;

/** Captured races become those that the driver would have driven. */
class DemonstrationsTest {

    private static MapTarget straight;
    private static CapturedDrives drive;
    private static TrainSettings settings;

    @TempDir
    private Path temp;

    private final List<String> warnings = new ArrayList<>();

    @BeforeAll
    static void driveOnce() throws Exception {
        straight = MapTargets.builtIn("straight", 0.5);
        drive = new CapturedDrives(straight);
        settings = TrainSettings.of(Map.of("neural_network", Map.of("w_downsized", CapturedDrives.SIDE,
                "h_downsized", CapturedDrives.SIDE)));
    }

    private Demonstrations of(TrainSettings wanted) throws IOException {
        return Demonstrations.of(List.of(temp), List.of(straight), wanted, warnings::add);
    }

    private Demonstrations.Filled fill(Demonstrations demonstrations, int most, List<Rollout> races)
            throws IOException {
        TransitionMaker maker = new TransitionMaker(new Rewards(RewardWeights.of(settings, 0),
                ObservationLayout.of(settings.observation())), 3, 0.999, true);
        try (TransitionBuffer buffer = new TransitionBuffer(BufferSettings.of(settings), 5000,
                new SplittableRandom(1))) {
            Demonstrations.Filled filled = demonstrations.fill(buffer, race -> {
                races.add(race);
                return maker.of(race);
            }, most, warnings::add, () -> false);
            assertThat(buffer.size()).isEqualTo(filled.training());
            assertThat(buffer.size() + buffer.testSize()).isEqualTo(filled.transitions());
            return filled;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCaptureGivesTheObservationsActionsAndFramesOfTheDrive(boolean packed) throws Exception {
        How usual = How.usual(straight.uid());
        drive.write(temp, "a", new How(usual.fps(), usual.side(), 10, true, false, false, straight.uid(), 0,
                packed));
        List<Rollout> races = new ArrayList<>();
        Demonstrations.Filled filled = fill(of(settings), 1000, races);

        int decisions = drive.actions.size();
        assertThat(warnings).isEmpty();
        assertThat(filled).isEqualTo(new Demonstrations.Filled(1, decisions, filled.training(), 0));
        Rollout race = races.get(0);
        assertThat(race.finished()).isTrue();
        assertThat(race.raceTimeMs()).isEqualTo(drive.finishMs);
        assertThat(race.actions()).containsExactly(drive.actions.stream().mapToInt(Integer::intValue)
                .toArray());
        assertThat(race.greedy()).doesNotContain(false);
        int floats = race.floats();
        for (int i = 0; i < decisions; i++) {
            assertThat(Arrays.copyOfRange(race.states(), i * floats, (i + 1) * floats))
                    .as("decision %d", i).isEqualTo(drive.observations.get(i));
            assertThat(race.frames()[i * race.pixels()] & 0xFF).isCloseTo(i, within(1));
        }
        assertThat(race.zones()).isSorted();
        assertThat(race.meters()).isSorted();
    }

    @Test
    void aFinerCaptureGivesTheSameAsItsStatesAreCountedPerDecision() throws Exception {
        How usual = How.usual(straight.uid());
        drive.write(temp, "a", new How(100, usual.side(), 10, true, false, false, straight.uid(), 0, true));
        List<Rollout> races = new ArrayList<>();
        fill(of(settings), 1000, races);

        int floats = races.get(0).floats();
        for (int i = 0; i < drive.actions.size(); i++) {
            assertThat(Arrays.copyOfRange(races.get(0).states(), i * floats, (i + 1) * floats))
                    .as("decision %d", i).isEqualTo(drive.observations.get(i));
        }
    }

    @Test
    void theFastestComeFirstAndNoMoreThanTheShare() throws Exception {
        How usual = How.usual(straight.uid());
        drive.write(temp, "slow", new How(20, usual.side(), 10, true, false, false, straight.uid(), 9, true));
        drive.write(temp, "fast", usual);
        drive.write(temp, "other", How.usual("another map"));
        List<Rollout> races = new ArrayList<>();
        Demonstrations both = of(settings);
        assertThat(both.races()).isEqualTo(2);

        Demonstrations.Filled filled = fill(both, 3 * drive.actions.size() / 2, races);
        assertThat(filled.races()).isOne();
        assertThat(filled.left()).isOne();
        assertThat(races.get(0).raceTimeMs()).isEqualTo(drive.finishMs);
        assertThatExceptionOfType(DemonstrationException.class)
                .isThrownBy(() -> fill(both, 5, new ArrayList<>()))
                .withMessageContaining("demonstration_share");
    }

    @Test
    void whatDoesNotFitTheTrainingIsRefusedWithItsReason() throws Exception {
        String uid = straight.uid();
        refused(new How(30, 36, 10, true, false, false, uid, 0, true), Reason.TIMING,
                "a decision every 50 ms");
        refused(new How(20, 40, 10, true, false, false, uid, 0, true), Reason.PICTURES,
                "40x40 pixels, the driver sees 36x36");
        refused(new How(20, 36, 20, true, false, false, uid, 0, true), Reason.TIMING,
                "a label every 20 ms");
        refused(new How(20, 36, 10, false, false, false, uid, 0, true), Reason.ACTIONS,
                "tmnf backfill-actions");
        refused(new How(20, 36, 10, true, true, false, uid, 0, true), Reason.PICTURES, "without --hud");
        refused(How.usual("another map"), Reason.NOTHING, "none of the 1 captured races");
        assertThat(warnings).isEmpty();
        refused(new How(20, 36, 10, true, false, true, uid, 0, true), Reason.NOTHING, "none of the 1 races");
        assertThat(warnings).hasSize(1).first().asString().contains("respawns");
        assertThatExceptionOfType(DemonstrationException.class)
                .isThrownBy(() -> Demonstrations.of(List.of(temp.resolve("no")), List.of(straight), settings,
                        warnings::add))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DATASET));
        // Without pictures their size does not matter.
        TrainSettings blind = TrainSettings.of(Map.of("neural_network", Map.of("use_iqn_image_head", false)));
        drive.write(temp, "x", new How(20, 40, 10, true, true, false, uid, 0, true));
        assertThat(of(blind).races()).isOne();
    }

    private void refused(How how, Reason reason, String message) throws IOException {
        drive.write(temp, "x", how);
        assertThatExceptionOfType(DemonstrationException.class)
                .isThrownBy(() -> fill(of(settings), 1000, new ArrayList<>()))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
        FileTrees.delete(temp.resolve("7"));
    }

    @Test
    void aDriveOnAnotherLineIsLeftOut() throws Exception {
        drive.write(temp, "x", How.usual(""));
        MapTarget chicane = MapTargets.builtIn("chicane", 0.5);
        Demonstrations maybe = Demonstrations.of(List.of(temp), List.of(chicane), settings, warnings::add);
        assertThat(maybe.races()).isOne(); // nothing but the way says which map it is of
        assertThatExceptionOfType(DemonstrationException.class)
                .isThrownBy(() -> fill(maybe, 1000, new ArrayList<>()))
                .withMessageContaining("none of the 1 races");
    }

    @Test
    void aLabelThatIsHeldLongestIsTheDecision() throws Exception {
        List<Integer> labels = List.of(3, 0, 0, 1, 1, 1, 2, 2, 0, 0, 2, 2);
        assertThat(ActionLabels.decisions("r", labels, 10, 2, 50)).containsExactly(1, 2);
        assertThat(ActionLabels.decisions("r", List.of(4, 5), 50, 2, 50)).containsExactly(4, 5);
        assertThatExceptionOfType(DemonstrationException.class)
                .isThrownBy(() -> ActionLabels.decisions("r", List.of(0, 0), 10, 2, 50))
                .withMessageContaining("end before the race does");
    }
}
