package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tmnf.gbx.line.ReferenceLine;
import tmnf.tminterface.sim.track.TrackException.Reason;

/**
 * The middle of a road along any line: rows of equal distance with a height and a heading each, with a lead
 * before the line's start and behind its end.
 */
final class Ribbon {

    private static final double STEP = 2;
    private static final int LEAD_ROWS = 15;
    private static final int RUN_OUT_ROWS = 40;
    /** Heights and headings are means of so many rows on either side. */
    private static final int SMOOTH = 2;
    private static final double LONGEST_METRES = 100_000;
    private static final double FARTHEST = 50_000;
    /** The widest plain of grass around a line, in cells of 32 m on a side. */
    private static final int MOST_CELLS = 255;
    static final double MARGIN = 96;

    /** Rows this far apart are different places of the road. */
    private static final int APART_ROWS = 25;
    private static final double SAME_LEVEL = 3;

    private final double[] points; // x, y, z of each row
    private final double[] headings;
    private final Map<Long, List<Integer>> rowsByCell = new HashMap<>();

    private Ribbon(double[] points) {
        this.points = points;
        this.headings = headings(points);
        for (int row = 0; row < rows(); row++) {
            rowsByCell.computeIfAbsent(key(x(row), z(row)), k -> new ArrayList<>()).add(row);
        }
    }

    static Ribbon along(ReferenceLine line) throws TrackException {
        for (int i = 0; i < line.size(); i++) {
            double far = Math.max(Math.abs(line.x(i)), Math.max(Math.abs(line.y(i)), Math.abs(line.z(i))));
            if (far > FARTHEST) {
                throw new TrackException(Reason.LINE,
                        "point " + i + " of the line is " + far + " m away, outside any map; take another");
            }
        }
        double length = line.lengthMetres();
        if (length < 2 * STEP || length > LONGEST_METRES) {
            throw new TrackException(Reason.LINE, "the line is " + length + " m long, a track has "
                    + 2 * STEP + " to " + LONGEST_METRES + " m; take another line");
        }
        double[] rows = smoothed(resampled(line, length));
        Ribbon ribbon = new Ribbon(withLeads(rows));
        if (Math.max(ribbon.cells(0), ribbon.cells(2)) > MOST_CELLS) {
            throw new TrackException(Reason.LINE, "the line spans " + Placement.CELL * ribbon.cells(0)
                    + " by " + Placement.CELL * ribbon.cells(2)
                    + " m, more than any map; take another line");
        }
        return ribbon;
    }

    private static double[] resampled(ReferenceLine line, double length) {
        int rows = (int) Math.ceil(length / STEP) + 1;
        double step = length / (rows - 1);
        double[] out = new double[3 * rows];
        int count = 0;
        double walked = 0;
        for (int i = 0; i + 1 < line.size() && count < rows - 1; i++) {
            double gap = line.gap(i);
            while (count < rows - 1 && count * step <= walked + gap) {
                double share = gap == 0 ? 0 : (count * step - walked) / gap;
                out[3 * count] = line.x(i) + (line.x(i + 1) - line.x(i)) * share;
                out[3 * count + 1] = line.y(i) + (line.y(i + 1) - line.y(i)) * share;
                out[3 * count + 2] = line.z(i) + (line.z(i + 1) - line.z(i)) * share;
                count++;
            }
            walked += gap;
        }
        int last = line.size() - 1;
        while (count < rows) {
            out[3 * count] = line.x(last);
            out[3 * count + 1] = line.y(last);
            out[3 * count + 2] = line.z(last);
            count++;
        }
        return out;
    }

    /** Heights only: a car's springs move it up and down by centimetres. */
    private static double[] smoothed(double[] rows) {
        double[] out = rows.clone();
        int last = rows.length / 3 - 1;
        for (int row = 0; row <= last; row++) {
            double sum = 0;
            int reach = Math.min(SMOOTH, Math.min(row, last - row));
            for (int i = row - reach; i <= row + reach; i++) {
                sum += rows[3 * i + 1];
            }
            out[3 * row + 1] = sum / (2 * reach + 1);
        }
        return out;
    }

    /** Goes on straight and level before the first row and behind the last one. */
    private static double[] withLeads(double[] rows) {
        int count = rows.length / 3;
        double[] out = new double[rows.length + 3 * (LEAD_ROWS + RUN_OUT_ROWS)];
        System.arraycopy(rows, 0, out, 3 * LEAD_ROWS, rows.length);
        lead(out, LEAD_ROWS, Math.min(count - 1, 2 * SMOOTH), -1, LEAD_ROWS);
        lead(out, LEAD_ROWS + count - 1, -Math.min(count - 1, 2 * SMOOTH), 1, RUN_OUT_ROWS);
        return out;
    }

    private static void lead(double[] out, int from, int towards, int step, int count) {
        double dx = out[3 * from] - out[3 * (from + towards)];
        double dz = out[3 * from + 2] - out[3 * (from + towards) + 2];
        double length = Math.hypot(dx, dz);
        double unitX = length > 0 ? dx / length : 0;
        double unitZ = length > 0 ? dz / length : -step;
        for (int i = 1; i <= count; i++) {
            int row = from + step * i;
            out[3 * row] = out[3 * from] + unitX * STEP * i;
            out[3 * row + 1] = out[3 * from + 1];
            out[3 * row + 2] = out[3 * from + 2] + unitZ * STEP * i;
        }
    }

    /** From +z towards +x; where the line hardly moves in plan, as it was before. */
    private static double[] headings(double[] points) {
        int rows = points.length / 3;
        double[] headings = new double[rows];
        double heading = 0;
        for (int row = 0; row < rows; row++) {
            int before = Math.max(0, row - SMOOTH);
            int behind = Math.min(rows - 1, row + SMOOTH);
            double dx = points[3 * behind] - points[3 * before];
            double dz = points[3 * behind + 2] - points[3 * before + 2];
            if (Math.hypot(dx, dz) > STEP / 2) {
                heading = StrictMath.atan2(dx, dz);
            }
            headings[row] = heading;
        }
        return headings;
    }

    int rows() {
        return points.length / 3;
    }

    double x(int row) {
        return points[3 * row];
    }

    /** The height of the road in its middle. */
    double y(int row) {
        return points[3 * row + 1];
    }

    double z(int row) {
        return points[3 * row + 2];
    }

    double heading(int row) {
        return headings[row];
    }

    /** The row at the line's first point. */
    int startRow() {
        return LEAD_ROWS;
    }

    /** The row nearest to a point, leads left out. */
    int nearest(double x, double y, double z) {
        int nearest = LEAD_ROWS;
        double least = Double.POSITIVE_INFINITY;
        for (int row = LEAD_ROWS; row < rows() - RUN_OUT_ROWS; row++) {
            double distance = square(x - x(row)) + square(y - y(row)) + square(z - z(row));
            if (distance < least) {
                least = distance;
                nearest = row;
            }
        }
        return nearest;
    }

    private static double square(double v) {
        return v * v;
    }

    private static long key(double x, double z) {
        return (long) Math.floor(x / Placement.CELL) << 32
                | (long) Math.floor(z / Placement.CELL) & 0xFFFFFFFFL;
    }

    double least(int axis) {
        return Corners.least(points, axis, 3);
    }

    double greatest(int axis) {
        return Corners.greatest(points, axis, 3);
    }

    /** Cells of grass along an axis. */
    int cells(int axis) {
        return (int) Math.ceil((greatest(axis) - least(axis) + 2 * MARGIN) / Placement.CELL);
    }

    /**
     * The sharpest turn to one side near a row, radians for each metre; 0 where there is none.
     *
     * @param side 1 left, -1 right
     */
    double sharpest(int row, int side) {
        double sharpest = 0;
        int behind = Math.min(rows() - 1, row + SMOOTH + 1);
        for (int i = Math.max(0, row - SMOOTH - 1); i < behind; i++) {
            double turn = Math.IEEEremainder(headings[i + 1] - headings[i], 2 * Math.PI);
            sharpest = Math.max(sharpest, side * turn / STEP);
        }
        return sharpest;
    }

    /** Whether another part of the line passes within a distance of a row, at about its height. */
    boolean meetsItself(int row, double distance) {
        for (int dx = -1; dx <= 1; dx++) {
            for (int dz = -1; dz <= 1; dz++) {
                long key = key(x(row) + dx * Placement.CELL, z(row) + dz * Placement.CELL);
                for (int other : rowsByCell.getOrDefault(key, List.of())) {
                    if (Math.abs(other - row) > APART_ROWS && Math.abs(y(other) - y(row)) < SAME_LEVEL
                            && square(x(other) - x(row)) + square(z(other) - z(row)) < square(distance)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
