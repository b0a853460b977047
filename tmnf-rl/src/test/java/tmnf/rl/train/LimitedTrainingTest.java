package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.tensorboard.EventValue;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.metrics.WrittenTags;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.save.RunRecords;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;

/** A driver that only knows full throttle brakes in races that explore where it is limited, only there. */
@Timeout(180) // a deadline, not a measure
class LimitedTrainingTest {

    private static final int RACES = 4;

    @TempDir
    private Path temp;

    private final List<Rollout> rollouts = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void racesThatExploreAreLimitedAsMuchAsTheScheduleSaysAndEvaluationsNotAtAll(int share)
            throws Exception {
        TrainSettings settings = FullThrottle.settings("limits", Map.of("limit_speed_schedule",
                List.of(List.of(0, share))));
        FullThrottle.write(settings, temp.resolve("save/limits"));
        train(settings, RACES);
        train(settings, RACES + 1); // goes on, with the share that it was left with

        int velocity = ObservationLayout.of(settings.observation()).offset(ObservationLayout.VELOCITY) + 2;
        int braking = 0;
        for (Rollout race : rollouts) {
            for (int i = 0; i < race.decisions(); i++) {
                if (race.actions()[i] != ActionIndex.FORWARD) {
                    braking++;
                    assertThat(race.exploring()).isTrue();
                    assertThat(race.greedy()[i]).isFalse();
                    assertThat(race.actions()[i]).isEqualTo(ActionIndex.BACKWARD);
                    assertThat(race.states()[i * race.floats() + velocity]).isGreaterThan(10);
                }
            }
        }
        assertThat(rollouts).extracting(Rollout::exploring).contains(true, false);
        assertThat(braking > 0).as("%d decisions brake", braking).isEqualTo(share > 0);
        long finished = rollouts.stream().filter(race -> !race.exploring() && race.finished()).count();
        assertThat(finished).isPositive();
        assertThat(WrittenTags.values(temp.resolve("tensorboard"))).filteredOn(value -> value.tag()
                .equals("RL/limit_speed_share")).last().satisfies(value -> assertThat(
                        ((EventValue.Scalar) value).value()).isCloseTo((float) (share
                                * Math.pow(0.9, finished)), within(1e-6f)));
    }

    private void train(TrainSettings settings, int races) throws Exception {
        MapTarget straight = MapTargets.builtIn("straight", 0.5);
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        try (SimulatedSource source = new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }),
                SimulatedSource.FAST, FaultPlan.NONE, 0)) {
            new Trainer(engine, new TrainRequest(settings, List.of(new RaceCycle.Entry(straight, true, 3),
                    new RaceCycle.Entry(straight, false, 1)), source, 1, temp.resolve("save"),
                    temp.resolve("tensorboard"), "tmnf: {}\n", "tmnf train", "test", Optional.empty(),
                    Optional.empty(), Optional.empty(), Map.of(), SettingsChanges.NONE, Demonstrations.NONE,
                    ""),
                    new TrainListener() {
                        @Override
                        public void race(CollectedRace race, long played, RunRecords.Change change) {
                            rollouts.add(race.rollout());
                        }
                    }).run(() -> rollouts.size() >= races);
        }
    }
}
