package tmnf.tminterface.sim.track;

/** Bounds of points whose coordinates stand one after the other in an array. */
final class Corners {

    private Corners() {}

    /** The least of an axis' coordinates; infinite without points. */
    static double least(double[] coordinates, int axis, int axes) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = axis; i < coordinates.length; i += axes) {
            least = Math.min(least, coordinates[i]);
        }
        return least;
    }

    /** The greatest of an axis' coordinates; minus infinite without points. */
    static double greatest(double[] coordinates, int axis, int axes) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = axis; i < coordinates.length; i += axes) {
            greatest = Math.max(greatest, coordinates[i]);
        }
        return greatest;
    }
}
