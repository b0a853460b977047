package tmnf.tminterface.sim.track;

/**
 * One surface of a block: a profile swept along a path.
 *
 * @param roadMaterial takes the place of asphalt and dirt; {@link #AS_PROFILE}: nothing does
 * @param tilt null: not tilted
 * @param bank null: not banked
 * @param scale of the profile's heights by z; null: 1
 */
record Part(
        Profile profile, SweepPath path, HeightCurve height, int roadMaterial, Tilt tilt, Bank bank,
        Table scale) {

    static final int AS_PROFILE = -1;
    static final int ASPHALT = 16;
    static final int DIRT = 6;

    /** Sideways slope about an offset, changing smoothly along the path from {@code t0} to {@code t1}. */
    record Tilt(double pivot, double t0, double t1) {
        double at(double fraction, double offset) {
            double smooth = fraction * fraction * (3 - 2 * fraction);
            return (t0 + (t1 - t0) * smooth) * (offset - pivot);
        }
    }

    /** Height that swells and ebbs along a curve, with a share for each metre to the left. */
    record Bank(double middle, double perMetre) {
        double at(double fraction, double offset) {
            return (middle + perMetre * offset) * StrictMath.sin(Math.PI * fraction);
        }
    }

    /** A corner of the surface, local to the block. */
    void point(int row, int strip, double[] at) {
        Profile.Strip corner = profile.strips().get(strip);
        point(row, corner.offset(), corner.height(), at);
    }

    /** Any point of a row, local to the block: {@code height} is that of the profile at the offset. */
    void point(int row, double offset, double height, double[] at) {
        double s = path.along(row);
        double y = scale == null ? height : height * scale.at(s);
        path.point(row, offset, 0, at);
        y += this.height.at(s, path.length(), at[2]);
        if (tilt != null) {
            y += tilt.at(path.fraction(row), offset);
        }
        if (bank != null) {
            y += bank.at(path.fraction(row), offset);
        }
        path.point(row, offset, y, at);
    }

    /** The material of the strip that begins at a corner. */
    int material(int strip) {
        int own = profile.strips().get(strip).material();
        return roadMaterial != AS_PROFILE && (own == ASPHALT || own == DIRT) ? roadMaterial : own;
    }
}
