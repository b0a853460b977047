package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScheduleTest {

    private static List<Integer> ticks(double fps, int raceTimeMs) {
        FrameSchedule schedule = new FrameSchedule(fps, raceTimeMs);
        return IntStream.range(0, schedule.count()).mapToObj(schedule::tickMs).toList();
    }

    @Test
    void aFrameIsTakenAtTheFirstTickThatIsNotBeforeItIsDue() {
        assertThat(ticks(64, 100)).containsExactly(0, 20, 40, 50, 70, 80, 100);
        assertThat(ticks(30, 100)).containsExactly(0, 40, 70, 100);
        assertThat(ticks(99.7, 30)).containsExactly(0, 20, 30);
        assertThat(new FrameSchedule(64, 100).requestedMs(3)).isEqualTo(46.875);
    }

    /** In floating point the frame is due a little later than at the tick, and must not slip to the next. */
    @ParameterizedTest
    @CsvSource({"0.7, 21, 30000", "1.4, 21, 15000", "2.8, 21, 7500", "4.6, 69, 15000"})
    void aFrameThatIsDueAtATickIsTakenThere(double fps, int frame, int tickMs) {
        FrameSchedule schedule = new FrameSchedule(fps, tickMs);

        assertThat(schedule.requestedMs(frame)).isGreaterThan(tickMs);
        assertThat(schedule.tickMs(frame)).isEqualTo(tickMs);
        assertThat(schedule.count()).isEqualTo(frame + 1);
    }

    @Test
    void theTickOfTheFinishIsTheLastAndNoneIsBehindIt() {
        assertThat(ticks(100, 90)).hasSize(10).endsWith(90);
        assertThat(ticks(10, 190)).containsExactly(0, 100);
        assertThat(ticks(10, 200)).containsExactly(0, 100, 200);
        assertThat(ticks(64, 49)).containsExactly(0, 20, 40);
        assertThat(ticks(0.1, 0)).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
    void ratesThatNoTicksCanGiveAreRefused(double fps) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameSchedule(fps, 1000));
    }
}
