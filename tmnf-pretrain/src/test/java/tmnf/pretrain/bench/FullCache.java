package tmnf.pretrain.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;

import tmnf.capture.dataset.jpeg.JpegBuffer;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegEncoder;
import tmnf.capture.dataset.jpeg.Picture;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameTree;

/**
 * Builds a cache of as many frames as the reference experiments have and says how long it took and how much
 * heap. Not a JMH benchmark: it is the size that matters.
 *
 * <pre>
 * java -Xmx1g -cp ... tmnf.pretrain.bench.FullCache FOLDER FRAMES SIDE THREADS
 * </pre>
 *
 * <p>The files of a dataset with few different pictures are links to each other, so it takes little space.
 */
public final class FullCache {

    private static final int PICTURES = 200;
    static final int FRAMES_PER_REPLAY = 500;
    private static final int QUALITY = 95;
    private static final double MIB = 1 << 20;

    private FullCache() {
    }

    /** Folder, number of frames, side of the pictures, threads. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int frames = Integer.parseInt(arguments[1]);
        int side = Integer.parseInt(arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        Path data = folder.resolve("data-" + frames + "-" + side);
        if (!Files.exists(data)) {
            dataset(folder, data, frames, side);
        }
        long begin = System.nanoTime();
        FrameTree tree = FrameTree.read(data);
        say("listed %d frames in %.2f s", tree.frameCount(), seconds(begin));
        begin = System.nanoTime();
        FrameCacheBuilder builder = new FrameCacheBuilder(64, 64, threads, false, Duration.ZERO);
        try (FrameCache cache = builder
                .rebuild(tree, folder.resolve("cache"), (done, all) -> { }, () -> false).orElseThrow()) {
            double took = seconds(begin);
            say("decoded %d frames of %dx%d to 64x64 by %d threads in %.2f s: %.0f frames/s", cache.count(),
                    side, side, threads, took, cache.count() / took);
        }
        begin = System.nanoTime();
        FrameCache.find(folder.resolve("cache"), tree, 64, 64, false).orElseThrow().close();
        say("opened in %.2f s", seconds(begin));
        heap();
    }

    /** Writes a dataset of so many frames; its different pictures lie beside it. */
    static void dataset(Path folder, Path data, int frames, int side) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures-" + side));
        for (int i = 0; i < PICTURES; i++) {
            Files.write(pictures.resolve(i + ".jpeg"), jpeg(side, i));
        }
        for (int frame = 0; frame < frames; frame++) {
            int replay = frame / FRAMES_PER_REPLAY;
            int step = frame % FRAMES_PER_REPLAY;
            Path replayFolder = data.resolve(String.format("track%03d", replay / 10)).resolve("r" + replay);
            if (step == 0) {
                Files.createDirectories(replayFolder);
            }
            Files.createLink(replayFolder.resolve(String.format("frame_%05d_%dms.jpeg", step, 50 * step)),
                    pictures.resolve(frame % PICTURES + ".jpeg"));
        }
    }

    /** A grey JPEG of which every number gives another. */
    static byte[] jpeg(int side, int number) throws IOException {
        try (JpegEncoder encoder = JpegCodecs.imageIo().encoder()) {
            JpegBuffer target = new JpegBuffer();
            encoder.encode(new Picture(side, side, PixelFormat.GREY, waves(side, number)), QUALITY, target);
            return target.toBytes();
        }
    }

    /** Waves with noise: about as large a file as a picture of the game. */
    private static byte[] waves(int side, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] grey = new byte[side * side];
        for (int i = 0; i < grey.length; i++) {
            int x = i % side;
            int y = i / side;
            grey[i] = (byte) Math.max(0, Math.min(255, 128 + 60 * Math.sin((x + seed) * 8.0 / side)
                    + 50 * Math.cos(y * 13.0 / side) + random.nextInt(-6, 7)));
        }
        return grey;
    }

    private static void heap() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        long collections = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += collector.getCollectionTime();
        }
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        say("heap: at most %.0f MiB of %.0f MiB, %.0f MiB live at the end; %d ms of collections", peak / MIB,
                runtime.maxMemory() / MIB, (runtime.totalMemory() - runtime.freeMemory()) / MIB, collections);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
