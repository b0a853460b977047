package tmnf.gbx.line;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.line.DrivenPath.Node;
import tmnf.gbx.model.Ghost;

/**
 * The drive of a ghost as a picture needs it: fine points with speeds, and where the checkpoints were passed.
 */
final class DrivenTrace {

    /** A point of the drive; {@code jump}: the car was moved here, it did not drive. */
    record Point(double timeMs, double[] position, double kmh, boolean jump) {}

    private static final int PIECES = 4;

    private final Ghost ghost;
    private final List<Point> points;

    private DrivenTrace(Ghost ghost, List<Point> points) {
        this.ghost = ghost;
        this.points = points;
    }

    static DrivenTrace of(Ghost ghost) throws LineException {
        Ghost whole = ghost.finished() ? ghost : ghost.toBuilder().raceTimeMs(lastSampleMs(ghost)).build();
        List<Node> nodes = DrivenPath.samplesInRace(whole);
        List<Point> points = new ArrayList<>();
        points.add(point(nodes.get(0), false));
        for (int i = 1; i < nodes.size(); i++) {
            Node from = nodes.get(i - 1);
            Node to = nodes.get(i);
            if (DrivenPath.isJump(from, to)) {
                points.add(point(to, true));
                continue;
            }
            SegmentCurve curve = SegmentCurve.between(from, to);
            double before = kmh(from);
            double after = kmh(to);
            for (int piece = 1; piece <= PIECES; piece++) {
                double s = (double) piece / PIECES;
                double time = from.timeMs() + (to.timeMs() - from.timeMs()) * s;
                points.add(new Point(time, curve.position(s), before + (after - before) * s, false));
            }
        }
        return new DrivenTrace(ghost, points);
    }

    private static int lastSampleMs(Ghost ghost) {
        return ghost.samples().isEmpty() ? 0 : ghost.samples().timeMs(ghost.samples().size() - 1);
    }

    private static Point point(Node node, boolean jump) {
        return new Point(node.timeMs(), node.position(), kmh(node), jump);
    }

    private static double kmh(Node node) {
        return Vectors.length(node.velocity()) * 3.6;
    }

    Ghost ghost() {
        return ghost;
    }

    List<Point> points() {
        return points;
    }

    Point first() {
        return points.get(0);
    }

    Point last() {
        return points.get(points.size() - 1);
    }

    double fastestKmh() {
        return points.stream().mapToDouble(Point::kmh).max().orElse(0);
    }

    /** The point at a time, the nearest one where the car was moved. */
    double[] positionAt(double timeMs) {
        int next = 0;
        while (next < points.size() && points.get(next).timeMs() < timeMs) {
            next++;
        }
        if (next == 0 || next == points.size()) {
            return points.get(next == 0 ? 0 : next - 1).position();
        }
        Point from = points.get(next - 1);
        Point to = points.get(next);
        if (to.jump()) {
            return from.position();
        }
        double share = (timeMs - from.timeMs()) / (to.timeMs() - from.timeMs());
        double[] position = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            position[axis] = from.position()[axis] + (to.position()[axis] - from.position()[axis]) * share;
        }
        return position;
    }

    /** Metres driven, jumps left out. */
    double lengthMetres() {
        double length = 0;
        for (int i = 1; i < points.size(); i++) {
            if (!points.get(i).jump()) {
                length += Vectors.distance(points.get(i - 1).position(), points.get(i).position());
            }
        }
        return length;
    }
}
