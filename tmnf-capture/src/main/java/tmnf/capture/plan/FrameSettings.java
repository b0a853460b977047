package tmnf.capture.plan;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ProtocolLimits;

/**
 * What the frames look like and how many there are.
 *
 * @param width of a frame in pixels, 1 to 4,096
 * @param height of a frame in pixels, 1 to 4,096
 * @param fps frames a second of race time, above 0 and at most 100
 * @param fpsMeta snapshots of the state a second of race time, above 0 and at most 100
 * @param stepMs between two elements of the manifest's {@code actions}, a multiple of 10 above 0
 * @param colour whether frames are in colour; else grey, as training takes them
 * @param quality of the JPEG, 1 to 100
 * @param hud whether the game's own display stays in the picture
 * @param camera number of the camera, 1 to 3
 */
public record FrameSettings(int width, int height, double fps, double fpsMeta, int stepMs, boolean colour,
        int quality, boolean hud, int camera) {

    /** 64x64 in grey, ten a second, without the display, from camera 2. */
    public static final FrameSettings DEFAULT =
            new FrameSettings(64, 64, 10, 10, FrameSchedule.TICK_MS, false, 95, false, 2);

    private static final double LEAST_FPS = 1e-3;
    private static final int MOST_QUALITY = 100;
    private static final int MOST_CAMERA = 3;

    /** Checks the ranges. */
    public FrameSettings {
        if (!new FrameSize(width, height).isReadable()) {
            throw new IllegalArgumentException("width and height of a frame are 1 to "
                    + ProtocolLimits.MAX_FRAME_SIDE + " pixels, not " + width + "x" + height);
        }
        checkRate("fps", fps);
        checkRate("fps-meta", fpsMeta);
        if (stepMs <= 0 || stepMs % FrameSchedule.TICK_MS != 0) {
            throw new IllegalArgumentException("step-ms is a multiple of 10 above 0, not " + stepMs);
        }
        if (quality < 1 || quality > MOST_QUALITY) {
            throw new IllegalArgumentException("the JPEG quality is 1 to 100, not " + quality);
        }
        if (camera < 1 || camera > MOST_CAMERA) {
            throw new IllegalArgumentException("the camera is 1 to 3, not " + camera);
        }
    }

    private static void checkRate(String name, double value) {
        if (!(value >= LEAST_FPS && value <= FrameSchedule.MOST_FPS)) {
            throw new IllegalArgumentException(
                    name + " is 0.001 to 100, one in each tick, not " + value);
        }
    }

    /** Width and height. */
    public FrameSize size() {
        return new FrameSize(width, height);
    }

    /** The frames of a race. */
    public FrameSchedule schedule(int raceTimeMs) {
        return new FrameSchedule(fps, raceTimeMs);
    }

    /** The snapshots of a race. */
    public FrameSchedule metaSchedule(int raceTimeMs) {
        return new FrameSchedule(fpsMeta, raceTimeMs);
    }

    /** The same in another size. */
    public FrameSettings withSize(int newWidth, int newHeight) {
        return new FrameSettings(newWidth, newHeight, fps, fpsMeta, stepMs, colour, quality, hud, camera);
    }

    /** The same with other rates of frames and snapshots. */
    public FrameSettings withRates(double newFps, double newFpsMeta) {
        return new FrameSettings(width, height, newFps, newFpsMeta, stepMs, colour, quality, hud, camera);
    }

    String digestText() {
        return width + "x" + height + " " + fps + " " + fpsMeta + " " + stepMs + " "
                + (colour ? "colour" : "grey") + " q" + quality + (hud ? " hud" : " bare") + " cam" + camera;
    }
}
