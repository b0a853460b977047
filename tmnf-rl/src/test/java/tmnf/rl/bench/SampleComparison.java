package tmnf.rl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

import com.sun.management.OperatingSystemMXBean;

import tmnf.rl.buffer.BufferSettings;
import tmnf.rl.buffer.MiniRace;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.Transitions;

/**
 * Sampling and collating 512 transitions of 64x64 pixels against a list of objects in NumPy, in turns within
 * one run, NumPy on one thread, ours on as many as are idle. Prints medians of milliseconds for a batch, by
 * the clock and of the processor.
 *
 * <p>Arguments: rounds, the script {@code sample_transitions.py}, and a Python that imports numpy.
 */
public final class SampleComparison {

    static final int TRANSITIONS = 50_000;
    static final int BATCH = 512;
    static final int SIDE = 64;
    static final int FLOATS = 184;
    private static final int STEPS = 3;
    private static final int RACE = 500;
    private static final int PYTHON_BATCHES = 20;
    private static final int OUR_BATCHES = 200;

    private SampleComparison() {
    }

    public static void main(String[] arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(arguments[2], arguments[1], "" + TRANSITIONS, "" + BATCH,
                "" + SIDE * SIDE, "" + FLOATS);
        Process python = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        SplittableRandom random = new SplittableRandom(2);
        try (TransitionBuffer buffer = filled(random);
                Writer to = python.outputWriter(StandardCharsets.UTF_8);
                BufferedReader from = new BufferedReader(
                        new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8))) {
            System.out.println("against " + from.readLine());
            TransitionBatch batch = new TransitionBatch(BATCH, SIDE * SIDE, FLOATS);
            int rounds = Integer.parseInt(arguments[0]);
            double[][] times = new double[4][rounds];
            for (int i = -1; i < rounds; i++) {
                double[] ours = ours(buffer, batch, random);
                double[] theirs = theirs(to, from);
                for (int j = 0; i >= 0 && j < 2; j++) {
                    times[j][i] = ours[j];
                    times[2 + j][i] = theirs[j];
                }
            }
            print("clock", median(times[0]), median(times[2]));
            print("processor", median(times[1]), median(times[3]));
        } finally {
            python.destroy();
        }
    }

    /** A buffer with {@link #TRANSITIONS} of drawn races. */
    static TransitionBuffer filled(SplittableRandom random) {
        TransitionBuffer buffer = new TransitionBuffer(new BufferSettings(SIDE, SIDE, FLOATS, STEPS,
                new MiniRace(140, 40, 5), 0, 0, 2e-3, 1, 0, true), TRANSITIONS, new SplittableRandom(1));
        while (buffer.size() < TRANSITIONS) {
            buffer.append(race(random));
        }
        return buffer;
    }

    private static Transitions race(SplittableRandom random) {
        byte[] frames = new byte[RACE * SIDE * SIDE];
        random.nextBytes(frames);
        float[] states = new float[RACE * FLOATS];
        for (int i = 0; i < states.length; i++) {
            states[i] = (float) random.nextDouble();
        }
        int[] steps = new int[RACE];
        int[] remaining = new int[RACE];
        for (int i = 0; i < RACE; i++) {
            remaining[i] = RACE - i;
            steps[i] = Math.min(STEPS, remaining[i]);
        }
        Rollout race = new Rollout("m", true, RaceEnd.FINISHED, 50 * RACE, FLOATS, SIDE * SIDE, frames,
                states,
                new int[RACE], new boolean[RACE], new float[RACE], new long[RACE], new double[RACE + 1],
                new int[RACE + 1], 0, 1);
        return new Transitions(race, STEPS, 0.999, steps, new float[RACE * STEPS], remaining,
                new float[RACE], new float[RACE]);
    }

    private static double[] ours(TransitionBuffer buffer, TransitionBatch batch, SplittableRandom random) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        for (int i = 0; i < OUR_BATCHES; i++) {
            buffer.sample(batch, random);
        }
        return new double[] {1e-6 * (System.nanoTime() - start) / OUR_BATCHES,
            1e-6 * (system.getProcessCpuTime() - cpu) / OUR_BATCHES};
    }

    private static double[] theirs(Writer to, BufferedReader from) throws IOException {
        to.write(PYTHON_BATCHES + "\n");
        to.flush();
        return Arrays.stream(from.readLine().split(" ")).mapToDouble(Double::parseDouble)
                .map(seconds -> 1e3 * seconds / PYTHON_BATCHES).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String what, double ours, double theirs) {
        System.out.printf(Locale.ROOT, "%s: %.3f ms a batch, NumPy %.3f ms, ratio %.1f%n", what, ours, theirs,
                theirs / ours);
    }
}
