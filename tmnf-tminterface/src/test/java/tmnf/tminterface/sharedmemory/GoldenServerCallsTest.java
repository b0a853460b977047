package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded message of the game: the callbacks and the client's answer, byte by byte. */
class GoldenServerCallsTest {

    static Stream<Arguments> recorded() throws IOException {
        return Transcripts.cases("server_calls").stream()
                .map(node -> arguments(node.path("name").asText(), node));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void answersAsRecorded(String name, JsonNode recorded) throws IOException {
        List<ScriptedGame.Step> steps = Transcripts.steps(recorded.path("transcript"));
        ScriptedGame game = new ScriptedGame();
        if (!name.equals("registration_sequence")) {
            game.registration();
        }
        if (name.equals("type_without_ready_flag")) {
            game.add(ScriptedGame.Step.of(ScriptedGame.SERVER_CLEARS));
        }
        game.add(steps.toArray(ScriptedGame.Step[]::new));
        RecordingClient client = new RecordingClient() {
            @Override
            public Optional<BFEvaluationResponse> onBruteforceEvaluate(
                    TMInterface iface, BFEvaluationInfo info) throws IOException {
                super.onBruteforceEvaluate(iface, info);
                return name.endsWith("reject")
                        ? Optional.of(new BFEvaluationResponse(BFEvaluationDecision.REJECT, 1230))
                        : Optional.empty();
            }
        };
        TMInterface iface = game.client();
        game.whenDone(iface::close);
        iface.prepare(client).run();

        List<String> expected = GoldenClientCallsTest.callbacks(recorded.path("callbacks"));
        assertThat(game.isDone()).isTrue();
        assertThat(client.failures).isEmpty();
        assertThat(client.calls.subList(0, expected.size())).isEqualTo(expected);
        // The end of the test itself deregisters too.
        assertThat(client.calls.size() - expected.size()).isEqualTo(name.equals("S_SHUTDOWN") ? 0 : 1);
        if (recorded.has("buffer_head_after")) {
            assertThat(game.headAtEnd())
                    .isEqualTo(HexFormat.of().parseHex(recorded.path("buffer_head_after").asText()));
        }
    }

    @Test
    void numbersOfTypesAndErrorsAreTheRecordedOnes() throws IOException {
        Map<String, Integer> types = new TreeMap<>();
        Transcripts.cases("message_types")
                .forEach(node -> types.put(node.path("name").asText(), node.path("id").asInt()));
        Map<String, Integer> ours = new TreeMap<>();
        Arrays.stream(MessageType.values()).forEach(type -> ours.put(type.name(), type.id()));
        assertThat(ours).isEqualTo(types);

        JsonNode errors = Transcripts.read().path("error_codes");
        assertThat(errors.size()).isEqualTo(ErrorCode.values().length - 1);
        errors.fieldNames().forEachRemaining(name ->
                assertThat(ErrorCode.valueOf(name).code()).isEqualTo(errors.path(name).asInt()));
    }
}
