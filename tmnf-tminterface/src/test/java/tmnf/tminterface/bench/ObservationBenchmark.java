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
import tmnf.gbx.line.ReferenceLine;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/**
 * The observation of 184 numbers, 40 zone centres among them, from the bytes of a state. The car drives
 * round a circle of a kilometre, 2.5 m for each observation as at 180 km/h, so that zones change as they do
 * in a race. Run with {@code -Dbench.options="-prof gc"} for what is allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ObservationBenchmark {

    private static final int ZONES = 2_000;
    private static final int ZONES_EACH = 5;

    private final ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
    private final Normalisation normalisation = Normalisation.of(layout);
    private final float[] vector = new float[layout.size()];
    private final byte[][] blobs = new byte[ZONES / ZONES_EACH][];
    private final SimStateData[] states = new SimStateData[blobs.length];
    private ObservationBuilder builder;
    private int next;

    @Setup
    public void drive() throws StateFormatException {
        double radius = 0.5 * ZONES / (2 * Math.PI);
        double[] xyz = new double[3 * ZONES];
        for (int i = 0; i < ZONES; i++) {
            xyz[3 * i] = radius * Math.cos(2 * Math.PI * i / ZONES);
            xyz[3 * i + 2] = radius * Math.sin(2 * Math.PI * i / ZONES);
        }
        for (int i = 0; i < blobs.length; i++) {
            SimStateData state = SimStateData.blank(5, 1);
            for (int axis = 0; axis < 3; axis++) {
                state.dyna().currentState().setPosition(axis, (float) xyz[3 * ZONES_EACH * i + axis]);
            }
            blobs[i] = state.toBytes();
            states[i] = SimStateData.wrap(blobs[i]);
        }
        ZoneLine zones = ZoneLine.of(ReferenceLine.of(xyz), layout.config());
        builder = ObservationBuilder.along(layout, zones, RealCheckpoints.none());
    }

    private int step() {
        int now = next;
        next = now + 1 == blobs.length ? 0 : now + 1;
        if (now == 0) {
            builder.reset();
        }
        return now;
    }

    /** From views that exist, as of a buffer that is received into again and again. */
    @Benchmark
    public float[] build() {
        builder.build(states[step()], vector, 0);
        builder.sent(1);
        return vector;
    }

    /** From bytes that were just received: the views over them are made too. */
    @Benchmark
    public float[] wrapAndBuild() throws StateFormatException {
        builder.build(SimStateData.wrap(blobs[step()]), vector, 0);
        builder.sent(1);
        return vector;
    }

    @Benchmark
    public float[] buildAndNormalise() {
        builder.build(states[step()], vector, 0);
        builder.sent(1);
        normalisation.apply(vector, 0, vector, 0);
        return vector;
    }
}
