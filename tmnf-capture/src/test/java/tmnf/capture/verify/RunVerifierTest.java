package tmnf.capture.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.run.FrameTimes;
import tmnf.capture.run.RunRecord;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;

class RunVerifierTest {

    private static final Ghost GHOST = Ghost.builder().raceTimeMs(1230).checkpointTimesMs(400, 1230)
            .samples(GhostSamples.packed(100, new byte[20 * GhostSamples.STATE_SIZE])).build();
    private static final FrameSchedule SCHEDULE = new FrameSchedule(10, 1230);
    private static final RunVerifier VERIFIER = new RunVerifier(2);
    private static final int SAMPLES = 13;

    private static List<Integer> frames() {
        return new ArrayList<>(IntStream.range(0, SCHEDULE.count()).map(SCHEDULE::tickMs).boxed().toList());
    }

    private static CaptureVerdict verdict(int finish, List<Integer> splits, List<Integer> frames,
            double distance, int compared) {
        OptionalInt time = finish < 0 ? OptionalInt.empty() : OptionalInt.of(finish);
        return VERIFIER.verify(new RunRecord(time, splits, seen(SCHEDULE, frames), distance, 700, compared,
                Map.of()), GHOST, SCHEDULE);
    }

    private static FrameTimes seen(FrameSchedule schedule, List<Integer> frames) {
        FrameTimes seen = FrameTimes.none(schedule);
        for (int time : frames) {
            seen = seen.and(time);
        }
        return seen;
    }

    private static List<String> reasons(CaptureVerdict verdict) {
        return verdict instanceof CaptureVerdict.Rejected rejected ? rejected.reasons() : List.of();
    }

    @Test
    void aRunThatDidWhatTheGhostDidIsAccepted() {
        CaptureVerdict verdict = verdict(1230, List.of(400, 1230), frames(), 2, SAMPLES);

        assertThat(verdict).isEqualTo(new CaptureVerdict.Accepted());
    }

    @Test
    void eachDifferenceIsAReasonOfItsOwn() {
        assertThat(reasons(verdict(-1, List.of(400, 1230), frames(), 0, SAMPLES)))
                .containsExactly("no finish was seen; the ghost's is at 1230 ms");
        assertThat(reasons(verdict(1231, List.of(400, 1230), frames(), 0, SAMPLES)))
                .containsExactly("finished at 1231 ms instead of 1230 ms");
        assertThat(reasons(verdict(1230, List.of(410, 1230), frames(), 0, SAMPLES)))
                .containsExactly("checkpoint 1 of 2 was passed at 410 ms instead of 400 ms");
        assertThat(reasons(verdict(1230, List.of(400), frames(), 0, SAMPLES)))
                .containsExactly("1 checkpoints were passed instead of 2");
        assertThat(reasons(verdict(1230, List.of(400, 1230), frames(), 2.01, SAMPLES)))
                .containsExactly("2.01 m from the ghost at 700 ms, more than 2.00 m");
        assertThat(reasons(verdict(1230, List.of(400, 1230), frames(), Double.NaN, SAMPLES))).hasSize(1);
        assertThat(reasons(verdict(1230, List.of(400, 1230), frames(), 0, SAMPLES - 1)))
                .containsExactly("the position was compared with 12 of the ghost's 13 samples");
    }

    @Test
    void framesHaveToBeExactlyThoseOfTheSchedule() {
        List<Integer> missing = frames();
        missing.remove(5);
        assertThat(reasons(verdict(1230, List.of(400, 1230), missing, 0, SAMPLES)))
                .containsExactly("12 frames came instead of 13", "frame 5 shows 600 ms instead of 500 ms");
        List<Integer> twice = frames();
        twice.set(6, 500);
        assertThat(reasons(verdict(1230, List.of(400, 1230), twice, 0, SAMPLES))).containsExactly(
                "frame 6 at 500 ms is not later than the one before, at 500 ms",
                "frame 6 shows 500 ms instead of 600 ms");
        List<Integer> more = frames();
        more.add(1300);
        assertThat(reasons(verdict(1230, List.of(400, 1230), more, 0, SAMPLES)))
                .containsExactly("14 frames came instead of 13");
        assertThat(reasons(verdict(1230, List.of(400, 1230), List.of(), 0, SAMPLES)))
                .containsExactly("0 frames came instead of 13");
    }

    @Test
    void framesOfAnotherScheduleAreNoFramesOfThisOne() {
        FrameSchedule other = new FrameSchedule(20, 1230);
        FrameTimes twice = seen(other, IntStream.range(0, other.count()).map(other::tickMs).boxed().toList());
        RunRecord run = new RunRecord(OptionalInt.of(1230), List.of(400, 1230), twice, 0, 700, SAMPLES,
                Map.of());

        assertThat(reasons(VERIFIER.verify(run, GHOST, SCHEDULE))).hasSize(2)
                .anyMatch(reason -> reason.startsWith("frames were taken by "));
    }

    @Test
    void anEarlierFinishIsAsWrongAsALaterOne() {
        assertThat(reasons(verdict(1220, List.of(400, 1230), frames(), 0, SAMPLES)))
                .containsExactly("finished at 1220 ms instead of 1230 ms");
        assertThat(reasons(verdict(1240, List.of(400, 1230), frames(), 0, SAMPLES)))
                .containsExactly("finished at 1240 ms instead of 1230 ms");
    }
}
