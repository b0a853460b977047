package tmnf.rl.bench;

import java.nio.ByteBuffer;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.learn.LearnerSettings;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.InferenceService;
import tmnf.rl.policy.InferenceSettings;

/**
 * Decisions of the shipped network a second: of one collector, of four at once, and by upstream's operations
 * in the same library, one after the other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {

    private static final Exploration EXPLORING = new Exploration(0.1, 0, 0);

    private final ByteBuffer frame = ByteBuffer.allocateDirect(LearnerComparison.PIXELS);
    private final float[] numbers = new float[LearnerComparison.NETWORK.floats()];
    private InferenceService service;
    private BareLearner control;

    @Setup
    public void start() throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(2, EngineOptions.DeviceChoice.CPU));
        try (LearnerStep learner = new LearnerStep(engine, LearnerComparison.NETWORK,
                LearnerComparison.normalisation(), LearnerSettings.DEFAULT, new SplittableRandom(1))) {
            learner.draw(1);
            service = new InferenceService(engine, LearnerComparison.NETWORK,
                    LearnerComparison.normalisation(), InferenceSettings.DEFAULT, learner.online().toFloats(),
                    1, new SplittableRandom(1));
        }
        control = new BareLearner(engine, LearnerComparison.NETWORK);
    }

    @TearDown
    public void stop() {
        service.close();
        control.close();
    }

    @Benchmark
    public Decision one() throws InterruptedException {
        return service.decide(frame, numbers, EXPLORING);
    }

    @Benchmark
    @Threads(4)
    public Decision four() throws InterruptedException {
        return service.decide(frame, numbers, EXPLORING);
    }

    @Benchmark
    public float[] control() {
        return control.decide(frame, numbers);
    }
}
