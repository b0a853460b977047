package tmnf.tminterface.sim.track;

/**
 * What a profile is swept along, in rows of points; between two rows lies a row of flat facets. Coordinates
 * are local to the block.
 */
sealed interface SweepPath {

    /** How many facets there are between the first row and the last. */
    int facets();

    /** The variable of heights in a row; on curves the number of the row. */
    double along(int row);

    /** The greatest value of the variable: the length of the block, or the number of facets of a curve. */
    double length();

    /**
     * The point of a row at an offset to the left and a height.
     *
     * @param at receives x, y and z
     */
    void point(int row, double offset, double height, double[] at);

    /** How far the row is along the path, 0 to 1. */
    default double fraction(int row) {
        return (double) row / facets();
    }

    /** Straight along +z, with rows wherever {@code rows} has them. */
    record Line(double x0, double[] rows) implements SweepPath {

        static Line even(double x0, double z0, double z1, int facets) {
            double[] rows = new double[facets + 1];
            for (int row = 0; row <= facets; row++) {
                rows[row] = z0 + (z1 - z0) * row / facets;
            }
            return new Line(x0, rows);
        }

        @Override
        public int facets() {
            return rows.length - 1;
        }

        @Override
        public double along(int row) {
            return rows[row];
        }

        @Override
        public double length() {
            return rows[rows.length - 1];
        }

        @Override
        public double fraction(int row) {
            return (rows[row] - rows[0]) / (length() - rows[0]);
        }

        @Override
        public void point(int row, double offset, double height, double[] at) {
            at[0] = x0 + offset;
            at[1] = height;
            at[2] = rows[row];
        }
    }

    /** About the point (cx, cz), from one angle to another; angles in degrees from +x towards +z. */
    record Arc(double cx, double cz, double radius, double from, double to, int facets) implements SweepPath {

        @Override
        public double along(int row) {
            return row;
        }

        @Override
        public double length() {
            return facets;
        }

        @Override
        public void point(int row, double offset, double height, double[] at) {
            double angle = StrictMath.toRadians(from + (to - from) * row / facets);
            // Towards greater angles, the left is the outside.
            double r = to > from ? radius + offset : radius - offset;
            at[0] = cx + r * StrictMath.cos(angle);
            at[1] = height;
            at[2] = cz + r * StrictMath.sin(angle);
        }
    }

    /**
     * Two equal arcs, the first to the left and the second back, from x = 16 to 16 + shift while z goes from
     * 0 to the length; {@code mirror}: to the right, within the same footprint.
     */
    record DoubleCurve(double length, double shift, boolean mirror, int facets) implements SweepPath {

        private static final double START = 16;

        @Override
        public double along(int row) {
            return row;
        }

        @Override
        public void point(int row, double offset, double height, double[] at) {
            double half = 2 * StrictMath.atan(shift / length);
            double radius = length / 2 / StrictMath.sin(half);
            double left = mirror ? -offset : offset;
            double share = 2.0 * row / facets;
            double x;
            double z;
            if (share <= 1) {
                double angle = half * share;
                x = START + radius - (radius - left) * StrictMath.cos(angle);
                z = (radius - left) * StrictMath.sin(angle);
            } else {
                double angle = half * (2 - share);
                x = START + shift - radius + (radius + left) * StrictMath.cos(angle);
                z = length - (radius + left) * StrictMath.sin(angle);
            }
            at[0] = mirror ? shift + 2 * START - x : x;
            at[1] = height;
            at[2] = z;
        }
    }

    /**
     * The inside of a cylinder whose axis is parallel to x, at y = vc and z = wc. Angles in degrees from the
     * floor; {@code flip}: towards smaller z, and drawn from its end.
     *
     * @param x0 middle of the lane at the first angle
     * @param x1 middle of the lane at the last angle
     */
    record Cylinder(double vc, double wc, double radius, double from, double to, int facets, boolean flip,
            double x0, double x1) implements SweepPath {

        @Override
        public double along(int row) {
            return row;
        }

        @Override
        public double length() {
            return facets;
        }

        @Override
        public void point(int row, double offset, double height, double[] at) {
            double share = (double) (flip ? facets - row : row) / facets;
            double angle = StrictMath.toRadians(from + (to - from) * share);
            double r = radius - height;
            at[0] = x0 + (x1 - x0) * share + offset;
            at[1] = vc - r * StrictMath.cos(angle);
            at[2] = wc + (flip ? -r : r) * StrictMath.sin(angle);
        }
    }

    /** Upright at z = w, from y = h down to 0, facing +z. */
    record Wall(double w, double h) implements SweepPath {

        private static final double MIDDLE = 16;

        @Override
        public int facets() {
            return 1;
        }

        @Override
        public double along(int row) {
            return row;
        }

        @Override
        public double length() {
            return 1;
        }

        @Override
        public void point(int row, double offset, double height, double[] at) {
            at[0] = MIDDLE + offset;
            at[1] = row == 0 ? h : 0;
            at[2] = w + height;
        }
    }
}
