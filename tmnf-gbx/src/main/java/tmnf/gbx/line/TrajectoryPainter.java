package tmnf.gbx.line;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
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

    private static final Color INK = PictureSheet.INK;
    private static final Color FAINT_INK = PictureSheet.FAINT_INK;
    private static final Color PAPER = PictureSheet.PAPER;
    private static final Color[] DRIVERS = {
        new Color(0x1F77B4), new Color(0xD9541A), new Color(0x2B9A3E), new Color(0x8E44AD),
        new Color(0xC2185B), new Color(0x00838F), new Color(0x9E7B00), new Color(0x5D4037)
    };

    private static final Rectangle2D MAP = PictureSheet.MAP;
    private static final double LEGEND_X = PictureSheet.LEGEND_X;
    private static final float LINE_WIDTH = 5;
    private static final int MOST_CHECKPOINTS = 200;

    private final PictureSheet sheet;
    private final Graphics2D graphics;
    private final PictureText text;
    private final String title;
    private final List<Drive> drives;
    private final List<DrivenTrace> traces;
    private final MapProjection projection;
    private final SpeedColours speeds;

    TrajectoryPainter(BufferedImage image, String title, List<Drive> drives, List<DrivenTrace> traces) {
        this.title = title;
        this.drives = drives;
        this.traces = traces;
        this.sheet = new PictureSheet(image, ground());
        this.graphics = sheet.graphics();
        this.text = sheet.text();
        this.projection = sheet.projection();
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
        sheet.heading(title, subtitle());
        sheet.ground();
        for (int i = traces.size() - 1; i >= 0; i--) {
            paintLine(i);
        }
        paintMarks();
        if (traces.size() == 1) {
            sheet.speedLegend(speeds);
        } else {
            paintDriverLegend();
        }
        sheet.scaleBar();
        graphics.dispose();
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
                    graphics.setStroke(PictureSheet.round(LINE_WIDTH + 4));
                    graphics.setColor(PAPER);
                } else {
                    graphics.setStroke(PictureSheet.round(bySpeed ? LINE_WIDTH : 3));
                    graphics.setColor(bySpeed ? speeds.of(to.kmh()) : DRIVERS[driver % DRIVERS.length]);
                }
                graphics.draw(piece);
            }
        }
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
        labels.block(PictureSheet.around(start, 9));
        labels.block(PictureSheet.around(end, 9));
        for (int i = 0; i < checkpoints; i++) {
            labels.block(PictureSheet.around(projection.at(trace.positionAt(times[i])), 9));
        }
        for (int i = 0; i < checkpoints; i++) {
            paintCheckpoint(labels, projection.at(trace.positionAt(times[i])), i + 1, times[i]);
        }
        sheet.end(labels, start, "Start", PictureSheet.START);
        sheet.end(labels, end, finished ? "Finish " + time(trace) : "End", PictureSheet.FINISH);
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

    private void paintCheckpoint(LabelPlacer labels, Point2D at, int number, int timeMs) {
        sheet.disc(at, 9, PAPER);
        graphics.setColor(INK);
        graphics.setStroke(new BasicStroke(1.8f));
        graphics.draw(PictureSheet.ellipse(at, 9));
        text.drawCentred(Integer.toString(number), at.getX(), at.getY() + 4, 11, true, INK);
        sheet.label(labels, at, RaceTimes.format(timeMs), INK, false);
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
}
