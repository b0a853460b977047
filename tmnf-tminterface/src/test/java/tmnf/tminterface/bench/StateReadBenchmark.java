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
import org.openjdk.jmh.annotations.Warmup;
import tmnf.tminterface.state.Engine;
import tmnf.tminterface.state.HmsDynaState;
import tmnf.tminterface.state.RealTimeState;
import tmnf.tminterface.state.SceneVehicleCar;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/**
 * Decoding a state: the check of its length and the 39 numbers that the observation reads. The limit is 2
 * microseconds beyond the copy; {@code -prof gc} shows what is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StateReadBenchmark {

    private final float[] target = new float[39];
    private byte[] blob;
    private SimStateData kept;

    @Setup
    public void fill() throws IOException {
        SimStateData state = SimStateData.blank(5, 1);
        state.dyna().currentState().setLinearSpeed(0, 12.5f);
        state.playerInfo().setRaceTime(12_340);
        blob = state.toBytes();
        kept = SimStateData.wrap(blob);
    }

    /** The copy alone, to be taken off {@link #copyWrapAndRead()}. */
    @Benchmark
    public byte[] copy() {
        return blob.clone();
    }

    @Benchmark
    public float copyWrapAndRead() throws StateFormatException {
        return read(SimStateData.wrap(blob.clone()));
    }

    @Benchmark
    public float wrapAndRead() throws StateFormatException {
        return read(SimStateData.wrap(blob));
    }

    /** A state over an array that is filled anew each time. */
    @Benchmark
    public float readOnly() {
        return read(kept);
    }

    private float read(SimStateData state) {
        int at = 0;
        target[at++] = state.raceTimeMs();
        HmsDynaState body = state.dyna().currentState();
        for (int axis = 0; axis < 3; axis++) {
            target[at++] = body.position(axis);
            target[at++] = body.linearSpeed(axis);
            target[at++] = body.angularSpeed(axis);
            for (int column = 0; column < 3; column++) {
                target[at++] = body.rotation(axis, column);
            }
        }
        for (int i = 0; i < SimStateData.WHEELS; i++) {
            RealTimeState wheel = state.wheel(i).realTimeState();
            target[at++] = wheel.isSliding() ? 1 : 0;
            target[at++] = wheel.hasGroundContact() ? 1 : 0;
            target[at++] = wheel.damperAbsorb();
            target[at++] = wheel.contactSurface();
        }
        SceneVehicleCar car = state.sceneMobil();
        Engine engine = car.engine();
        target[at++] = car.gearboxState();
        target[at++] = engine.gear();
        target[at++] = engine.actualRpm();
        target[at++] = car.isFreewheeling() ? 1 : 0;
        return target[at - 1] + target[5];
    }
}
