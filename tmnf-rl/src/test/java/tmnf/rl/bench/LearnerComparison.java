package tmnf.rl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;

import com.sun.management.OperatingSystemMXBean;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.learn.LearnerSettings;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.learn.TargetNetwork;
import tmnf.rl.net.NetworkSizes;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.InferenceService;
import tmnf.rl.policy.InferenceSettings;
import tmnf.tminterface.observation.Normalisation;

/**
 * The learner's step and decisions against PyTorch, in turns within one run, all with two threads, the
 * shipped network and drawn transitions. Prints medians over the rounds.
 *
 * <p>Arguments: rounds, the script, and a Python that imports torch.
 */
public final class LearnerComparison {

    private static final IqnNetwork NETWORK = NetworkSizes.DEFAULT.network();
    private static final int PIXELS = 64 * 64;
    private static final double LR = 1e-3;

    private final TorchEngine engine;
    private final Python python;
    private final int rounds;
    private final Normalisation normalisation;

    /** Something that is timed. */
    private interface Work {
        void run(int count) throws Exception;
    }

    private LearnerComparison(TorchEngine engine, Python python, int rounds) {
        this.engine = engine;
        this.python = python;
        this.rounds = rounds;
        float[] std = new float[NETWORK.floats()];
        Arrays.fill(std, 1);
        normalisation = Normalisation.of(new float[NETWORK.floats()], std);
    }

    public static void main(String[] arguments) throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(2, EngineOptions.DeviceChoice.CPU));
        try (Python python = new Python(arguments[2], arguments[1])) {
            System.out.println("against " + python.version);
            LearnerComparison comparison =
                    new LearnerComparison(engine, python, Integer.parseInt(arguments[0]));
            comparison.learn(64, 16);
            comparison.learn(512, 2);
            comparison.decide();
        }
    }

    private void learn(int size, int steps) throws Exception {
        try (LearnerStep learner = new LearnerStep(engine, NETWORK, normalisation, LearnerSettings.DEFAULT,
                new SplittableRandom(1))) {
            learner.draw(1);
            TransitionBatch batch = batch(size);
            compare("batch " + size + ", steps/s", "learn " + size, steps, steps, count -> {
                for (int i = 0; i < count; i++) {
                    learner.learn(batch, LR);
                    TargetNetwork.follow(learner.target(), learner.online(), 0.02);
                }
            });
        }
    }

    private static TransitionBatch batch(int size) {
        SplittableRandom random = new SplittableRandom(1);
        TransitionBatch batch = new TransitionBatch(size, PIXELS, NETWORK.floats());
        for (int i = 0; i < size * PIXELS; i++) {
            batch.pictures().put(i, (byte) random.nextInt());
            batch.nextPictures().put(i, (byte) random.nextInt());
        }
        for (int i = 0; i < size * NETWORK.floats(); i++) {
            batch.numbers().put(i, (float) random.nextGaussian());
            batch.nextNumbers().put(i, (float) random.nextGaussian());
        }
        for (int i = 0; i < size; i++) {
            batch.actions()[i] = random.nextInt(NETWORK.actions());
            batch.rewards().put(i, (float) -random.nextDouble());
            batch.gammas().put(i, 0.99f);
            batch.weights().put(i, 1);
        }
        return batch;
    }

    private void decide() throws Exception {
        float[] weights;
        try (LearnerStep learner = new LearnerStep(engine, NETWORK, normalisation, LearnerSettings.DEFAULT,
                new SplittableRandom(1))) {
            learner.draw(1);
            weights = learner.online().toFloats();
        }
        for (boolean drawn : new boolean[] {false, true}) {
            InferenceSettings settings = new InferenceSettings(32, drawn, 4, 16,
                    InferenceSettings.DEFAULT.deadline());
            try (InferenceService service = new InferenceService(engine, NETWORK, normalisation, settings,
                    weights, 1, new SplittableRandom(1))) {
                String taus = drawn ? "drawn quantiles, " : "fixed quantiles, ";
                compare(taus + "one collector, decisions/s", "decide 1", 100, 100,
                        count -> ask(service, count));
                service.takeFigures();
                compare(taus + "four collectors, decisions/s, single ones there", "decide 1", 100, 100,
                        count -> askFour(service, count));
                System.out.printf(Locale.ROOT, "  decisions of a pass: %.2f%n",
                        service.takeFigures().meanBatch());
                compare(taus + "four collectors, decisions/s, batches of four there", "decide 4", 100, 400,
                        count -> askFour(service, 4 * count));
            }
        }
    }

    private static void ask(InferenceService service, int count) throws InterruptedException {
        ByteBuffer frame = ByteBuffer.allocate(PIXELS);
        float[] numbers = new float[NETWORK.floats()];
        for (int i = 0; i < count; i++) {
            service.decide(frame, numbers, new Exploration(0.1, 0, 0));
        }
    }

    private static void askFour(InferenceService service, int count) throws Exception {
        CyclicBarrier begin = new CyclicBarrier(4);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    begin.await();
                    ask(service, count / 4);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Ours and Python's in turns; {@code units} of ours and of Python's {@code count} are the same work. */
    private void compare(String title, String command, int count, int units, Work ours) throws Exception {
        double[][] wall = new double[2][rounds];
        double[][] cpu = new double[2][rounds];
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = -2; round < rounds; round++) { // two to warm up
            long used = system.getProcessCpuTime();
            long begun = System.nanoTime();
            ours.run(count);
            double[] here = {(System.nanoTime() - begun) / 1e9, (system.getProcessCpuTime() - used) / 1e9};
            double[] there = python.run(command + " " + count);
            for (int who = 0; who < 2 && round >= 0; who++) {
                wall[who][round] = (who == 0 ? here : there)[0];
                cpu[who][round] = (who == 0 ? here : there)[1];
            }
        }
        System.out.printf(Locale.ROOT, "%s: ours %.1f, PyTorch %.1f, ratio %.2f; ratio of CPU %.2f%n", title,
                units / median(wall[0]), units / median(wall[1]), median(wall[1]) / median(wall[0]),
                median(cpu[1]) / median(cpu[0]));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The script in a process of its own, which waits while it is not asked. */
    private static final class Python implements AutoCloseable {

        private final Process process;
        private final Writer to;
        private final BufferedReader from;
        private final String version;

        Python(String interpreter, String script) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(interpreter, script);
            builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
            builder.environment().put("OPENBLAS_NUM_THREADS", "1"); // else its threads get in torch's way
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            to = process.outputWriter(StandardCharsets.UTF_8);
            from = new BufferedReader(new InputStreamReader(process.getInputStream(),
                    StandardCharsets.UTF_8));
            version = line();
        }

        private String line() throws IOException {
            String line = from.readLine();
            if (line == null) {
                throw new IOException("Python ended; it needs PyTorch and NumPy");
            }
            return line;
        }

        /** Seconds and seconds of the processor. */
        double[] run(String command) throws IOException {
            to.write(command + "\n");
            to.flush();
            String[] fields = line().split(" ");
            return new double[] {Double.parseDouble(fields[0]), Double.parseDouble(fields[1])};
        }

        @Override
        public void close() throws IOException {
            to.close();
            process.destroy();
        }
    }
}
