package tmnf.gbx.filter;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * What {@link FixNames} is to do.
 *
 * @param replaysDir folder of the tracks' folders
 * @param dropDuplicates delete a file whose new name is taken by one with the same bytes
 * @param recursive also look into folders below a track's folder
 * @param tracks ids of the tracks to look at; empty: all
 */
public record FixNamesConfig(
        Path replaysDir, NameStyle style, ConflictPolicy onConflict, boolean dropDuplicates,
        boolean recursive, Set<String> tracks) {

    public FixNamesConfig {
        Objects.requireNonNull(replaysDir);
        Objects.requireNonNull(style);
        Objects.requireNonNull(onConflict);
        tracks = Set.copyOf(tracks);
    }
}
