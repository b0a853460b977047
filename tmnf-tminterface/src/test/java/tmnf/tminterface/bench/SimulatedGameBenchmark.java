package tmnf.tminterface.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;

/**
 * A client that drives a simulated game over a loopback socket as fast as it goes: each operation is a tick
 * of the car, its run step, and what the client asks for in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SimulatedGameBenchmark {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int DRIVEN_MS = 4_000;

    private SimulatedGames games;
    private GameLink link;
    private byte[] start;
    private boolean withState;

    @Setup
    public void connect() throws IOException {
        GameSettings settings = GameSettings.DEFAULTS.withBehaviour(PluginBehaviour.EXTENDED);
        TrackMaps maps = new TrackMaps(Optional.empty(), line -> { });
        games = SimulatedGames.start(0, 1, i -> new SimulatedGame.Setup(maps, Path.of("Scripts"),
                Optional.of("chicane"), settings, FaultPlan.NONE, i, Optional.empty()), (i, line) -> { });
        link = new GameLink(LinkSettings.of(games.ports().get(0)));
        link.recover(new PluginSettings(SOON, 10, 100_000), SOON);
        while (!(link.await(SOON) instanceof ServerMessage.RunStep step && step.raceTimeMs() == 0)) {
            link.acknowledge();
        }
        start = link.getSimulationState();
        link.acknowledge();
    }

    @TearDown
    public void end() {
        link.close();
        games.close();
    }

    /** The state comes with the run step: what a client of our plugin does. */
    @Benchmark
    public Object stepWithState() throws IOException {
        if (!withState) {
            // Once: only this benchmark wants it, and each has a fork of its own.
            withState = true;
            link.await(SOON);
            link.probe();
            link.enable(Set.of(Capability.STEPS));
            link.acknowledge();
        }
        ServerMessage.StepEx step = (ServerMessage.StepEx) link.await(SOON);
        link.setInputState(false, false, true, false);
        if (step.raceTimeMs() >= DRIVEN_MS) {
            link.rewindToState(start);
        }
        link.acknowledge();
        return step;
    }

    /** The state is asked for in the turn, as with the original plugin: two round trips. */
    @Benchmark
    public Object stepAndState() throws IOException {
        ServerMessage message = link.await(SOON);
        byte[] state = link.getSimulationState();
        link.setInputState(false, false, true, false);
        if (message instanceof ServerMessage.RunStep step && step.raceTimeMs() >= DRIVEN_MS) {
            link.rewindToState(start);
        }
        link.acknowledge();
        return state;
    }

    @Benchmark
    public Object step() throws IOException {
        ServerMessage message = link.await(SOON);
        if (message instanceof ServerMessage.RunStep step && step.raceTimeMs() >= DRIVEN_MS) {
            link.rewindToState(start);
        }
        link.acknowledge();
        return message;
    }
}
