package tmnf.gbx.line;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Finds places for labels beside their marks, away from each other and from the line. */
final class LabelPlacer {

    private static final int DIRECTIONS = 16;
    private static final double LABEL_COST = 100_000;
    private static final double OUTSIDE_COST = 10_000_000;

    private final Rectangle2D area;
    private final List<Point2D> line;
    private final List<Rectangle2D> taken = new ArrayList<>();

    LabelPlacer(Rectangle2D area, List<Point2D> line) {
        this.area = area;
        this.line = List.copyOf(line);
    }

    /** Keeps labels away from here. */
    void block(Rectangle2D place) {
        taken.add(place);
    }

    /** The best place for a label of this size beside a mark; it is taken from now on. */
    Rectangle2D place(Point2D mark, double width, double height) {
        Rectangle2D best = null;
        double lowest = Double.MAX_VALUE;
        for (double distance = 12; distance <= 60; distance += 12) {
            for (int direction = 0; direction < DIRECTIONS; direction++) {
                double angle = 2 * Math.PI * direction / DIRECTIONS;
                double x = mark.getX() + Math.cos(angle) * (distance + width / 2) - width / 2;
                double y = mark.getY() + Math.sin(angle) * (distance + height / 2) - height / 2;
                Rectangle2D candidate = new Rectangle2D.Double(x, y, width, height);
                double cost = cost(candidate) + distance;
                if (cost < lowest) {
                    lowest = cost;
                    best = candidate;
                }
            }
        }
        taken.add(best);
        return best;
    }

    private double cost(Rectangle2D candidate) {
        double cost = area.contains(candidate) ? 0 : OUTSIDE_COST;
        for (Rectangle2D other : taken) {
            Rectangle2D common = candidate.createIntersection(other);
            if (common.getWidth() > 0 && common.getHeight() > 0) {
                cost += LABEL_COST + common.getWidth() * common.getHeight();
            }
        }
        Rectangle2D near = new Rectangle2D.Double(
                candidate.getX() - 4,
                candidate.getY() - 4,
                candidate.getWidth() + 8,
                candidate.getHeight() + 8);
        for (Point2D point : line) {
            if (near.contains(point)) {
                cost += 200;
            }
        }
        return cost;
    }
}
