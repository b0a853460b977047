package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The samples of a folder with {@code train.npy} and maybe {@code val.npy}, as the Python pipeline or {@link
 * NpyExport} wrote them, taken as they are: (N, stack, 1, H, W), or (N, 1, H, W) for a stack of 1; float32 of
 * 0 to 1 or unsigned bytes. Every sample is a replay of {@code stack} frames, so that windows of that length
 * are exactly the samples; those of {@code train.npy} are of the track {@value #TRAIN}, the others of {@value
 * #VALIDATION}.
 *
 * <p>Floats become the nearest of 255 grey levels. That is exact for pictures that were never resized, or
 * exported from a {@link FrameCache}; of others, up to 1/510 of the range is lost: {@link #rounded} says how
 * many pixels are concerned. All numbers are looked at when the folder is opened.
 */
public final class NpySamples implements Frames {

    /** Track of the samples of {@code train.npy}. */
    public static final String TRAIN = "train";
    /** Track of the samples of {@code val.npy}. */
    public static final String VALIDATION = "val";

    private final Listing listing;
    private final List<NpyPart> parts;
    private final long rounded;

    /**
     * What a folder holds, as far as the beginnings of its files tell.
     *
     * @param height of the frames, pixels
     * @param width of the frames, pixels
     * @param stack frames of a sample
     * @param replays one for each sample
     * @param split the two tracks; no validation without {@code val.npy}
     * @param signature SHA-256, as hexadecimal, over names, sizes and times of the files
     */
    public record Listing(int height, int width, int stack, List<ReplayFrames> replays, TrackSplit split,
            String signature) {

        /** Number of frames of all samples. */
        public int count() {
            return replays.size() * stack;
        }
    }

    private NpySamples(Listing listing, List<NpyPart> parts, long rounded) {
        this.listing = listing;
        this.parts = parts;
        this.rounded = rounded;
    }

    /** Whether a folder holds samples, as far as names tell. */
    public static boolean isThere(Path folder) {
        return Files.isRegularFile(folder.resolve(NpyExport.TRAIN));
    }

    /**
     * Lists a folder; opens nothing.
     *
     * @throws FrameCacheException when there is no {@code train.npy}, or a file is not what it should be
     */
    public static Listing list(Path folder) throws IOException {
        return list(folder, parts(folder));
    }

    /** Opens a folder; nobody hears how far it is, and nothing stops it. */
    public static NpySamples open(Path folder, boolean inMemory) throws IOException {
        return open(folder, inMemory, (frames, all) -> { }, () -> false).orElseThrow();
    }

    /**
     * Opens a folder and looks at all its numbers.
     *
     * @param inMemory whether the samples are read into memory, a byte a pixel, instead of mapped
     * @param progress hears of frames that were looked at, after each megabyte or so
     * @param stopped asked as often; true ends the looking
     * @return empty if it was stopped
     * @throws FrameCacheException when there is no {@code train.npy}, or a file is not what it should be
     */
    public static Optional<NpySamples> open(Path folder, boolean inMemory,
            FrameCacheBuilder.Progress progress, BooleanSupplier stopped) throws IOException {
        List<NpyPart> parts = parts(folder);
        Listing listing = list(folder, parts);
        long between = 0;
        int before = 0;
        for (NpyPart part : parts) {
            int earlier = before;
            OptionalLong found = part.open(inMemory, frames -> {
                progress.decoded(earlier + frames, listing.count());
                return stopped.getAsBoolean();
            });
            if (found.isEmpty()) {
                parts.forEach(NpyPart::close);
                return Optional.empty();
            }
            between += found.getAsLong();
            before += part.frames();
        }
        progress.decoded(before, listing.count());
        return Optional.of(new NpySamples(listing, parts, between));
    }

    private static List<NpyPart> parts(Path folder) throws IOException {
        List<NpyPart> parts = new ArrayList<>();
        parts.add(new NpyPart(folder.resolve(NpyExport.TRAIN)));
        Path validation = folder.resolve(NpyExport.VALIDATION);
        if (Files.exists(validation)) {
            parts.add(new NpyPart(validation));
            if (!parts.get(1).fits(parts.get(0))) {
                throw NpyPart.broken(validation, "has samples of another size or stack than "
                        + NpyExport.TRAIN);
            }
            if ((long) parts.get(0).frames() + parts.get(1).frames() > Integer.MAX_VALUE) {
                throw NpyPart.broken(folder, "has more than " + Integer.MAX_VALUE + " frames");
            }
        }
        return parts;
    }

    private static Listing list(Path folder, List<NpyPart> parts) throws IOException {
        NpyPart train = parts.get(0);
        List<ReplayFrames> replays = new ArrayList<>();
        BitSet none = new BitSet();
        TreeMap<String, BasicFileAttributes> files = new TreeMap<>();
        for (NpyPart part : parts) {
            files.put(part.file().getFileName().toString(),
                    Files.readAttributes(part.file(), BasicFileAttributes.class));
            String track = part == train ? TRAIN : VALIDATION;
            for (int i = 0; i < part.samples(); i++) {
                replays.add(new ReplayFrames(track, Integer.toString(i), replays.size() * part.stack(),
                        part.stack(), none));
            }
        }
        Signature signature = new Signature();
        signature.add("", "", files);
        return new Listing(train.height(), train.width(), train.stack(), List.copyOf(replays),
                new TrackSplit(List.of(TRAIN), parts.size() == 2 ? List.of(VALIDATION) : List.of()),
                signature.hex());
    }

    /** What it was opened from. */
    public Listing listing() {
        return listing;
    }

    /** Number of pixels that lay between two grey levels. */
    public long rounded() {
        return rounded;
    }

    @Override
    public int height() {
        return listing.height();
    }

    @Override
    public int width() {
        return listing.width();
    }

    @Override
    public int count() {
        return listing.count();
    }

    @Override
    public List<ReplayFrames> replays() {
        return listing.replays();
    }

    @Override
    public void copy(int frame, ByteBuffer to) {
        int train = parts.get(0).frames();
        if (frame >= train && parts.size() == 2) {
            parts.get(1).copy(frame - train, to);
        } else {
            parts.get(0).copy(frame, to);
        }
    }

    @Override
    public void close() {
        parts.forEach(NpyPart::close);
    }
}
