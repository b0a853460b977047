package tmnf.gbx.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.script.GoldenScripts.Case;

class GoldenScriptTest {

    static Stream<Case> accepted() {
        return GoldenScripts.cases().filter(c -> c.expected() != null);
    }

    static Stream<Case> refused() {
        return GoldenScripts.cases().filter(c -> c.expected() == null);
    }

    @Test
    void allCasesAreThere() {
        assertThat(accepted()).hasSize(16);
        assertThat(refused()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void upstreamStyleIsByteForByteTheSame(Case golden) throws Exception {
        InputScript script = ReplayScripts.of(golden.replay(), golden.options());

        assertThat(script.text()).isEqualTo(golden.expected());
        JsonNode result = golden.index().get("result");
        assertThat(script.raceTimeMs()).isEqualTo(result.get("race_time_ms").asInt());
        assertThat(script.lines()).hasSize(result.get("n_events").asInt());
        assertThat(script.finished()).isEqualTo(result.get("race_finished").asBoolean());
        assertThat(script.checkpoints()).isEqualTo(result.get("n_checkpoints").asInt());
        assertThat(script.ghostUid()).isEqualTo(result.get("ghost_uid").asText());
        assertThat(script.gameVersion()).isEqualTo(result.get("game_version").asText());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheConverterRefusesIsRefused(Case golden) {
        for (ScriptStyle style : ScriptStyle.values()) {
            assertThatThrownBy(() -> ReplayScripts.of(golden.replay(), golden.options().withStyle(style)))
                    .isInstanceOf(ScriptException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void upstreamScriptExecutesToTheRecordedTimeline(Case golden) throws Exception {
        String text = ReplayScripts.of(golden.replay(), golden.options()).text();

        assertThat(ScriptExecutor.actions(text, raceTime(golden))).isEqualTo(timeline(golden));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void defaultStyleExecutesToTheSameTimeline(Case golden) throws Exception {
        ScriptOptions options = golden.options().withStyle(ScriptStyle.EVENTS);

        String text = ReplayScripts.of(golden.replay(), options).text();

        int[] expected = golden.name().equals("released_same_tick")
                ? heldWhereTheTapeHolds(raceTime(golden))
                : timeline(golden);
        assertThat(ScriptExecutor.actions(text, raceTime(golden))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void defaultStyleIsSortedAndReleasesEveryKeyItPresses(Case golden) throws Exception {
        ScriptOptions options = golden.options().withStyle(ScriptStyle.EVENTS);

        InputScript script = ReplayScripts.of(golden.replay(), options);

        List<Integer> times =
                script.lines().stream().map(line -> Integer.parseInt(line.split(" ")[0])).toList();
        assertThat(times).isSorted().allMatch(time -> time >= 0 && time % 10 == 0);
        for (String key : List.of("up", "down", "left", "right", golden.options().respawnAction())) {
            long presses = script.lines().stream().filter(line -> line.endsWith(" press " + key)).count();
            long releases = script.lines().stream().filter(line -> line.endsWith(" rel " + key)).count();
            assertThat(releases).as(key).isEqualTo(presses);
        }
    }

    /** Brake from 190 to 290 ms; the accelerator is let go within the tick in which it is pressed. */
    private static int[] heldWhereTheTapeHolds(int raceTimeMs) {
        int[] actions = new int[raceTimeMs / 10 + 1];
        for (int tick = 0; tick < actions.length; tick++) {
            actions[tick] = tick >= 19 && tick < 29 ? 6 : 3;
        }
        return actions;
    }

    private static int raceTime(Case golden) {
        return golden.index().get("result").get("race_time_ms").asInt();
    }

    private static int[] timeline(Case golden) {
        JsonNode actions = golden.index().get("recommended_timeline_step_10ms");
        return StreamSupport.stream(actions.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }
}
