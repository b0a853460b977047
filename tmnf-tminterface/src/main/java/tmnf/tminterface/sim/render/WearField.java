package tmnf.tminterface.sim.render;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the places of a road are from its middle, and which way it runs there, for the wear that the
 * {@link Shader} paints on it: nodes one metre apart in tiles, one storey of 8 m above the other. Made of the
 * line along the middle where one is known, else of the borders. Immutable once built.
 */
final class WearField {

    /** How far the middle of a road is from its border, metres: as far as on a stadium road. */
    private static final float FROM_BORDER = 10.4f;
    /** How far from a known middle it counts, metres: as far as a platform goes, where corners are cut. */
    private static final float FROM_MIDDLE = 16;

    private static final int TILE = 32;
    private static final int SIDE = TILE + 1;
    /** Bytes of a node: the nearness, and of twice the road's heading the cosine and the sine. */
    private static final int NODE = 3;
    private static final int ROW = NODE * SIDE;
    private static final float FULL = 127;
    private static final float STOREY = 8;
    /** What lies this close to the next storey counts in both. */
    private static final float OVERLAP = 2;
    /** Roads and platforms lie at or a little above multiples of 8 m: not where storeys meet. */
    private static final float BELOW_FLOORS = 3;
    private static final int MOST_TILES = 1 << 22;
    private static final float MOST_METRES = 1 << 20;

    private final int lowX;
    private final int lowY;
    private final int lowZ;
    private final int countX;
    private final int countY;
    private final int countZ;
    private final byte[][] tiles;
    private final boolean ofMiddle;

    private record Key(int x, int y, int z) {}

    /** What the field says about a place; filled anew for each. */
    static final class Place {

        /** From 0 in the middle of a road to 255 at its border. */
        int offset;
        private float cosine;
        private float sine;

        /**
         * How much a look runs across the road: 0 along it, in either direction, to 1 from the side; 0 too
         * where there is no road.
         *
         * @param lookX the look's direction, of any length
         */
        float across(float lookX, float lookZ) {
            float xx = lookX * lookX;
            float zz = lookZ * lookZ;
            float sum = xx + zz;
            if (!(sum > 0)) {
                return 0;
            }
            // Twice the angle, so that both directions of the road are the same.
            float length = (float) Math.sqrt(cosine * cosine + sine * sine);
            return (length - (cosine * (zz - xx) + sine * 2 * lookX * lookZ) / sum) * (0.5f / FULL);
        }
    }

    /** Gathers pieces of borders, or of the middle. */
    static final class Builder {

        private final Map<Key, byte[]> tiles = new HashMap<>();
        private final boolean ofMiddle;
        private final float reach;

        Builder(boolean ofMiddle) {
            this.ofMiddle = ofMiddle;
            this.reach = ofMiddle ? FROM_MIDDLE : FROM_BORDER;
        }

        /** A straight piece, so short that it has one height. */
        void add(float x0, float z0, float x1, float z1, float y) {
            if (!(Math.abs(x0) + Math.abs(z0) + Math.abs(y) < MOST_METRES)) {
                return;
            }
            int fromX = tile(Math.min(x0, x1) - reach - 1);
            int toX = tile(Math.max(x0, x1) + reach);
            int fromZ = tile(Math.min(z0, z1) - reach - 1);
            int toZ = tile(Math.max(z0, z1) + reach);
            for (int storey = storey(y - OVERLAP); storey <= storey(y + OVERLAP); storey++) {
                for (int x = fromX; x <= toX; x++) {
                    for (int z = fromZ; z <= toZ; z++) {
                        near(new Key(x, storey, z), x0, z0, x1, z1);
                    }
                }
            }
        }

        private void near(Key key, float x0, float z0, float x1, float z1) {
            byte[] nodes = tiles.computeIfAbsent(key, place -> new byte[ROW * SIDE]);
            float dx = x1 - x0;
            float dz = z1 - z0;
            float square = Math.max(Float.MIN_NORMAL, dx * dx + dz * dz);
            byte cosine = (byte) Math.round(FULL * (dz * dz - dx * dx) / square);
            byte sine = (byte) Math.round(FULL * 2 * dx * dz / square);
            int left = key.x * TILE;
            int back = key.z * TILE;
            int fromX = Math.max(0, (int) (Math.min(x0, x1) - reach) - left - 1);
            int toX = Math.min(TILE, (int) (Math.max(x0, x1) + reach) - left + 1);
            int fromZ = Math.max(0, (int) (Math.min(z0, z1) - reach) - back - 1);
            int toZ = Math.min(TILE, (int) (Math.max(z0, z1) + reach) - back + 1);
            for (int x = fromX; x <= toX; x++) {
                for (int z = fromZ; z <= toZ; z++) {
                    float distance = distance(left + x, back + z, x0, z0, x1, z1);
                    // Stored as what is missing to the reach, so that a new tile is far from everything.
                    int near = Math.round((reach - Math.min(reach, distance)) * (255 / reach));
                    int at = z * ROW + x * NODE;
                    if (near > (nodes[at] & 0xFF)) {
                        nodes[at] = (byte) near;
                        nodes[at + 1] = cosine;
                        nodes[at + 2] = sine;
                    }
                }
            }
        }

        private static float distance(float x, float z, float x0, float z0, float x1, float z1) {
            float dx = x1 - x0;
            float dz = z1 - z0;
            float square = dx * dx + dz * dz;
            float share = square == 0 ? 0 : ((x - x0) * dx + (z - z0) * dz) / square;
            share = Math.max(0, Math.min(1, share));
            float toX = x0 + share * dx - x;
            float toZ = z0 + share * dz - z;
            return (float) Math.sqrt(toX * toX + toZ * toZ);
        }

        /** The field; an empty one if the world is so large that its tiles can't be listed. */
        WearField build() {
            return new WearField(tiles, ofMiddle);
        }
    }

    private WearField(Map<Key, byte[]> built, boolean ofMiddle) {
        this.ofMiddle = ofMiddle;
        int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] high = {Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
        for (Key key : built.keySet()) {
            int[] at = {key.x, key.y, key.z};
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], at[axis]);
                high[axis] = Math.max(high[axis], at[axis]);
            }
        }
        long all = built.isEmpty()
                ? 0
                : (high[0] - low[0] + 1L) * (high[1] - low[1] + 1L) * (high[2] - low[2] + 1L);
        boolean listed = all > 0 && all <= MOST_TILES;
        lowX = listed ? low[0] : 0;
        lowY = listed ? low[1] : 0;
        lowZ = listed ? low[2] : 0;
        countX = listed ? high[0] - lowX + 1 : 0;
        countY = listed ? high[1] - lowY + 1 : 0;
        countZ = listed ? high[2] - lowZ + 1 : 0;
        tiles = new byte[countX * countY * countZ][];
        if (listed) {
            built.forEach((key, nodes) -> tiles[index(key.x - lowX, key.y - lowY, key.z - lowZ)] = nodes);
        }
    }

    private int index(int x, int y, int z) {
        return (y * countZ + z) * countX + x;
    }

    /** Whether the middle is known; else everything but roads has no place on it. */
    boolean isOfMiddle() {
        return ofMiddle;
    }

    /** Puts what is known of a place into an object. */
    void look(float x, float y, float z, Place place) {
        byte[] nodes = nodes(x, y, z);
        if (nodes == null) {
            place.offset = ofMiddle ? 255 : 0;
            place.cosine = 0;
            place.sine = 0;
            return;
        }
        float inX = x - tile(x) * TILE;
        float inZ = z - tile(z) * TILE;
        int column = Math.max(0, Math.min(TILE - 1, (int) inX));
        int row = Math.max(0, Math.min(TILE - 1, (int) inZ));
        float shareX = inX - column;
        float shareZ = inZ - row;
        int at = row * ROW + column * NODE;
        float low = between(nodes[at] & 0xFF, nodes[at + NODE] & 0xFF, shareX);
        float high = between(nodes[at + ROW] & 0xFF, nodes[at + ROW + NODE] & 0xFF, shareX);
        int near = (int) between(low, high, shareZ);
        place.offset = ofMiddle ? 255 - near : near;
        place.cosine = signed(nodes, at + 1, shareX, shareZ);
        place.sine = signed(nodes, at + 2, shareX, shareZ);
    }

    /** The tile of a place; null where there is none. */
    private byte[] nodes(float x, float y, float z) {
        int tileX = tile(x) - lowX;
        int tileY = storey(y) - lowY;
        int tileZ = tile(z) - lowZ;
        boolean inside = tileX >= 0 && tileX < countX && tileY >= 0 && tileY < countY && tileZ >= 0
                && tileZ < countZ;
        return inside ? tiles[index(tileX, tileY, tileZ)] : null;
    }

    private static float signed(byte[] nodes, int at, float shareX, float shareZ) {
        float low = between(nodes[at], nodes[at + NODE], shareX);
        float high = between(nodes[at + ROW], nodes[at + ROW + NODE], shareX);
        return between(low, high, shareZ);
    }

    private static float between(float from, float to, float share) {
        return from + (to - from) * share;
    }

    private static int tile(float metres) {
        return floor(metres * (1f / TILE));
    }

    private static int storey(float metres) {
        return floor((metres + BELOW_FLOORS) * (1f / STOREY));
    }

    private static int floor(float value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }
}
