package tmnf.tminterface.bench;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
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

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginCommands;
import tmnf.tminterface.link.PluginServer;
import tmnf.tminterface.link.PluginServerSettings;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.link.SocketAcceptor;

/** Whole turns over a loopback socket, against our own plugin's side on another thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LinkBenchmark {

    private static final Duration SOON = Duration.ofSeconds(20);

    private PluginServer server;
    private Thread game;
    private GameLink link;
    private volatile boolean ended;

    @Setup
    public void connect() throws IOException {
        SocketAcceptor acceptor = SocketAcceptor.listen(new InetSocketAddress("127.0.0.1", 0));
        byte[] state = new byte[8396];
        PluginCommands commands = (PluginCommands) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {PluginCommands.class}, (proxy, method,
                        arguments) -> switch (method.getName()) {
                    case "saveState" -> state;
                    case "inRace" -> true;
                    case "gameState" -> 512;
                    case "raceTimeMs", "tickTimeMs" -> 0;
                    case "playerFinished" -> Optional.of(false);
                    default -> null;
                });
        server = new PluginServer(acceptor, commands, PluginServerSettings.of(PluginBehaviour.EXTENDED),
                LinkTime.SYSTEM, line -> { });
        game = new Thread(this::run, "tmnf-bench-game-1");
        game.start();
        link = new GameLink(LinkSettings.of(acceptor.port()));
        link.recover(PluginSettings.DEFAULTS, SOON);
    }

    private void run() {
        try (PluginServer served = server) {
            for (int time = 0; !ended; time += 10) {
                served.render();
                served.runStep(time, time);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void end() throws InterruptedException {
        ended = true;
        server.stop();
        link.close();
        game.join();
    }

    @Benchmark
    public Object stepAndState() throws IOException {
        link.await(SOON);
        byte[] state = link.getSimulationState();
        link.setInputState(false, false, true, false);
        link.acknowledge();
        return state;
    }

    @Benchmark
    public Object step() throws IOException {
        Object message = link.await(SOON);
        link.acknowledge();
        return message;
    }
}
