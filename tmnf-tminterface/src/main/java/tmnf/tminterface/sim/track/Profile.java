package tmnf.tminterface.sim.track;

import java.util.List;

/**
 * A cross-section that is swept along a path.
 *
 * @param strips its corners from right to left, at least two
 */
record Profile(String name, List<Strip> strips) {

    /**
     * A corner, and the strip from it to the next one.
     *
     * @param offset metres to the left of the path
     * @param height metres
     * @param material of the strip to the next corner; that of the last corner means nothing
     */
    record Strip(double offset, double height, int material) {}

    Profile {
        strips = List.copyOf(strips);
    }

    int size() {
        return strips.size();
    }
}
