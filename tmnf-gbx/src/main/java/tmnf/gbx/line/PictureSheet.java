package tmnf.gbx.line;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * What pictures from above have in common: heading, ground with a grid, marks, legend of speeds, scale bar.
 */
final class PictureSheet {

    static final Color INK = new Color(0x1E2430);
    static final Color FAINT_INK = new Color(0x6B7482);
    static final Color PAPER = new Color(0xFFFFFF);
    static final Color START = new Color(0x1B8A3A);
    static final Color FINISH = new Color(0xC01C1C);
    static final Rectangle2D MAP = new Rectangle2D.Double(24, 92, 1040, 752);
    static final double LEGEND_X = 1088;

    private static final Color GROUND = new Color(0xF3F5F8);
    private static final Color GRID = new Color(0xE1E5EB);
    private static final double MAP_MARGIN = 56;
    private static final int LABEL_SIZE = 14;

    private final Graphics2D graphics;
    private final PictureText text;
    private final MapProjection projection;

    /** An empty sheet on which this part of the world, (x, z), has its place. */
    PictureSheet(BufferedImage image, Rectangle2D ground) {
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        text = new PictureText(graphics);
        projection = new MapProjection(ground, new Rectangle2D.Double(
                MAP.getX() + MAP_MARGIN,
                MAP.getY() + MAP_MARGIN,
                MAP.getWidth() - 2 * MAP_MARGIN,
                MAP.getHeight() - 2 * MAP_MARGIN));
    }

    Graphics2D graphics() {
        return graphics;
    }

    PictureText text() {
        return text;
    }

    MapProjection projection() {
        return projection;
    }

    void heading(String title, String subtitle) {
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, TrajectoryPicture.WIDTH, TrajectoryPicture.HEIGHT);
        double room = TrajectoryPicture.WIDTH - 2 * MAP.getX();
        text.draw(text.fitting(title, room, 26, true), MAP.getX(), 44, 26, true, INK);
        text.draw(text.fitting(subtitle, room, 16, false), MAP.getX(), 74, 16, false, FAINT_INK);
    }

    void ground() {
        graphics.setColor(GROUND);
        graphics.fill(MAP);
        graphics.setColor(GRID);
        graphics.setStroke(new BasicStroke(1));
        double step = niceLength(80 / projection.pixelsPerMetre()) * projection.pixelsPerMetre();
        Point2D origin = projection.at(0, 0);
        double firstX = MAP.getX() + positiveModulo(origin.getX() - MAP.getX(), step);
        for (double x = firstX; x < MAP.getMaxX(); x += step) {
            graphics.draw(new Line2D.Double(x, MAP.getY(), x, MAP.getMaxY()));
        }
        double firstY = MAP.getY() + positiveModulo(origin.getY() - MAP.getY(), step);
        for (double y = firstY; y < MAP.getMaxY(); y += step) {
            graphics.draw(new Line2D.Double(MAP.getX(), y, MAP.getMaxX(), y));
        }
    }

    private static double positiveModulo(double value, double step) {
        return value - Math.floor(value / step) * step;
    }

    /** The largest of 1, 2, 5, 10, 20, 50 ... metres that is not below half of {@code metres}. */
    static double niceLength(double metres) {
        double power = Math.pow(10, Math.floor(Math.log10(metres)));
        double leading = metres / power;
        return power * (leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10);
    }

    static BasicStroke round(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static Rectangle2D around(Point2D centre, double radius) {
        return new Rectangle2D.Double(
                centre.getX() - radius, centre.getY() - radius, 2 * radius, 2 * radius);
    }

    static Ellipse2D ellipse(Point2D at, double radius) {
        return new Ellipse2D.Double(at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius);
    }

    void disc(Point2D at, double radius, Color color) {
        graphics.setColor(color);
        graphics.fill(ellipse(at, radius));
    }

    /** An end of a drive. */
    void end(LabelPlacer labels, Point2D at, String label, Color color) {
        disc(at, 9, PAPER);
        disc(at, 7, color);
        label(labels, at, label, color, true);
    }

    void label(LabelPlacer labels, Point2D at, String label, Color color, boolean bold) {
        Rectangle2D size = text.bounds(label, 0, 0, LABEL_SIZE, bold);
        Rectangle2D place = labels.place(at, size.getWidth() + 6, size.getHeight() + 6);
        graphics.setColor(new Color(255, 255, 255, 205));
        graphics.fill(place);
        text.draw(label, place.getX() + 3, place.getMaxY() - 3, LABEL_SIZE, bold, color);
    }

    void speedLegend(SpeedColours speeds) {
        double top = MAP.getY() + 34;
        double bottom = MAP.getMaxY();
        text.draw("km/h", LEGEND_X, MAP.getY() + 14, 15, true, INK);
        double range = speeds.highestKmh() - speeds.lowestKmh();
        graphics.setStroke(new BasicStroke(1));
        for (double y = top; y < bottom; y++) {
            graphics.setColor(speeds.of(speeds.highestKmh() - range * (y - top) / (bottom - top)));
            graphics.fill(new Rectangle2D.Double(LEGEND_X, y, 26, 1.5));
        }
        for (double kmh = speeds.lowestKmh(); kmh <= speeds.highestKmh(); kmh += speeds.stepKmh()) {
            double y = bottom - (bottom - top) * (kmh - speeds.lowestKmh()) / range;
            graphics.setColor(INK);
            graphics.draw(new Line2D.Double(LEGEND_X + 26, y, LEGEND_X + 32, y));
            text.draw(String.format(Locale.ROOT, "%.0f", kmh), LEGEND_X + 38, y + 5, 14, false, INK);
        }
    }

    void scaleBar() {
        double metres = niceLength(160 / projection.pixelsPerMetre());
        double width = metres * projection.pixelsPerMetre();
        double x = MAP.getX();
        double y = MAP.getMaxY() + 22;
        graphics.setColor(INK);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(new Line2D.Double(x, y, x + width, y));
        graphics.draw(new Line2D.Double(x, y - 5, x, y + 5));
        graphics.draw(new Line2D.Double(x + width, y - 5, x + width, y + 5));
        String length = metres < 1 ? String.format(Locale.ROOT, "%.1f m", metres) : (long) metres + " m";
        text.draw(length, x + width + 10, y + 5, 14, false, INK);
        String axes = "seen from above: x to the right, z downwards";
        text.draw(axes, MAP.getMaxX() - text.width(axes, 13, false), y + 5, 13, false, FAINT_INK);
    }
}
