package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.gbx.PythonProgram;
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
        PythonProgram.required(List.of());
        GameFolder game = GameFolder.create(folder.resolve("game"));
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        PythonProgram result;
        try (SimulatedGames games = SimulatedGames.start(0, 1, i -> new SimulatedGame.Setup(
                new TrackMaps(Optional.of(game), log::add), game.scripts(), Optional.empty(),
                VirtualGame.QUICK.withBehaviour(behaviour), FaultPlan.NONE, i, Optional.empty()),
                (i, line) -> log.add(line))) {
            result = PythonProgram.run(folder, CLIENT.toString(), "--port", "" + games.ports().get(0),
                    "--scripts", game.scripts().toString());
        }

        assertThat(result.exit()).as("%s%n%s", result.output(), log).isZero();
        JsonNode report = new ObjectMapper().readTree(result.out());
        assertThat(report.path("frames").asInt()).isGreaterThan(10);
        assertThat(report.path("rewinds").asInt()).isEqualTo(1);
        assertThat(report.path("by_keys_ms").asInt()).isEqualTo(report.path("by_script_ms").asInt())
                .isBetween(5_000, 12_000);
    }
}
