package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Upstream mode beside what the Python package answered, everything compared exactly. */
class GoldenCommandListTest {

    private static final JsonNode GOLDEN = Goldens.read("commandlist.json");

    static Stream<Named<JsonNode>> cases() {
        return Goldens.stream(GOLDEN.get("cases")).map(c -> Named.of(c.get("name").asText(), c));
    }

    @Test
    void allCasesAreThere() {
        assertThat(cases()).hasSize(48);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parsesAndPrintsAsThePythonClient(JsonNode golden) throws Exception {
        String script = golden.get("script").asText();

        CommandList list = CommandList.parse(script, ScriptMode.UPSTREAM);

        assertThat(list.content()).isEqualTo(script);
        assertCommands(list.commands(), golden.get("commands"));
        assertCommands(list.timedCommands(), golden.get("timed_commands"));
        assertCommands(list.sortedTimedCommands(), golden.get("sorted_timed_commands"));
        assertThat(list.toScript()).isEqualTo(golden.get("to_script").asText());
        assertThat(CommandList.parse(list.toScript(), ScriptMode.UPSTREAM).toScript())
                .isEqualTo(golden.get("roundtrip_to_script").asText());
        assertThat(list.warnings()).isEmpty();
    }

    private static void assertCommands(List<? extends BaseCommand> commands, JsonNode golden) {
        List<BaseCommand> expected = new ArrayList<>();
        golden.forEach(node -> expected.add(command(node)));
        assertThat(commands).isEqualTo(expected);
        assertThat(commands.stream().map(command -> command.toScript(ScriptMode.UPSTREAM)))
                .containsExactlyElementsOf(Goldens.stream(golden).map(n -> n.get("line").asText()).toList());
    }

    private static BaseCommand command(JsonNode node) {
        return switch (node.get("kind").asText()) {
            case "immediate" -> new Command(Goldens.texts(node.get("args")));
            case "timed" -> new TimedCommand(
                    Goldens.texts(node.get("args")),
                    node.get("timestamp").asLong(),
                    node.get("is_ending").asBoolean());
            default -> {
                InputType type = InputType.valueOf(node.get("type").asText());
                assertThat(type.id()).isEqualTo(node.get("type_id").asInt());
                yield new InputCommand(node.get("timestamp").asLong(), type, node.get("state").asLong());
            }
        };
    }

    @Test
    void listsPutTogetherPrintAsThePythonClient(@TempDir Path folder) throws Exception {
        JsonNode fromFile = GOLDEN.get("programmatic").get(0);
        JsonNode golden = GOLDEN.get("programmatic").get(1);
        Path file = folder.resolve("script.txt");
        Files.writeString(file, fromFile.get("content").asText());
        CommandList list = new CommandList(ScriptMode.UPSTREAM);
        golden.get("immediate").forEach(node -> list.addCommand(command(node)));
        golden.get("timed").forEach(node -> list.addCommand(asTimed(node)));

        assertThat(CommandList.read(file, ScriptMode.UPSTREAM).toScript())
                .isEqualTo(fromFile.get("to_script").asText());
        assertCommands(list.timedCommands(), golden.get("timed"));
        assertThat(list.toScript()).isEqualTo(golden.get("to_script").asText());
        list.clear();
        assertThat(list.toScript()).isEqualTo(GOLDEN.get("programmatic").get(2).get("to_script").asText());
        assertThat(list.size()).isZero();
    }

    /** What is an input in the end is added as the timed command that becomes it. */
    private static BaseCommand asTimed(JsonNode node) {
        BaseCommand command = command(node);
        if (command instanceof InputCommand input && input.type() != InputType.UNKNOWN) {
            String word = input.type().toStr();
            List<String> args = input.type().isAnalog()
                    ? List.of(word, Long.toString(input.state()))
                    : List.of(input.state() != 0 ? "press" : "rel", word);
            return new TimedCommand(args, input.timestampMs(), false);
        }
        return command;
    }

    @Test
    void wordsOfInputsAreThoseOfThePythonClient() {
        assertThat(GOLDEN.get("input_types")).hasSize(InputType.values().length);
        for (JsonNode node : GOLDEN.get("input_types")) {
            InputType type = InputType.valueOf(node.get("name").asText());
            assertThat(type.id()).isEqualTo(node.get("id").asInt());
            assertThat(type.toStr()).isEqualTo(node.get("to_str").asText());
        }
        for (JsonNode node : GOLDEN.get("from_str")) {
            assertThat(InputType.fromStr(node.get("in").asText()).name()).isEqualTo(node.get("out").asText());
        }
    }
}
