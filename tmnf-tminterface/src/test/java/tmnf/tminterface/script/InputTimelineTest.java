package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputTimelineTest {

    private static final class RecordingSink implements InputTimeline.Sink {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void input(InputType type, int state) {
            seen.add(type.toStr() + " " + state);
        }

        @Override
        public void command(TimedCommand command) {
            seen.add(String.join(" ", command.args()));
        }

        List<String> take() {
            List<String> taken = List.copyOf(seen);
            seen.clear();
            return taken;
        }
    }

    private final RecordingSink sink = new RecordingSink();

    private static InputTimeline timeline(String script) throws ScriptFormatException {
        return InputTimeline.of(CommandList.parse(script));
    }

    @Test
    void commandsOfOneTickRunInTheOrderOfTheirLines() throws Exception {
        InputTimeline.Cursor cursor =
                timeline("10 steer 3\n0 press up\n10 steer 2; 10 press left\n10 steer 1").cursor();

        assertThat(cursor.runTo(0, sink)).isEqualTo(1);
        assertThat(sink.take()).containsExactly("up 1");
        assertThat(cursor.nextTimeMs()).isEqualTo(10);
        assertThat(cursor.runTo(10, sink)).isEqualTo(4);
        assertThat(sink.take()).containsExactly("steer 3", "steer 2", "left 1", "steer 1");
        assertThat(cursor.isAtEnd()).isTrue();
        assertThat(cursor.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(cursor.runTo(1_000, sink)).isZero();
    }

    @Test
    void rangesPressAndReleaseOrSetAnAmountAndZero() throws Exception {
        InputTimeline.Cursor cursor = timeline("0.10-0.30 press left\n100-200 steer -300").cursor();

        cursor.runTo(100, sink);
        assertThat(sink.take()).containsExactly("left 1", "steer -300");
        cursor.runTo(200, sink);
        assertThat(sink.take()).containsExactly("steer 0");
        cursor.runTo(300, sink);
        assertThat(sink.take()).containsExactly("left 0");
    }

    @Test
    void nothingRunsInTheCountdownAndSkippedTicksAreMadeUpFor() throws Exception {
        InputTimeline.Cursor cursor =
                timeline("0 press up\n10 press enter\n20 rel enter\n30 press delete").cursor();

        assertThat(cursor.runTo(-10, sink)).isZero();
        cursor.runTo(20, sink);
        assertThat(sink.take()).containsExactly("up 1", "enter 1", "enter 0");
        cursor.runTo(50, sink);
        assertThat(sink.take()).containsExactly("delete 1");
    }

    @Test
    void amountsAreClampedToTheLimitOfTheGame() throws Exception {
        CommandList list = CommandList.parse("0 steer 70000\n0 steer -70000\n0 gas 2147483647\n0 gas -65536");
        list.addCommand(new InputCommand(0, InputType.STEER, Long.MIN_VALUE));

        InputTimeline.of(list).cursor().runTo(0, sink);
        assertThat(sink.take())
                .containsExactly("steer 65536", "steer -65536", "gas 65536", "gas -65536", "steer -65536");
        InputTimeline.of(list, InputTimeline.EXTENDED_LIMIT).cursor().runTo(0, sink);
        assertThat(sink.take()).containsExactly(
                "steer 70000", "steer -70000", "gas 6553600", "gas -65536", "steer -6553600");
        assertThatIllegalArgumentException().isThrownBy(() -> InputTimeline.of(list, -1));
    }

    @Test
    void whatTheGameDoesNotInjectIsSetAside() throws Exception {
        CommandList list = CommandList.parse("5 press up\n10 press down\n123 set speed 2\n20 set speed 3");
        list.addCommand(new InputCommand(-10, InputType.LEFT, 1));
        list.addCommand(new InputCommand(30, InputType.UNKNOWN, 1));

        InputTimeline timeline = InputTimeline.of(list);

        timeline.cursor().runTo(Long.MAX_VALUE, sink);
        assertThat(sink.take()).containsExactly("down 1", "set speed 3");
        assertThat(timeline.size()).isEqualTo(2);
        assertThat(timeline.ignored()).extracting(ScheduledCommand::timestampMs)
                .containsExactly(-10L, 5L, 30L, 123L);
    }

    @Test
    void cursorsSeekToTheFirstCommandOfATime() throws Exception {
        InputTimeline timeline = timeline("0 press up\n10 steer 1\n10 steer 2\n10 steer 3\n40 rel up");
        InputTimeline.Cursor cursor = timeline.cursor();
        InputTimeline.Cursor other = timeline.cursor();
        cursor.runTo(100, sink);
        sink.take();

        cursor.seek(10);
        cursor.runTo(10, sink);
        assertThat(sink.take()).containsExactly("steer 1", "steer 2", "steer 3");
        cursor.seek(20);
        assertThat(cursor.nextTimeMs()).isEqualTo(40);
        cursor.seek(50);
        assertThat(cursor.isAtEnd()).isTrue();
        cursor.seek(-1);
        assertThat(cursor.nextTimeMs()).isZero();
        assertThat(other.nextTimeMs()).isZero();
    }

    @Test
    void aSinkMaySeekWhileItIsServed() throws Exception {
        InputTimeline.Cursor cursor = timeline("0 press up\n10 warp\n20 rel up").cursor();
        List<String> seen = new ArrayList<>();

        cursor.runTo(10, new InputTimeline.Sink() {
            @Override
            public void input(InputType type, int state) {
                seen.add(type + " " + state);
            }

            @Override
            public void command(TimedCommand command) {
                cursor.seek(20);
            }
        });

        assertThat(seen).containsExactly("UP 1");
        assertThat(cursor.nextTimeMs()).isEqualTo(20);
    }

    static Stream<Named<JsonNode>> recordedTimelines() {
        return Goldens.stream(Goldens.read("replay-scripts.json"))
                .map(golden -> Named.of(golden.get("name").asText(), golden));
    }

    @ParameterizedTest
    @MethodSource("recordedTimelines")
    void scriptsOfThePythonConverterRunAsRecorded(JsonNode golden) throws Exception {
        List<Integer> expected = new ArrayList<>();
        for (JsonNode run : golden.get("actions")) {
            for (int i = 0; i < run.get(1).asInt(); i++) {
                expected.add(run.get(0).asInt());
            }
        }

        String script = golden.get("script").asText();
        assertThat(Actions.of(CommandList.parse(script), expected.size())).isEqualTo(expected);
        assertThat(Actions.of(CommandList.parse(script, ScriptMode.UPSTREAM), expected.size()))
                .isEqualTo(expected);
    }
}
