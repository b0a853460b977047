package tmnf.pretrain.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.objective.Autoencoder;

/**
 * The training step of the autoencoder against the control and against PyTorch, in turns within one run, all
 * with two threads and the same frames. Prints medians of samples a second, and of samples a second of the
 * processor, which other work on the machine disturbs less.
 *
 * <p>Arguments: rounds, the script, and a Python that imports torch.
 */
public final class TrainStepComparison {

    private static final int FRAMES = 20_000;
    private static final int SAMPLES = 1024; // of a turn

    private final PythonLoop python;
    private final int rounds;

    private TrainStepComparison(PythonLoop python, int rounds) {
        this.python = python;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("train-step");
        Path npy = folder.resolve("frames.npy");
        TorchEngine engine = TorchEngine.start(new EngineOptions(2, EngineOptions.DeviceChoice.CPU));
        try (MappedFrames frames = new MappedFrames(folder.resolve("frames.u8"), FRAMES)) {
            export(frames, npy);
            try (PythonLoop python = new PythonLoop(arguments[2], Path.of(arguments[1]), npy)) {
                System.out.println("against " + python.version());
                TrainStepComparison comparison =
                        new TrainStepComparison(python, Integer.parseInt(arguments[0]));
                for (int batch : new int[] {128, 512}) {
                    for (boolean spatial : new boolean[] {true, false}) {
                        comparison.compare(engine, frames, spatial, batch);
                    }
                }
            }
        } finally {
            Files.deleteIfExists(npy);
            Files.deleteIfExists(folder);
        }
    }

    private static void export(MappedFrames frames, Path npy) throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + FRAMES + ", 64, 64), }";
        ByteBuffer start = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        start.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
        start.put(String.format(Locale.ROOT, "%-117s\n", header).getBytes(StandardCharsets.US_ASCII)).flip();
        ByteBuffer pixels = ByteBuffer.allocate(FRAMES * 64 * 64);
        for (int i = 0; i < FRAMES; i++) {
            frames.copy(i, pixels);
        }
        try (FileChannel channel = FileChannel.open(npy, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            channel.write(start);
            channel.write(pixels.flip());
        }
    }

    private static double[] timed(StepLoop loop, int steps) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            loop.step();
        }
        return new double[] {(System.nanoTime() - wall) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9};
    }

    private void compare(TorchEngine engine, MappedFrames frames, boolean spatial, int batch)
            throws IOException {
        String decoder = spatial ? "spatial" : "linear";
        int steps = SAMPLES / batch;
        double[][][] seconds = new double[3][2][rounds];
        Autoencoder objective = TrainStepBenchmark.objective(spatial);
        try (NDManager manager = engine.manager();
                StepLoop ours = new OurLoop(engine, frames, objective, batch);
                StepLoop bare = new BareLoop(manager, frames, objective, spatial, batch)) {
            for (int round = -2; round < rounds; round++) { // two to warm up
                double[][] turn = {timed(ours, steps), timed(bare, steps),
                    python.steps(decoder, batch, steps)};
                for (int who = 0; who < turn.length && round >= 0; who++) {
                    seconds[who][0][round] = turn[who][0];
                    seconds[who][1][round] = turn[who][1];
                }
            }
        }
        String[] names = {"ours", "bare DJL", "PyTorch"};
        for (int who = 0; who < names.length; who++) {
            System.out.printf(Locale.ROOT, "%s, batch %d, %s: %.0f samples/s, %.0f a second of CPU%n",
                    decoder, batch, names[who], steps * batch / median(seconds[who][0]),
                    steps * batch / median(seconds[who][1]));
        }
        System.out.printf(Locale.ROOT, "  ours / bare: %.2f, CPU %.2f; ours / PyTorch: %.2f, CPU %.2f%n",
                ratio(seconds, 1, 0), ratio(seconds, 1, 1), ratio(seconds, 2, 0), ratio(seconds, 2, 1));
    }

    /** Median over the rounds of how many times as fast ours is. */
    private static double ratio(double[][][] seconds, int who, int clock) {
        double[] ratios = new double[seconds[0][clock].length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = seconds[who][clock][i] / seconds[0][clock][i];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
