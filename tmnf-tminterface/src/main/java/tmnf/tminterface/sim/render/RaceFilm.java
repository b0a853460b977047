package tmnf.tminterface.sim.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import tmnf.tminterface.sim.race.Race;

/**
 * A race as a small animated picture, an animated GIF: the pictures of the game at even times, with race time
 * and speed. In real time up to {@link #REAL_TIME_MS}; longer races are shown faster. Confined to one thread.
 */
public final class RaceFilm {

    /** Longest race that is shown in real time. */
    public static final int REAL_TIME_MS = 18_000;

    private static final int WIDTH = 256;
    private static final int HEIGHT = 192;
    private static final int BGRA = 4;
    private static final int BYTE = 0xFF;
    private static final int MOST_FRAMES = 150;
    private static final int FRAME_MS = REAL_TIME_MS / MOST_FRAMES;

    private final FrameRenderer renderer;
    private final int everyMs;
    private final RaceView view = new RaceView().hud(true);
    private final byte[] pixels = new byte[BGRA * WIDTH * HEIGHT];
    private final List<int[]> frames = new ArrayList<>();

    /**
     * Of a race that has not begun.
     *
     * @param durationMs how long it will take, about
     */
    public RaceFilm(TrackScene scene, int durationMs) {
        renderer = new FrameRenderer(scene);
        int step = Math.max(FRAME_MS, (durationMs + MOST_FRAMES - 1) / MOST_FRAMES);
        everyMs = (step + Race.TICK_MS - 1) / Race.TICK_MS * Race.TICK_MS;
    }

    /** Looks at the race between two ticks, and takes a picture where it is time for one. */
    public void look(Race race) {
        if (race.tickTimeMs() >= 0 && race.tickTimeMs() % everyMs == 0 && frames.size() < 2 * MOST_FRAMES) {
            take(race);
        }
    }

    /** Takes a picture whatever the time is, such as the last one. */
    public void take(Race race) {
        renderer.render(view.of(race), Camera.BEHIND_FAR, WIDTH, HEIGHT, pixels);
        int[] frame = new int[WIDTH * HEIGHT];
        for (int i = 0; i < frame.length; i++) {
            int at = BGRA * i;
            frame[i] = (pixels[at + 2] & BYTE) << 16 | (pixels[at + 1] & BYTE) << 8 | pixels[at] & BYTE;
        }
        frames.add(frame);
    }

    /**
     * The bytes of the file.
     *
     * @throws IllegalStateException if no picture was taken
     */
    public byte[] gif() throws IOException {
        if (frames.isEmpty()) {
            throw new IllegalStateException("no picture was taken");
        }
        return AnimatedGif.of(frames, WIDTH, HEIGHT, FRAME_MS);
    }
}
