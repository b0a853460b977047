package tmnf.rl.bench;

import java.util.SplittableRandom;
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

import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.buffer.TransitionBuffer;

/**
 * Sampling and collating 512 of 50,000 transitions of 64x64 pixels. {@link SampleComparison} takes turns with
 * NumPy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SampleBenchmark {

    private final SplittableRandom random = new SplittableRandom(2);
    private final TransitionBatch batch = new TransitionBatch(SampleComparison.BATCH,
            SampleComparison.SIDE * SampleComparison.SIDE, SampleComparison.FLOATS);
    private TransitionBuffer buffer;

    @Setup
    public void fill() {
        buffer = SampleComparison.filled(random);
    }

    @TearDown
    public void free() {
        buffer.close();
    }

    @Benchmark
    public TransitionBatch sample() {
        buffer.sample(batch, random);
        return batch;
    }
}
