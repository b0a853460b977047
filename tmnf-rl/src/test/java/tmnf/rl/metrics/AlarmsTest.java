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
    private final Alarms alarms = new Alarms(new Alarms.Patience(Duration.ofMinutes(10),
            Duration.ofSeconds(30), Duration.ofSeconds(40)), () -> Duration.ofSeconds(seconds).toNanos(),
            raised::add);

    private void look(int races) {
        alarms.look(new Alarms.Work(races, false, 50, 100));
    }

    private void lookWhileRacesAreHeldBack() {
        alarms.look(new Alarms.Work(2, true, 50, 100));
    }

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
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 17), 100, true);
        seconds = 600;
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 17), 200, true);
        look(0);
        assertThat(raised).isEmpty();
        seconds = 601;
        look(0);
        look(0);
        assertThat(kinds()).containsExactly(Kind.NO_NEW_ZONE);
        assertThat(raised.get(0).message()).contains("601 s", "a=17");
        assertThat(raised.get(0).frames()).isEqualTo(200);
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 18), 300, true);
        seconds = 1_300;
        look(0);
        assertThat(kinds()).containsExactly(Kind.NO_NEW_ZONE, Kind.NO_NEW_ZONE);
    }

    @Test
    void aMapThatIsStuckIsNamedWhileOthersFinish() {
        seconds = 5_000;
        alarms.race(TrainMetricsTest.race("stuck", false, RaceEnd.NO_PROGRESS, 2_000, 17), 100, false);
        for (; seconds <= 5_700; seconds += 100) {
            alarms.race(TrainMetricsTest.race("stuck", true, RaceEnd.NO_PROGRESS, 2_000, 17), 100, true);
            alarms.race(TrainMetricsTest.race("held out", true, RaceEnd.NO_PROGRESS, 2_000, 3), 100, false);
            alarms.race(TrainMetricsTest.race("b", true, RaceEnd.FINISHED, 9_000, 40), 200, true);
            look(0);
        }
        assertThat(raised).as("of 8 races, that may be chance").isEmpty();
        for (int race = 0; race < 30; race++) {
            alarms.race(TrainMetricsTest.race("stuck", true, RaceEnd.NO_PROGRESS, 2_000, 16), 100, true);
            alarms.race(TrainMetricsTest.race("b", true, RaceEnd.FINISHED, 9_000, 40), 200, true);
            alarms.step(0.5, 3);
            look(0);
        }
        assertThat(kinds()).containsExactly(Kind.NO_NEW_ZONE);
        assertThat(raised.get(0).message()).contains("800 s of racing on some maps", "[stuck=17]");
        alarms.race(TrainMetricsTest.race("stuck", true, RaceEnd.NO_PROGRESS, 2_000, 18), 300, true);
        seconds += 600;
        alarms.race(TrainMetricsTest.race("b", true, RaceEnd.FINISHED, 9_000, 40), 200, true);
        look(0);
        assertThat(raised).hasSize(1);
    }

    /** Of five maps with many races in a row on each, four wait for their turn. */
    @Test
    void aMapThatWasNotRacedOnForLongIsNotStuck() {
        for (int round = 0; round < 3; round++) {
            for (String map : List.of("a", "b", "c", "d", "e")) {
                for (int race = 0; race < 20; race++) {
                    seconds += 10;
                    boolean further = race == 5; // later than after ten races, counted from the turn before
                    alarms.race(TrainMetricsTest.race(map, true, RaceEnd.NO_PROGRESS, 2_000,
                            further ? 17 + round : 3), 100, true);
                    alarms.step(0.5, 3);
                    look(0);
                }
            }
        }
        assertThat(raised).isEmpty();
        for (int race = 0; race < 60; race++) {
            seconds += 10;
            alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 3), 100, true);
            alarms.race(TrainMetricsTest.race("b", true, RaceEnd.FINISHED, 9_000, 40), 100, true);
            alarms.step(0.5, 3);
            look(0);
        }
        assertThat(kinds()).containsExactly(Kind.NO_NEW_ZONE);
        assertThat(raised.get(0).message()).contains("s of racing on some maps", "[a=19]");
    }

    @Test
    void theTimeInWhichRacesAreHeldBackIsNotOfTheMapThatIsRacedOnNext() {
        for (int race = 0; race < 30; race++) {
            alarms.race(TrainMetricsTest.race("stuck", true, RaceEnd.NO_PROGRESS, 2_000, 17), 100, true);
            alarms.race(TrainMetricsTest.race("b", true, RaceEnd.FINISHED, 9_000, 40), 100, true);
            alarms.step(0.5, 3);
            for (int i = 0; i < 2; i++) {
                seconds += 15;
                lookWhileRacesAreHeldBack();
            }
        }
        look(0);
        assertThat(raised).isEmpty();
    }

    @Test
    void whoRollsBackGotFurtherAllTheSame() {
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 17), 100, true);
        seconds = 600;
        Rollout back = TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 18);
        back.zones()[1] = 3;
        alarms.race(back, 200, true);
        seconds = 1_200;
        look(0);
        assertThat(raised).isEmpty();
    }

    @Test
    void racesThatAllFinishAreFarEnough() {
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.FINISHED, 9_000, 40), 100, true);
        seconds = 100_000;
        look(0);
        assertThat(raised).isEmpty();
    }

    @Test
    void aQueueFromWhichNothingIsTakenIsAnAlarm() {
        look(3);
        seconds = 30;
        look(3);
        assertThat(raised).isEmpty();
        seconds = 31;
        look(4);
        assertThat(kinds()).containsExactly(Kind.QUEUE_STUCK);
        seconds = 40;
        look(0);
        seconds = 60;
        look(2);
        assertThat(raised).hasSize(1);
    }

    @Test
    void racesThatAreHeldBackForALearnerThatLearnsAreNoAlarm() {
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 17), 100, true);
        for (seconds = 0; seconds < 3_000; seconds += 20) {
            alarms.step(0.5, 3);
            lookWhileRacesAreHeldBack();
        }
        look(2); // races are taken again
        assertThat(raised).isEmpty();
        seconds += 31;
        look(2);
        assertThat(kinds()).containsExactly(Kind.QUEUE_STUCK);
        seconds += 570;
        look(0);
        assertThat(kinds()).as("no race got further in the time in which they were taken")
                .containsExactly(Kind.QUEUE_STUCK, Kind.NO_NEW_ZONE);
    }

    @Test
    void aLearnerForWhichRacesAreHeldBackAndThatLearnsNothingIsAnAlarm() {
        seconds = 40;
        lookWhileRacesAreHeldBack();
        assertThat(raised).isEmpty();
        seconds = 41;
        lookWhileRacesAreHeldBack();
        lookWhileRacesAreHeldBack();
        assertThat(kinds()).containsExactly(Kind.NO_BATCH);
        assertThat(raised.get(0).message()).contains("no batch was learned for 41 s",
                "races wait for the learner", "with 50 it begins");
        alarms.step(0.5, 3);
        seconds = 82;
        lookWhileRacesAreHeldBack();
        assertThat(kinds()).containsExactly(Kind.NO_BATCH, Kind.NO_BATCH);
    }

    @Test
    void noBatchAlthoughEnoughFramesCameInIsAnAlarmFromThenOn() {
        for (int race = 0; race < 49; race++) { // of two decisions
            alarms.race(TrainMetricsTest.race("a", true, RaceEnd.FINISHED, 2_000, 17), race, true);
        }
        seconds = 1_000;
        look(0);
        alarms.race(TrainMetricsTest.race("a", true, RaceEnd.FINISHED, 2_000, 17), 100, true);
        seconds = 1_040;
        look(0);
        assertThat(raised).isEmpty();
        seconds = 1_041;
        look(0);
        assertThat(kinds()).containsExactly(Kind.NO_BATCH);
        assertThat(raised.get(0).message()).contains("no batch was learned for 41 s", "100 frames came in");
    }

    @Test
    void racesThatAreNotLearnedFromNeedNoBatch() {
        for (int race = 0; race < 500; race++) {
            alarms.race(TrainMetricsTest.race("a", true, RaceEnd.FINISHED, 2_000, 17), race, false);
        }
        seconds = 1_000;
        look(0);
        seconds = 2_000;
        look(0);
        assertThat(raised).isEmpty();
    }

    @Test
    void aLearnerThatWaitsForRacesIsNoAlarm() {
        alarms.step(0.5, 3);
        seconds = 100_000;
        look(0);
        assertThat(kinds()).doesNotContain(Kind.NO_BATCH);
    }
}
