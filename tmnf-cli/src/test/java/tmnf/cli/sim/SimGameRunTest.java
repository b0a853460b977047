package tmnf.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
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

    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)");
    private static final Duration SOON = Duration.ofSeconds(30);

    private Process process; // null: not started

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
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
        assertThat(Files.readString(cwd.resolve("out"))).isEqualTo("127.0.0.1:" + ports.get(0)
                + " 127.0.0.1:" + ports.get(1)
                + " are games on the built-in track straight; Ctrl+C stops them\n");
        assertThat(Files.readAllLines(cwd.resolve("err")))
                .filteredOn(line -> line.contains("interrupted")).containsExactly(
                        "tmnf: interrupted after 2 clients");
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
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(cwd.resolve("out"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(process.exitValue()).isZero();
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
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), "tmnf.cli.Main", "sim", "game", "--port", "0"));
        command.addAll(List.of(more));
        Path out = cwd.resolve("out");
        process = new ProcessBuilder(command).directory(cwd.toFile()).redirectOutput(out.toFile())
                .redirectError(cwd.resolve("err").toFile()).start();
        boolean json = List.of(more).contains("--json-lines");
        Pattern wanted = json ? Pattern.compile("\"ports\":\\[([0-9]+)") : ADDRESS;
        while (process.isAlive()) {
            String text = Files.readString(out);
            Matcher found = wanted.matcher(text);
            List<Integer> ports = new ArrayList<>();
            while (text.endsWith("\n") && found.find()) {
                ports.add(Integer.parseInt(found.group(1)));
            }
            if (!ports.isEmpty()) {
                return ports;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(Files.readString(cwd.resolve("err")));
    }

    private int stop(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
