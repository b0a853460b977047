package tmnf.gbx.line;

import java.util.Arrays;
import tmnf.gbx.line.LineException.Reason;

/**
 * The Python tool's way to zone centres: each piece of the polyline is cut into 100 steps, and a zone centre
 * lies in the step in which a multiple of the zone length is passed. Centres that several zones share because
 * a step passes more than one of them exist once.
 *
 * <pre>
 * zones = round(L / spacing - 0.5) + 0.5;  l = L / zones           (L: length over all steps)
 * step a -> b, first b of its zone: w1 = 1 - (c[a] mod l) / l;  w2 = (c[b] mod l) / l
 * centre = a + (b - a) * w1 / (1e-4 + w1 + w2)
 * result = first point, centres, 2 * last point - last centre
 * </pre>
 */
final class UpstreamZones {

    private static final double STEP = 0.01;

    private final double[] points;
    private final int count;

    UpstreamZones(double[] points) {
        this.points = points;
        this.count = points.length / 3;
    }

    double[] centres(double spacing) throws LineException {
        long steps = (long) Math.ceil((count - 1 + 1e-6) / STEP);
        double length = length(steps);
        double zones = Math.rint(length / spacing - 0.5) + 0.5;
        if (!(zones >= 1)) {
            throw new LineException(Reason.TOO_SHORT, "a drive of " + length + " m is shorter than a zone");
        }
        if (zones > NpyFiles.MAX_POINTS) {
            throw new LineException(Reason.TOO_LONG, "the drive would need " + (long) zones + " zones");
        }
        return cut(steps, length / zones, (int) zones + 2);
    }

    private double length(long steps) {
        double length = 0;
        double[] a = new double[3];
        double[] b = at(0, new double[3]);
        for (long k = 1; k < steps; k++) {
            double[] next = at(k, a);
            a = b;
            b = next;
            length += distance(a, b);
        }
        return length;
    }

    private double[] cut(long steps, double zoneLength, int capacity) throws LineException {
        double[] centres = new double[3 * (capacity + 1)];
        int filled = 0;
        double[] a = new double[3];
        double[] b = at(0, new double[3]);
        System.arraycopy(b, 0, centres, 0, 3);
        filled += 3;
        double before = 0;
        long zone = 0;
        for (long k = 1; k < steps; k++) {
            double[] next = at(k, a);
            a = b;
            b = next;
            double behind = before + distance(a, b);
            long reached = (long) Math.floor(behind / zoneLength);
            if (reached != zone) {
                zone = reached;
                double w1 = 1 - before % zoneLength / zoneLength;
                double w2 = behind % zoneLength / zoneLength;
                double share = w1 / (1e-4 + w1 + w2);
                for (int axis = 0; axis < 3; axis++) {
                    centres[filled++] = a[axis] + (b[axis] - a[axis]) * share;
                }
            }
            before = behind;
        }
        if (filled == 3) {
            throw new LineException(Reason.TOO_SHORT, "the drive is shorter than one zone");
        }
        for (int axis = 0; axis < 3; axis++) {
            centres[filled + axis] = 2 * b[axis] - centres[filled + axis - 3];
        }
        return Arrays.copyOf(centres, filled + 3);
    }

    /** Point number {@code k} of the refined polyline. */
    private double[] at(long k, double[] target) {
        double parameter = k * STEP;
        int piece = (int) Math.min(parameter, count - 2);
        double share = parameter - piece;
        for (int axis = 0; axis < 3; axis++) {
            double from = points[3 * piece + axis];
            target[axis] = from + (points[3 * piece + 3 + axis] - from) * share;
        }
        return target;
    }

    private static double distance(double[] a, double[] b) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double dz = b[2] - a[2];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
