package tmnf.gbx.container;

/**
 * Class ids of the engine, under its own names, and the old numbers that stand for them. A chunk id is a
 * class id plus the number of the chunk in its low 12 bits. Source: gbx-format note, section 2.3.
 */
public final class ClassIds {

    public static final int CGameCtnChallenge = 0x03043000;
    public static final int CGameCtnReplayRecord = 0x03093000;
    public static final int CGameCtnGhost = 0x03092000;
    public static final int CGameGhost = 0x0303F000;
    public static final int CGameCtnChallengeParameters = 0x0305B000;
    public static final int CGameCtnCollectorList = 0x0301B000;
    public static final int CGameCtnBlockSkin = 0x03059000;
    public static final int CGameCtnMediaClip = 0x03079000;
    public static final int CGameCtnMediaTrack = 0x03078000;
    public static final int CGameCtnMediaClipGroup = 0x0307A000;

    private static final int CHUNK_BITS = 0xFFF;

    private ClassIds() {}

    /** The present number of a class or chunk id that may be written with an old one. */
    public static int normalise(int id) {
        int chunk = id & CHUNK_BITS;
        return switch (id & ~CHUNK_BITS) {
            case 0x24003000 -> CGameCtnChallenge | chunk;
            case 0x2403F000, 0x2407E000 -> CGameCtnReplayRecord | chunk;
            case 0x2401B000 -> CGameCtnGhost | chunk;
            case 0x2400C000 -> CGameCtnChallengeParameters | chunk;
            case 0x2403C000 -> CGameCtnCollectorList | chunk;
            case 0x2403A000 -> CGameCtnBlockSkin | chunk;
            // MediaTracker ids of TM United 1.x, from a replay of that game.
            case 0x24076000 -> CGameCtnMediaClip | chunk;
            case 0x24061000, 0x24062000 -> CGameCtnMediaTrack | chunk;
            case 0x2406D000 -> 0x03084000 | chunk;
            case 0x24066000 -> 0x03085000 | chunk;
            default -> id;
        };
    }

    /** {@code 0x03043000}. */
    public static String format(int id) {
        return String.format("0x%08X", id);
    }
}
