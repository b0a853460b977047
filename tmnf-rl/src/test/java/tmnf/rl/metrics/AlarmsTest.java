package tmnf.rl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import tmnf.rl.metrics.TrainAlarm.Kind;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;

class AlarmsTest {

    private final List<TrainAlarm> raised = new ArrayList<>();
    private long seconds;
    private final Alarms alarms = new Alarms(Duration.ofMinutes(10), Duration.ofSeconds(30),
            () -> Duration.ofSeconds(seconds).toNanos(), raised::add);

    private List<Kind> kinds() {
        return raised.stream().map(TrainAlarm::kind).toList();
    }

    @Test
    void aLossThatIsNoNumberIsAnAlarmOnceUntilItIsOneAgain() {
        alarms.step(0.5, 3);
        alarms.step(Double.NaN, 3);
        alarms.step(0.5, Double.POSITIVE_INFINITY);
        assertThat(kinds()).containsExactly(Kind.NOT_FINITE);
        alarms.step(0.5, 3);
        alarms.step(Double.NaN, 3);
        assertThat(kinds()).containsExactly(Kind.NOT_FINITE, Kind.NOT_FINITE);
    }

    @Test
    void noNewZoneForTooLongIsAnAlarmThatNamesTheFurthest() {
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 17), 100);
        seconds = 600;
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 17), 200);
        alarms.look(0);
        assertThat(raised).isEmpty();
        seconds = 601;
        alarms.look(0);
        alarms.look(0);
        assertThat(kinds()).containsExactly(Kind.NO_NEW_ZONE);
        assertThat(raised.get(0).message()).contains("601 s", "a=17");
        assertThat(raised.get(0).frames()).isEqualTo(200);
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 18), 300);
        seconds = 1_300;
        alarms.look(0);
        assertThat(kinds()).containsExactly(Kind.NO_NEW_ZONE, Kind.NO_NEW_ZONE);
    }

    @Test
    void whoRollsBackGotFurtherAllTheSame() {
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 17), 100);
        seconds = 600;
        Rollout back = TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 18);
        back.zones()[1] = 3;
        alarms.race(back, 200);
        seconds = 1_200;
        alarms.look(0);
        assertThat(raised).isEmpty();
    }

    @Test
    void racesThatAllFinishAreFarEnough() {
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.FINISHED, 9_000, 40), 100);
        seconds = 100_000;
        alarms.look(0);
        assertThat(raised).isEmpty();
    }

    @Test
    void aQueueFromWhichNothingIsTakenIsAnAlarm() {
        alarms.look(3);
        seconds = 30;
        alarms.look(3);
        assertThat(raised).isEmpty();
        seconds = 31;
        alarms.look(4);
        assertThat(kinds()).containsExactly(Kind.QUEUE_STUCK);
        seconds = 40;
        alarms.look(0);
        seconds = 60;
        alarms.look(2);
        assertThat(raised).hasSize(1);
    }
}
