package tmnf.tminterface.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
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
 * A call of the game to a client that only answers, from one thread to another and back. The limit is a
 * median of 20 microseconds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SharedMemoryBenchmark {

    private SharedMemoryServer server;
    private TMInterface client;

    @Setup
    public void register() {
        InMemoryMapping memory = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
        server = new SharedMemoryServer(memory, GameStandIn.create());
        client = new TMInterface("memory", SharedMapping.DEFAULT_SIZE, MappingOpener.memory(memory),
                ClientOptions.DEFAULT);
        client.register(new Answering());
        while (!server.poll()) {
            Thread.onSpinWait();
        }
    }

    @TearDown
    public void close() {
        client.close();
        server.close();
    }

    /** The call alone: two messages. */
    @Benchmark
    public SharedMemoryServer.Outcome runStep() {
        return server.onRunStep(0);
    }

    /** The call and one call of the client within it: four messages and a cleared mapping more. */
    @Benchmark
    public SharedMemoryServer.Outcome simulationStepWithOneCall() {
        return server.onSimulationStep(0);
    }

    private static final class Answering implements Client {

        @Override
        public void onSimulationStep(TMInterface iface, int timeMs) throws IOException {
            iface.getContextMode();
        }
    }
}
