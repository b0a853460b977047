package tmnf.pretrain.label;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.gbx.file.FileTrees;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.Signature;

/**
 * The file of an {@link ObservationTable}, {@code observations-<begin of the signature>.f32}.
 *
 * <pre>
 * 0   8 bytes   "TMNFOBS1"
 * 8   int32     frames, little-endian as all
 * 12  int32     numbers of each
 * 16  int64     where the tail begins, which goes to the end
 * 64  float32   the numbers, frame after frame
 *     tail      JSON: signature, missing: [[from, until], ...], problems
 * </pre>
 */
final class ObservationFile {

    static final int HEAD = 64;

    private static final long MAGIC = ByteBuffer.wrap("TMNFOBS1".getBytes(
            StandardCharsets.US_ASCII)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    private static final String PREFIX = "observations-";
    private static final String ENDING = ".f32";
    private static final String STAGING = ".observations.building";
    private static final int NAME_DIGITS = 16;
    private static final long MOST_TAIL = 1 << 28;
    private static final int MOST_PROBLEMS = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final FrameTree tree;
    private final int size;
    private final String signature;

    ObservationFile(Path folder, FrameTree tree, ObservationSettings settings) throws IOException {
        this.folder = folder;
        this.tree = tree;
        size = settings.layout().size();
        signature = tree.signature() + "/" + manifests(tree) + "/" + settings.signature();
    }

    /** The frames' signature says nothing of the files that tell of states. */
    static String manifests(FrameTree tree) throws IOException {
        Signature of = new Signature();
        for (FrameTree.Replay replay : tree.replays()) {
            TreeMap<String, BasicFileAttributes> files = new TreeMap<>();
            for (String name : List.of("manifest.json", CaptureMetadata.FILE)) {
                Path file = replay.folder().resolve(name);
                if (Files.isRegularFile(file)) {
                    files.put(name, Files.readAttributes(file, BasicFileAttributes.class));
                }
            }
            of.add(replay.track(), replay.name(), files);
        }
        return of.hex();
    }

    static boolean isOne(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(ENDING) || name.equals(STAGING);
    }

    Path file() {
        Signature name = new Signature();
        name.add(signature, "", new TreeMap<>());
        return folder.resolve(PREFIX + name.hex().substring(0, NAME_DIGITS) + ENDING);
    }

    Path staging() {
        return folder.resolve(STAGING);
    }

    void requireSpace() throws IOException {
        long needed = (long) tree.frameCount() * size * Float.BYTES;
        long free = FileTrees.usableSpace(folder);
        if (free < needed) {
            throw new FrameCacheException(FrameCacheException.Reason.NO_SPACE, folder, tree.frameCount()
                    + " observations take " + needed + " bytes; " + free + " are free",
                    "Make room, or name a folder on another disk.");
        }
    }

    /** Writes into the staging file; false if it was stopped. */
    boolean write(ObservationBuild build, int threads) throws IOException {
        long tail = HEAD + (long) tree.frameCount() * size * Float.BYTES;
        try (FileChannel channel = FileChannel.open(staging(), StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            if (!build.run(threads, channel, HEAD)) {
                return false;
            }
            Map<String, Object> rest = new LinkedHashMap<>();
            rest.put("signature", signature);
            rest.put("missing", ranges(build.missing()));
            rest.put("problems", build.problems().stream().limit(MOST_PROBLEMS).toList());
            write(channel, ByteBuffer.wrap(JSON.writeValueAsBytes(rest)), tail);
            ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
            head.putLong(MAGIC).putInt(tree.frameCount()).putInt(size).putLong(tail);
            write(channel, head.clear(), 0);
            channel.force(true);
        }
        return true;
    }

    static void write(FileChannel channel, ByteBuffer bytes, long place) throws IOException {
        while (bytes.hasRemaining()) {
            place += channel.write(bytes, place);
        }
    }

    private static List<List<Integer>> ranges(BitSet set) {
        List<List<Integer>> ranges = new ArrayList<>();
        for (int from = set.nextSetBit(0); from >= 0;) {
            int until = set.nextClearBit(from);
            ranges.add(List.of(from, until));
            from = set.nextSetBit(until);
        }
        return ranges;
    }

    /** Empty if there is none, or it is not what it should be. */
    Optional<ObservationTable> open() throws IOException {
        Path file = file();
        JsonNode rest = content(file).filter(found -> found.frames == tree.frameCount() && found.size == size)
                .map(Content::tail).orElse(MissingNode.getInstance());
        if (!rest.path("signature").asText().equals(signature)) {
            return Optional.empty();
        }
        BitSet missing = new BitSet();
        rest.path("missing").forEach(range -> missing.set(range.path(0).asInt(), range.path(1).asInt()));
        List<ManifestProblem> problems = new ArrayList<>();
        rest.path("problems").forEach(problem -> problems.add(new ManifestProblem(
                problem.path("replay").asText(), problem.path("frames").asInt(),
                problem.path("reason").asText())));
        return Optional.of(new ObservationTable(FloatRows.map(file, HEAD, size, tree.frameCount()), missing,
                problems));
    }

    /** What a file says of itself. */
    private record Content(int frames, int size, JsonNode tail) {
    }

    /** Empty if there is no such file, or none of these. */
    private static Optional<Content> content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer head = read(channel, 0, HEAD);
            if (head.getLong() != MAGIC) {
                return Optional.empty();
            }
            int frames = head.getInt();
            int size = head.getInt();
            long tail = head.getLong();
            if (tail != HEAD + (long) frames * size * Float.BYTES || channel.size() - tail <= 0
                    || channel.size() - tail > MOST_TAIL) {
                return Optional.empty();
            }
            return Optional.of(new Content(frames, size,
                    JSON.readTree(read(channel, tail, (int) (channel.size() - tail)).array())));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * How far apart the previous actions are in a table that an export of labels left beside its files, which
     * in earlier versions did not say it themselves.
     *
     * @param floats the file that was made of the table
     * @param size numbers in its rows
     * @return empty if there is none, it came later, or there are several that differ
     */
    static OptionalInt actionMs(Path floats, int size) throws IOException {
        Set<Integer> told = new TreeSet<>();
        try (Stream<Path> files = Files.list(floats.toAbsolutePath().getParent())) {
            for (Path table : files.filter(ObservationFile::isOne).toList()) {
                boolean before = Files.getLastModifiedTime(table)
                        .compareTo(Files.getLastModifiedTime(floats)) <= 0;
                content(table).filter(found -> before && found.size == size)
                        .map(found -> ObservationSettings.actionMs(found.tail.path("signature").asText()))
                        .ifPresent(ms -> ms.ifPresent(told::add));
            }
        }
        return told.size() == 1 ? OptionalInt.of(told.iterator().next()) : OptionalInt.empty();
    }

    /** Shorter where the file is. */
    private static ByteBuffer read(FileChannel channel, long place, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, place + bytes.position());
        }
        return bytes.clear();
    }
}
