package tmnf.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.link.SessionTally;
import tmnf.tminterface.link.SocketAcceptor;
import tmnf.tminterface.link.TranscriptReader;

@Timeout(120)
class RecordSessionCommandTest extends CliTestBase {

    private static int nobody() throws IOException {
        try (SocketAcceptor acceptor = SocketAcceptor.listen(new InetSocketAddress("127.0.0.1", 0))) {
            return acceptor.port();
        }
    }

    private SessionTally play(String file) throws IOException {
        SessionTally tally = new SessionTally();
        try (Reader reader = Files.newBufferedReader(cwd.resolve(file))) {
            TranscriptReader.play(reader, file, tally);
        }
        return tally;
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aWholeSessionIsWrittenAndReadable(PluginBehaviour behaviour) throws Exception {
        CliRun run;
        try (StandInGame game = new StandInGame(behaviour, true)) {
            run = tmnf("record-session", "--port", "" + game.port(), "--duration", "1.5", "-o",
                    "s.transcript",
                    "--json");
        }

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode result = run.json().get("result");
        assertThat(result.get("complete").asBoolean()).isTrue();
        assertThat(result.get("plugin").asText())
                .isEqualTo(behaviour == PluginBehaviour.EXTENDED ? "extended" : "original");
        assertThat(result.get("rulesBroken").asInt()).isZero();
        SessionTally tally = play("s.transcript");
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.fromGame()).containsEntry("SC_REQUESTED_FRAME_SYNC", 1)
                .containsEntry("SC_RUN_STEP_SYNC", result.get("runSteps").asInt());
        assertThat(tally.fromClient()).containsEntry("C_GET_SIMULATION_STATE",
                1).containsEntry("C_SHUTDOWN", 1);
        assertThat(Files.size(cwd.resolve("s.transcript"))).isEqualTo(result.get("characters").asLong());
    }

    @Test
    void blobsAndFramesCanBeLeftOut() throws Exception {
        CliRun run;
        try (StandInGame game = new StandInGame(PluginBehaviour.ORIGINAL, true)) {
            run = tmnf("record-session", "--port", "" + game.port(), "--duration", "1.5", "--no-frames",
                    "--no-blobs");
        }

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("tmnf-session.transcript").contains(" turns ");
        assertThat(run.err()).contains("a race runs");
        assertThat(Files.readString(cwd.resolve("tmnf-session.transcript"))).contains(" cc200000 ~8396:");
        assertThat(play("tmnf-session.transcript").fromGame()).doesNotContainKey("SC_REQUESTED_FRAME_SYNC");
    }

    @Test
    void withoutARaceItIsToBeRepeated() throws Exception {
        CliRun run;
        try (StandInGame game = new StandInGame(PluginBehaviour.ORIGINAL, false)) {
            run = tmnf("record-session", "--port", "" + game.port(), "--duration", "0.3");
        }

        assertThat(run.code()).isEqualTo(75);
        assertThat(run.err()).contains("start a race now").contains("no race was driven");
        assertThat(play("tmnf-session.transcript").fromGame()).containsOnlyKeys("SC_ON_CONNECT_SYNC");
    }

    @Test
    void withoutAGameThereIsNoFile() throws IOException {
        int port = nobody();
        CliRun run = tmnf("record-session", "--port", "" + port, "--connect-timeout", "0.2");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err()).contains("127.0.0.1:" + port).contains("set custom_port");
        CliRun json = tmnf("record-session", "--port", "" + port, "--connect-timeout", "0.2", "--json");
        assertThat(json.json().get("error").get("code").asText()).isEqualTo("GAME_UNREACHABLE");
        try (Stream<Path> files = Files.list(cwd)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void somethingElseOnThePortIsSaid() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CliRun run = tmnf("record-session", "--port", "" + silent.getLocalPort(), "--duration", "0.2");

            assertThat(run.code()).isEqualTo(69);
            assertThat(run.err()).contains("says nothing");
        }
    }

    @Test
    void anOldFileIsKeptUnlessForced() throws Exception {
        write("old", "precious");
        CliRun refused = tmnf("record-session", "-o", "old");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(Files.readString(cwd.resolve("old"))).isEqualTo("precious");

        try (StandInGame game = new StandInGame(PluginBehaviour.ORIGINAL, false)) {
            tmnf("record-session", "-o", "old", "--force", "--port", "" + game.port(), "--duration", "0.2");
        }
        assertThat(Files.readString(cwd.resolve("old"))).startsWith("tmnf-transcript 1\n");
    }

    @Test
    void aDryRunConnectsToNobody() throws IOException {
        CliRun run = tmnf("record-session", "--dry-run", "--port", "" + nobody());

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("would record a session of 30 s");
        try (Stream<Path> files = Files.list(cwd)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--port 0|--port 0 is no port", "--port 70000|no port",
        "--listen 8478|no port to listen on", "--listen -1|no port to listen on",
        "--duration 0|records nothing", "--duration soon|is no duration", "-o -|does not go to stdout"})
    void mistakesAreSaid(String arguments, String message) {
        CliRun run = tmnf(("record-session " + arguments).split(" "));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anotherClientIsRecordedInBetween() throws Exception {
        int port = nobody();
        try (StandInGame game = new StandInGame(PluginBehaviour.ORIGINAL, true)) {
            Thread client = new Thread(() -> drive(port), "tmnf-test-client-1");
            client.start();
            CliRun run = tmnf("record-session", "--listen", "" + port, "--port", "" + game.port(),
                    "--duration",
                    "2", "-o", "other");
            client.join();

            assertThat(run.code()).as(run.err()).isZero();
        }
        SessionTally tally = play("other");
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.connections()).isEqualTo(1);
        assertThat(tally.fromClient()).containsEntry("C_GET_INPUTS", 1);
    }

    private static void drive(int port) {
        Duration soon = Duration.ofSeconds(20);
        try (GameLink link = new GameLink(LinkSettings.of(port))) {
            link.recover(PluginSettings.DEFAULTS, soon);
            link.await(soon);
            link.getInputs();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutAClientNothingIsWritten() throws IOException {
        CliRun run = tmnf("record-session", "--listen", "" + nobody(), "--duration", "0.2");

        assertThat(run.code()).isEqualTo(75);
        assertThat(run.err()).contains("no client connected");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CliRun busy = tmnf("record-session", "--listen", "" + taken.getLocalPort());
            assertThat(busy.code()).isEqualTo(5);
        }
    }

    @Test
    void thePortIsThatOfThePythonToolsUnlessAnotherIsNamed() throws IOException {
        int port = nobody();
        variables.put("BASE_TMI_PORT", "" + port);

        CliRun run = tmnf("record-session", "--connect-timeout", "0.2");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err()).contains("127.0.0.1:" + port).contains("after 0.2 s");
        assertThat(tmnf("record-session", "--port", "8479", "--dry-run").out()).contains("port 8479");
    }

    @Test
    void aServerOfAnotherKindIsNotTakenForASilentGame() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread other = answering(server, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            CliRun run = tmnf("record-session", "--port", "" + server.getLocalPort(), "--duration",
                    "1s");
            other.join();

            assertThat(run.code()).isEqualTo(69);
            assertThat(run.err()).contains("is no link plugin").doesNotContain("says nothing");
        }
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread other = new Thread(() -> greet(server, "SSH-2.0-server\r\n".getBytes()),
                    "tmnf-test-other-1");
            other.start();
            CliRun run = tmnf("record-session", "--port", "" + server.getLocalPort(), "--force");
            other.join();

            assertThat(run.code()).isEqualTo(69);
            assertThat(run.err()).contains("no message").contains("and nothing else");
        }
    }

    /** Says something once it was said something. */
    private static Thread answering(ServerSocket server, byte[] answer) {
        Thread thread = new Thread(() -> {
            try (Socket client = server.accept()) {
                client.getInputStream().readNBytes(4);
                client.getOutputStream().write(answer);
                client.shutdownOutput();
                client.getInputStream().readAllBytes(); // closed before, it would take its answer back
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }, "tmnf-test-other-1");
        thread.start();
        return thread;
    }

    private static void greet(ServerSocket server, byte[] greeting) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(greeting);
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
    void anInterruptKeepsWhatCameUntilThen() throws Exception {
        InterruptsArrive.orSkip();
        try (StandInGame game = new StandInGame(PluginBehaviour.ORIGINAL, true);
                ChildProcess recorder = recorder(game.port())) {
            recorder.awaitOutput("a race runs");
            interrupt(recorder);
        }
        assertThat(play("tmnf-session.transcript").fromClient()).containsEntry("C_SHUTDOWN", 1);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
    void anInterruptWhileAReplyIsOwedKeepsWhatCameUntilThen() throws Exception {
        InterruptsArrive.orSkip();
        CountDownLatch asked = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread other = new Thread(() -> {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write(new byte[] {5, 0, 0, 0});
                    client.getInputStream().readNBytes(8);
                    asked.countDown();
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }, "tmnf-test-other-1");
            other.start();
            try (ChildProcess recorder = recorder(server.getLocalPort())) {
                assertThat(recorder.awaitWhileAlive(() -> asked.getCount() == 0))
                        .as(recorder.output()).isTrue();
                interrupt(recorder);
            }
            other.join();
        }
        assertThat(play("tmnf-session.transcript").fromClient()).containsEntry("C_PROBE", 1)
                .containsEntry("C_SHUTDOWN", 1);
        try (Stream<Path> files = Files.list(cwd)) {
            assertThat(files).extracting(file -> file.getFileName().toString())
                    .containsExactly("tmnf-session.transcript");
        }
    }

    /** The command in a process of its own, which prints elsewhere: what it leaves here is looked at. */
    private ChildProcess recorder(int port) throws IOException {
        return ChildProcess.tmnf(cwd, home,
                List.of("record-session", "--port", "" + port, "--duration", "100"));
    }

    private static void interrupt(ChildProcess recorder) throws IOException, InterruptedException {
        recorder.signal("INT");
        assertThat(recorder.exitCode(10)).isEqualTo(130);
    }
}
