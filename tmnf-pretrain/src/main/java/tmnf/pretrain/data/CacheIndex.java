package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.gbx.file.AtomicFile;
import tmnf.pretrain.data.FrameCacheException.Reason;

/**
 * What lies beside the frames of a cache.
 *
 * <pre>
 * cache.json   format, version, height, width, frames, signature, source, unreadable, build
 * index.json   build, replays: [{track, replay, first, count, content}],
 *              unreadable: [{frame, file, reason}]
 * </pre>
 *
 * @param height of the frames, pixels
 * @param width of the frames, pixels
 * @param frames number of frames
 * @param signature of the dataset
 * @param source folder of the dataset, for people
 * @param build an id that both files have: they were written together
 * @param replays in order of their frames
 * @param unreadable in order of their frames
 * @param contents for each replay a hash of what was decoded; empty: an earlier version did not write it
 */
record CacheIndex(int height, int width, int frames, String signature, String source, String build,
        List<ReplayFrames> replays, List<UnreadableFrame> unreadable, List<String> contents) {

    static final String PIXELS = "frames.u8";
    static final String INDEX = "index.json";
    static final String HEAD = "cache.json";
    static final String ADVICE = "Remove the folder; the cache is then built again.";

    private static final String FORMAT = "tmnf frames";
    /** Goes up when the same picture would give other pixels. */
    private static final int VERSION = 1;
    private static final long MOST_BYTES = 1 << 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Bytes of a frame. */
    int frameLength() {
        return height * width;
    }

    void write(Path folder) throws IOException {
        List<Map<String, Object>> places = new ArrayList<>();
        for (int i = 0; i < replays.size(); i++) {
            ReplayFrames replay = replays.get(i);
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("track", replay.track());
            place.put("replay", replay.replay());
            place.put("first", replay.first());
            place.put("count", replay.count());
            if (!contents.isEmpty()) {
                place.put("content", contents.get(i));
            }
            places.add(place);
        }
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("build", build);
        index.put("replays", places);
        index.put("unreadable", unreadable);
        AtomicFile.write(folder.resolve(INDEX), JSON.writeValueAsBytes(index));
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("format", FORMAT);
        head.put("version", VERSION);
        head.put("height", height);
        head.put("width", width);
        head.put("frames", frames);
        head.put("signature", signature);
        head.put("source", source);
        head.put("unreadable", unreadable.size());
        head.put("build", build);
        AtomicFile.write(folder.resolve(HEAD), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(head));
    }

    /**
     * Whether frames are left out of which only the reading failed: earlier versions did not tell that, whose
     * reason has the name of an exception of Java, from pictures that are damaged. They may be whole.
     */
    boolean lacksWhatWasNotRead() {
        return unreadable.stream().anyMatch(frame -> frame.reason().startsWith("java."));
    }

    /** Whether the folder still has the same cache. */
    boolean isStillIn(Path folder) throws IOException {
        return json(folder.resolve(HEAD)).path("build").asText().equals(build);
    }

    static CacheIndex read(Path folder) throws IOException {
        Path file = folder.resolve(HEAD);
        JsonNode head = json(file);
        if (!head.path("format").asText().equals(FORMAT) || head.path("version").asInt() != VERSION) {
            throw broken(file, "is of another format or version");
        }
        JsonNode index = json(folder.resolve(INDEX));
        String build = head.path("build").asText();
        if (build.isEmpty() || !index.path("build").asText().equals(build)) {
            throw broken(file, "and " + INDEX + " were not written together");
        }
        int frames = number(file, head, "frames");
        int height = number(file, head, "height");
        int width = number(file, head, "width");
        if (height < 1 || width < 1 || (long) height * width > FrameBytes.SLICE) {
            throw broken(file, "has frames of " + height + " rows of " + width + " pixels");
        }
        file = folder.resolve(INDEX);
        List<UnreadableFrame> unreadable = unreadable(file, index, frames);
        return new CacheIndex(height, width, frames, head.path("signature").asText(),
                head.path("source").asText(), build, replays(file, index, frames, unreadable), unreadable,
                contents(index));
    }

    private static List<String> contents(JsonNode index) {
        List<String> contents = new ArrayList<>();
        index.path("replays").forEach(each -> contents.add(each.path("content").asText()));
        return contents.contains("") ? List.of() : contents;
    }

    private static List<UnreadableFrame> unreadable(Path file, JsonNode index,
            int frames) throws IOException {
        List<UnreadableFrame> unreadable = new ArrayList<>();
        for (JsonNode each : index.path("unreadable")) {
            int frame = number(file, each, "frame");
            if (frame >= frames) {
                throw broken(file, "has a frame " + frame + " of " + frames);
            }
            unreadable.add(
                    new UnreadableFrame(frame, each.path("file").asText(), each.path("reason").asText()));
        }
        return unreadable;
    }

    private static List<ReplayFrames> replays(Path file, JsonNode index, int frames,
            List<UnreadableFrame> unreadable) throws IOException {
        BitSet left = new BitSet();
        unreadable.forEach(each -> left.set(each.frame()));
        List<ReplayFrames> replays = new ArrayList<>();
        int next = 0;
        for (JsonNode each : index.path("replays")) {
            int count = number(file, each, "count");
            if (number(file, each, "first") != next || count < 1 || count > frames - next) {
                throw broken(file, "has a replay that does not begin where the last one ends");
            }
            replays.add(new ReplayFrames(each.path("track").asText(), each.path("replay").asText(), next,
                    count,
                    left.get(next, next + count)));
            next += count;
        }
        if (next != frames || frames == 0) {
            throw broken(file, "has " + next + " of " + frames + " frames");
        }
        return replays;
    }

    private static int number(Path file, JsonNode object, String key) throws FrameCacheException {
        JsonNode value = object.path(key);
        if (!value.isInt() || value.asInt() < 0) {
            throw broken(file, "has no number \"" + key + "\"");
        }
        return value.asInt();
    }

    private static JsonNode json(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FrameCacheException(Reason.MISSING, file, "does not exist",
                    "Name a folder with decoded frames, or have them decoded.");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw broken(file, "is larger than 1 GiB");
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new FrameCacheException(Reason.BROKEN, file, "is no JSON", ADVICE, e);
        }
    }

    static FrameCacheException broken(Path file, String rule) {
        return new FrameCacheException(Reason.BROKEN, file, rule, ADVICE);
    }
}
