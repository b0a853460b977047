package tmnf.tminterface.sim.render;

/**
 * A part of a track's surfaces in levels of detail, the fullest first. Wide is one that holds triangles
 * larger than a tile: it has one level only, and is drawn at any distance.
 */
record Tile(Shape[] levels, boolean isWide) {

    /** The least distance at which detail is left out, metres: it must not come and go beside the car. */
    private static final float NEAR_DETAIL = 40;

    Shape level(int index) {
        return levels[index];
    }

    float[] box() {
        return levels[0].box();
    }

    /** The level for a distance; {@code metresPerDetail} metres away a metre is the smallest detail shown. */
    Shape at(float distance, float metresPerDetail) {
        int level = 0;
        while (level + 1 < levels.length
                && distance > Math.max(NEAR_DETAIL, TileCutter.DETAIL[level + 1] * metresPerDetail)) {
            level++;
        }
        return levels[level];
    }
}
