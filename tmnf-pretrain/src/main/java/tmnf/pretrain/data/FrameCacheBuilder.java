package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import tmnf.gbx.file.AtomicMove;
import tmnf.gbx.file.FileTrees;
import tmnf.gbx.file.HeldFile;
import tmnf.pretrain.data.FrameCacheException.Reason;

/**
 * Decodes the frames of a dataset into a {@link FrameCache}. Memory holds a block of at most 1 MiB of pixels
 * for each thread, never the dataset.
 *
 * <p>Everything is written into {@code .building} in the cache's folder and moved when it is whole: a process
 * that is killed at any moment leaves the old cache, or none. Of several processes that build into one
 * folder, one does and the others wait and take what it made; a lock on the file {@code .lock} decides, which
 * stays.
 *
 * @param height of the frames, pixels
 * @param width of the frames, pixels
 * @param threads that decode; 0 for as many as there are processors
 * @param inMemory whether the frames are read into memory afterwards, instead of mapped
 * @param patience how long another process's build is waited for
 */
public record FrameCacheBuilder(int height, int width, int threads, boolean inMemory, Duration patience) {

    /** How long another process may take to decode the same frames into the same cache. */
    public static final Duration USUAL_PATIENCE = Duration.ofHours(6);

    private static final int MOST_SIDE = 4096;
    private static final int MOST_THREADS = 256;
    private static final String LOCK = ".lock";
    private static final String STAGING = ".building";

    /** Checks the ranges. */
    public FrameCacheBuilder {
        if (height < 1 || width < 1 || height > MOST_SIDE || width > MOST_SIDE) {
            throw new IllegalArgumentException("frames have 1 to " + MOST_SIDE + " pixels a side, not "
                    + height
                    + "x" + width);
        }
        if (threads < 0 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("0 to " + MOST_THREADS + " threads decode, not " + threads);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("nobody waits for " + patience);
        }
    }

    /** Mapped frames, one thread for each processor, an hour's patience. */
    public FrameCacheBuilder(int height, int width) {
        this(height, width, 0, false, Duration.ofHours(1));
    }

    /** Hears how far it is; on the thread that builds, a few times a second. */
    @FunctionalInterface
    public interface Progress {

        /** So many of so many frames are decoded. */
        void decoded(long frames, long all);
    }

    /**
     * Opens the cache of a dataset, building it if there is none that is valid.
     *
     * @param folder of the cache; is made
     * @param stopped asked a few times a second; true ends the building and leaves the folder as it was
     * @return empty if it was stopped, or the thread interrupted, before the cache was there
     * @throws FrameCacheException when it cannot be built: no space, nothing readable, another process does
     *     not finish
     * @throws tmnf.capture.dataset.DatasetException when shards of the dataset are broken
     */
    public Optional<FrameCache> openOrBuild(FrameTree tree, Path folder, Progress progress,
            BooleanSupplier stopped) throws IOException {
        Optional<FrameCache> there = FrameCache.find(folder, tree, height, width, inMemory);
        return there.isPresent() ? there : build(tree, folder, progress, stopped, false);
    }

    /** The same, but a valid cache is built anew too. */
    public Optional<FrameCache> rebuild(FrameTree tree, Path folder, Progress progress,
            BooleanSupplier stopped) throws IOException {
        return build(tree, folder, progress, stopped, true);
    }

    private Optional<FrameCache> build(FrameTree tree, Path folder, Progress progress,
            BooleanSupplier stopped, boolean anew) throws IOException {
        Files.createDirectories(folder);
        try (HeldFile lock = new CacheLock(folder.resolve(LOCK), patience).await(stopped).orElse(null)) {
            if (lock == null) {
                return Optional.empty();
            }
            if (!anew) {
                Optional<FrameCache> there = FrameCache.find(folder, tree, height, width, inMemory);
                if (there.isPresent()) {
                    return there;
                }
            }
            Path staging = folder.resolve(STAGING);
            FileTrees.delete(staging);
            try {
                Files.createDirectories(staging);
                requireSpace(tree, folder);
                if (!decode(tree, staging, progress, stopped)) {
                    return Optional.empty();
                }
                publish(staging, folder);
            } finally {
                FileTrees.delete(staging);
            }
            return Optional.of(FrameCache.open(folder, inMemory));
        }
    }

    /**
     * Looks whether {@link #openOrBuild} could write here what it has to, if anything; writes nothing.
     *
     * @return bytes that it would write
     * @throws FrameCacheException without the space
     * @throws java.nio.file.AccessDeniedException without the permission
     */
    public long requireRoom(FrameTree tree, Path folder) throws IOException {
        Optional<FrameCache> there = FrameCache.find(folder, tree, height, width, false);
        if (there.isPresent()) {
            there.get().close();
            return 0;
        }
        FileTrees.requireWritable(folder);
        return requireSpace(tree, folder);
    }

    private long requireSpace(FrameTree tree, Path folder) throws IOException {
        long needed = (long) height * width * tree.frameCount();
        long free = FileTrees.usableSpace(folder);
        if (free < needed) {
            throw new FrameCacheException(Reason.NO_SPACE, folder, tree.frameCount()
                    + " frames take " + needed + " bytes; " + free + " are free",
                    "Make room, or name a folder on another disk.");
        }
        return needed;
    }

    private boolean decode(FrameTree tree, Path staging, Progress progress, BooleanSupplier stopped)
            throws IOException {
        FrameDecoding decoding = new FrameDecoding(tree, height, width);
        try (FileChannel pixels = FileChannel.open(staging.resolve(CacheIndex.PIXELS),
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (!decoding.run(threads, pixels, progress, stopped)) {
                return false;
            }
            pixels.force(true);
        }
        List<UnreadableFrame> unreadable = decoding.unreadable();
        if (unreadable.size() == tree.frameCount()) {
            throw new FrameCacheException(Reason.NOTHING_READABLE, tree.root(), "none of "
                    + unreadable.size() + " pictures can be read; the first: " + unreadable.get(0),
                    "Check the dataset: tmnf inspect says what is in it.");
        }
        new CacheIndex(height, width, tree.frameCount(), tree.signature(), tree.root().toString(),
                UUID.randomUUID().toString(), tree.replayFrames(), unreadable, decoding.contents())
                .write(staging);
        return true;
    }

    /** Between the first step and the last, the folder has no cache. */
    private static void publish(Path staging, Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(CacheIndex.HEAD));
        FileTrees.sync(folder);
        for (String file : List.of(CacheIndex.PIXELS, CacheIndex.INDEX)) {
            AtomicMove.SYSTEM.move(staging.resolve(file), folder.resolve(file));
        }
        FileTrees.sync(folder);
        AtomicMove.SYSTEM.move(staging.resolve(CacheIndex.HEAD), folder.resolve(CacheIndex.HEAD));
        FileTrees.sync(folder);
    }
}
