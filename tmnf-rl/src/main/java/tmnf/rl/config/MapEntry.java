package tmnf.rl.config;

/**
 * A map in the cycle.
 *
 * @param shortName as metrics and records name it
 * @param mapPath of the challenge, relative to the game's folder of challenges; where games are simulated
 *     also to the current directory, or the name of a built-in track
 * @param referenceLinePath of its reference line, relative to the folder of maps; empty for a built-in track
 * @param isExploration whether actions are drawn; else it is an evaluation
 * @param fillBuffer whether its races are learned from
 * @param repeat how many races in a row
 */
public record MapEntry(String shortName, String mapPath, String referenceLinePath,
        @Key("is_exploration") boolean isExploration, boolean fillBuffer, int repeat) {

    /** What an entry is before its keys are read. */
    static final MapEntry BLANK = new MapEntry("", "", "", true, true, 1);

    /** Takes the quotation marks away that upstream writes around a path. */
    public MapEntry {
        if (mapPath.length() > 1 && mapPath.startsWith("\"") && mapPath.endsWith("\"")) {
            mapPath = mapPath.substring(1, mapPath.length() - 1);
        }
    }
}
