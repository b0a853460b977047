package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** Our client and our plugin's side over real sockets, with a small game on a thread of its own. */
@Timeout(60)
class LoopbackTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private TickingGame game;

    @AfterEach
    void end() throws InterruptedException {
        if (game != null) {
            game.end();
        }
    }

    private GameLink start(PluginBehaviour behaviour) throws IOException {
        game = new TickingGame(behaviour, log);
        game.thread.start();
        GameLink link = new GameLink(LinkSettings.of(game.port));
        link.connect(SOON);
        assertThat(link.await(SOON)).isEqualTo(new ServerMessage.Connected());
        return link;
    }

    private static int stepTo(GameLink link, int atLeast) throws IOException {
        while (true) {
            ServerMessage message = link.await(SOON);
            if (message instanceof ServerMessage.RunStep step && step.raceTimeMs() >= atLeast) {
                return step.raceTimeMs();
            }
            link.acknowledge();
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aSessionWithTheOriginalIds(PluginBehaviour behaviour) throws IOException, InterruptedException {
        try (GameLink link = start(behaviour)) {
            link.setTimeout(SOON);
            link.setOnStepPeriod(50);
            assertThat(link.isInMenus()).isFalse();
            link.executeCommand("map \u00e9t\u00e9.Challenge.Gbx");
            link.acknowledge();

            assertThat(stepTo(link, -1000) % 50).isZero();
            link.acknowledge();
            int time = stepTo(link, 0);
            byte[] state = link.getSimulationState();
            link.setInputState(true, false, true, false);
            link.setSpeed(0);
            link.requestFrame(64, 48);
            link.acknowledge();
            ServerMessage.Frame frame = (ServerMessage.Frame) link.await("the frame", SOON);
            assertThat(frame.pixels().get(5)).isEqualTo((byte) (time / 10));
            assertThat(link.getInputs()).isEqualTo("0 press up\n");
            link.rewindToState(state);
            link.setSpeed(1);
            link.acknowledge();
            stepTo(link, 500);
            assertThat(link.raceFinished()).isFalse();
            link.giveUp();
            link.acknowledge();
            link.await(SOON);
            link.shutdown();
        }
        game.end();
        assertThat(log).noneMatch(line -> line.contains("timeout"));
        assertThat(game.calls).contains("command map \u00e9t\u00e9.Challenge.Gbx", "GIVE_UP", "speed 0.0",
                "rewind " + java.util.Arrays.hashCode(game.saved) + " true");
    }

    @Test
    void aSessionWithTheExtendedSet() throws IOException {
        try (GameLink link = start(PluginBehaviour.EXTENDED)) {
            assertThat(link.probe().isExtended()).isTrue();
            assertThatThrownBy(() -> link.extended().respawn()).isInstanceOf(CapabilityMissingException.class)
                    .hasMessageContaining("not enabled");
            assertThat(link.enable(Set.of(Capability.values()))).hasSize(8);
            link.extended().setHeartbeat(Duration.ofMillis(50));
            assertThat(link.extended().getChallenge())
                    .contains(new ServerReply.Challenge("uid", "n\u00e4me", "author"));
            link.acknowledge();

            Optional<AnalogProbe.Result> analog = Optional.empty();
            AnalogProbe probe = new AnalogProbe(link);
            ServerMessage.StepEx step = null;
            while (analog.isEmpty()) {
                ServerMessage message = link.await(SOON);
                analog = probe.turn(message);
                step = message instanceof ServerMessage.StepEx seen ? seen : step;
                link.acknowledge();
            }
            assertThat(analog).contains(new AnalogProbe.Result(true, true));
            assertThat(step.state()).isEqualTo(game.saved);

            link.await(SOON);
            link.setSpeed(0);
            link.requestFrame(4, 3);
            link.acknowledge();
            assertThat(link.await(SOON)).isInstanceOf(ServerMessage.Frame.class);
            link.extended().requestFrame(8, 6);
            link.acknowledge();
            ServerMessage.FrameEx frame = (ServerMessage.FrameEx) link.await(SOON);
            link.extended().requestFrame(8, 6);
            link.acknowledge();
            ServerMessage.FrameEx again = (ServerMessage.FrameEx) link.await(SOON);
            assertThat(again.raceTimeMs()).isEqualTo(frame.raceTimeMs());
            assertThat(again.state()).isEqualTo(game.saved);
            link.acknowledge();

            ServerMessage.Heartbeat beat = (ServerMessage.Heartbeat) link.await(SOON);
            assertThat(beat.gameState()).isEqualTo(GameState.LOCAL_RACE.value());
            assertThat(link.extended().getGameStatus().raceTimeMs()).isEqualTo(frame.raceTimeMs());
            link.extended().setHeartbeat(Duration.ZERO);
            link.acknowledge();

            assertThatThrownBy(() -> link.await(Duration.ofMillis(150))).isInstanceOf(
                    GameTimeoutException.class);
            link.extended().askForTurn();
            assertThat(link.await(SOON)).isInstanceOf(ServerMessage.Heartbeat.class);
        }
    }

    @Test
    void aClientThatDiesInATurnWithALeaseFreesTheGameAfterItsMargin() throws IOException,
            InterruptedException {
        GameLink dead = start(PluginBehaviour.ORIGINAL);
        dead.renewLease(Duration.ofMillis(300));
        // Nothing more is heard of it: the socket stays open, as that of a program that hangs does.
        try (GameLink next = new GameLink(LinkSettings.of(game.port))) {
            next.recover(new PluginSettings(Duration.ofSeconds(5), 10, 1), SOON);
            stepTo(next, -2000);
        }
        assertThat(log).anyMatch(line -> line.startsWith("Client disconnected due to timeout"));
        assertThatThrownBy(() -> {
            dead.isInMenus();
            dead.acknowledge();
            dead.await(SOON);
        }).isInstanceOf(GameClosedException.class);
    }

    @Test
    void theSecondOfTwoClientsTakesTheGameAndTheFirstNotices() throws IOException {
        try (GameLink first = start(PluginBehaviour.ORIGINAL);
                GameLink second = new GameLink(LinkSettings.of(game.port))) {
            second.connect(SOON);
            assertThatThrownBy(() -> second.await(Duration.ofMillis(100)))
                    .isInstanceOf(GameTimeoutException.class);
            first.setTimeout(Duration.ofMillis(300));
            first.acknowledge();

            assertThat(second.await(SOON)).isEqualTo(new ServerMessage.Connected());
            assertThatThrownBy(() -> {
                while (true) {
                    first.await(SOON);
                    first.acknowledge();
                }
            }).isInstanceOf(GameClosedException.class);
            second.acknowledge();
            stepTo(second, -2500);
        }
    }

    @Test
    void aStrayAcknowledgementIsFound() throws IOException {
        GameLink link = start(PluginBehaviour.ORIGINAL);
        link.acknowledge();
        link.await(SOON);
        link.command(new tmnf.tminterface.protocol.ClientMessage.Ack(ServerMessage.Kind.RUN_STEP));
        link.acknowledge(); // and with it the stray one, as a client with retries sends it

        assertThatThrownBy(() -> {
            for (int i = 0; i < 1000; i++) {
                link.await(SOON);
                Thread.yield();
                link.acknowledge();
            }
        }).isInstanceOf(ProtocolException.class).hasMessageContaining("surplus acknowledgement");
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
    }

    @Test
    void aPeerThatTakesNothingHoldsUpNobody() throws IOException {
        try (SocketAcceptor acceptor = SocketAcceptor.listen(new InetSocketAddress("127.0.0.1", 0));
                Wire ours = Connector.TCP.connect(new InetSocketAddress("127.0.0.1", acceptor.port()),
                        SOON.toNanos())) {
            ByteBuffer much = ByteBuffer.allocate(1 << 26);
            int count;
            do {
                count = ours.write(much, 50_000_000);
            } while (count > 0 && much.hasRemaining());

            assertThat(count).isZero();
            assertThat(much.hasRemaining()).isTrue();
        }
    }

    @Test
    void nobodyListensMeansAnAdviceWithThePort() throws IOException {
        int port;
        try (SocketAcceptor acceptor = SocketAcceptor.listen(new InetSocketAddress("127.0.0.1", 0))) {
            port = acceptor.port();
        }

        assertThatThrownBy(() -> new GameLink(LinkSettings.of(port)).connect(Duration.ofMillis(150)))
                .isInstanceOf(GameUnreachableException.class).hasMessageContaining("set custom_port " + port)
                .hasMessageContaining("'TmnfLink: listening on port'").hasMessageContaining("'Port set to'");
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void theRecordingScriptIsCompleteAndKeepsTheRules(PluginBehaviour behaviour) throws IOException {
        game = new TickingGame(behaviour, log);
        game.thread.start();
        SessionTally tally = new SessionTally();
        List<String> progress = new ArrayList<>();
        SessionScript.Outcome outcome;
        try (TranscriptTap tap = new TranscriptTap(tally, LinkTime.SYSTEM)) {
            GameLink link = new GameLink(LinkSettings.of(game.port), Connector.TCP, LinkTime.SYSTEM, tap);
            SessionScript script = new SessionScript(link, LinkTime.SYSTEM, true,
                    () -> tally.fromGame().getOrDefault("SC_RUN_STEP_SYNC", 0) > 60, progress::add);
            outcome = script.run(SOON, SOON);
        }

        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.cancelled()).isTrue();
        assertThat(outcome.capabilities().isExtended()).isEqualTo(behaviour == PluginBehaviour.EXTENDED);
        assertThat(progress).containsExactly("connected; waiting for a race", "a race runs");
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.fromClient()).containsEntry("C_SHUTDOWN", 1).containsEntry("C_SET_ON_STEP_PERIOD", 2)
                .containsEntry("C_GET_SIMULATION_STATE", 1).containsEntry("C_GET_INPUTS", 1);
        assertThat(tally.fromGame()).containsEntry("SC_REQUESTED_FRAME_SYNC", 1);
    }

    @Test
    void theRecordingScriptEndsInTimeWithoutARace() throws IOException {
        game = new TickingGame(PluginBehaviour.ORIGINAL, log);
        game.speed = 0;
        game.state = GameState.MENUS;
        game.thread.start();
        GameLink link = new GameLink(LinkSettings.of(game.port));

        SessionScript.Outcome outcome = new SessionScript(link, LinkTime.SYSTEM, true, () -> false,
                text -> { })
                .run(SOON, Duration.ofMillis(300));

        assertThat(outcome).isEqualTo(
                new SessionScript.Outcome(true, Capabilities.ORIGINAL, true, 0, false, false));
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
    }

    @Test
    void aProxyPassesEverythingOnAndShowsIt() throws IOException, InterruptedException {
        game = new TickingGame(PluginBehaviour.EXTENDED, log);
        game.thread.start();
        SessionTally tally = new SessionTally();
        AtomicBoolean stop = new AtomicBoolean();
        try (TranscriptTap tap = new TranscriptTap(tally, LinkTime.SYSTEM);
                RecordingProxy proxy = RecordingProxy.listen(new InetSocketAddress("127.0.0.1", 0),
                        new InetSocketAddress("127.0.0.1", game.port), tap)) {
            int port = proxy.port();
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            Thread clients = new Thread(() -> {
                try {
                    for (int i = 0; i < 2; i++) {
                        try (GameLink link = new GameLink(LinkSettings.of(port))) {
                            link.recover(PluginSettings.DEFAULTS, SOON);
                            stepTo(link, game.raceTimeMs + 200);
                            assertThat(link.getSimulationState()).isEqualTo(game.saved);
                        }
                    }
                } catch (IOException | RuntimeException | AssertionError e) {
                    failures.add(e);
                } finally {
                    stop.set(true);
                }
            }, "tmnf-test-client-1");
            clients.start();
            proxy.run(LinkTime.SYSTEM, Duration.ofSeconds(30), stop::get);
            clients.join();

            assertThat(failures).isEmpty();
            assertThat(proxy.clients()).isEqualTo(2);
        }
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.connections()).isEqualTo(2);
        assertThat(tally.replies()).isEqualTo(2);
    }

    @Test
    void aProxyWithoutAGameSaysSo() throws IOException {
        int nobody;
        try (SocketAcceptor acceptor = SocketAcceptor.listen(new InetSocketAddress("127.0.0.1", 0))) {
            nobody = acceptor.port();
        }
        try (RecordingProxy proxy = RecordingProxy.listen(new InetSocketAddress("127.0.0.1", 0),
                new InetSocketAddress("127.0.0.1", nobody), LinkTap.NONE);
                Wire client = Connector.TCP.connect(new InetSocketAddress("127.0.0.1", proxy.port()),
                        SOON.toNanos())) {
            assertThatThrownBy(() -> proxy.run(LinkTime.SYSTEM, SOON, () -> false))
                    .isInstanceOf(GameUnreachableException.class).hasMessageContaining("127.0.0.1:" + nobody);
            assertThat(client).isNotNull();
        }
    }

    /** Ticks as fast as the client answers, from the countdown on; stands still at speed 0. */
    private static final class TickingGame extends FakeGame {

        private final Thread thread = new Thread(this::run, "tmnf-test-game-1");
        private final PluginServer server;
        private final int port;
        private volatile float speed = 1;
        private volatile boolean ended;
        private volatile Throwable failure;

        TickingGame(PluginBehaviour behaviour, List<String> log) throws IOException {
            raceTimeMs = -2610;
            challenge = new ServerReply.Challenge("uid", "n\u00e4me", "author");
            saved = new byte[8400];
            java.util.Arrays.fill(saved, (byte) 7);
            SocketAcceptor acceptor = SocketAcceptor.listen(new InetSocketAddress("127.0.0.1", 0));
            port = acceptor.port();
            server = new PluginServer(acceptor, this, new PluginServerSettings(behaviour, SOON, SOON, true),
                    LinkTime.SYSTEM, log::add);
        }

        private void run() {
            try (server) {
                while (!ended) {
                    server.render();
                    if (speed > 0 && server.hasClient()) {
                        raceTimeMs += 10;
                        tickTimeMs = raceTimeMs;
                        server.runStep(raceTimeMs, raceTimeMs);
                    } else {
                        Thread.sleep(1);
                    }
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                failure = e;
            }
        }

        void end() throws InterruptedException {
            ended = true;
            server.stop();
            thread.join();
            assertThat(failure).isNull();
        }

        @Override
        public void setSpeed(float value) {
            super.setSpeed(value);
            speed = value;
        }
    }
}
