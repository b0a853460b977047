package tmnf.capture.validate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Future;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.run.RunSink;
import tmnf.gbx.model.GhostSamples;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.state.SimStateData;

/**
 * Where a car was in each tick of a race, from race time 0 on; twelve bytes a tick. Hands frames, and the
 * snapshots that are due, on to another sink. The run has to take a snapshot in every tick.
 */
final class DriveTrace implements RunSink {

    private static final int AXES = 3;
    private static final int FIRST_TICKS = 4096;

    private final FrameSchedule snapshots;
    private final RunSink to;
    private float[] positions = new float[FIRST_TICKS * AXES];
    private int ticks;
    private int snapshot; // number of the next one that is handed on

    DriveTrace(FrameSchedule snapshots, RunSink to) {
        this.snapshots = snapshots;
        this.to = to;
    }

    @Override
    public void begin() throws IOException {
        ticks = 0;
        snapshot = 0;
        to.begin();
    }

    @Override
    public void frame(FrameLabel label, FrameSize size, ByteBuffer bgra, SimStateData state)
            throws IOException {
        to.frame(label, size, bgra, state);
    }

    @Override
    public void snapshot(int timeMs, SimStateData state) throws IOException {
        if (timeMs != ticks * FrameSchedule.TICK_MS) {
            throw new IllegalStateException("a state of " + timeMs + " ms behind " + ticks + " ticks");
        }
        if ((ticks + 1) * AXES > positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        for (int axis = 0; axis < AXES; axis++) {
            positions[ticks * AXES + axis] = state.position(axis);
        }
        ticks++;
        if (snapshot < snapshots.count() && timeMs == snapshots.tickMs(snapshot)) {
            snapshot++;
            to.snapshot(timeMs, state);
        }
    }

    @Override
    public Future<?> room() {
        return to.room();
    }

    /** Number of ticks; the last one is at {@code (ticks - 1) * 10} ms. */
    int ticks() {
        return ticks;
    }

    /** Metres between the two cars in a tick that both have. */
    double apart(DriveTrace other, int tick) {
        return distance(tick, other.positions[tick * AXES], other.positions[tick * AXES + 1],
                other.positions[tick * AXES + 2]);
    }

    private double distance(int tick, double x, double y, double z) {
        double dx = positions[tick * AXES] - x;
        double dy = positions[tick * AXES + 1] - y;
        double dz = positions[tick * AXES + 2] - z;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** How far the car was from the samples of a ghost, as far as it came. */
    GhostDistance from(GhostSamples samples) {
        double largest = 0;
        int largestAtMs = 0;
        double sum = 0;
        int compared = 0;
        for (int i = 0; i < samples.size(); i++) {
            int time = samples.timeMs(i);
            int tick = time / FrameSchedule.TICK_MS;
            if (time < 0 || time % FrameSchedule.TICK_MS != 0 || tick >= ticks) {
                continue;
            }
            double distance = distance(tick, samples.x(i), samples.y(i), samples.z(i));
            sum += distance;
            compared++;
            if (!(distance <= largest)) {
                largest = distance;
                largestAtMs = time;
            }
        }
        return new GhostDistance(largest, largestAtMs, compared == 0 ? 0 : sum / compared, compared);
    }
}
