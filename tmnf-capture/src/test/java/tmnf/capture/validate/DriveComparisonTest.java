package tmnf.capture.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.run.FrameTimes;
import tmnf.capture.run.RunRecord;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.state.SimStateData;

class DriveComparisonTest {

    private static final FrameSchedule SNAPSHOTS = new FrameSchedule(10, 1000);

    @Test
    void equalDrivesHaveNoDifference() throws IOException {
        DriveComparison comparison = compare(trace(0, 1, 2, 3), record(30), trace(0, 1, 2, 3), record(30));

        assertThat(comparison.first()).isEmpty();
        assertThat(comparison.ticks()).isEqualTo(4);
        assertThat(comparison.largestMetres()).isZero();
    }

    @Test
    void theFirstTickThatIsTooFarApartIsNamedAndTheLargestDistanceToo() throws IOException {
        DriveComparison comparison = compare(trace(0, 1, 2, 3), record(30),
                trace(0, 1.0005f, 2.25f, 4), record(30));

        assertThat(comparison.first()).hasValueSatisfying(first -> {
            assertThat(first.atMs()).isEqualTo(20);
            assertThat(first.what()).contains("0.250 m apart");
        });
        assertThat(comparison.largestMetres()).isEqualTo(1);
        assertThat(comparison.largestAtMs()).isEqualTo(30);
    }

    @Test
    void aPositionThatIsNoNumberIsADifference() throws IOException {
        assertThat(compare(trace(0, 1), record(), trace(0, Float.NaN), record()).first())
                .hasValueSatisfying(first -> assertThat(first.atMs()).isEqualTo(10));
    }

    @Test
    void anotherSplitIsADifferenceThoughThePositionsAreEqual() throws IOException {
        assertThat(compare(trace(0, 1), record(10, 30), trace(0, 1), record(10, 40)).first())
                .hasValueSatisfying(first -> {
                    assertThat(first.atMs()).isEqualTo(30);
                    assertThat(first.what()).contains("checkpoint 2", "30 ms", "40 ms");
                });
        assertThat(compare(trace(0, 1), record(10), trace(0, 1), record()).first())
                .hasValueSatisfying(first -> assertThat(first.what()).contains("at no time with the script"));
    }

    @Test
    void aDriveThatEndsEarlierIsADifference() throws IOException {
        assertThat(compare(trace(0, 1), record(), trace(0, 1, 2), record()).first())
                .hasValueSatisfying(first -> {
                    assertThat(first.atMs()).isEqualTo(20);
                    assertThat(first.what()).contains("script goes on");
                });
    }

    @Test
    void aTraceForgetsAnEarlierStartAndNoticesAMissingTick() throws IOException {
        DriveTrace trace = trace(0, 1, 2);
        trace.begin();
        assertThat(trace.ticks()).isZero();
        SimStateData second = state(0);

        assertThatIllegalStateException().isThrownBy(() -> trace.snapshot(10, second));
    }

    private static DriveComparison compare(DriveTrace game, RunRecord its, DriveTrace script, RunRecord own) {
        return DriveComparison.of(game, its, script, own, 0.001);
    }

    private static RunRecord record(Integer... splits) {
        return new RunRecord(OptionalInt.empty(), List.of(splits), FrameTimes.none(SNAPSHOTS),
                0, 0, 0, Map.of());
    }

    private static DriveTrace trace(float... x) throws IOException {
        DriveTrace trace = new DriveTrace(SNAPSHOTS, DriveTrace.NOTHING);
        trace.begin();
        for (int tick = 0; tick < x.length; tick++) {
            trace.snapshot(10 * tick, state(x[tick]));
        }
        return trace;
    }

    private static SimStateData state(float x) {
        SimStateData state = SimStateData.blank(1, 1);
        state.setPosition(new Vec3(x, 0, 0));
        return state;
    }
}
