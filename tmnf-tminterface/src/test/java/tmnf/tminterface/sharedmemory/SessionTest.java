package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.EventNames;
import tmnf.tminterface.sharedmemory.SharedMemoryServer.Outcome;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/** Whole sessions between our client, on its thread, and our server, on the test's. */
@Timeout(60)
class SessionTest {

    private static final int SIZE = SharedMapping.DEFAULT_SIZE;
    private static final BFEvaluationInfo INFO = new BFEvaluationInfo(
            BFPhase.SEARCH, BFTarget.FINISH_TIME, 5000, 4, -1, -1, 10_000, 50, -1, true, false);

    @TempDir
    Path folder;

    private final FakeGame game = new FakeGame();
    private final Everything client = new Everything();

    @Test
    void aWholeSessionRunsOverMemory() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        wholeSession(memory, MappingOpener.memory(memory));
    }

    @Test
    void aWholeSessionRunsOverAFile() throws Exception {
        Path file = folder.resolve("TMInterface0");
        wholeSession(FileMapping.create(file, SIZE), MappingOpener.file(file, SIZE));
    }

    private void wholeSession(SharedMapping mapping, MappingOpener opener) throws Exception {
        try (SharedMemoryServer server = new SharedMemoryServer(mapping, game);
                TMInterface iface = new TMInterface("TMInterface0", SIZE, opener, ClientOptions.DEFAULT)) {
            assertThat(server.onRunStep(0)).isEqualTo(Outcome.NOT_REGISTERED);
            assertThat(iface.register(client)).isTrue();
            assertThat(iface.register(client)).as("a second registration").isFalse();
            awaitClient(server);

            race(server);
            simulation(server);

            assertThat(server.shutdown()).isEqualTo(Outcome.DEREGISTERED);
            assertThat(iface.awaitEnd(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.registered()).isFalse();
            assertThat(iface.registered()).isFalse();
            assertThat(iface.running()).isFalse();
            assertThat(iface.lossReason()).isEmpty();
            assertThat(iface.failure()).isEmpty();
        }
        assertThat(client.failures).isEmpty();
        assertThat(client.calls).endsWith("on_deregistered", "on_shutdown").startsWith("on_registered");
    }

    private void race(SharedMemoryServer server) throws IOException {
        for (int time = -2600; time < 0; time += 10) {
            assertThat(server.onRunStep(time)).isEqualTo(Outcome.ANSWERED);
        }
        assertThat(server.onRunStep(0)).isEqualTo(Outcome.ANSWERED);
        assertThat(server.onCheckpointCountChanged(1, 6)).isEqualTo(Outcome.ANSWERED);
        assertThat(server.onLapsCountChanged(1)).isEqualTo(Outcome.ANSWERED);
        assertThat(server.onCustomCommand(100, -1, "mycmd", List.of("arg one", "caf\u00e9")))
                .isEqualTo(Outcome.ANSWERED);
        assertThat(server.onRunStep(10)).isEqualTo(Outcome.ANSWERED);
        assertThat(game.log).containsExactly(
                "command mycmd", "LOG registered",
                "inputs true -65536", "respawn", "horn", "give up", "speed 2.0", "execute set speed 3",
                "execute commands false", "checkpoints 1",
                "WARNING caf\u00e9", "rewind 0");
        assertThat(client.calls).contains("on_custom_command 100 -1 mycmd [arg one, caf\u00e9]",
                "on_run_step -2600", "on_checkpoint_count_changed 1 6", "on_laps_count_changed 1",
                "on_checkpoint_count_changed 0 6", "on_laps_count_changed 0");
        game.log.clear();
    }

    private void simulation(SharedMemoryServer server) {
        game.contextMode = TMInterface.MODE_SIMULATION;
        assertThat(server.onSimulationBegin()).isEqualTo(Outcome.ANSWERED);
        assertThat(server.onSimulationStep(0)).isEqualTo(Outcome.ANSWERED);
        assertThat(server.onBruteforceEvaluate(INFO)).isEqualTo(Outcome.ANSWERED);
        assertThat(server.evaluation())
                .isEqualTo(new BFEvaluationResponse(BFEvaluationDecision.REJECT, 4990));
        game.playing = false;
        assertThat(server.onSimulationStep(10)).isEqualTo(Outcome.ANSWERED);
        assertThat(server.onSimulationEnd(Client.RESULT_VALID)).isEqualTo(Outcome.ANSWERED);
        assertThat(game.log).containsExactly(
                "no validation", "limit 60000", "events 2", "no finish", "events 1", "inputs false 0");
        assertThat(game.events.events()).hasSize(1);
        assertThat(client.refusals).containsExactly(ErrorCode.NO_PLAYER_INFO, ErrorCode.NO_EVENT_BUFFER);
    }

    @Test
    void aClientThatClosesDeregistersAndMayComeBack() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        TMInterface iface = new TMInterface(
                "TMInterface0", SIZE, MappingOpener.memory(memory), ClientOptions.DEFAULT);
        try (SharedMemoryServer server = new SharedMemoryServer(memory, game)) {
            for (int i = 0; i < 3; i++) {
                assertThat(iface.register(client)).isTrue();
                awaitClient(server);
                iface.close();
                iface.close();
                assertThat(server.poll()).isFalse();
            }
        }
        assertThat(client.failures).isEmpty();
        assertThat(client.calls).containsExactly("on_registered", "on_deregistered", "on_registered",
                "on_deregistered", "on_registered", "on_deregistered");
    }

    @Test
    void aClientThatClosesInACallbackAnswersByDeregistering() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        RecordingClient leaving = new RecordingClient() {
            @Override
            public void onRunStep(TMInterface iface, int timeMs) throws IOException {
                iface.close();
                assertThatThrownBy(iface::giveUp).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("outside a turn");
            }
        };
        try (SharedMemoryServer server = new SharedMemoryServer(memory, game);
                TMInterface iface = register(memory, leaving)) {
            awaitClient(server);
            assertThat(server.onRunStep(0)).isEqualTo(Outcome.DEREGISTERED);
            assertThat(iface.awaitEnd(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(leaving.failures).isEmpty();
        assertThat(leaving.calls).containsExactly("on_registered", "on_deregistered");
    }

    @Test
    void aFailingCallbackLetsTheGameGoOn() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        RecordingClient failing = new RecordingClient() {
            @Override
            public void onRunStep(TMInterface iface, int timeMs) throws IOException {
                throw new IOException("strategy failed");
            }
        };
        try (SharedMemoryServer server = new SharedMemoryServer(memory, game);
                TMInterface iface = register(memory, failing)) {
            awaitClient(server);
            assertThat(server.onRunStep(0)).isEqualTo(Outcome.DEREGISTERED);
            assertThat(iface.awaitEnd(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(failing.failures).singleElement().asString().contains("strategy failed");
        assertThat(failing.calls).containsExactly("on_registered", "on_deregistered");
    }

    @Test
    void aSecondClientIsRefusedAndTheFirstStays() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        RecordingClient second = new RecordingClient();
        try (SharedMemoryServer server = new SharedMemoryServer(memory, game);
                TMInterface first = register(memory, client)) {
            awaitClient(server);
            try (TMInterface other = register(memory, second)) {
                while (!other.awaitEnd(1, TimeUnit.MILLISECONDS)) {
                    server.poll();
                }
            }
            assertThat(first.registered()).isTrue();
            assertThat(server.onCheckpointCountChanged(1, 6)).isEqualTo(Outcome.ANSWERED);
        }
        assertThat(second.failures).singleElement()
                .isInstanceOfSatisfying(ServerException.class, refusal ->
                        assertThat(refusal.error()).isEqualTo(ErrorCode.CLIENT_ALREADY_REGISTERED));
        assertThat(second.calls).isEmpty();
    }

    @Test
    void callsOutsideACallbackAreRefused() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        try (SharedMemoryServer server = new SharedMemoryServer(memory, game);
                TMInterface iface = register(memory, client)) {
            awaitClient(server);
            assertThatThrownBy(iface::getSimulationState).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("callback");
        }
        assertThatThrownBy(() -> new TMInterface().giveUp()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("register");
    }

    @Test
    void runningAClientEndsWithItsDeregistration() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        TMInterface iface = new TMInterface(
                "TMInterface0", SIZE, MappingOpener.memory(memory), ClientOptions.DEFAULT);
        Thread runner = new Thread(() -> RunClient.run(client, iface));
        try (SharedMemoryServer server = new SharedMemoryServer(memory, game)) {
            runner.start();
            awaitClient(server);
            server.shutdown();
            runner.join(10_000);
        }
        assertThat(runner.isAlive()).isFalse();
        assertThat(client.calls).containsExactly("on_registered", "on_deregistered", "on_shutdown");
    }

    private static TMInterface register(InMemoryMapping memory, Client client) {
        TMInterface iface = new TMInterface(
                "TMInterface0", SIZE, MappingOpener.memory(memory), ClientOptions.DEFAULT);
        iface.register(client);
        return iface;
    }

    private static void awaitClient(SharedMemoryServer server) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!server.poll()) {
            assertThat(System.nanoTime()).as("no client within 20 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Makes every call there is. */
    private static final class Everything extends RecordingClient {

        private final List<ErrorCode> refusals = new ArrayList<>();

        @Override
        public void onRegistered(TMInterface iface) throws IOException {
            super.onRegistered(iface);
            assertThat(iface.registered()).isTrue();
            iface.registerCustomCommand("mycmd");
            iface.log("registered");
        }

        @Override
        public void onRunStep(TMInterface iface, int timeMs) throws IOException {
            super.onRunStep(iface, timeMs);
            if (timeMs == 0) {
                iface.setTimeout(-1);
                iface.setTimeout(20_000);
                iface.setInputState(InputState.UNCHANGED.withAccelerate(true).withSteer(-65_536));
                iface.respawn();
                iface.horn();
                iface.giveUp();
                iface.setSpeed(2);
                iface.executeCommand("set speed 3");
                iface.setExecuteCommands(false);
                CheckpointData checkpoints = iface.getCheckpointState();
                checkpoints.setCpTimeMs(0, 1234);
                iface.setCheckpointState(checkpoints);
                assertThat(iface.getCheckpointState()).isEqualTo(checkpoints);
            } else if (timeMs == 10) {
                SimStateData state = iface.getSimulationState();
                assertThat(iface.getContextMode()).isEqualTo(TMInterface.MODE_RUN);
                iface.rewindToState(state);
            }
        }

        @Override
        public void onCustomCommand(
                TMInterface iface, int fromMs, int toMs, String command, List<String> args)
                throws IOException {
            super.onCustomCommand(iface, fromMs, toMs, command, args);
            iface.log(args.get(1), LogSeverity.WARNING);
            assertThatThrownBy(() -> iface.registerCustomCommand(command))
                    .isInstanceOfSatisfying(ServerException.class, refusal -> assertThat(refusal.error())
                            .isEqualTo(ErrorCode.COMMAND_ALREADY_REGISTERED));
        }

        @Override
        public void onSimulationBegin(TMInterface iface) throws IOException {
            super.onSimulationBegin(iface);
            iface.removeStateValidation();
            iface.setSimulationTimeLimit(60_000);
        }

        @Override
        public void onSimulationStep(TMInterface iface, int timeMs) throws IOException {
            super.onSimulationStep(iface, timeMs);
            if (timeMs == 0) {
                EventBufferData events = iface.getEventBuffer();
                assertThat(events.controlNames()).containsExactlyElementsOf(EventNames.ALL);
                iface.setEventBuffer(events);
                iface.preventSimulationFinish();
                iface.setInputState(InputState.UNCHANGED);
            } else {
                refused(iface::getSimulationState);
                refused(iface::getEventBuffer);
            }
        }

        private void refused(ThrowingCallable call) {
            assertThatThrownBy(call).isInstanceOfSatisfying(
                    ServerException.class, refusal -> refusals.add(refusal.error()));
        }

        @Override
        public Optional<BFEvaluationResponse> onBruteforceEvaluate(TMInterface iface, BFEvaluationInfo info)
                throws IOException {
            assertThat(info).isEqualTo(INFO);
            return Optional.of(new BFEvaluationResponse(BFEvaluationDecision.REJECT, 4990));
        }
    }
}
