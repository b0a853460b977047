package tmnf.gbx.line;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.imageio.ImageIO;

/**
 * A picture of races over the zones of their track from above, as large as {@link TrajectoryPicture} and
 * seen the same way: the zone centres with a stroke across every tenth, the races one above the other, the
 * first of them on top and coloured by its speed. A cross is where a race ended that was not finished.
 *
 * <p>Needs no screen and no fonts. Stateless, safe for use from several threads.
 */
public final class CoursePicture {

    private static final Color ZONES = new Color(0xB4BDC9);
    private static final Color OTHERS = new Color(0x5A, 0x66, 0x78, 0x90);
    private static final int ZONES_BETWEEN_STROKES = 10;
    private static final double STROKE_METRES = 4;
    private static final double LABEL_PIXELS = 150;
    private static final double CROSS = 5;

    private final PictureSheet sheet;
    private final Graphics2D graphics;
    private final ReferenceLine zones;
    private final List<Race> races;
    private final SpeedColours speeds;

    /**
     * A race.
     *
     * @param x metres, where the car was at one instant after the other; at least once
     * @param z the same
     * @param kmh how fast it was there
     * @param finished whether it reached the finish
     * @param label what is written at its end
     */
    public record Race(double[] x, double[] z, double[] kmh, boolean finished, String label) {

        /** Checks the lengths. */
        public Race {
            Objects.requireNonNull(label, "label");
            if (x.length == 0 || x.length != z.length || x.length != kmh.length) {
                throw new IllegalArgumentException("a race with " + x.length + ", " + z.length + " and "
                        + kmh.length + " places");
            }
        }

        private int last() {
            return x.length - 1;
        }
    }

    private CoursePicture(BufferedImage image, ReferenceLine zones, List<Race> races) {
        this.zones = zones;
        this.races = races;
        sheet = new PictureSheet(image, ground());
        graphics = sheet.graphics();
        double fastest = 0;
        for (double kmh : races.get(0).kmh()) {
            fastest = Math.max(fastest, kmh);
        }
        speeds = new SpeedColours(0, fastest);
    }

    /**
     * The PNG file.
     *
     * @param zones centres of the zones, from the start to the finish
     * @param races at least one; the first is the one to look at
     * @param firstZone number of the first of these zones, for people
     */
    public static byte[] png(String title, String subtitle, ReferenceLine zones, int firstZone,
            List<Race> races) {
        if (races.isEmpty()) {
            throw new IllegalArgumentException("no race to draw");
        }
        BufferedImage image = new BufferedImage(TrajectoryPicture.WIDTH, TrajectoryPicture.HEIGHT,
                BufferedImage.TYPE_INT_RGB);
        new CoursePicture(image, zones, races).paint(title, subtitle, firstZone);
        ByteArrayOutputStream file = new ByteArrayOutputStream(100_000);
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return file.toByteArray();
    }

    private Rectangle2D ground() {
        Rectangle2D ground = new Rectangle2D.Double(zones.x(0), zones.z(0), 0, 0);
        for (int i = 1; i < zones.size(); i++) {
            ground.add(zones.x(i), zones.z(i));
        }
        for (Race race : races) {
            for (int i = 0; i < race.x().length; i++) {
                ground.add(race.x()[i], race.z()[i]);
            }
        }
        return ground;
    }

    private void paint(String title, String subtitle, int firstZone) {
        sheet.heading(title, subtitle);
        sheet.ground();
        paintZones();
        for (int i = races.size() - 1; i > 0; i--) {
            graphics.setColor(OTHERS);
            graphics.setStroke(PictureSheet.round(2));
            graphics.draw(path(races.get(i)));
        }
        paintBest(races.get(0));
        for (Race race : races) {
            if (!race.finished()) {
                paintCross(place(race, race.last()));
            }
        }
        paintLabels(firstZone);
        sheet.speedLegend(speeds);
        sheet.scaleBar();
        graphics.dispose();
    }

    private void paintZones() {
        Path2D line = new Path2D.Double();
        for (int i = 0; i < zones.size(); i++) {
            Point2D at = centre(i);
            if (i == 0) {
                line.moveTo(at.getX(), at.getY());
            } else {
                line.lineTo(at.getX(), at.getY());
            }
        }
        graphics.setColor(ZONES);
        graphics.setStroke(PictureSheet.round(1.5f));
        graphics.draw(line);
        graphics.setStroke(new BasicStroke(1));
        for (int i = 0; i < zones.size(); i += ZONES_BETWEEN_STROKES) {
            paintAcross(i, STROKE_METRES);
        }
        graphics.setStroke(PictureSheet.round(2.5f));
        paintAcross(0, 2 * STROKE_METRES);
        paintAcross(zones.size() - 1, 2 * STROKE_METRES);
    }

    /** A stroke across the line at a zone's centre. */
    private void paintAcross(int zone, double halfMetres) {
        int before = Math.max(0, zone - 1);
        int after = Math.min(zones.size() - 1, zone + 1);
        double x = zones.x(after) - zones.x(before);
        double z = zones.z(after) - zones.z(before);
        double length = Math.hypot(x, z);
        if (length > 0) {
            double aside = halfMetres / length;
            graphics.draw(new Line2D.Double(
                    sheet.projection().at(zones.x(zone) + z * aside, zones.z(zone) - x * aside),
                    sheet.projection().at(zones.x(zone) - z * aside, zones.z(zone) + x * aside)));
        }
    }

    private void paintBest(Race race) {
        graphics.setColor(PictureSheet.PAPER);
        graphics.setStroke(PictureSheet.round(9));
        graphics.draw(path(race));
        graphics.setStroke(PictureSheet.round(5));
        for (int i = 1; i <= race.last(); i++) {
            graphics.setColor(speeds.of(race.kmh()[i]));
            graphics.draw(new Line2D.Double(place(race, i - 1), place(race, i)));
        }
    }

    private Path2D path(Race race) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i <= race.last(); i++) {
            Point2D at = place(race, i);
            if (i == 0) {
                path.moveTo(at.getX(), at.getY());
            } else {
                path.lineTo(at.getX(), at.getY());
            }
        }
        return path;
    }

    private void paintCross(Point2D at) {
        graphics.setColor(PictureSheet.INK);
        graphics.setStroke(PictureSheet.round(2));
        graphics.draw(new Line2D.Double(at.getX() - CROSS, at.getY() - CROSS, at.getX() + CROSS,
                at.getY() + CROSS));
        graphics.draw(new Line2D.Double(at.getX() - CROSS, at.getY() + CROSS, at.getX() + CROSS,
                at.getY() - CROSS));
    }

    /** Start, end of the first race, and some zones by their numbers. */
    private void paintLabels(int firstZone) {
        Race best = races.get(0);
        Point2D start = place(best, 0);
        Point2D end = place(best, best.last());
        List<Point2D> drawn = new ArrayList<>();
        for (int i = 0; i < zones.size(); i++) {
            drawn.add(centre(i));
        }
        for (int i = 0; i <= best.last(); i++) {
            drawn.add(place(best, i));
        }
        LabelPlacer labels = new LabelPlacer(PictureSheet.MAP, drawn);
        labels.block(PictureSheet.around(start, 9));
        labels.block(PictureSheet.around(end, 9));
        sheet.end(labels, start, "Start", PictureSheet.START);
        if (best.finished()) {
            sheet.end(labels, end, best.label(), PictureSheet.FINISH);
        } else {
            sheet.label(labels, end, best.label(), PictureSheet.INK, true);
        }
        double driven = 0; // pixels along the line since the last number
        for (int i = 1; i < zones.size(); i++) {
            driven += centre(i).distance(centre(i - 1));
            if (driven >= LABEL_PIXELS && i % ZONES_BETWEEN_STROKES == 0) {
                sheet.label(labels, centre(i), "zone " + (firstZone + i), PictureSheet.FAINT_INK, false);
                driven = 0;
            }
        }
    }

    private Point2D centre(int zone) {
        return sheet.projection().at(zones.x(zone), zones.z(zone));
    }

    private Point2D place(Race race, int at) {
        return sheet.projection().at(race.x()[at], race.z()[at]);
    }
}
