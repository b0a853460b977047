package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The decoded frames of a dataset at one size, in a folder: {@code frames.u8}, all frames one after the
 * other, a byte a pixel; {@code index.json}, where each replay's are and which pictures could not be read;
 * {@code cache.json}, the size and the signature of the dataset. Whatever is trained of these frames uses the
 * same cache: it depends neither on stacks nor on the split. Made by {@link FrameCacheBuilder}.
 *
 * <p>Mapped, or read into memory. On Windows a mapped file can be deleted or replaced some time after {@link
 * #close} only, when Java has given the memory back.
 */
public final class FrameCache implements Frames {

    private final CacheIndex index;
    private final FrameBytes bytes;

    private FrameCache(CacheIndex index, FrameBytes bytes) {
        this.index = index;
        this.bytes = bytes;
    }

    /**
     * Opens what is in a folder, whatever dataset it was made of.
     *
     * @param inMemory whether the frames are read into memory instead of mapped
     * @throws FrameCacheException when there is no cache, it is broken, or memory is too small
     */
    public static FrameCache open(Path folder, boolean inMemory) throws IOException {
        return open(folder, CacheIndex.read(folder), inMemory, FrameBytes.SLICE);
    }

    static FrameCache open(Path folder, CacheIndex index, boolean inMemory, int sliceBytes)
            throws IOException {
        Path pixels = folder.resolve(CacheIndex.PIXELS);
        long expected = (long) index.frameLength() * index.frames();
        if (!Files.isRegularFile(pixels) || Files.size(pixels) != expected) {
            throw CacheIndex.broken(pixels, "does not have the " + expected + " bytes of its frames");
        }
        FrameBytes bytes = FrameBytes.open(pixels, index.frameLength(), index.frames(), inMemory, sliceBytes);
        if (!index.isStillIn(folder)) {
            throw CacheIndex.broken(folder, "is being replaced by another process");
        }
        return new FrameCache(index, bytes);
    }

    /**
     * Opens the cache of exactly these frames in this size; empty if the folder has none, or one of other
     * frames, sizes or times of files, or a broken one.
     *
     * @param inMemory whether the frames are read into memory instead of mapped
     */
    public static Optional<FrameCache> find(Path folder, FrameTree tree, int height, int width,
            boolean inMemory) throws IOException {
        try {
            CacheIndex index = CacheIndex.read(folder);
            if (index.height() != height || index.width() != width || index.lacksWhatWasNotRead()
                    || !index.signature().equals(tree.signature())) {
                return Optional.empty();
            }
            return Optional.of(open(folder, index, inMemory, FrameBytes.SLICE));
        } catch (FrameCacheException e) {
            if (e.reason() == FrameCacheException.Reason.NO_MEMORY) {
                throw e;
            }
            return Optional.empty();
        }
    }

    @Override
    public int height() {
        return index.height();
    }

    @Override
    public int width() {
        return index.width();
    }

    @Override
    public int count() {
        return index.frames();
    }

    @Override
    public List<ReplayFrames> replays() {
        return index.replays();
    }

    /** Frames that could not be read, each with its file and the reason. */
    public List<UnreadableFrame> unreadable() {
        return index.unreadable();
    }

    /** {@link FrameTree#signature} of the dataset. */
    public String signature() {
        return index.signature();
    }

    /**
     * A hash of what was decoded of some tracks: the same for the same frames, whenever their files were
     * copied; whatever else was decoded with them changes nothing. Empty where an earlier version decoded.
     */
    public Optional<String> content(Predicate<String> tracks) {
        if (index.contents().isEmpty()) {
            return Optional.empty();
        }
        Signature content = new Signature();
        for (int i = 0; i < index.replays().size(); i++) {
            if (tracks.test(index.replays().get(i).track())) {
                content.add(index.contents().get(i));
            }
        }
        return Optional.of(content.hex());
    }

    @Override
    public void copy(int frame, ByteBuffer to) {
        bytes.copy(frame, to);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
