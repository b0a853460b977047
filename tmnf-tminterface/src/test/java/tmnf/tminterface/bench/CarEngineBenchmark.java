package tmnf.tminterface.bench;

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
import org.openjdk.jmh.annotations.Warmup;
import tmnf.tminterface.sim.physics.CarEngine;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.Track;

/**
 * Ticks of the simulated car on a track of stadium blocks, with gas, some brake and steering to both sides,
 * put back to the start every ten seconds. The limit is 200,000 a second on one core; {@code -prof gc} shows
 * that nothing is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CarEngineBenchmark {

    private static final int RACE_TICKS = 1000;
    private static final CarInputs[] INPUTS = {
        new CarInputs(true, false, 0), new CarInputs(true, false, 1), new CarInputs(true, false, -1),
        new CarInputs(false, true, 0.5)};

    private final CarEngine engine = new StadiumCarEngine();
    private final CarState car = new CarState();
    private Track track;
    private int tick;

    @Setup
    public void load() {
        track = BuiltInTracks.track("hairpins");
    }

    @Benchmark
    public float tick() {
        if (tick == 0) {
            engine.place(car, track.spawn(), 0);
        }
        engine.tick(car, INPUTS[tick / 50 % INPUTS.length], track.surfaces(), 10 * tick);
        tick = tick == RACE_TICKS ? 0 : tick + 1;
        return car.position(0);
    }
}
