package tmnf.tminterface.sim.render;

import java.util.Objects;
import tmnf.tminterface.protocol.ProtocolLimits;

/**
 * Draws pictures of races on a track: what the game's window would show, in software and the same on every
 * machine. Keeps its buffers, 8 bytes for each pixel of the largest picture so far, and makes no objects
 * after that. One for each thread; the scene is shared.
 *
 * <p>The picture is that of a window of 4 to 3, scaled to the wanted size without keeping the aspect, as the
 * game's frames are.
 */
public final class FrameRenderer {

    private final TrackScene scene;
    private final Eye eye = new Eye();
    private final Rasteriser raster = new Rasteriser();
    private final CarModel car = new CarModel();
    private final HudPainter hud = new HudPainter();
    private final Shader shader;

    public FrameRenderer(TrackScene scene) {
        this.scene = Objects.requireNonNull(scene);
        this.shader = new Shader(scene.groundHeight(), scene.wear(), scene.shadow());
    }

    /**
     * Draws one picture.
     *
     * @param view what the race looks like
     * @param camera from where
     * @param width pixels, 1 to 4,096, and so {@code height}
     * @param bgra where the pixels go: four bytes each, blue, green, red and 255, rows from the top
     * @throws IllegalArgumentException if there are no frames of this size
     * @throws IndexOutOfBoundsException if the array is too short
     */
    public void render(RaceView view, Camera camera, int width, int height, byte[] bgra) {
        if (width < 1 || height < 1 || width > ProtocolLimits.MAX_FRAME_SIDE
                || height > ProtocolLimits.MAX_FRAME_SIDE) {
            throw new IllegalArgumentException("no frame has the size " + width + "x" + height);
        }
        Objects.checkFromIndexSize(0, 4 * width * height, bgra.length);
        eye.look(view.car(), camera, width, height);
        raster.begin(width, height, eye.focalX(), eye.focalY());
        scene.draw(view, eye, raster);
        if (view.ghostOrNull() != null) {
            car.drawGhost(view.ghostOrNull(), eye, raster);
        }
        car.drawOwn(view, eye, raster);
        shader.shade(raster, eye, bgra);
        if (view.hud()) {
            hud.draw(view, bgra, width, height);
        }
    }
}
