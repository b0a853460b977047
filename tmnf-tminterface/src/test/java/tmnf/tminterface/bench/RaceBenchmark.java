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
import tmnf.gbx.model.InputTape;
import tmnf.tminterface.sim.driver.BestParameters;
import tmnf.tminterface.sim.driver.Driver;
import tmnf.tminterface.sim.driver.DriverSettings;
import tmnf.tminterface.sim.driver.RaceRecorder;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.race.RaceStateException;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.Track;
import tmnf.tminterface.state.SimStateData;

/** Races on the circuit without a game around them: ticks, states and rewinds a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RaceBenchmark {

    private static final String TRACK = "circuit";
    private static final int LIMIT_MS = 300_000;

    private final Track track = BuiltInTracks.track(TRACK);
    private Race race;
    private Race driven;
    private Driver driver;
    private Race standing;
    private SimStateData state;

    @Setup
    public void record() {
        newDriver();
        RaceRecorder recorder = new RaceRecorder(driven);
        while (driver.outcome() == Driver.Outcome.DRIVING && driven.tickTimeMs() < LIMIT_MS) {
            driver.drive();
            driven.tick();
            recorder.tick();
        }
        InputTape tape = recorder.ghost("bench", "bench").inputs();
        race = new Race(track, new StadiumCarEngine());
        race.runTape(tape);
        standing = new Race(track, new StadiumCarEngine());
        standing.runTape(tape);
        while (standing.tickTimeMs() < 10_000) {
            standing.tick();
        }
        state = standing.save();
        newDriver();
    }

    private void newDriver() {
        driven = new Race(track, new StadiumCarEngine());
        driver = new Driver(driven, BuiltInTracks.line(TRACK), BestParameters.of(TRACK), DriverSettings.BEST);
    }

    /** A tick of a race that a tape drives, countdowns included. */
    @Benchmark
    public int tick() {
        if (race.isFinished()) {
            race.restart();
        }
        race.tick();
        return race.tickTimeMs();
    }

    /** The same with the driver at the wheel; now and then a new one. */
    @Benchmark
    public int driveAndTick() {
        if (driver.outcome() != Driver.Outcome.DRIVING) {
            newDriver();
        }
        driver.drive();
        driven.tick();
        return driven.tickTimeMs();
    }

    @Benchmark
    public SimStateData save() {
        return standing.save();
    }

    /** A state, and back to it. */
    @Benchmark
    public int saveAndRewind() throws RaceStateException {
        standing.rewind(standing.save());
        return standing.tickTimeMs();
    }

    /** An agent's tick: back to a state, on for one tick. */
    @Benchmark
    public int rewindAndTick() throws RaceStateException {
        standing.rewind(state);
        standing.tick();
        return standing.tickTimeMs();
    }
}
