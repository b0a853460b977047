package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceTask;
import tmnf.rl.collect.RaceTiming;
import tmnf.rl.collect.RolloutQueue;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.metrics.Alarms;
import tmnf.rl.metrics.TrainAlarm;
import tmnf.rl.metrics.TrainAlarm.Kind;
import tmnf.rl.policy.Exploration;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;

/** What the watch looks at; {@link StalledTrainingTest} has it look while a training stands still. */
class WatchTest {

    private final RolloutQueue queue = new RolloutQueue(2);
    private final Backlog backlog = new Backlog();
    private final List<TrainAlarm> raised = new ArrayList<>();
    private long seconds;
    private final Alarms alarms = new Alarms(new Alarms.Patience(Duration.ofHours(1), Duration.ofMinutes(5),
            Duration.ofMinutes(5)), () -> Duration.ofSeconds(seconds).toNanos(), raised::add);
    private Watch watch;

    @BeforeEach
    void learnFromOneHundredTransitionsOn() throws Exception {
        LiveSettings live = new LiveSettings(TrainSettings.of(Map.of("memory", Map.of("memory_size_schedule",
                List.of(List.of(0, List.of(1000, 100))), "number_times_single_memory_is_used_before_discard",
                4), "training", Map.of("batch_size", 32), "tmnf", Map.of("batches_to_catch_up", 8))), "",
                Attempt.FIRST);
        watch = new Watch(alarms, queue, backlog, live, new RunClock(0, 0), new AtomicReference<>());
    }

    private static Rollout race() {
        return new Rollout("straight", true, RaceEnd.NO_PROGRESS, 2_000, 1, 0, new byte[0], new float[2],
                new int[2], new boolean[2], new float[] {1, 2, 3, 6, 5, 4}, new long[2], new double[2],
                new int[2], 0, 500_000_000);
    }

    private void queueARace() throws InterruptedException {
        RaceTask task = new RaceTask(MapTargets.builtIn("straight", 0.5), true, Exploration.NONE);
        queue.offer(new CollectedRace(0, task, race(), new RaceTiming(2, 0, 0, 0, 0, 0, 0, 0), List.of()), 0);
    }

    private List<Kind> kinds() {
        return raised.stream().map(TrainAlarm::kind).toList();
    }

    @Test
    void racesThatWaitForTheLearnerToCatchUpAreStuckOnlyFromThenOn() throws Exception {
        queueARace();
        backlog.open(9);
        for (; seconds < 7_200; seconds += 60) {
            alarms.step(0.5, 3);
            watch.look();
        }
        assertThat(raised).isEmpty();
        backlog.open(8);
        watch.look();
        seconds += 300;
        watch.look();
        assertThat(kinds()).containsExactly(Kind.QUEUE_STUCK);
    }

    @Test
    void aLearnerForWhichRacesWaitAndThatDoesNothingIsAnAlarm() throws Exception {
        queueARace();
        backlog.open(9);
        seconds = 301;
        watch.look();
        assertThat(kinds()).containsExactly(Kind.NO_BATCH);
        assertThat(raised.get(0).message()).contains("with 100 it begins");
    }

    /** Twice the start, and twice what a batch is worth. */
    @Test
    void framesThatAreSurelyWorthABatchAreEnough() {
        for (int frames = 2; frames <= 214; frames += 2) {
            alarms.race(race(), frames, true);
        }
        watch.look();
        seconds = 301;
        watch.look();
        assertThat(raised).isEmpty();
        alarms.race(race(), 216, true);
        seconds = 602;
        watch.look();
        assertThat(kinds()).containsExactly(Kind.NO_BATCH);
        assertThat(raised.get(0).message()).contains("216 frames");
    }
}
