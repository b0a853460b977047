package tmnf.capture.write;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.write.CaptureWriteException.Reason;

/**
 * Lets those frames through whose snapshot is good: the one of the nearest time, the earlier of two as near.
 * The frames that are left are numbered anew. A frame without a snapshot of its own tick is held back until
 * the next snapshot is known; what is held has a limit.
 */
final class GoodFrames implements FrameFilter {

    private static final long MOST_HELD_BYTES = 64L << 20;

    private record Held(ManifestEntry entry, byte[] jpeg) {
    }

    private final Target target;
    private final Deque<Held> held = new ArrayDeque<>();
    private long heldBytes;
    private boolean any;
    private int lastMs;
    private boolean lastGood;
    private int seen;
    private int passed;

    GoodFrames(Target target) {
        this.target = target;
    }

    @Override
    public void snapshot(int timeMs, boolean good) throws IOException {
        while (!held.isEmpty()) {
            Held frame = held.poll();
            int at = frame.entry().timeMs();
            boolean earlier = any && at - lastMs <= timeMs - at;
            decide(frame, earlier ? lastGood : good);
        }
        heldBytes = 0;
        any = true;
        lastMs = timeMs;
        lastGood = good;
    }

    @Override
    public void frame(ManifestEntry entry, byte[] jpeg, int length) throws IOException {
        seen++;
        if (any && entry.timeMs() == lastMs) {
            if (lastGood) {
                pass(entry, jpeg, length);
            }
            return;
        }
        heldBytes += length;
        if (heldBytes > MOST_HELD_BYTES) {
            throw new CaptureWriteException(Reason.CANNOT_WRITE, "too many frames wait for the snapshot that "
                    + "tells whether they are good. Take more snapshots a second.");
        }
        held.add(new Held(entry, Arrays.copyOf(jpeg, length)));
    }

    @Override
    public void end() throws IOException {
        while (!held.isEmpty()) {
            // Without any snapshot no frame has an observation.
            decide(held.poll(), any && lastGood);
        }
        if (passed == 0 && seen > 0) {
            throw new CaptureWriteException(Reason.NO_GOOD_FRAME, "none of " + seen
                    + " frames has a good float observation. Look at the replay, or keep such frames.");
        }
    }

    private void decide(Held frame, boolean good) throws IOException {
        if (good) {
            pass(frame.entry(), frame.jpeg(), frame.jpeg().length);
        }
    }

    private void pass(ManifestEntry entry, byte[] jpeg, int length) throws IOException {
        FrameLabel label = new FrameLabel(passed, entry.timeMs(), entry.requestedTimeMs().orElseThrow());
        target.frame(ManifestEntry.of(label, entry.capturedAtUtc(), entry.actionIdx(), entry.inputs(),
                entry.state()), jpeg, 0, length);
        passed++;
    }
}
