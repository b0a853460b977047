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
 * The learner's step and decisions against the control and against PyTorch, in turns within one run, all with
 * two threads, the shipped network and drawn transitions. Prints medians over the rounds. A PyTorch that was
 * built with the reference BLAS, as some distributions' are, multiplies matrices many times slower than the
 * engine's: then the ratio to the control is the one that says something.
 *
 * <p>Arguments: rounds, the script, a Python that imports torch, and any of {@code decide} and sizes
 * of batches to learn from.
 */
public final class LearnerComparison {

    static final IqnNetwork NETWORK = NetworkSizes.DEFAULT.network();
    static final int PIXELS = 64 * 64;
    static final double LR = 1e-3;
    private static final int SAMPLES = 256; // of a turn

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
        normalisation = normalisation();
    }

    static Normalisation normalisation() {
        float[] std = new float[NETWORK.floats()];
        Arrays.fill(std, 1);
        return Normalisation.of(new float[NETWORK.floats()], std);
    }

    public static void main(String[] arguments) throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(2, EngineOptions.DeviceChoice.CPU));
        try (Python python = new Python(arguments[2], arguments[1])) {
            System.out.println("against " + python.version);
            LearnerComparison comparison =
                    new LearnerComparison(engine, python, Integer.parseInt(arguments[0]));
            for (int i = 3; i < arguments.length; i++) {
                if (arguments[i].equals("decide")) {
                    comparison.decide();
                } else {
                    int size = Integer.parseInt(arguments[i]);
                    comparison.learn(size, Math.max(1, SAMPLES / size));
                }
            }
        }
    }

    private void learn(int size, int steps) throws Exception {
        try (LearnerStep learner = new LearnerStep(engine, NETWORK, normalisation, LearnerSettings.DEFAULT,
                new SplittableRandom(1))) {
            learner.draw(1);
            TransitionBatch batch = batch(size);
            try (BareLearner bare = new BareLearner(engine, NETWORK)) {
                compare("batch " + size + ", steps/s", "learn " + size, steps, steps, count -> {
                    for (int i = 0; i < count; i++) {
                        learner.learn(batch, LR);
                        TargetNetwork.follow(learner.target(), learner.online(), 0.02);
                    }
                }, count -> {
                    for (int i = 0; i < count; i++) {
                        bare.learn(batch);
                    }
                });
            }
        }
    }

    static TransitionBatch batch(int size) {
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
            ByteBuffer frame = ByteBuffer.allocateDirect(PIXELS);
            try (InferenceService service = new InferenceService(engine, NETWORK, normalisation, settings,
                    weights, 1, new SplittableRandom(1));
                    BareLearner bare = new BareLearner(engine, NETWORK)) {
                Work single = count -> {
                    for (int i = 0; i < count; i++) {
                        bare.decide(frame, new float[NETWORK.floats()]);
                    }
                };
                String taus = drawn ? "drawn quantiles, " : "fixed quantiles, ";
                compare(taus + "one collector, decisions/s", "decide 1", 400, 20,
                        count -> ask(service, count), single);
                service.takeFigures();
                compare(taus + "four collectors, decisions/s, single ones there", "decide 1", 400, 20,
                        count -> askFour(service, count), single);
                System.out.printf(Locale.ROOT, "  decisions of a pass: %.2f%n",
                        service.takeFigures().meanBatch());
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

    /**
     * Ours, the control's and Python's in turns.
     *
     * @param count of ours and the control's in a turn: the clock of the processor has steps of 10 ms
     * @param theirs count of Python's
     */
    private void compare(String title, String command, int count, int theirs, Work ours, Work bare)
            throws Exception {
        double[][] wall = new double[3][rounds];
        double[][] cpu = new double[3][rounds];
        for (int round = -2; round < rounds; round++) { // two to warm up
            double[][] turn = {timed(ours, count), timed(bare, count), python.run(command, theirs)};
            for (int who = 0; who < 3 && round >= 0; who++) {
                wall[who][round] = turn[who][0];
                cpu[who][round] = turn[who][1];
            }
        }
        System.out.printf(Locale.ROOT, "%s: ours %.1f, control %.1f, PyTorch %.1f; ours / control %.2f, of "
                + "CPU "
                + "%.2f; ours / PyTorch %.2f, of CPU %.2f%n", title, 1 / median(wall[0]),
                1 / median(wall[1]), 1 / median(wall[2]), median(wall[1]) / median(wall[0]),
                median(cpu[1]) / median(cpu[0]), median(wall[2]) / median(wall[0]),
                median(cpu[2]) / median(cpu[0]));
    }

    private static double[] timed(Work work, int count) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long used = system.getProcessCpuTime();
        long begun = System.nanoTime();
        work.run(count);
        return new double[] {(System.nanoTime() - begun) / 1e9 / count,
            (system.getProcessCpuTime() - used) / 1e9 / count};
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

        /** Seconds and seconds of the processor, of one of so many. */
        double[] run(String command, int count) throws IOException {
            to.write(command + " " + count + "\n");
            to.flush();
            String[] fields = line().split(" ");
            return new double[] {Double.parseDouble(fields[0]) / count,
                Double.parseDouble(fields[1]) / count};
        }

        @Override
        public void close() throws IOException {
            to.close();
            process.destroy();
        }
    }
}
