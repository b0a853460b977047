package tmnf.pretrain.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.LinearDecoder;
import tmnf.pretrain.net.SpatialDecoder;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.objective.Autoencoder;
import tmnf.pretrain.objective.Normalization;

/**
 * Steps of the autoencoder on 512 frames of 64 x 64 with two threads, by this program and, as a control, by
 * plain DJL. Numbers are samples a second. {@link TrainStepComparison} takes them in turns, PyTorch too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TrainStepBenchmark {

    private static final int SAMPLES = 512;

    @Param({"true", "false"})
    public boolean spatial;

    @Param({"128", "512"})
    public int batch;

    @Param({"true", "false"})
    public boolean ours;

    private MappedFrames frames;
    private NDManager manager;
    private StepLoop loop;

    static Autoencoder objective(boolean spatial) {
        StackedEncoder encoder = new StackedEncoder(1, StackedEncoder.Mode.CHANNEL, 64, 64);
        return new Autoencoder(encoder, spatial ? new SpatialDecoder(new Encoder(1, 64, 64))
                : new LinearDecoder(512, 1, 64), Normalization.ZERO_ONE);
    }

    @Setup
    public void start() throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(2, EngineOptions.DeviceChoice.CPU));
        frames = new MappedFrames(Files.createTempFile("train-step", ".u8"), 20_000);
        manager = engine.manager();
        loop = ours ? new OurLoop(engine, frames, objective(spatial), batch)
                : new BareLoop(manager, frames, objective(spatial), spatial, batch);
    }

    @TearDown
    public void stop() throws IOException {
        loop.close();
        manager.close();
        frames.close();
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public double step() throws IOException {
        double loss = 0;
        for (int i = 0; i < SAMPLES / batch; i++) {
            loss = loop.step();
        }
        return loss;
    }
}
