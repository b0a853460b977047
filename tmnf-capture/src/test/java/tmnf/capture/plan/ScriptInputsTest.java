package tmnf.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.tminterface.protocol.DriverInputs;

class ScriptInputsTest {

    /** One line of {@code timelines.txt}. */
    record Golden(String name, int raceTimeMs, List<Integer> actions) {

        static Golden parse(String line) {
            String[] words = line.split(" ");
            List<Integer> actions = new ArrayList<>();
            for (int i = 2; i < words.length; i++) {
                String[] run = words[i].split("\\*");
                for (int n = Integer.parseInt(run[1]); n > 0; n--) {
                    actions.add(Integer.valueOf(run[0]));
                }
            }
            return new Golden(words[0], Integer.parseInt(words[1]), actions);
        }
    }

    static Stream<Golden> goldens() throws IOException {
        // What the golden vectors ignore, gas as keys, has a test of its own.
        return resource("timelines.txt").lines().map(Golden::parse)
                .filter(golden -> !golden.name().equals("gas_axis_and_horn"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ScriptInputsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void actionsAreThoseOfExecutingTheScript(Golden golden) throws IOException {
        ScriptInputs inputs = ScriptInputs.of(resource(golden.name() + ".txt"), golden.raceTimeMs());

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
}
