package tmnf.gbx.filter;

import java.nio.file.Path;

/**
 * Where a filter writes to. Each file appears complete or not at all, the list of kept tracks last.
 *
 * @param kept list of kept tracks; null: none
 * @param report one row a track; a name that ends in {@code .json} makes JSON, any other CSV; null: none
 * @param cleanReplays lines {@code track/replay} of the replays without respawns; null: none
 */
public record FilterOutputs(Path kept, Path report, Path cleanReplays) {

    public static final FilterOutputs NONE = new FilterOutputs(null, null, null);
}
