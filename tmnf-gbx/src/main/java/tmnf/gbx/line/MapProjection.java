package tmnf.gbx.line;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * From the world to a picture seen from above: x grows to the right, z grows downwards. In the game's right-
 * handed world that is the view without mirroring: a right turn looks like one.
 */
public final class MapProjection {

    private final double scale;
    private final double offsetX;
    private final double offsetY;

    /** Fits the world's {@code ground} (x, z) into {@code area} of the picture, centred. */
    public MapProjection(Rectangle2D ground, Rectangle2D area) {
        double width = Math.max(ground.getWidth(), 1);
        double depth = Math.max(ground.getHeight(), 1);
        this.scale = Math.min(area.getWidth() / width, area.getHeight() / depth);
        this.offsetX = area.getCenterX() - scale * ground.getCenterX();
        this.offsetY = area.getCenterY() - scale * ground.getCenterY();
    }

    /** Scale of the picture. */
    public double pixelsPerMetre() {
        return scale;
    }

    /** The place of a point of the world. */
    public Point2D at(double x, double z) {
        return new Point2D.Double(offsetX + scale * x, offsetY + scale * z);
    }

    /** The place of x, y, z. */
    public Point2D at(double[] position) {
        return at(position[0], position[2]);
    }
}
