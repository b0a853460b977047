package tmnf.rl.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.learn.LearnerSettings;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.learn.TargetNetwork;

/**
 * A step of the learner with the target network's after it, two threads, the shipped network: by this program
 * and, as a control, by upstream's operations in the same library. {@link LearnerComparison} takes them in
 * turns, PyTorch too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class LearnerStepBenchmark {

    @Param({"64", "512"})
    public int size;

    private LearnerStep learner;
    private BareLearner control;
    private TransitionBatch batch;

    @Setup
    public void start() throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(2, EngineOptions.DeviceChoice.CPU));
        learner = new LearnerStep(engine, LearnerComparison.NETWORK, LearnerComparison.normalisation(),
                LearnerSettings.DEFAULT, new SplittableRandom(1));
        learner.draw(1);
        control = new BareLearner(engine, LearnerComparison.NETWORK);
        batch = LearnerComparison.batch(size);
    }

    @TearDown
    public void stop() {
        learner.close();
        control.close();
    }

    @Benchmark
    public double step() {
        double loss = learner.learn(batch, LearnerComparison.LR).loss();
        TargetNetwork.follow(learner.target(), learner.online(), 0.02);
        return loss;
    }

    @Benchmark
    public void control() {
        control.learn(batch);
    }
}
