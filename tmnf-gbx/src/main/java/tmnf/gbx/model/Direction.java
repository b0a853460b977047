package tmnf.gbx.model;

/** Which way a block faces, in the order in which the file numbers them. */
public enum Direction {
    NORTH,
    EAST,
    SOUTH,
    WEST;

    private static final Direction[] ALL = values();

    /** The direction of a stored byte; the game only uses 0 to 3, other bits are dropped. */
    public static Direction of(int stored) {
        return ALL[stored & 3];
    }
}
