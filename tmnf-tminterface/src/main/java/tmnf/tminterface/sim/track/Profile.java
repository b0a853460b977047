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

    /** The height at an offset between the outermost corners; the nearest corner's beyond them. */
    double heightAt(double offset) {
        Strip before = strips.get(0);
        for (Strip corner : strips) {
            if (corner.offset() >= offset) {
                double width = corner.offset() - before.offset();
                double share = width == 0 ? 0 : (offset - before.offset()) / width;
                return before.height() + (corner.height() - before.height()) * share;
            }
            before = corner;
        }
        return before.height();
    }

    int size() {
        return strips.size();
    }
}
