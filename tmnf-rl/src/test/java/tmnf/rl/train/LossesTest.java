package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceBrokenException;
import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.collect.RaceTask;
import tmnf.rl.collect.RaceTiming;
import tmnf.rl.policy.Exploration;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;

/** Which losses end a training. */
class LossesTest {

    private static final MapTarget MAP = MapTargets.builtIn("straight", 0.5);

    private final List<String> warnings = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Integer> lost = new ArrayList<>();
    private final Losses losses = new Losses(new TrainListener() {
        @Override
        public void warning(String message) {
            warnings.add(message);
        }
    }, failure, () -> lost.add(1));

    private void begin(int collector, MapTarget map) {
        losses.raceBegins(collector, new RaceTask(map, false, Exploration.NONE));
    }

    private void lose(int collector, Reason reason, int times) {
        for (int i = 1; i <= times; i++) {
            losses.gameLost(collector, new RaceBrokenException(reason, "it is so"), i, Duration.ZERO);
        }
    }

    private void race(int collector, MapTarget map) {
        Rollout rollout = new Rollout(map.name(), false, RaceEnd.NO_PROGRESS, 100, 1, 0, new byte[0],
                new float[1], new int[1], new boolean[1], new float[12], new long[1], new double[1],
                new int[1], 0, 1);
        losses.raceEnded(new CollectedRace(collector, new RaceTask(map, false, Exploration.NONE), rollout,
                new RaceTiming(1, 0, 0, 0, 0, 0, 0, 0), List.of()));
    }

    @Test
    void aMapThatIsAnotherOneForTheThirdTimeEndsTheTraining() {
        begin(0, MAP);
        lose(0, Reason.WRONG_MAP, 2);
        assertThat(failure.get()).isNull();
        lose(0, Reason.WRONG_MAP, 1);
        assertThat(failure.get()).hasMessage("it is so");
        assertThat(warnings).as("the last one is no warning any more").hasSize(2);
        assertThat(lost).hasSize(3);
        assertThat(losses.take()).containsEntry("Performance/games_lost", 3.0);
    }

    @Test
    void aMapThatDoesNotLoadIsTriedMoreOftenAsAGameMayHang() {
        begin(0, MAP);
        lose(0, Reason.MAP_NOT_LOADED, 9);
        assertThat(failure.get()).isNull();
        lose(0, Reason.MAP_NOT_LOADED, 1);
        assertThat(failure.get()).isNotNull();
    }

    @Test
    void failuresInBetweenThatMayPassAndOtherGamesCountForThemselves() {
        begin(0, MAP);
        begin(1, MAP);
        lose(0, Reason.WRONG_MAP, 2);
        lose(1, Reason.WRONG_MAP, 2);
        lose(0, Reason.CONNECTION_LOST, 50);
        lose(0, Reason.UNREACHABLE, 50);
        lose(0, Reason.WRONG_MAP, 2);
        assertThat(failure.get()).isNull();
    }

    @Test
    void whereARaceCameToItsEndItIsTheGameAndNotTheMap() {
        begin(0, MAP);
        begin(1, MAP);
        race(1, MAP);
        lose(0, Reason.WRONG_MAP, 50);
        assertThat(failure.get()).isNull();
        begin(0, MAP.withName("another"));
        lose(0, Reason.WRONG_MAP, 3);
        assertThat(failure.get()).isNotNull();
    }
}
