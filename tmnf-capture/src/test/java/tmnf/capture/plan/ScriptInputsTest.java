package tmnf.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.tminterface.protocol.DriverInputs;

class ScriptInputsTest {

    static Stream<GoldenTimeline> goldens() throws IOException {
        return GoldenTimeline.all();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void actionsAreThoseOfExecutingTheScript(GoldenTimeline golden) throws IOException {
        ScriptInputs inputs = golden.inputs();

        List<Integer> actions = new ArrayList<>();
        for (int tick = 0; tick < inputs.ticks(); tick++) {
            actions.add(inputs.actionIndex(tick));
        }
        assertThat(actions).isEqualTo(golden.actions());
    }

    @Test
    void gasBeyondTheGamesThresholdCountsAsAKey() throws IOException {
        ScriptInputs inputs = ScriptInputs.of(
                "0 gas -19662\n10 gas -19661\n20 gas 19661\n30 gas 19662\n40 gas 0\n", 50);

        assertThat(Stream.of(0, 1, 2, 3, 4, 5).map(inputs::action).map(Object::toString))
                .containsExactly("accelerate", "nothing", "nothing", "brake", "nothing", "nothing");
    }

    @Test
    void keepsAxesAndTheRespawnKey() throws IOException {
        ScriptInputs inputs = ScriptInputs.of("0 press up\n10 steer -65536\n20-30 press enter\n", 40);

        assertThat(inputs.ticks()).isEqualTo(5);
        assertThat(inputs.at(0)).isEqualTo(new DriverInputs(false, false, true, false, 0, 0));
        assertThat(inputs.at(1)).isEqualTo(new DriverInputs(false, false, true, false, -65_536, 0));
        assertThat(Stream.of(0, 1, 2, 3, 4).map(inputs::respawn))
                .containsExactly(false, false, true, false, false);
    }

    @Test
    void leftAndRightTogetherAreNeither() throws Exception {
        ScriptInputs both = ScriptInputs.of("0 press left\n0 press right\n0 press up\n", 100);
        ScriptInputs up = ScriptInputs.of("0 press up\n", 100);

        assertThat(both.action(0)).isEqualTo(up.action(0));
        assertThat(both.at(0)).isNotEqualTo(up.at(0));
    }
}
