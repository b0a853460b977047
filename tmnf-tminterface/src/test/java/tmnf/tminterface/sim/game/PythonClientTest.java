package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.tminterface.link.PluginBehaviour;

/** The example of a client, which knows the protocol from its page alone, against the simulated game. */
@Timeout(60)
class PythonClientTest {

    private static final Path CLIENT = Path.of("..", "docs", "examples", "drive.py");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void drivesARaceByKeysAndByAScriptInTheSameTime(PluginBehaviour behaviour)
            throws IOException, InterruptedException {
        assumeTrue(python("--version").exit == 0, "there is no python3");
        GameFolder game = GameFolder.create(folder.resolve("game"));
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Result result;
        try (SimulatedGames games = SimulatedGames.start(0, 1, i -> new SimulatedGame.Setup(
                new TrackMaps(Optional.of(game), log::add), game.scripts(), Optional.empty(),
                VirtualGame.QUICK.withBehaviour(behaviour), FaultPlan.NONE, i, Optional.empty()),
                (i, line) -> log.add(line))) {
            result = python(CLIENT.toString(), "--port", "" + games.ports().get(0), "--scripts",
                    game.scripts().toString());
        }

        assertThat(result.exit).as("%s%n%s%n%s", result.out, result.err, log).isZero();
        JsonNode report = new ObjectMapper().readTree(result.out);
        assertThat(report.path("frames").asInt()).isGreaterThan(10);
        assertThat(report.path("rewinds").asInt()).isEqualTo(1);
        assertThat(report.path("by_keys_ms").asInt()).isEqualTo(report.path("by_script_ms").asInt())
                .isBetween(5_000, 12_000);
    }

    /** What a program said, and how it ended. */
    private record Result(int exit, String out, String err) {
    }

    private Result python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process;
        try {
            process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            return new Result(-1, "", e.getMessage());
        }
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("the program ends in time").isTrue();
        return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
