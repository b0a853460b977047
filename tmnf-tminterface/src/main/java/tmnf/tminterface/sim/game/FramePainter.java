package tmnf.tminterface.sim.game;

import tmnf.tminterface.sim.race.Race;

/** Draws moments of races on one challenge. Confined to one thread. */
@FunctionalInterface
public interface FramePainter {

    /**
     * Draws a race as it stands.
     *
     * @param bgra takes width x height x 4 bytes: BGRA, rows from the top; may be longer
     */
    void paint(Race race, Picture picture, byte[] bgra);

    /**
     * How a frame looks.
     *
     * @param camera 1 to 3, as in the command {@code cam}
     * @param hud whether race time, speed and checkpoints are drawn over it
     * @param width pixels, 1 to 4,096
     * @param height pixels, 1 to 4,096
     */
    record Picture(int camera, boolean hud, int width, int height) {
    }
}
