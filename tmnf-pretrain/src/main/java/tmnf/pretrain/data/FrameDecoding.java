package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.FrameStore;

/**
 * Decodes all frames of a dataset by several threads: each takes the next block of a replay's frames, decodes
 * and resizes them into an array of its own and writes it to its place in the file. One use.
 */
final class FrameDecoding {

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int BLOCK_FRAMES = 256;
    private static final int LONGEST_REASON = 300;

    private final int height;
    private final int width;
    private final int allFrames;
    private final FrameTree tree;
    private final List<Block> blocks = new ArrayList<>();
    /** SHA-256 of the pixels of each block, in their order. */
    private final String[] hashes;
    private final SharedWork work;
    private final AtomicLong decoded = new AtomicLong();
    private final List<UnreadableFrame> unreadable = new ArrayList<>();

    /** Frames of a replay, of which the first has this number among all. */
    private record Block(FrameTree.Replay replay, int from, int to, int number) { }

    FrameDecoding(FrameTree tree, int height, int width) {
        this.tree = tree;
        this.height = height;
        this.width = width;
        allFrames = tree.frameCount();
        int size = Math.max(1, Math.min(BLOCK_FRAMES, BLOCK_BYTES / (height * width)));
        int number = 0;
        for (FrameTree.Replay replay : tree.replays()) {
            int count = replay.frames().size();
            for (int from = 0; from < count; from += size) {
                blocks.add(new Block(replay, from, Math.min(count, from + size), number + from));
            }
            number += count;
        }
        work = new SharedWork(blocks.size());
        hashes = new String[blocks.size()];
    }

    /** Decodes into a file; false when it was stopped or the thread interrupted. */
    boolean run(int threads, FileChannel pixels, FrameCacheBuilder.Progress progress, BooleanSupplier stopped)
            throws IOException {
        return work.run(threads, "tmnf-decoder-", () -> work(pixels),
                () -> progress.decoded(decoded.get(), allFrames), stopped);
    }

    private void work(FileChannel pixels) throws IOException {
        try (PictureReader reader = new PictureReader()) {
            BilinearResize resize = new BilinearResize(height, width);
            ByteBuffer buffer = null;
            for (int next = work.take(); next >= 0; next = work.take()) {
                Block block = blocks.get(next);
                int bytes = (block.to - block.from) * height * width;
                if (buffer == null || buffer.capacity() < bytes) {
                    buffer = ByteBuffer.allocate(bytes);
                }
                buffer.clear().limit(bytes);
                decode(block, reader, resize, buffer.array());
                hashes[next] = Signature.of(buffer.array(), bytes);
                long place = (long) block.number * height * width;
                while (buffer.hasRemaining() && !work.isEnding()) {
                    pixels.write(buffer, place + buffer.position());
                }
            }
        }
    }

    private void decode(Block block, PictureReader reader, BilinearResize resize, byte[] to)
            throws IOException {
        Path folder = block.replay.folder();
        try (FrameStore store = FrameStore.open(folder)) {
            for (int i = block.from; i < block.to && !work.isEnding(); i++) {
                String name = block.replay.frames().get(i);
                int at = (i - block.from) * height * width;
                try {
                    resize.toBytes(reader.read(read(store, folder, name)), to, at);
                } catch (PictureException | DatasetException e) {
                    Arrays.fill(to, at, at + height * width, (byte) 0);
                    refuse(block.number + i - block.from, block.replay, name, e.getMessage());
                }
                decoded.incrementAndGet();
            }
        } catch (ClosedChannelException | DatasetException | FrameCacheException e) {
            throw e;
        } catch (IOException e) {
            throw notRead(folder, e);
        }
    }

    /**
     * The bytes of a frame. What the disk or the system refuses says nothing of the picture, and would be in
     * the cache for good: that ends the work. A frame that was deleted after it was listed is only left out,
     * because the next listing has it no more and makes another cache; but where its folder is gone too, a
     * disk may have been taken away, which comes back with the same files.
     */
    private static byte[] read(FrameStore store, Path folder, String name) throws IOException {
        try {
            return store.read(name);
        } catch (DatasetException e) {
            if (!Files.isDirectory(folder)) {
                throw notRead(folder, e);
            }
            throw e;
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(folder)) {
                throw notRead(folder, e);
            }
            throw new DatasetException(folder, "", "has no frame " + name, "It was deleted meanwhile.", e);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw notRead(folder.resolve(name), e);
        }
    }

    private static FrameCacheException notRead(Path file, IOException why) {
        return new FrameCacheException(FrameCacheException.Reason.NOT_READ, file, "could not be read while "
                + "frames were being decoded, and its pictures may be whole: " + why,
                "See to its permissions and its disk, and begin again; nothing was cached.", why);
    }

    private void refuse(int frame, FrameTree.Replay replay, String name, String reason) {
        synchronized (unreadable) {
            unreadable.add(new UnreadableFrame(frame, replay.track() + "/" + replay.name() + "/" + name,
                    reason.substring(0, Math.min(reason.length(), LONGEST_REASON))));
        }
    }

    /** Frames that could not be read, in their order. */
    List<UnreadableFrame> unreadable() {
        synchronized (unreadable) {
            unreadable.sort(Comparator.comparingInt(UnreadableFrame::frame));
            return List.copyOf(unreadable);
        }
    }
    /**
     * For each replay, when all is decoded, SHA-256 over its names, its pixels and which of its frames could
     * not be read: the same wherever its files lie and however old they are.
     */
    List<String> contents() {
        List<UnreadableFrame> gaps = unreadable();
        List<String> contents = new ArrayList<>();
        int block = 0;
        int first = 0;
        for (FrameTree.Replay replay : tree.replays()) {
            int end = first + replay.frames().size();
            Signature content = new Signature();
            content.add(replay.track() + "/" + replay.name());
            replay.frames().forEach(content::add);
            for (; block < blocks.size() && blocks.get(block).replay == replay; block++) {
                content.add(hashes[block]);
            }
            for (UnreadableFrame gap : gaps) {
                if (gap.frame() >= first && gap.frame() < end) {
                    content.add("gap " + (gap.frame() - first));
                }
            }
            contents.add(content.hex());
            first = end;
        }
        return contents;
    }
}
