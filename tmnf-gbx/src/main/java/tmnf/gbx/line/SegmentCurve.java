package tmnf.gbx.line;

import tmnf.gbx.line.DrivenPath.Node;

/**
 * The way between two neighbouring samples: a cubic Hermite curve with the stored velocities as tangents.
 *
 * <pre>
 * P(s) = (2s^3 - 3s^2 + 1) p0 + (s^3 - 2s^2 + s) m0 + (-2s^3 + 3s^2) p1 + (s^3 - s^2) m1,   m = velocity *
 * duration
 * </pre>
 *
 * <p>A curve is only as good as its tangents, and those of a crash, a landing or a standing start don't
 * belong to the way between the samples. So the straight piece is taken unless (c: its length)
 *
 * <ul>
 *   <li>each tangent's part along the piece lies in [0, 3c]: then the curve runs forward only, without loops;
 *   <li>the tangents' parts across sum to at most 0.75c: then the curve stays within c/9 of the piece.
 * </ul>
 */
final class SegmentCurve {

    private static final double MAX_ALONG = 3;
    private static final double MAX_ACROSS = 0.75;

    private final Node from;
    private final Node to;
    private final double seconds;
    private final boolean curved;

    private SegmentCurve(Node from, Node to, boolean curved) {
        this.from = from;
        this.to = to;
        this.seconds = (to.timeMs() - from.timeMs()) / 1000;
        this.curved = curved && !to.joined() && fits();
    }

    static SegmentCurve between(Node from, Node to) {
        return new SegmentCurve(from, to, true);
    }

    static SegmentCurve straight(Node from, Node to) {
        return new SegmentCurve(from, to, false);
    }

    boolean isCurved() {
        return curved;
    }

    private boolean fits() {
        double[] chord = Vectors.minus(to.position(), from.position());
        double length = Vectors.length(chord);
        if (length == 0) {
            return false;
        }
        double across = 0;
        for (Node end : new Node[] {from, to}) {
            double[] tangent = Vectors.times(end.velocity(), seconds);
            double along = Vectors.dot(tangent, chord) / length;
            if (!(along >= 0 && along <= MAX_ALONG * length)) {
                return false;
            }
            across += Math.sqrt(Math.max(0, Vectors.dot(tangent, tangent) - along * along));
        }
        return across <= MAX_ACROSS * length;
    }

    /** The point at share {@code s} of the duration, 0 to 1. */
    double[] position(double s) {
        double[] point = new double[3];
        double toward = s * s * (3 - 2 * s);
        double out = s * (1 - s) * (1 - s);
        double in = s * s * (s - 1);
        for (int axis = 0; axis < 3; axis++) {
            double p0 = from.position()[axis];
            double p1 = to.position()[axis];
            point[axis] = curved
                    ? p0 + (p1 - p0) * toward
                            + seconds * (from.velocity()[axis] * out + to.velocity()[axis] * in)
                    : p0 + (p1 - p0) * s;
        }
        return point;
    }

    /** A node on the way, at a time between both ends. */
    Node node(double timeMs) {
        double s = (timeMs - from.timeMs()) / (to.timeMs() - from.timeMs());
        double[] velocity = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double average = (to.position()[axis] - from.position()[axis]) / seconds;
            velocity[axis] = curved
                    ? 6 * s * (1 - s) * average
                            + (1 - s) * (1 - 3 * s) * from.velocity()[axis]
                            + s * (3 * s - 2) * to.velocity()[axis]
                    : average;
        }
        return new Node(timeMs, position(s), velocity, false);
    }
}
