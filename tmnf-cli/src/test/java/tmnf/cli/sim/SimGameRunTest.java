package tmnf.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.ServerMessage;

/** Games in a process of their own, as users run them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
@Timeout(120)
class SimGameRunTest extends CliTestBase {

    private static final Pattern PORT = Pattern.compile("(?:127\\.0\\.0\\.1:|\"ports\":\\[)([0-9]+)");
    private static final Duration SOON = Duration.ofSeconds(30);

    private ChildProcess process; // null: not started

    @AfterEach
    void end() {
        if (process != null) {
            process.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void printsOneLinePlaysAndEndsOnASignal(String signal, int code)
            throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        List<Integer> ports = start("--track", "straight", "--game-dir", "game", "--instances", "2",
                "--shm", "memory");

        for (int port : ports) {
            try (GameLink link = new GameLink(LinkSettings.of(port))) {
                link.recover(new PluginSettings(SOON, 100, 1), SOON);
                assertThat(link.await(SOON)).isInstanceOf(ServerMessage.RunStep.class);
            }
        }
        assertThat(cwd.resolve("memory0")).hasSize(65_535);
        assertThat(cwd.resolve("memory1")).hasSize(65_535);

        assertThat(stop(signal)).isEqualTo(code);
        assertThat(process.out()).isEqualTo("127.0.0.1:" + ports.get(0)
                + " 127.0.0.1:" + ports.get(1)
                + " are games on the built-in track straight; Ctrl+C stops them\n");
        assertThat(process.err().lines()).filteredOn(line -> line.contains("interrupted"))
                .containsExactly("tmnf: interrupted after 2 clients");
        assertThat(cwd.resolve("game/Tracks/Challenges")).isDirectory();
        assertThat(cwd.resolve("game/Tracks/Replays/Autosaves")).isDirectory();
        assertThat(cwd.resolve("game/Scripts")).isDirectory();
        assertThat(cwd.resolve("memory0")).doesNotExist();
        assertThat(cwd.resolve("memory1")).doesNotExist();
    }

    @Test
    void jsonLinesSayWhenItIsReadyAndTheCommandEndsWithItsGames() throws IOException, InterruptedException {
        List<Integer> ports = start("--json-lines", "--fault", "crash:phase=race,restart=forever", "--track",
                "straight");
        assertThat(ports).hasSize(1);
        assertThat(process.exitCode(60)).isZero();

        List<JsonNode> lines = new ArrayList<>();
        for (String line : process.out().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines.get(0).path("e").asText()).isEqualTo("ready");
        assertThat(lines.get(0).path("ports").get(0).asInt()).isEqualTo(ports.get(0));
        assertThat(lines.get(lines.size() - 1).path("result").path("clients").asInt()).isZero();
    }

    @Test
    void aStateOfOneProcessGoesOnBitForBitInAnother() throws IOException, InterruptedException {
        byte[] middle;
        byte[] end;
        try (GameLink link = race()) {
            while (!link.await(SOON).equals(new ServerMessage.RunStep(2000))) {
                link.acknowledge();
            }
            // Inputs that do not act yet are part of the state.
            link.setInputState(true, false, true, false);
            middle = link.getSimulationState();
            end = toTheFinish(link);
        }
        stop("TERM");
        try (GameLink link = race()) {
            link.await(SOON);
            link.rewindToState(middle);
            assertThat(toTheFinish(link)).isEqualTo(end);
        }
        try (GameLink link = race()) {
            link.await(SOON);
            assertThat(toTheFinish(link)).isNotEqualTo(end);
        }
    }

    /** A race in a new process, full throttle from its first run step on. */
    private GameLink race() throws IOException, InterruptedException {
        end();
        GameLink link = new GameLink(LinkSettings.of(start("--track", "straight", "--frame-rate", "unlimited")
                .get(0)));
        link.reconnect(new PluginSettings(SOON, 100, 200), SOON);
        link.executeCommand("set countdown_speed 200");
        link.acknowledge();
        link.await(SOON);
        link.giveUp();
        link.acknowledge();
        assertThat(link.await(SOON)).isEqualTo(new ServerMessage.RunStep(-2600));
        link.setInputState(false, false, true, false);
        link.acknowledge();
        return link;
    }

    /** The state at the finish, after a little steering on the way. */
    private static byte[] toTheFinish(GameLink link) throws IOException {
        while (true) {
            link.acknowledge();
            ServerMessage message = link.await(SOON);
            if (message.equals(new ServerMessage.RunStep(2100))) {
                link.setInputState(false, true, true, false);
            } else if (message.equals(new ServerMessage.RunStep(2200))) {
                link.setInputState(false, false, true, false);
            } else if (message instanceof ServerMessage.CheckpointCount count
                    && count.current() == count.target()) {
                return link.getSimulationState();
            }
        }
    }

    /** Starts the program and waits for its ports. */
    private List<Integer> start(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sim", "game", "--port", "0"));
        words.addAll(List.of(more));
        process = ChildProcess.tmnf(cwd, words);
        assertThat(process.awaitWhileAlive(() -> process.out().contains("\n"))).as(process.output()).isTrue();
        String ready = process.out().lines().findFirst().orElseThrow();
        return PORT.matcher(ready).results().map(port -> Integer.parseInt(port.group(1))).toList();
    }

    private int stop(String signal) throws IOException, InterruptedException {
        process.signal(signal);
        return process.exitCode(10);
    }
}
