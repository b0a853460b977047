package tmnf.gbx.filter;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tmnf.gbx.model.MapType;

/**
 * What {@link MapTypeFilter} is to do.
 *
 * @param tracksDir folder of the challenge files, see {@link ChallengeFiles}
 * @param onlyWithMaps drop tracks without a challenge file
 * @param environments accepted environments; ignored in upstream style
 * @param mapTypes accepted play modes; ignored in upstream style
 * @param maxIntroMs longest accepted intro, {@link #ANY_INTRO} for any; ignored in upstream style
 */
public record MapTypeConfig(
        Path tracksDir,
        boolean onlyWithMaps,
        int workers,
        FilterStyle style,
        ParseErrorPolicy onParseError,
        List<String> environments,
        Set<MapType> mapTypes,
        int maxIntroMs) {

    public static final int ANY_INTRO = -1;

    public MapTypeConfig {
        Objects.requireNonNull(tracksDir);
        Objects.requireNonNull(style);
        Objects.requireNonNull(onParseError);
        environments = List.copyOf(environments);
        mapTypes = Set.copyOf(mapTypes);
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
        if (maxIntroMs < ANY_INTRO) {
            throw new IllegalArgumentException("longest intro in ms: " + maxIntroMs);
        }
    }
}
