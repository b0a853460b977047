package tmnf.pretrain.train;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.ReplayFrames;

/** Frames with a bright bar that moves from frame to frame, at a pace that differs from track to track. */
final class MemoryFrames implements Frames {

    private static final int FRAMES = 12;

    private final int side;
    private final List<ReplayFrames> replays = new ArrayList<>();

    MemoryFrames(int side, int tracks) {
        this.side = side;
        for (int track = 0; track < tracks; track++) {
            replays.add(ReplayFrames.readable("track" + track, "replay", track * FRAMES, FRAMES));
        }
    }

    @Override
    public int height() {
        return side;
    }

    @Override
    public int width() {
        return side;
    }

    @Override
    public int count() {
        return replays.size() * FRAMES;
    }

    @Override
    public List<ReplayFrames> replays() {
        return replays;
    }

    @Override
    public void copy(int frame, ByteBuffer to) {
        int bar = frame % FRAMES * (1 + frame / FRAMES) % side;
        for (int i = 0; i < side * side; i++) {
            to.put((byte) (Math.abs(i / side - bar) < 4 ? 220 : 50));
        }
    }

    @Override
    public void close() {
        // owns nothing
    }
}
