package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tmnf.tminterface.sharedmemory.SharedMemoryServer.Outcome;

/** Clients that leave, in every way there is, and come back; on both kinds of mapping. */
@Timeout(60)
class ComingAndGoingTest {

    private static final int SIZE = SharedMapping.DEFAULT_SIZE;
    private static final int TIMEOUT_MILLIS = 20;

    @TempDir
    Path folder;

    @Test
    void aClientDeregistersIsTimedOutAndIsShutDownOverMemory() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        comeAndGo(memory, MappingOpener.memory(memory));
    }

    @Test
    void aClientDeregistersIsTimedOutAndIsShutDownOverAFile() throws Exception {
        Path file = folder.resolve("TMInterface0");
        comeAndGo(FileMapping.create(file, SIZE), MappingOpener.file(file, SIZE));
    }

    private static void comeAndGo(SharedMapping mapping, MappingOpener opener) throws Exception {
        Sleeper client = new Sleeper();
        try (SharedMemoryServer server = new SharedMemoryServer(mapping, new FakeGame());
                TMInterface iface = new TMInterface("TMInterface0", SIZE, opener, ClientOptions.DEFAULT)) {
            iface.register(client);
            awaitRegistered(server, true);
            assertThat(server.onSimulationBegin()).isEqualTo(Outcome.ANSWERED);
            leave(iface);
            awaitRegistered(server, false);
            assertThat(iface.lossReason()).as("it left by itself").isEmpty();

            iface.register(client);
            awaitRegistered(server, true);
            assertThat(server.onRunStep(0)).as("its callback does not return").isEqualTo(Outcome.TIMED_OUT);
            assertThat(server.registered()).isFalse();
            assertThat(server.onRunStep(10)).isEqualTo(Outcome.NOT_REGISTERED);
            client.wake.countDown();
            assertThat(iface.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
            assertThat(iface.registered()).isFalse();
            assertThat(iface.lossReason()).hasValueSatisfying(
                    reason -> assertThat(reason).contains("waits " + TIMEOUT_MILLIS + " ms only"));

            iface.register(client);
            awaitRegistered(server, true);
            assertThat(server.onSimulationBegin()).isEqualTo(Outcome.ANSWERED);
            assertThat(server.shutdown()).isEqualTo(Outcome.DEREGISTERED);
            assertThat(iface.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(client.failures).isEmpty();
        assertThat(client.calls).containsExactly(
                "on_registered", "on_simulation_begin", "on_deregistered",
                "on_registered", "on_deregistered",
                "on_registered", "on_simulation_begin", "on_deregistered", "on_shutdown");
    }

    private static void leave(TMInterface iface) {
        iface.close();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ends a process without its shutdown hooks")
    void aProgramThatIsEndedByASignalDeregistersItsClient() throws Exception {
        Path file = folder.resolve("TMInterface0");
        try (SharedMemoryServer server =
                new SharedMemoryServer(FileMapping.create(file, SIZE), new FakeGame())) {
            Process program = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                    System.getProperty("java.class.path"), Program.class.getName(),
                    file.toString()).inheritIO().start();
            try {
                awaitRegistered(server, true);
                assertThat(server.onRunStep(0)).isEqualTo(Outcome.ANSWERED);
                program.destroy();
                awaitRegistered(server, false);
                assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroyForcibly();
            }
        }
    }

    @Test
    void anErrorInACallbackLetsTheGameGoOn() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        RecordingClient failing = new RecordingClient() {
            @Override
            public void onRunStep(TMInterface iface, int timeMs) {
                // A thread that throws would report to the console of the test.
                Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> calls.add("uncaught"));
                throw new StackOverflowError();
            }
        };
        assertThat(stepOfAFailingClient(memory, failing)).isEqualTo(Outcome.DEREGISTERED);
        assertThat(failing.calls).containsExactly("on_registered", "on_deregistered", "uncaught");
    }

    @Test
    void aFailureWhileAFailureIsHandledLetsTheGameGoOn() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SIZE);
        RecordingClient failing = new RecordingClient() {
            @Override
            public void onRunStep(TMInterface iface, int timeMs) throws IOException {
                throw new IOException("first");
            }

            @Override
            public void onClientException(TMInterface iface, Exception exception) {
                super.onClientException(iface, exception);
                if (failures.size() == 1) {
                    throw new IllegalStateException("second");
                }
            }
        };
        assertThat(stepOfAFailingClient(memory, failing)).isEqualTo(Outcome.DEREGISTERED);
        assertThat(failing.calls).containsExactly("on_registered", "on_deregistered");
        assertThat(failing.failures).extracting(Exception::getMessage).containsExactly("first", "second");
    }

    private static Outcome stepOfAFailingClient(InMemoryMapping memory, Client failing) throws Exception {
        try (SharedMemoryServer server = new SharedMemoryServer(memory, new FakeGame());
                TMInterface iface = new TMInterface(
                        "TMInterface0", SIZE, MappingOpener.memory(memory), ClientOptions.DEFAULT)) {
            iface.register(failing);
            awaitRegistered(server, true);
            Outcome outcome = server.onRunStep(0);
            assertThat(iface.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
            assertThat(iface.running()).isFalse();
            return outcome;
        }
    }

    private static void awaitRegistered(SharedMemoryServer server, boolean registered) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.poll() != registered) {
            assertThat(System.nanoTime()).as("registered %s within 20 s", registered).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Does not return from a step of a race until it is woken. */
    private static final class Sleeper extends RecordingClient {

        private final CountDownLatch wake = new CountDownLatch(1);

        @Override
        public void onRunStep(TMInterface iface, int timeMs) throws IOException {
            iface.setTimeout(TIMEOUT_MILLIS);
            long begin = System.nanoTime();
            try {
                assertThat(wake.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // The game's wait began a little earlier than ours, so ours may lack a little.
            while (System.nanoTime() - begin <= TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS + 1)) {
                Thread.onSpinWait();
            }
        }
    }

    /** A program that runs a client until it is ended. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) {
            Path file = Path.of(args[0]);
            RunClient.run(new Client() {}, new TMInterface(
                    "TMInterface0", SIZE, MappingOpener.file(file, SIZE), ClientOptions.DEFAULT));
        }
    }
}
