package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tmnf.tminterface.state.SimStateData;

class ObservationBuilderTest {

    private static final ObservationLayout LAYOUT = ObservationLayout.of(Golden.config("default"));

    private final List<JsonNode> cases = Golden.cases("default");
    private final ZoneLine zones = Golden.zones(cases.get(0), LAYOUT.config());
    private final ObservationBuilder builder =
            ObservationBuilder.along(LAYOUT, zones, RealCheckpoints.none());

    private float[] build(SimStateData state) {
        float[] vector = new float[LAYOUT.size()];
        builder.build(state, vector, 0);
        return vector;
    }

    @Test
    void aDriveBeginsAnewAfterAReset() {
        SimStateData start = Golden.state(cases.get(0).get("sim_state"));
        start.sceneMobil().setGearboxState(1);
        float[] first = build(start);
        for (int i = 1; i < 6; i++) {
            builder.sent(i);
            SimStateData state = Golden.state(cases.get(i).get("sim_state"));
            state.sceneMobil().setGearboxState(1);
            build(state);
        }
        builder.sent(7);
        assertThat(build(start)).isNotEqualTo(first);

        builder.reset();

        assertThat(build(start)).containsExactly(first);
    }

    @Test
    void theLatestActionSentIsTheLastOfThePreviousOnes() {
        builder.sent(4);
        float[] vector = build(Golden.state(cases.get(0).get("sim_state")));

        int at = LAYOUT.offset(ObservationLayout.PREVIOUS_ACTIONS);
        int last = at + Action.KEYS * (LAYOUT.config().previousActions() - 1);
        assertThat(new float[] {vector[last], vector[last + 1], vector[last + 2], vector[last + 3]})
                .containsExactly(0, 0, 1, 0);
        assertThat(vector[at]).as("before the first: forward").isEqualTo(1);
    }

    @Test
    void anUnknownMaterialHasNoBit() {
        SimStateData state = Golden.state(cases.get(0).get("sim_state"));
        state.wheel(2).realTimeState().setContactMaterialId(77);

        float[] vector = build(state);

        int wheel = LAYOUT.offset(ObservationLayout.CONTACT_MATERIALS) + 2 * 4;
        assertThat(new float[] {vector[wheel], vector[wheel + 1], vector[wheel + 2], vector[wheel + 3]})
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void buildsWithoutAllocating() {
        List<SimStateData> states = new ArrayList<>();
        cases.forEach(node -> states.add(Golden.state(node.get("sim_state"))));
        float[] vector = new float[LAYOUT.size()];
        drive(states, vector, 20);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();

        long before = threads.getThreadAllocatedBytes(thread);
        drive(states, vector, 100);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        // Less than a byte for each observation: what is left is the measuring itself.
        assertThat(allocated).isLessThan(100L * states.size());
    }

    private void drive(List<SimStateData> states, float[] vector, int times) {
        for (int i = 0; i < times; i++) {
            builder.reset();
            for (int k = 0; k < states.size(); k++) {
                builder.build(states.get(k), vector, 0);
                builder.sent(k % ActionIndex.COUNT);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithItsUse() {
        assertThatThrownBy(() -> builder.write(new float[LAYOUT.size()], 0))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("update");
        SimStateData state = Golden.state(cases.get(0).get("sim_state"));
        assertThatThrownBy(() -> builder.build(state, new float[LAYOUT.size()], 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        ObservationSnapshot snapshot = builder.snapshot();
        assertThatThrownBy(() -> new StoredObservations(LAYOUT).build(
                snapshot, new PreviousActions(2), new float[LAYOUT.size()], 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("previous actions");
    }
}
