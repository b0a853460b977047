package tmnf.tminterface.sim.race;

import java.util.Arrays;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;

/**
 * A smooth way through the samples of a ghost: position and rotation go through every sample, and their first
 * derivatives are continuous. Positions are cubic between two samples, with the mean of the two neighbouring
 * chords as the speed in each; rotations are the same in the logarithm of the turn since the sample before.
 * Where the car was put elsewhere (a respawn, or a jump that no speed explains) the way is cut: up to that
 * moment it goes straight on from the sample before, from then on straight towards the one after.
 */
final class GhostCurve {

    /** A jump is farther than 1.5 times what the faster one of both speeds explains, and 2 m. */
    private static final double JUMP_FACTOR = 1.5;
    private static final double JUMP_METRES = 2;
    private static final int NO_CUT = Integer.MIN_VALUE;
    /** Turns of more than this between two samples are taken as even: the logarithm gets wild near pi. */
    private static final double WILD_TURN = 2.5;

    private final int[] times;
    private final double[] positions;
    private final double[] quats;
    /** The last moment before the way is cut between a sample and the next one. */
    private final int[] cuts;
    private final double[][] velocities;
    /** Angular velocities in the car's frame. */
    private final double[][] spins;
    private final double[][] turns;

    // The latest point.
    final double[] position = new double[3];
    final double[] velocity = new double[3];
    /** w, x, y, z. */
    final double[] quat = new double[4];
    /** In the world. */
    final double[] spin = new double[3];

    /**
     * @param jumps race times in ms at which the ghost respawned, rising
     */
    GhostCurve(Ghost ghost, int[] jumps) {
        GhostSamples samples = ghost.samples();
        int n = samples.size();
        times = new int[n];
        positions = new double[3 * n];
        quats = new double[4 * n];
        for (int i = 0; i < n; i++) {
            times[i] = samples.timeMs(i);
            Vec3 at = samples.position(i);
            positions[3 * i] = at.x();
            positions[3 * i + 1] = at.y();
            positions[3 * i + 2] = at.z();
            Quaternion q = samples.rotation(i);
            double[] wxyz = {q.w(), q.x(), q.y(), q.z()};
            System.arraycopy(wxyz, 0, quats, 4 * i, 4);
        }
        cuts = new int[Math.max(0, n - 1)];
        for (int i = 0; i + 1 < n; i++) {
            cuts[i] = cut(samples, i, jumps);
        }
        turns = new double[cuts.length][];
        for (int i = 0; i + 1 < n; i++) {
            turns[i] = cuts[i] == NO_CUT ? Turns.between(quats, 4 * i, 4 * i + 4) : new double[3];
        }
        velocities = new double[n][];
        spins = new double[n][];
        for (int i = 0; i < n; i++) {
            velocities[i] = mean(i, this::chord);
            spins[i] = mean(i, (from, axis) -> turns[from][axis] / seconds(from));
        }
    }

    private int cut(GhostSamples samples, int i, int[] jumps) {
        int at = Arrays.binarySearch(jumps, times[i + 1] - Race.TICK_MS);
        int last = at >= 0 ? at : -at - 2;
        if (last >= 0 && jumps[last] >= times[i]) {
            return jumps[last];
        }
        double fastest = Math.max(samples.speed(i), samples.speed(i + 1));
        double moved = samples.position(i).distanceTo(samples.position(i + 1));
        boolean jump = moved > JUMP_FACTOR * fastest * seconds(i) + JUMP_METRES;
        return jump ? (times[i] + times[i + 1]) / 2 / Race.TICK_MS * Race.TICK_MS : NO_CUT;
    }

    private double seconds(int from) {
        return (times[from + 1] - times[from]) / 1000.0;
    }

    private double chord(int from, int axis) {
        return (positions[3 * from + 3 + axis] - positions[3 * from + axis]) / seconds(from);
    }

    /** A speed between a sample and the next one. */
    private interface Chord {
        double speed(int from, int axis);
    }

    /** The speed in a sample: the mean of both sides, or that of the side that is not cut. */
    private double[] mean(int i, Chord chord) {
        boolean before = i > 0 && cuts[i - 1] == NO_CUT;
        boolean after = i < cuts.length && cuts[i] == NO_CUT;
        double[] speed = new double[3];
        for (int axis = 0; axis < 3 && i > 0; axis++) {
            double sum = (before ? chord.speed(i - 1, axis) : 0) + (after ? chord.speed(i, axis) : 0);
            speed[axis] = before && after ? sum / 2 : sum;
        }
        // The first sample stands at the start.
        return speed;
    }

    /** Race time of the last sample; -1 without two of them. */
    int endMs() {
        return times.length < 2 ? -1 : times[times.length - 1];
    }

    /** The sample at or before a time. */
    int sampleAt(int timeMs) {
        int found = Arrays.binarySearch(times, timeMs);
        return Math.max(0, Math.min(times.length - 1, found >= 0 ? found : -found - 2));
    }

    /** The sample nearest to a time, on the same side of a cut. */
    int nearestSample(int timeMs) {
        int i = sampleAt(timeMs);
        if (i >= cuts.length) {
            return i;
        }
        boolean later = cuts[i] == NO_CUT ? timeMs - times[i] > times[i + 1] - timeMs : timeMs > cuts[i];
        return later ? i + 1 : i;
    }

    /** How far a time is on the way from its sample to the next, 0 to 1; 0 or 1 where the way is cut. */
    double share(int timeMs) {
        int i = sampleAt(timeMs);
        if (i >= cuts.length) {
            return 0;
        }
        if (cuts[i] != NO_CUT) {
            return timeMs > cuts[i] ? 1 : 0;
        }
        return (timeMs - times[i]) / (double) (times[i + 1] - times[i]);
    }

    /** Puts the point of a time into the fields. */
    void at(int timeMs) {
        int i = sampleAt(timeMs);
        if (i >= cuts.length) {
            straight(i, (timeMs - times[i]) / 1000.0);
        } else if (cuts[i] != NO_CUT) {
            int from = timeMs > cuts[i] ? i + 1 : i;
            straight(from, (timeMs - times[from]) / 1000.0);
        } else {
            curve(i, (timeMs - times[i]) / 1000.0);
        }
    }

    private void straight(int sample, double seconds) {
        for (int axis = 0; axis < 3; axis++) {
            position[axis] = positions[3 * sample + axis] + velocities[sample][axis] * seconds;
            velocity[axis] = velocities[sample][axis];
        }
        System.arraycopy(quats, 4 * sample, quat, 0, 4);
        Arrays.fill(spin, 0);
    }

    private void curve(int i, double seconds) {
        double h = seconds(i);
        double u = seconds / h;
        for (int axis = 0; axis < 3; axis++) {
            double chord = positions[3 * i + 3 + axis] - positions[3 * i + axis];
            double begin = velocities[i][axis] * h;
            double end = velocities[i + 1][axis] * h;
            position[axis] = positions[3 * i + axis] + hermite(u, chord, begin, end);
            velocity[axis] = hermiteSlope(u, chord, begin, end) / h;
        }
        double[] turn = turns[i];
        double[] begin = spins[i];
        double[] end = Turns.rate(turn, spins[i + 1]);
        if (Turns.length(turn) > WILD_TURN) {
            begin = new double[] {turn[0] / h, turn[1] / h, turn[2] / h};
            end = begin;
        }
        double[] phi = new double[3];
        double[] rate = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            phi[axis] = hermite(u, turn[axis], begin[axis] * h, end[axis] * h);
            rate[axis] = hermiteSlope(u, turn[axis], begin[axis] * h, end[axis] * h) / h;
        }
        Turns.turned(quats, 4 * i, phi, quat);
        Turns.toWorld(quat, Turns.spin(phi, rate), spin);
    }

    private static double hermite(double u, double chord, double begin, double end) {
        double u2 = u * u;
        double u3 = u2 * u;
        return chord * (3 * u2 - 2 * u3) + begin * (u3 - 2 * u2 + u) + end * (u3 - u2);
    }

    private static double hermiteSlope(double u, double chord, double begin, double end) {
        double u2 = u * u;
        return chord * (6 * u - 6 * u2) + begin * (3 * u2 - 4 * u + 1) + end * (3 * u2 - 2 * u);
    }
}
