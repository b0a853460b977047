package tmnf.rl.collect;

import java.util.List;
import java.util.Objects;

import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Medals;
import tmnf.gbx.model.Vec3;

/**
 * A map to be raced on. {@link MapTargets} makes them.
 *
 * @param name short name, for statistics
 * @param map argument of the game's command {@code map}, without quotation marks
 * @param uid of the challenge, by which another one is noticed; empty if it is not known
 * @param line from the start to the finish, points as far apart as the observation's zones, in metres
 * @param checkpoints where the map's start, checkpoint and finish blocks are, for gating; none for no gating
 * @param medals times of the map's medals, for statistics
 */
public record MapTarget(String name, String map, String uid, ReferenceLine line, List<Vec3> checkpoints,
        Medals medals) {

    /** A map whose medals are not known. */
    public MapTarget(String name, String map, String uid, ReferenceLine line, List<Vec3> checkpoints) {
        this(name, map, uid, line, checkpoints, Medals.NONE);
    }

    /** Checks the names. */
    public MapTarget {
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(line, "line");
        Objects.requireNonNull(medals, "medals");
        checkpoints = List.copyOf(checkpoints);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a map needs a short name");
        }
        if (map.isBlank() || map.indexOf('"') >= 0 || map.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("the game takes no map called '" + map + "'");
        }
    }

    /** The same map under another short name. */
    public MapTarget withName(String shortName) {
        return new MapTarget(shortName, map, uid, line, checkpoints, medals);
    }
}
