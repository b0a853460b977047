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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tmnf.gbx.line.TrajectoryPicture.Drive;
import tmnf.gbx.model.RaceTimes;

/** Paints one picture: heading, map, lines, marks, legend and scale bar, in this order. */
final class TrajectoryPainter {

    private static final Color INK = new Color(0x1E2430);
    private static final Color FAINT_INK = new Color(0x6B7482);
    private static final Color PAPER = new Color(0xFFFFFF);
    private static final Color GROUND = new Color(0xF3F5F8);
    private static final Color GRID = new Color(0xE1E5EB);
    private static final Color START = new Color(0x1B8A3A);
    private static final Color FINISH = new Color(0xC01C1C);
    private static final Color[] DRIVERS = {
        new Color(0x1F77B4), new Color(0xD9541A), new Color(0x2B9A3E), new Color(0x8E44AD),
        new Color(0xC2185B), new Color(0x00838F), new Color(0x9E7B00), new Color(0x5D4037)
    };

    private static final Rectangle2D MAP = new Rectangle2D.Double(24, 92, 1040, 752);
    private static final double MAP_MARGIN = 56;
    private static final double LEGEND_X = 1088;
    private static final float LINE_WIDTH = 5;
    private static final int LABEL_SIZE = 14;
    private static final int MOST_CHECKPOINTS = 200;

    private final Graphics2D graphics;
    private final PictureText text;
    private final String title;
    private final List<Drive> drives;
    private final List<DrivenTrace> traces;
    private final MapProjection projection;
    private final SpeedColours speeds;

    TrajectoryPainter(BufferedImage image, String title, List<Drive> drives, List<DrivenTrace> traces) {
        this.graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        this.text = new PictureText(graphics);
        this.title = title;
        this.drives = drives;
        this.traces = traces;
        Rectangle2D inside = new Rectangle2D.Double(
                MAP.getX() + MAP_MARGIN,
                MAP.getY() + MAP_MARGIN,
                MAP.getWidth() - 2 * MAP_MARGIN,
                MAP.getHeight() - 2 * MAP_MARGIN);
        this.projection = new MapProjection(ground(), inside);
        this.speeds = new SpeedColours(0, traces.get(0).fastestKmh());
    }

    private Rectangle2D ground() {
        Rectangle2D ground = null;
        for (DrivenTrace trace : traces) {
            for (DrivenTrace.Point point : trace.points()) {
                double x = point.position()[0];
                double z = point.position()[2];
                if (ground == null) {
                    ground = new Rectangle2D.Double(x, z, 0, 0);
                }
                ground.add(x, z);
            }
        }
        return ground;
    }

    void paint() {
        paintHeading();
        paintGround();
        for (int i = traces.size() - 1; i >= 0; i--) {
            paintLine(i);
        }
        paintMarks();
        if (traces.size() == 1) {
            paintSpeedLegend();
        } else {
            paintDriverLegend();
        }
        paintScaleBar();
        graphics.dispose();
    }

    private void paintHeading() {
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, TrajectoryPicture.WIDTH, TrajectoryPicture.HEIGHT);
        double room = TrajectoryPicture.WIDTH - 2 * MAP.getX();
        text.draw(text.fitting(title, room, 26, true), MAP.getX(), 44, 26, true, INK);
        text.draw(text.fitting(subtitle(), room, 16, false), MAP.getX(), 74, 16, false, FAINT_INK);
    }

    private String subtitle() {
        DrivenTrace best = traces.get(0);
        if (traces.size() > 1) {
            return traces.size() + " drives, the first by " + drives.get(0).label() + " in " + time(best);
        }
        return String.format(
                Locale.ROOT,
                "%s   %s   %.0f m driven   top speed %d km/h",
                drives.get(0).label(),
                time(best),
                best.lengthMetres(),
                (int) best.fastestKmh());
    }

    private static String time(DrivenTrace trace) {
        return trace.ghost().finished() ? RaceTimes.format(trace.ghost().raceTimeMs()) : "not finished";
    }

    private void paintGround() {
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
    private static double niceLength(double metres) {
        double power = Math.pow(10, Math.floor(Math.log10(metres)));
        double leading = metres / power;
        return power * (leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10);
    }

    private void paintLine(int driver) {
        List<DrivenTrace.Point> points = traces.get(driver).points();
        boolean bySpeed = traces.size() == 1;
        for (int pass = bySpeed ? 0 : 1; pass < 2; pass++) {
            for (int i = 1; i < points.size(); i++) {
                DrivenTrace.Point to = points.get(i);
                Line2D piece = new Line2D.Double(
                        projection.at(points.get(i - 1).position()), projection.at(to.position()));
                if (to.jump()) {
                    graphics.setStroke(new BasicStroke(
                            1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 5}, 0));
                    graphics.setColor(FAINT_INK);
                } else if (pass == 0) {
                    graphics.setStroke(round(LINE_WIDTH + 4));
                    graphics.setColor(PAPER);
                } else {
                    graphics.setStroke(round(bySpeed ? LINE_WIDTH : 3));
                    graphics.setColor(bySpeed ? speeds.of(to.kmh()) : DRIVERS[driver % DRIVERS.length]);
                }
                graphics.draw(piece);
            }
        }
    }

    private static BasicStroke round(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    private void paintMarks() {
        DrivenTrace trace = traces.get(0);
        LabelPlacer labels = new LabelPlacer(MAP, linePixels());
        int[] times = trace.ghost().checkpointTimesMs();
        boolean finished = trace.ghost().finished();
        int passed = finished ? Math.max(0, times.length - 1) : times.length;
        int checkpoints = Math.min(passed, MOST_CHECKPOINTS);
        Point2D start = projection.at(trace.first().position());
        Point2D end = projection.at(trace.last().position());
        labels.block(around(start, 9));
        labels.block(around(end, 9));
        for (int i = 0; i < checkpoints; i++) {
            labels.block(around(projection.at(trace.positionAt(times[i])), 9));
        }
        for (int i = 0; i < checkpoints; i++) {
            paintCheckpoint(labels, projection.at(trace.positionAt(times[i])), i + 1, times[i]);
        }
        paintEnd(labels, start, "Start", START);
        paintEnd(labels, end, finished ? "Finish " + time(trace) : "End", FINISH);
    }

    private List<Point2D> linePixels() {
        List<Point2D> pixels = new ArrayList<>();
        for (DrivenTrace trace : traces) {
            for (DrivenTrace.Point point : trace.points()) {
                Point2D pixel = projection.at(point.position());
                if (pixels.isEmpty() || pixels.get(pixels.size() - 1).distance(pixel) >= 4) {
                    pixels.add(pixel);
                }
            }
        }
        return pixels;
    }

    private static Rectangle2D around(Point2D centre, double radius) {
        return new Rectangle2D.Double(
                centre.getX() - radius, centre.getY() - radius, 2 * radius, 2 * radius);
    }

    private void paintCheckpoint(LabelPlacer labels, Point2D at, int number, int timeMs) {
        disc(at, 9, PAPER);
        graphics.setColor(INK);
        graphics.setStroke(new BasicStroke(1.8f));
        graphics.draw(ellipse(at, 9));
        text.drawCentred(Integer.toString(number), at.getX(), at.getY() + 4, 11, true, INK);
        paintLabel(labels, at, RaceTimes.format(timeMs), INK, false);
    }

    private void paintEnd(LabelPlacer labels, Point2D at, String label, Color color) {
        disc(at, 9, PAPER);
        disc(at, 7, color);
        paintLabel(labels, at, label, color, true);
    }

    private void paintLabel(LabelPlacer labels, Point2D at, String label, Color color, boolean bold) {
        Rectangle2D size = text.bounds(label, 0, 0, LABEL_SIZE, bold);
        Rectangle2D place = labels.place(at, size.getWidth() + 6, size.getHeight() + 6);
        graphics.setColor(new Color(255, 255, 255, 205));
        graphics.fill(place);
        text.draw(label, place.getX() + 3, place.getMaxY() - 3, LABEL_SIZE, bold, color);
    }

    private void disc(Point2D at, double radius, Color color) {
        graphics.setColor(color);
        graphics.fill(ellipse(at, radius));
    }

    private static Ellipse2D ellipse(Point2D at, double radius) {
        return new Ellipse2D.Double(at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius);
    }

    private void paintSpeedLegend() {
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

    private void paintDriverLegend() {
        double room = TrajectoryPicture.WIDTH - LEGEND_X - 8;
        for (int i = 0; i < traces.size() && i < 18; i++) {
            double y = MAP.getY() + 14 + 42 * i;
            Color color = DRIVERS[i % DRIVERS.length];
            text.draw(text.fitting(drives.get(i).label(), room, 13, true), LEGEND_X, y, 13, true, color);
            text.draw(time(traces.get(i)), LEGEND_X, y + 17, 13, false, INK);
        }
        if (traces.size() > 18) {
            text.draw("and " + (traces.size() - 18) + " more", LEGEND_X, MAP.getMaxY(), 13, false, INK);
        }
    }

    private void paintScaleBar() {
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
