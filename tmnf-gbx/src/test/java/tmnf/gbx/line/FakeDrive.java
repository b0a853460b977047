package tmnf.gbx.line;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.DoubleFunction;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;

/** Ghosts that drive a given way, with velocities stored as coarsely as the game stores them. */
final class FakeDrive {

    static final int PERIOD_MS = 100;

    private FakeDrive() {}

    /**
     * A ghost that is at {@code position(t)} at time t in seconds; samples run on for half a second after it.
     */
    static Ghost.Builder ghost(int raceTimeMs, DoubleFunction<double[]> position) {
        int count = (raceTimeMs + 500) / PERIOD_MS + 1;
        byte[] states = new byte[count * GhostSamples.STATE_SIZE];
        ByteBuffer buffer = ByteBuffer.wrap(states).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double t = i * PERIOD_MS / 1000.0;
            double[] at = position.apply(t);
            double[] before = position.apply(t - 1e-4);
            double[] after = position.apply(t + 1e-4);
            int base = i * GhostSamples.STATE_SIZE;
            double[] velocity = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                buffer.putFloat(base + 4 * axis, (float) at[axis]);
                velocity[axis] = (after[axis] - before[axis]) / 2e-4;
            }
            putVelocity(buffer, base, velocity);
        }
        return Ghost.builder()
                .raceTimeMs(raceTimeMs)
                .checkpointTimesMs(raceTimeMs)
                .samples(GhostSamples.packed(PERIOD_MS, states));
    }

    private static void putVelocity(ByteBuffer buffer, int base, double[] v) {
        double speed = Vectors.length(v);
        if (speed < 1e-6) {
            buffer.putShort(base + 18, Short.MIN_VALUE);
            return;
        }
        buffer.putShort(base + 18, (short) Math.round(Math.log(speed) * 1000));
        buffer.put(base + 20, (byte) Math.round(Math.atan2(v[1], v[0]) / Math.PI * 127));
        buffer.put(base + 21, (byte) Math.round(Math.asin(v[2] / speed) / (Math.PI / 2) * 127));
    }
}
