package tmnf.exchange.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an exchange serves: an index of a folder as {@code tmnf download} leaves it, made once. Immutable;
 * later changes of the folder do not show, except in the content of the files.
 *
 * <pre>
 *   replays/&lt;track id&gt;/*.replay.gbx
 *   tracks/&lt;track id&gt;.Challenge.Gbx
 *   tracks.json                       optional: rows of tracks in the names of the API
 * </pre>
 */
public final class ExchangeData {

    private final List<ServedTrack> tracks;
    private final List<String> warnings;
    private final Map<Long, ServedTrack> tracksById = new HashMap<>();
    private final Map<Long, ServedReplay> replaysById = new HashMap<>();

    ExchangeData(List<ServedTrack> tracks, List<String> warnings) {
        this.tracks = tracks.stream().sorted(Comparator.comparingLong(ServedTrack::id)).toList();
        this.warnings = List.copyOf(warnings);
        for (ServedTrack track : this.tracks) {
            tracksById.put(track.id(), track);
            track.replays().forEach(replay -> replaysById.put(replay.id(), replay));
        }
    }

    /**
     * Reads the headers of all files below a folder.
     *
     * @throws ExchangeDataException when {@code tracks.json} is no list of tracks
     * @throws java.nio.file.NoSuchFileException when there is no such folder
     */
    public static ExchangeData read(Path folder) throws IOException {
        return new FolderIndex(folder).read();
    }

    /** By id. */
    public List<ServedTrack> tracks() {
        return tracks;
    }

    public Optional<ServedTrack> track(long id) {
        return Optional.ofNullable(tracksById.get(id));
    }

    public Optional<ServedReplay> replay(long id) {
        return Optional.ofNullable(replaysById.get(id));
    }

    /** Replays of all tracks, with those whose file is missing. */
    public int replayCount() {
        return replaysById.size();
    }

    /** What was left out of the index, and why. */
    public List<String> warnings() {
        return warnings;
    }
}
