package tmnf.tminterface.sim.render;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the places of a road are from its middle, for the wear that the {@link Shader} paints on it: nodes
 * one metre apart in tiles, one storey of 8 m above the other. Made of the line along the middle where one is
 * known, else of the borders. Immutable once built.
 */
final class WearField {

    /** How far the middle of a road is from its border, metres: as far as on a stadium road. */
    static final float REACH = 10.4f;

    private static final int TILE = 32;
    private static final int SIDE = TILE + 1;
    private static final float STOREY = 8;
    /** What lies this close to the next storey counts in both. */
    private static final float OVERLAP = 2;
    /** Roads and platforms lie at or a little above multiples of 8 m: not where storeys meet. */
    private static final float BELOW_FLOORS = 3;
    private static final float STEPS_PER_METRE = 255 / REACH;
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

    /** Gathers pieces of borders, or of the middle. */
    static final class Builder {

        private final Map<Key, byte[]> tiles = new HashMap<>();
        private final boolean ofMiddle;

        Builder(boolean ofMiddle) {
            this.ofMiddle = ofMiddle;
        }

        /** A straight piece, so short that it has one height. */
        void add(float x0, float z0, float x1, float z1, float y) {
            if (!(Math.abs(x0) + Math.abs(z0) + Math.abs(y) < MOST_METRES)) {
                return;
            }
            int fromX = tile(Math.min(x0, x1) - REACH - 1);
            int toX = tile(Math.max(x0, x1) + REACH);
            int fromZ = tile(Math.min(z0, z1) - REACH - 1);
            int toZ = tile(Math.max(z0, z1) + REACH);
            for (int storey = storey(y - OVERLAP); storey <= storey(y + OVERLAP); storey++) {
                for (int x = fromX; x <= toX; x++) {
                    for (int z = fromZ; z <= toZ; z++) {
                        near(new Key(x, storey, z), x0, z0, x1, z1);
                    }
                }
            }
        }

        private void near(Key key, float x0, float z0, float x1, float z1) {
            byte[] nodes = tiles.computeIfAbsent(key, place -> new byte[SIDE * SIDE]);
            int left = key.x * TILE;
            int back = key.z * TILE;
            int fromX = Math.max(0, (int) (Math.min(x0, x1) - REACH) - left - 1);
            int toX = Math.min(TILE, (int) (Math.max(x0, x1) + REACH) - left + 1);
            int fromZ = Math.max(0, (int) (Math.min(z0, z1) - REACH) - back - 1);
            int toZ = Math.min(TILE, (int) (Math.max(z0, z1) + REACH) - back + 1);
            for (int x = fromX; x <= toX; x++) {
                for (int z = fromZ; z <= toZ; z++) {
                    float distance = distance(left + x, back + z, x0, z0, x1, z1);
                    // Stored as what is missing to the reach, so that a new tile is far from everything.
                    int near = Math.round((REACH - Math.min(REACH, distance)) * STEPS_PER_METRE);
                    int at = z * SIDE + x;
                    nodes[at] = (byte) Math.max(near, nodes[at] & 0xFF);
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

    /** From 0 in the middle of a road to 255 at its border. */
    int offset(float x, float y, float z) {
        int near = nearness(x, y, z);
        return ofMiddle ? 255 - near : near;
    }

    private int nearness(float x, float y, float z) {
        int tileX = tile(x) - lowX;
        int tileY = storey(y) - lowY;
        int tileZ = tile(z) - lowZ;
        if (tileX < 0 || tileX >= countX || tileY < 0 || tileY >= countY || tileZ < 0 || tileZ >= countZ) {
            return 0;
        }
        byte[] nodes = tiles[index(tileX, tileY, tileZ)];
        if (nodes == null) {
            return 0;
        }
        float inX = x - (tileX + lowX) * TILE;
        float inZ = z - (tileZ + lowZ) * TILE;
        int column = Math.max(0, Math.min(TILE - 1, (int) inX));
        int row = Math.max(0, Math.min(TILE - 1, (int) inZ));
        int at = row * SIDE + column;
        float shareX = inX - column;
        float low = between(nodes, at, shareX);
        float high = between(nodes, at + SIDE, shareX);
        return (int) (low + (high - low) * (inZ - row));
    }

    private static float between(byte[] nodes, int at, float share) {
        int from = nodes[at] & 0xFF;
        return from + ((nodes[at + 1] & 0xFF) - from) * share;
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
