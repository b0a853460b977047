package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.RaceDecider;

/** Which weights are there when a race that they drove turns out to be a record. */
class SnapshotsTest {

    private static final IqnNetwork NETWORK = new IqnNetwork(Optional.empty(), 3, 8, 16, 4, 3);
    private static final int MOST = 64;
    private static final int MOST_DRIVEN = 16;

    private Snapshots snapshots;
    private long newest;
    private final Decider decider = (frame, numbers, exploration) -> new Decision(0, true, new float[3],
            newest);

    @BeforeEach
    void start() throws Exception {
        snapshots = new Snapshots(TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU)),
                NETWORK);
    }

    private void publish(int count) {
        long length = NETWORK.specs().stream().mapToLong(WeightSpec::size).sum();
        for (int i = 0; i < count; i++) {
            float[] values = new float[Math.toIntExact(length)];
            newest++;
            Arrays.fill(values, newest);
            snapshots.keep(newest, values);
        }
    }

    private boolean has(long version) {
        return snapshots.find(version).filter(found -> found.tensors().values().iterator().next()
                .floats()[0] == version).isPresent();
    }

    private static void decide(Decider by) throws InterruptedException {
        by.decide(ByteBuffer.allocate(0), new float[3], Exploration.NONE);
    }

    @Test
    void theNewestAreKept() throws Exception {
        publish(MOST);
        decide(snapshots.keeping(decider)); // by no race
        assertThat(has(1)).isTrue();
        publish(1);
        assertThat(has(1)).isFalse();
        assertThat(has(2)).isTrue();
    }

    @Test
    void whatARaceHoldsIsKeptUntilItIsTakenIn() throws Exception {
        publish(1);
        Decider keeping = snapshots.keeping(decider);
        RaceDecider one = keeping.hold();
        RaceDecider other = keeping.hold();
        keeping.hold().close(); // without a decision
        decide(one);
        decide(other);
        publish(2 * MOST);
        decide(one); // however many there are: held are those of the first decision
        assertThat(has(1)).isTrue();
        assertThat(has(2)).isFalse();
        assertThat(has(MOST + 1)).isFalse();
        assertThat(has(MOST + 2)).as("as many as ever besides").isTrue();

        one.close();
        one.close();
        publish(MOST);
        assertThat(has(1)).as("another race holds it").isTrue();
        other.close();
        publish(2 * MOST);
        assertThat(has(1)).as("it waits to be taken in").isTrue();
        for (int i = 0; i < MOST_DRIVEN; i++) {
            assertThat(has(1)).isTrue();
            publish(1);
            RaceDecider next = keeping.hold();
            decide(next);
            next.close();
        }
        assertThat(has(1)).isFalse();
    }
}
