package tmnf.rl.collect;

import java.nio.ByteBuffer;
import java.util.Arrays;

import tmnf.rl.policy.Decision;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;

/** Gathers what a race leaves, in arrays that are used again by the next one. Confined to one thread. */
final class RaceRecorder {

    private static final int FIRST = 512;

    private final int floats;
    private final int pixels;
    private int count;
    private int actionsOfNetwork;
    private byte[] frames;
    private float[] states;
    private int[] actions = new int[FIRST];
    private boolean[] greedy = new boolean[FIRST];
    private float[] values = new float[0];
    private long[] versions = new long[FIRST];
    private double[] meters = new double[FIRST];
    private int[] zones = new int[FIRST];

    RaceRecorder(int floats, int pixels) {
        this.floats = floats;
        this.pixels = pixels;
        this.frames = new byte[FIRST * pixels];
        this.states = new float[FIRST * floats];
    }

    void begin() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** A decision: what it was made of, what it is, and where. */
    void add(ByteBuffer frame, float[] numbers, Decision decision, double metres, int zone) {
        if (count == actions.length) {
            grow();
        }
        if (count == 0) {
            actionsOfNetwork = decision.values().length;
        } else if (decision.values().length != actionsOfNetwork) {
            throw new IllegalStateException("a decision with " + decision.values().length
                    + " values after ones with " + actionsOfNetwork);
        }
        if (values.length < actions.length * actionsOfNetwork) {
            values = Arrays.copyOf(values, actions.length * actionsOfNetwork);
        }
        frame.get(frame.position(), frames, count * pixels, pixels);
        System.arraycopy(numbers, 0, states, count * floats, floats);
        actions[count] = decision.action();
        greedy[count] = decision.greedy();
        System.arraycopy(decision.values(), 0, values, count * actionsOfNetwork, actionsOfNetwork);
        versions[count] = decision.version();
        meters[count] = metres;
        zones[count] = zone;
        count++;
    }

    private void grow() {
        int more = Math.multiplyExact(2, count);
        frames = Arrays.copyOf(frames, Math.multiplyExact(more, pixels));
        states = Arrays.copyOf(states, Math.multiplyExact(more, floats));
        actions = Arrays.copyOf(actions, more);
        greedy = Arrays.copyOf(greedy, more);
        versions = Arrays.copyOf(versions, more);
        meters = Arrays.copyOf(meters, more);
        zones = Arrays.copyOf(zones, more);
    }

    /** Forgets the last decision: it was made behind the finish. */
    void dropLast() {
        count--;
    }

    /** What was gathered, in arrays of its own. */
    Rollout rollout(Course course, boolean exploring, RaceEnd end, int raceTimeMs, long began, long took) {
        int entries = count + (end.terminated() ? 1 : 0);
        double[] allMeters = Arrays.copyOf(meters, entries);
        int[] allZones = Arrays.copyOf(zones, entries);
        if (end.terminated()) {
            allMeters[count] = course.finishMetres();
            allZones[count] = course.finishZone();
        }
        return new Rollout(course.target().name(), exploring, end, raceTimeMs, floats, pixels,
                Arrays.copyOf(frames, count * pixels), Arrays.copyOf(states, count * floats),
                Arrays.copyOf(actions, count), Arrays.copyOf(greedy, count),
                Arrays.copyOf(values, count * actionsOfNetwork), Arrays.copyOf(versions, count), allMeters,
                allZones, began, took);
    }
}
