package tmnf.tminterface.sim.driver;

import tmnf.tminterface.sim.track.RoadLine;

/**
 * The line that a driver wants to take along a road, and how fast it wants to be where. The line is the
 * middle of the road pulled straight like a rubber band, as far as the road is wide; the speed is what the
 * curvature allows, less what braking for what comes takes.
 */
final class DrivingLine {

    private static final int ROUNDS = 120;
    private static final double PULL = 0.5;

    private final int size;
    private final boolean closed;
    private final double[] x;
    private final double[] y;
    private final double[] z;
    /** Metres from the start to each point. */
    private final double[] along;
    private final double[] speeds;

    DrivingLine(RoadLine road, DriverParameters how) {
        closed = road.closed();
        // The last point of a closed road is its first one again.
        size = closed ? road.size() - 1 : road.size();
        x = new double[size];
        y = new double[size];
        z = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = road.x(i);
            y[i] = road.y(i);
            z[i] = road.z(i);
        }
        pull(road, how);
        along = new double[size + 1];
        for (int i = 1; i <= size; i++) {
            along[i] = along[i - 1] + distance(i - 1, wrap(i));
        }
        speeds = plan(how);
    }

    private double distance(int a, int b) {
        double dx = x[b] - x[a];
        double dz = z[b] - z[a];
        return Math.sqrt(dx * dx + dz * dz);
    }

    /** The index of a point beyond an end: around a closed line, at the end of an open one. */
    private int wrap(int i) {
        return closed ? Math.floorMod(i, size) : Math.max(0, Math.min(size - 1, i));
    }

    private void pull(RoadLine road, DriverParameters how) {
        double[] leftX = new double[size];
        double[] leftZ = new double[size];
        double[] offset = new double[size];
        for (int i = 0; i < size; i++) {
            double heading = road.heading(i);
            leftX[i] = StrictMath.cos(heading);
            leftZ[i] = -StrictMath.sin(heading);
        }
        int reach = Math.max(2, (int) Math.round(how.stretch() / 2));
        int fixed = closed ? 0 : 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = fixed; i < size - fixed; i++) {
                int span = closed ? reach : Math.min(reach, Math.min(i, size - 1 - i));
                int before = wrap(i - span);
                int after = wrap(i + span);
                double toX = (x[before] + x[after]) / 2 - x[i];
                double toZ = (z[before] + z[after]) / 2 - z[i];
                double step = PULL * (toX * leftX[i] + toZ * leftZ[i]);
                double moved = Math.max(-how.widest(), Math.min(how.widest(), offset[i] + step));
                x[i] += (moved - offset[i]) * leftX[i];
                z[i] += (moved - offset[i]) * leftZ[i];
                offset[i] = moved;
            }
        }
    }

    private double[] plan(DriverParameters how) {
        double[] plan = new double[size];
        int reach = Math.max(1, (int) Math.round(how.curveMetres() / 2));
        for (int i = 0; i < size; i++) {
            plan[i] = YawRates.fastest(curvature(i, reach), how.cornerGrip());
        }
        for (int round = 0; round < (closed ? 2 : 1); round++) {
            for (int i = size - (closed ? 1 : 2); i >= 0; i--) {
                double next = plan[wrap(i + 1)];
                double gap = along[i + 1] - along[i];
                plan[i] = Math.min(plan[i], Math.sqrt(next * next + 2 * how.braking() * gap));
            }
        }
        return plan;
    }

    /** Of the circle through three points. */
    private double curvature(int i, int reach) {
        int a = wrap(i - reach);
        int b = wrap(i + reach);
        double ab = distance(a, i);
        double bc = distance(i, b);
        double ac = distance(a, b);
        if (ab < 0.1 || bc < 0.1 || ac < 0.1) {
            return 0;
        }
        double area = (x[i] - x[a]) * (z[b] - z[a]) - (x[b] - x[a]) * (z[i] - z[a]);
        return 2 * Math.abs(area) / (ab * bc * ac);
    }

    /** Points of the line, on a closed one in a lap. */
    int size() {
        return size;
    }

    /** The point nearest to a place among those around a point. */
    int nearest(double px, double py, double pz, int around, int back, int ahead) {
        int best = wrap(around);
        double least = Double.MAX_VALUE;
        for (int k = around - back; k <= around + ahead; k++) {
            int i = wrap(k);
            double dx = x[i] - px;
            double dy = y[i] - py;
            double dz = z[i] - pz;
            double square = dx * dx + dy * dy + dz * dz;
            if (square < least) {
                least = square;
                best = i;
            }
        }
        return best;
    }

    /** Horizontal distance in metres from a place to a point. */
    double distance(double px, double pz, int i) {
        return Math.sqrt((x[i] - px) * (x[i] - px) + (z[i] - pz) * (z[i] - pz));
    }

    /** The point so many metres behind another. */
    int ahead(int from, double metres) {
        int i = from;
        double left = metres;
        while (left > 0 && (closed || i < size - 1)) {
            left -= along[i + 1] - along[i];
            i = wrap(i + 1);
        }
        return i;
    }

    double x(int i) {
        return x[i];
    }

    double y(int i) {
        return y[i];
    }

    double z(int i) {
        return z[i];
    }

    /** Direction of an open line's end: x and z of a unit vector. */
    double[] direction(int i) {
        int to = wrap(i + 1);
        int from = to == i ? wrap(i - 1) : i;
        double length = Math.max(1e-6, distance(from, to));
        return new double[] {(x[to] - x[from]) / length, (z[to] - z[from]) / length};
    }

    boolean isEnd(int i) {
        return !closed && i >= size - 1;
    }

    /** The speed that is wanted at a point, m/s. */
    double speed(int i) {
        return speeds[i];
    }
}
