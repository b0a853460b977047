package tmnf.gbx.model;

import java.util.Objects;

/**
 * One block of a challenge.
 *
 * @param name such as {@code StadiumRoadMainStartLine}
 * @param flags as stored: 0x1000 on the ground, 0x8000 has author and skin, low bits the connection variant
 * @param author author of a custom block's skin, empty without {@code flags & 0x8000}
 * @param skin text of the block's skin, or null when it has none
 */
public record Block(
        String name, Direction direction, BlockCoord coord, int flags, String author, BlockSkin skin) {

    private static final int HAS_SKIN = 0x8000;
    private static final int ON_GROUND = 0x1000;

    public Block {
        Objects.requireNonNull(name);
        Objects.requireNonNull(direction);
        Objects.requireNonNull(coord);
        Objects.requireNonNull(author);
    }

    /** A plain block without a skin. */
    public static Block of(String name, Direction direction, BlockCoord coord) {
        return new Block(name, direction, coord, ON_GROUND, "", null);
    }

    /** Whether author and skin are stored with the block. */
    public boolean carriesSkin() {
        return (flags & HAS_SKIN) != 0;
    }

    /** A start, or the start and finish of a lap race. Names such as {@code ...LoopStart} are plain road. */
    public boolean isStart() {
        return name.contains("StartLine") || name.contains("StartFinish");
    }

    public boolean isFinish() {
        return name.contains("FinishLine") || name.contains("StartFinish");
    }

    public boolean isCheckpoint() {
        return name.contains("Checkpoint");
    }
}
