package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.FrameStore;

/**
 * The frames of a dataset's folder, {@code <track>/<replay>/<frame>}, as they lay there when it was read:
 * loose files with the endings jpg, jpeg, png, bmp and npy, in capitals or not, or shards of our capture;
 * manifests are not needed and not read. Hidden files and folders are none of them. Immutable.
 *
 * <p>Folders are in order of their code points, frames in order of the steps in their names, then of time,
 * then of the names. Of several files that show the same step and time, the first by name is taken and the
 * others are {@link #twins}. A replay of which frames were cleaned away goes on behind the gap: its frames
 * still follow each other. Source: pretraining note, section 3.
 */
public final class FrameTree {

    private static final String ADVICE =
            "Name the folder of a dataset, with a folder for each track and in it one for each replay.";
    private static final int NAME_DIGITS = 16;

    private final Path root;
    private final List<Replay> replays;
    private final List<String> twins;
    private final String signature;
    /** Of each replay alone. */
    private final List<String> signatures;
    private final int frameCount;
    private final FrameTree whole;

    /**
     * A replay with at least one frame.
     *
     * @param track name of its track's folder
     * @param name of its folder
     * @param folder where it is
     * @param frames names of its frames in their order
     */
    public record Replay(String track, String name, Path folder, List<String> frames) {

        /** Checks that there are frames. */
        public Replay {
            Objects.requireNonNull(folder, "folder");
            frames = List.copyOf(frames);
            if (frames.isEmpty()) {
                throw new IllegalArgumentException(folder + " has no frames");
            }
        }
    }

    private FrameTree(Path root, Reading reading) {
        this.root = root;
        replays = List.copyOf(reading.replays);
        twins = List.copyOf(reading.twins);
        signature = reading.signature.hex();
        signatures = List.copyOf(reading.signatures);
        frameCount = Math.toIntExact(reading.frames);
        whole = this;
    }

    /** Some replays of a dataset, by their places in it. */
    private FrameTree(FrameTree all, List<Integer> taken, Set<String> tracks) {
        root = all.root;
        replays = taken.stream().map(all.replays::get).toList();
        twins = all.twins.stream().filter(twin -> tracks.contains(twin.substring(0, twin.indexOf('/'))))
                .toList();
        signatures = taken.stream().map(all.signatures::get).toList();
        signature = replaysSignature();
        frameCount = replays.stream().mapToInt(replay -> replay.frames().size()).sum();
        whole = all.whole;
    }

    /**
     * Some tracks of the dataset, as if there were no others; itself where there are none. Has a signature of
     * its own, which other tracks do not change.
     */
    public FrameTree only(Set<String> tracks) {
        List<Integer> taken = IntStream.range(0, replays.size()).boxed()
                .filter(i -> tracks.contains(replays.get(i).track())).toList();
        return taken.size() == replays.size() ? this : new FrameTree(this, taken, tracks);
    }

    /**
     * Lists a dataset.
     *
     * @throws DatasetException when the folder is missing, is no folder, or there is no frame where frames
     *     belong
     */
    public static FrameTree read(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new DatasetException(root, "", Files.exists(root) ? "is no folder" : "does not exist",
                    ADVICE);
        }
        Reading reading = new Reading();
        for (Path track : folders(root)) {
            for (Path replay : folders(track)) {
                reading.add(track.getFileName().toString(), replay);
            }
        }
        if (reading.replays.isEmpty()) {
            throw new DatasetException(root, "", "has no frames of replays" + whatItIs(root), ADVICE);
        }
        if (reading.frames > Integer.MAX_VALUE) {
            throw new DatasetException(root, "", "has " + reading.frames + " frames; "
                    + Integer.MAX_VALUE + " are the most", "Take tracks out.");
        }
        return new FrameTree(root.toAbsolutePath().normalize(), reading);
    }

    /** The dataset with all its tracks. */
    public FrameTree whole() {
        return whole;
    }

    private static String whatItIs(Path root) throws IOException {
        if (hasFrames(root)) {
            return ": it seems to be the folder of one replay";
        }
        for (Path folder : folders(root)) {
            if (hasFrames(folder)) {
                return ": it seems to be the folder of one track";
            }
        }
        return "";
    }

    private static boolean hasFrames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return FrameStore.isPacked(folder)
                    || files.anyMatch(file -> FrameName.isFrame(file.getFileName().toString()));
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> !name(file).startsWith(".") && Files.isDirectory(file))
                    .sorted((a, b) -> TrackSplit.BY_CODE_POINTS.compare(name(a), name(b))).toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The dataset's folder, absolute. */
    public Path root() {
        return root;
    }

    /** Replays by track, then by name. */
    public List<Replay> replays() {
        return replays;
    }

    /** Ids of the tracks that have a replay of at least so many frames, sorted. */
    public List<String> tracks(int stack) {
        return replays.stream().filter(replay -> replay.frames().size() >= stack)
                .map(Replay::track).distinct().toList();
    }

    /** Where the frames of each replay are among all, as if every one could be read. */
    public List<ReplayFrames> replayFrames() {
        List<ReplayFrames> places = new ArrayList<>(replays.size());
        int first = 0;
        for (Replay replay : replays) {
            int count = replay.frames().size();
            places.add(ReplayFrames.readable(replay.track(), replay.name(), first, count));
            first += count;
        }
        return places;
    }

    /** Number of frames of all replays. */
    public int frameCount() {
        return frameCount;
    }

    /** Files that are left out because another one shows the same moment, as {@code track/replay/name}. */
    public List<String> twins() {
        return twins;
    }

    /** SHA-256, as hexadecimal, over names, sizes and times of all files that frames are taken from. */
    public String signature() {
        return signature;
    }

    /** The same over these replays alone: whatever else the dataset has, also if it has nothing else. */
    public String replaysSignature() {
        Signature some = new Signature();
        signatures.forEach(some::add);
        return some.hex();
    }

    /** A short name for these tracks, whatever lies in them. */
    public String tracksName() {
        Signature names = new Signature();
        tracks(1).forEach(names::add);
        return "tracks-" + names.hex().substring(0, NAME_DIGITS);
    }

    /** What grows while a dataset is read. */
    private static final class Reading {

        private final List<Replay> replays = new ArrayList<>();
        private final List<String> twins = new ArrayList<>();
        private final Signature signature = new Signature();
        private final List<String> signatures = new ArrayList<>();
        private long frames;

        void add(String track, Path folder) throws IOException {
            TreeMap<String, BasicFileAttributes> files = new TreeMap<>();
            list(folder, files::put);
            List<FrameName> names = new ArrayList<>();
            if (FrameStore.isPacked(folder)) {
                files.keySet().removeIf(FrameTree::isNoShard);
                try (FrameStore store = FrameStore.open(folder)) {
                    store.names().stream().filter(FrameName::isFrame).map(FrameName::of).forEach(names::add);
                }
            } else {
                files.keySet().removeIf(file -> !FrameName.isFrame(file));
                files.keySet().stream().map(FrameName::of).forEach(names::add);
            }
            if (names.isEmpty()) {
                return;
            }
            names.sort(FrameName.ORDER);
            signature.add(track, name(folder), files);
            Signature alone = new Signature();
            alone.add(track, name(folder), files);
            signatures.add(alone.hex());
            List<String> taken = withoutTwins(names, track + "/" + name(folder) + "/");
            replays.add(new Replay(track, name(folder), folder, taken));
            frames += taken.size();
        }

        private List<String> withoutTwins(List<FrameName> names, String prefix) {
            List<String> taken = new ArrayList<>(names.size());
            FrameName last = null;
            for (FrameName each : names) {
                if (last != null && each.isTwinOf(last)) {
                    twins.add(prefix + each.name());
                } else {
                    taken.add(each.name());
                    last = each;
                }
            }
            return taken;
        }
    }

    /** Index and shards: what the frames of a packed replay are taken from. */
    private static boolean isNoShard(String file) {
        return !file.startsWith("frames-") || !(file.endsWith(".tar") || file.endsWith(".tsv"));
    }

    private static void list(Path folder, BiConsumer<String, BasicFileAttributes> files) throws IOException {
        // The attributes come with the names, where the system gives them together.
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 1, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.accept(name(file), attributes);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException && !file.equals(folder)) {
                    return FileVisitResult.CONTINUE; // deleted in between
                }
                throw failure;
            }
        });
    }

    @Override
    public String toString() {
        return root + ": " + replays.size() + " replays, " + frameCount + " frames";
    }
}
