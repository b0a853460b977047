package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.CheckpointTime;
import tmnf.tminterface.state.Event;
import tmnf.tminterface.state.SimStateData;

/**
 * Every recorded call, byte by byte. Four faults of the recorded client are not imitated: it cuts commands
 * that are not ASCII, it loses the arrays of the checkpoint state, it leaves the slot full after an error,
 * and it fails with an internal error for a character that has no byte.
 */
class GoldenClientCallsTest {

    @FunctionalInterface
    private interface Call {
        Object make(TMInterface iface) throws IOException;
    }

    @FunctionalInterface
    private interface Command {
        void make(TMInterface iface) throws IOException;
    }

    private static final ScriptedGame.Step SIM_STEP =
            ScriptedGame.Step.of(ScriptedGame.SERVER, "06ff00000000000000000000");
    private static final ScriptedGame.Step ANSWER =
            ScriptedGame.Step.of(ScriptedGame.CLIENT, "0eff00000000000006000000");
    private static final String TOO_WIDE = "log_too_wide";
    private static final String NON_ASCII = "execute_command_non_ascii";
    private static final String CLOSE = "close";

    private static final Map<String, Call> CALLS = Map.ofEntries(
            call("set_timeout", iface -> iface.setTimeout(5000)),
            call("set_timeout_infinite", iface -> iface.setTimeout(-1)),
            call("set_speed", iface -> iface.setSpeed(1)),
            call("set_speed_half", iface -> iface.setSpeed(0.5)),
            call("set_input_state_none", iface -> iface.setInputState(InputState.UNCHANGED)),
            call("set_input_state_binary", iface -> iface.setInputState(InputState.UNCHANGED
                    .withLeft(true).withRight(false).withAccelerate(true).withBrake(false))),
            call("set_input_state_analog", iface ->
                    iface.setInputState(InputState.UNCHANGED.withSteer(-65_536).withGas(65_536))),
            call("set_input_state_all_ext", iface -> iface.setInputState(InputState.UNCHANGED
                    .withLeft(false).withRight(false).withAccelerate(true).withBrake(true)
                    .withSteer(InputState.MAX_EXTENDED).withGas(-InputState.MAX_EXTENDED))),
            call("set_input_state_sim_clears", iface ->
                    iface.setInputState(InputState.UNCHANGED.withAccelerate(true))),
            call("set_input_state_sim_keep", iface ->
                    iface.setInputState(InputState.UNCHANGED.withBrake(true), false)),
            call("respawn_run", TMInterface::respawn),
            call("respawn_sim_keep", iface -> iface.respawn(false)),
            call("horn_run", TMInterface::horn),
            call("give_up", TMInterface::giveUp),
            call("execute_command", iface -> iface.executeCommand("set speed 5")),
            call("execute_command_empty", iface -> iface.executeCommand("")),
            call("remove_state_validation", TMInterface::removeStateValidation),
            call("prevent_simulation_finish", TMInterface::preventSimulationFinish),
            Map.entry("get_context_mode_run", TMInterface::getContextMode),
            Map.entry("get_context_mode_sim", TMInterface::getContextMode),
            Map.entry("get_event_buffer", TMInterface::getEventBuffer),
            Map.entry("get_event_buffer_none", TMInterface::getEventBuffer),
            call("clear_event_buffer", TMInterface::clearEventBuffer),
            call("set_event_buffer", iface -> iface.setEventBuffer(threeEvents())),
            call("set_simulation_time_limit", iface -> iface.setSimulationTimeLimit(60_000)),
            call("set_simulation_time_limit_reset", iface -> iface.setSimulationTimeLimit(-1)),
            Map.entry("get_checkpoint_state", TMInterface::getCheckpointState),
            Map.entry("get_checkpoint_state_error", TMInterface::getCheckpointState),
            call("set_checkpoint_state", iface -> iface.setCheckpointState(CheckpointData.of(
                    List.of(true, true, false),
                    List.of(CheckpointTime.of(1000, 0), CheckpointTime.of(2000, 0),
                            CheckpointTime.of(-1, 0))))),
            call("register_custom_command", iface -> iface.registerCustomCommand("mycmd")),
            call("register_custom_command_dup", iface -> iface.registerCustomCommand("mycmd")),
            call("log", iface -> iface.log("hello")),
            call("log_success", iface -> iface.log("x", "success")),
            call("log_warning", iface -> iface.log("x", "warning")),
            call("log_error", iface -> iface.log("x", "error")),
            call("log_other", iface -> iface.log("x", "fatal")),
            call("log_latin1", iface -> iface.log("caf\u00e9")),
            call("log_too_long", iface -> iface.log("x".repeat(70_000))),
            call(CLOSE, TMInterface::close),
            call("rewind_to_state", iface ->
                    iface.rewindToState(SimStateData.wrap(Transcripts.stateBytes()))),
            Map.entry("get_simulation_state", TMInterface::getSimulationState),
            Map.entry("get_simulation_state_no_player_info", TMInterface::getSimulationState));

    private static Map.Entry<String, Call> call(String name, Command command) {
        return Map.entry(name, iface -> {
            command.make(iface);
            return "";
        });
    }

    private static EventBufferData threeEvents() {
        EventBufferData events = new EventBufferData(5000);
        events.events().add(Event.of(100_000, 1));
        events.events().add(Event.of(100_010, 0x0100_0001));
        events.events().add(Event.of(100_510, 0x0100_0000));
        return events;
    }

    static Stream<Arguments> recorded() throws IOException {
        return Transcripts.cases("client_calls").stream()
                .filter(node -> !List.of(TOO_WIDE, NON_ASCII).contains(node.path("name").asText()))
                .map(node -> arguments(node.path("name").asText(), node));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void sendsTheRecordedBytesAndClearsTheSlot(String name, JsonNode recorded) throws IOException {
        List<ScriptedGame.Step> steps = new ArrayList<>(Transcripts.steps(recorded.path("transcript")));
        boolean fails = recorded.has("exception");
        if (fails) {
            // The fault: the recorded client leaves the slot full.
            steps.add(ScriptedGame.Step.of(ScriptedGame.CLIENT_CLEARS));
        }
        if (name.equals(CLOSE)) {
            // The response to a deregistration comes too late for anybody.
            steps.remove(1);
        } else {
            steps.add(ANSWER);
        }
        List<Object> results = new ArrayList<>();
        RecordingClient client = play(steps, iface -> {
            try {
                results.add(CALLS.get(name).make(iface));
            } catch (ServerException e) {
                results.add(e);
            }
        });

        assertThat(client.failures).isEmpty();
        assertThat(client.calls.subList(0, recorded.path("callbacks").size()))
                .isEqualTo(callbacks(recorded.path("callbacks")));
        assertThat(results).hasSize(1);
        assertThat(results.get(0) instanceof ServerException).isEqualTo(fails);
        checkResult(recorded, results.get(0));
    }

    private static void checkResult(JsonNode recorded, Object result) throws IOException {
        JsonNode expected = recorded.path("result");
        if (result instanceof ServerException refusal) {
            int code = HexFormat.fromHexDigits(
                    recorded.path("transcript").get(1).path(
                            recorded.path("transcript").get(1).has("hex") ? "hex" : "hex_head")
                            .asText().substring(8, 10));
            assertThat(refusal.error().code()).isEqualTo(code);
        } else if (result instanceof Integer number) {
            assertThat(number).isEqualTo(expected.asInt());
        } else if (result instanceof SimStateData state) {
            assertThat(state.toBytes()).isEqualTo(Transcripts.stateBytes());
            assertThat(state.raceTimeMs()).isEqualTo(expected.path("race_time").asInt());
        } else if (result instanceof EventBufferData events) {
            assertThat(events.eventsDuration()).isEqualTo(expected.path("events_duration").asInt());
            for (int i = 0; i < expected.path("events").size(); i++) {
                JsonNode event = expected.path("events").get(i);
                assertThat(events.events().get(i))
                        .isEqualTo(Event.of(event.get(0).asInt(), event.get(1).asInt()));
            }
            assertThat(events.events()).hasSize(expected.path("events").size());
        } else if (result instanceof CheckpointData data) {
            // The fault: the recorded client keeps the first 12 bytes only.
            assertThat(data.cpStates()).containsExactly(true, false);
            assertThat(data.cpTimes()).containsExactly(CheckpointTime.of(5000, 0), CheckpointTime.of(-1, 0));
        }
    }

    @Test
    void sendsAByteForEachCharacterOfACommand() throws IOException {
        RecordingClient client = play(List.of(
                ScriptedGame.Step.of(ScriptedGame.CLIENT,
                        "1cff000000000000000000000b0000006d617020e974e92e476278"),
                ScriptedGame.Step.of(ScriptedGame.SERVER, "01ff000000000000"),
                ScriptedGame.Step.of(ScriptedGame.CLIENT_CLEARS), ANSWER),
                iface -> iface.executeCommand("map \u00e9t\u00e9.Gbx"));

        assertThat(client.failures).isEmpty();
    }

    @Test
    void refusesACharacterThatHasNoByteBeforeAnythingIsSent() throws IOException {
        RecordingClient client = play(List.of(ANSWER), iface -> {
            assertThatThrownBy(() -> iface.log("\u20ac")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Latin-1");
            assertThatThrownBy(() -> iface.executeCommand("\u20ac"))
                    .isInstanceOf(IllegalArgumentException.class);
        });

        assertThat(client.failures).isEmpty();
    }

    @Test
    void everyRecordedCallIsMade() throws IOException {
        List<String> names = Transcripts.cases("client_calls").stream()
                .map(node -> node.path("name").asText()).toList();

        assertThat(names).hasSize(44).contains(TOO_WIDE, NON_ASCII).containsAll(CALLS.keySet());
        assertThat(names.size()).isEqualTo(CALLS.size() + 2);
    }

    private static RecordingClient play(List<ScriptedGame.Step> steps, Command command) {
        ScriptedGame game = new ScriptedGame().registration().add(SIM_STEP)
                .add(steps.toArray(ScriptedGame.Step[]::new));
        RecordingClient client = new RecordingClient() {
            @Override
            public void onSimulationStep(TMInterface iface, int timeMs) throws IOException {
                command.make(iface);
            }
        };
        TMInterface iface = game.client();
        game.whenDone(iface::close);
        iface.prepare(client).run();
        assertThat(game.isDone()).as("the whole script was played").isTrue();
        return client;
    }

    static List<String> callbacks(JsonNode recorded) {
        List<String> calls = new ArrayList<>();
        for (JsonNode callback : recorded) {
            StringBuilder text = new StringBuilder(callback.get(0).asText());
            for (int i = 1; i < callback.size(); i++) {
                text.append(' ').append(callback.get(i).isArray() ? list(callback.get(i))
                        : callback.get(i).isObject() ? info(callback.get(i)) : callback.get(i).asText());
            }
            calls.add(text.toString());
        }
        return calls;
    }

    private static Object list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static Object info(JsonNode node) {
        return new BFEvaluationInfo(BFPhase.values()[node.path("phase").asInt()],
                BFTarget.values()[node.path("target").asInt()], node.path("time").asInt(),
                node.path("modified_inputs_num").asInt(), node.path("inputs_min_time").asInt(),
                node.path("inputs_max_time").asInt(), node.path("max_steer_diff").asInt(),
                node.path("max_time_diff").asInt(), node.path("override_stop_time").asInt(),
                node.path("search_forever").asBoolean(), node.path("inputs_extend_steer").asBoolean());
    }
}
