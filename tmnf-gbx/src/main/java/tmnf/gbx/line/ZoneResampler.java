package tmnf.gbx.line;

import java.util.Arrays;
import java.util.List;
import tmnf.gbx.line.DrivenPath.Node;
import tmnf.gbx.line.LineException.Reason;

/**
 * Puts zone centres on a drive at equal distances along it.
 *
 * <pre>
 * zones = round(L / spacing - 0.5) + 0.5;  l = L / zones           (L: length of the drive)
 * result = start, the points at l, 2l, ... floor(zones) * l, then 2 * finish - the last of these
 * </pre>
 *
 * so that the finish lies in the middle of the last gap. Curves are measured as 16 straight pieces each.
 */
final class ZoneResampler {

    private static final int PIECES = 16;

    private final double[] points;
    private final double[] along;

    private ZoneResampler(double[] points, double[] along) {
        this.points = points;
        this.along = along;
    }

    static ZoneResampler along(List<Node> nodes, boolean curves) {
        double[] points = new double[3 * ((nodes.size() - 1) * PIECES + 1)];
        System.arraycopy(nodes.get(0).position(), 0, points, 0, 3);
        int filled = 3;
        for (int i = 1; i < nodes.size(); i++) {
            SegmentCurve curve = curves
                    ? SegmentCurve.between(nodes.get(i - 1), nodes.get(i))
                    : SegmentCurve.straight(nodes.get(i - 1), nodes.get(i));
            int pieces = curve.isCurved() ? PIECES : 1;
            for (int piece = 1; piece <= pieces; piece++) {
                System.arraycopy(curve.position((double) piece / pieces), 0, points, filled, 3);
                filled += 3;
            }
        }
        points = Arrays.copyOf(points, filled);
        double[] along = new double[filled / 3];
        for (int i = 1; i < along.length; i++) {
            double dx = points[3 * i] - points[3 * i - 3];
            double dy = points[3 * i + 1] - points[3 * i - 2];
            double dz = points[3 * i + 2] - points[3 * i - 1];
            along[i] = along[i - 1] + Math.sqrt(dx * dx + dy * dy + dz * dz);
        }
        return new ZoneResampler(points, along);
    }

    double lengthMetres() {
        return along[along.length - 1];
    }

    double[] centres(double spacing) throws LineException {
        double length = lengthMetres();
        double zones = Math.rint(length / spacing - 0.5) + 0.5;
        if (!(zones >= 1)) {
            throw new LineException(Reason.TOO_SHORT, "a drive of " + length + " m is shorter than a zone");
        }
        if (zones > NpyFiles.MAX_POINTS) {
            throw new LineException(Reason.TOO_LONG, "the drive would need " + (long) zones + " zones");
        }
        int whole = (int) zones;
        double[] centres = new double[3 * (whole + 2)];
        System.arraycopy(points, 0, centres, 0, 3);
        int piece = 1;
        for (int zone = 1; zone <= whole; zone++) {
            double at = zone * length / zones;
            while (piece < along.length - 1 && along[piece] < at) {
                piece++;
            }
            double share = (at - along[piece - 1]) / (along[piece] - along[piece - 1]);
            for (int axis = 0; axis < 3; axis++) {
                double from = points[3 * piece - 3 + axis];
                centres[3 * zone + axis] = from + (points[3 * piece + axis] - from) * share;
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            double finish = points[points.length - 3 + axis];
            centres[3 * whole + 3 + axis] = 2 * finish - centres[3 * whole + axis];
        }
        return centres;
    }
}
