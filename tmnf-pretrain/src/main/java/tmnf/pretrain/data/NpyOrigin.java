package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.pretrain.data.FrameCacheException.Reason;

/**
 * What {@code cache_meta.json} says of the samples beside it.
 *
 * @param source folder of the dataset, on the machine that wrote them; empty: not said
 * @param validationFraction of which the split was made; -1: not said
 * @param seed of which the split was made; empty: not said
 * @param frames number of frames that the dataset had; empty: not said
 * @param tracks that alone take part; empty: all
 */
public record NpyOrigin(String source, double validationFraction, Optional<Long> seed, OptionalInt frames,
        Set<String> tracks) {

    private static final long MOST_BYTES = 1 << 20;

    /** Whether they were split as with these. */
    public boolean isSplitBy(double fraction, long drawnBy) {
        return validationFraction == fraction && seed.equals(Optional.of(drawnBy));
    }

    /**
     * Reads it; empty if there is none, as after an export that was interrupted.
     *
     * @throws FrameCacheException when it cannot be understood
     */
    public static Optional<NpyOrigin> read(Path folder) throws IOException {
        Path file = folder.resolve(NpyExport.META);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode meta = Files.size(file) > MOST_BYTES ? null
                    : new ObjectMapper().readTree(Files.readAllBytes(file));
            if (meta != null && meta.isObject()) {
                JsonNode frames = meta.path("source_signature").path("n_frame_files");
                Set<String> tracks = new TreeSet<>();
                meta.path("track_ids").forEach(track -> tracks.add(track.asText()));
                return Optional.of(new NpyOrigin(meta.path("source_data_dir").asText(),
                        meta.path("val_fraction").asDouble(-1), meta.path("seed").isIntegralNumber()
                                ? Optional.of(meta.path("seed").asLong()) : Optional.empty(),
                        frames.isInt() ? OptionalInt.of(frames.asInt()) : OptionalInt.empty(), tracks));
            }
        } catch (JacksonException e) {
            throw new FrameCacheException(Reason.BROKEN, file, "is no JSON: " + e.getOriginalMessage(),
                    "Remove it, or have it written again.", e);
        }
        throw new FrameCacheException(Reason.BROKEN, file, "is no JSON object",
                "Remove it, or have it written again.");
    }
}
