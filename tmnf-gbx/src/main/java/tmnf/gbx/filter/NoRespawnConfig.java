package tmnf.gbx.filter;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What {@link NoRespawnFilter} is to do.
 *
 * @param replaysDir folder of {@code <track id>/*.replay.gbx}
 * @param onlyWithReplays drop tracks without replays (upstream style: without a folder)
 * @param top judge only the first N replays in the order of capture, 0: all
 * @param events control names that mean a respawn
 * @param listClean judge every replay and list the clean ones, instead of stopping at the first respawn
 */
public record NoRespawnConfig(
        Path replaysDir,
        boolean onlyWithReplays,
        int workers,
        FilterStyle style,
        ParseErrorPolicy onParseError,
        int top,
        List<String> events,
        boolean listClean) {

    public NoRespawnConfig {
        Objects.requireNonNull(replaysDir);
        Objects.requireNonNull(style);
        Objects.requireNonNull(onParseError);
        events = List.copyOf(events);
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
        if (top < 0) {
            throw new IllegalArgumentException("top: " + top);
        }
    }
}
