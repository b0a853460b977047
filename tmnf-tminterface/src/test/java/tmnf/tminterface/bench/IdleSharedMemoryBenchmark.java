package tmnf.tminterface.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tmnf.tminterface.sharedmemory.Client;
import tmnf.tminterface.sharedmemory.ClientOptions;
import tmnf.tminterface.sharedmemory.GameStandIn;
import tmnf.tminterface.sharedmemory.InMemoryMapping;
import tmnf.tminterface.sharedmemory.MappingOpener;
import tmnf.tminterface.sharedmemory.SharedMapping;
import tmnf.tminterface.sharedmemory.SharedMemoryServer;
import tmnf.tminterface.sharedmemory.TMInterface;

/**
 * Processor time of a silent session: a game that waits for its client's answer, and a second client that
 * waits for a game. Their permille of a core together, from 100 ms of silence on, must stay below 20. One
 * iteration only: such counters are summed over all.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@Fork(1)
public class IdleSharedMemoryBenchmark {

    private static final long SETTLE_MILLIS = 100;
    private static final long MEASURE_MILLIS = 1500;

    /** What the benchmark reports beside its own time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Load {
        private double permilleOfACore;

        public double permilleOfACore() {
            return permilleOfACore;
        }
    }

    @Benchmark
    public void idle(Load load) throws InterruptedException {
        InMemoryMapping memory = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
        InMemoryMapping silent = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
        try (SharedMemoryServer server = new SharedMemoryServer(memory, GameStandIn.create());
                SharedMemoryServer idle = new SharedMemoryServer(silent, GameStandIn.create());
                TMInterface sleeper = client(memory);
                TMInterface waiting = client(silent)) {
            sleeper.register(new Sleeping());
            waiting.register(new Client() {});
            while (!server.poll() | !idle.poll()) {
                Thread.onSpinWait();
            }
            Thread game = new Thread(() -> server.onRunStep(0), "game");
            game.start();
            Thread.sleep(SETTLE_MILLIS);
            long before = used(game);
            long start = System.nanoTime();
            Thread.sleep(MEASURE_MILLIS);
            load.permilleOfACore = 1000.0 * (used(game) - before) / (System.nanoTime() - start);
            game.join();
        }
    }

    private static TMInterface client(InMemoryMapping memory) {
        return new TMInterface(
                "idle", SharedMapping.DEFAULT_SIZE, MappingOpener.memory(memory), ClientOptions.DEFAULT);
    }

    private static long used(Thread game) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long client = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tmnf-client-idle"))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getId()))).sum();
        return client + Math.max(0, threads.getThreadCpuTime(game.getId()));
    }

    /** Keeps the game waiting without using the processor. */
    private static final class Sleeping implements Client {

        @Override
        public void onRunStep(TMInterface iface, int timeMs) {
            try {
                Thread.sleep(SETTLE_MILLIS + MEASURE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
