package tmnf.tminterface.sim.track;

/** What is added to a profile's height along its path, metres. */
sealed interface HeightCurve {

    /**
     * The height.
     *
     * @param s the path's variable, 0 to {@code length}
     * @param z the point's own z
     */
    double at(double s, double length, double z);

    /** Even from one height to another. */
    record Even(double from, double to) implements HeightCurve {
        @Override
        public double at(double s, double length, double z) {
            return from + (to - from) * s / length;
        }
    }

    /** Begins flat at {@code from} and rises on a circle. */
    record ArcStart(double radius, double from) implements HeightCurve {
        @Override
        public double at(double s, double length, double z) {
            return from + radius - Math.sqrt(radius * radius - s * s);
        }
    }

    /** Rises on a circle and ends flat at {@code to}. */
    record ArcEnd(double radius, double to) implements HeightCurve {
        @Override
        public double at(double s, double length, double z) {
            double rest = length - s;
            return to - radius + Math.sqrt(radius * radius - rest * rest);
        }
    }

    /** Half a wave of a cosine from one height to another, flat at both ends. */
    record Wave(double from, double to) implements HeightCurve {
        @Override
        public double at(double s, double length, double z) {
            return from + (to - from) * (1 - StrictMath.cos(Math.PI * s / length)) / 2;
        }
    }

    /** A polynomial in the variable, the constant first. */
    record Polynomial(double[] coefficients) implements HeightCurve {
        @Override
        public double at(double s, double length, double z) {
            double value = 0;
            for (int i = coefficients.length - 1; i >= 0; i--) {
                value = value * s + coefficients[i];
            }
            return value;
        }
    }

    /** Falls from z = 0 on a circle and is flat from {@code z0} on. */
    record Ramp(double radius, double z0) implements HeightCurve {
        @Override
        public double at(double s, double length, double z) {
            double rest = Math.max(0, z0 - s);
            return radius - Math.sqrt(radius * radius - rest * rest);
        }
    }

    /** Measured heights. */
    record Measured(Table table) implements HeightCurve {
        @Override
        public double at(double s, double length, double z) {
            return table.at(s);
        }
    }

    /** Rises with the z of each point, whatever way the path takes. */
    record SlopeInZ(double slope) implements HeightCurve {
        @Override
        public double at(double s, double length, double z) {
            return slope * z;
        }
    }
}
