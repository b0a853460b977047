package tmnf.pretrain.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;

/**
 * The stacks of frames of some tracks that are probed, evenly chosen where there are too many, and their
 * features. The label of a stack is that of its last frame.
 */
final class ProbeSamples {

    /** Groups of samples at most, of which each is left out once. */
    static final int MOST_FOLDS = 5;
    /** Numbers that are made of a sample's pixels at most. */
    static final int MOST_PIXELS = 512;

    private static final int BATCH = 64;
    /** What {@link ProbeMemory} counts on: of pixels, and of features, that are on their way at once. */
    private static final long MOST_BATCH_BYTES = 16 << 20;
    private static final float WHITE = 255;
    private static final int MOST_SIDE = 16;

    private final Frames frames;
    private final int stack;
    private final int[] firsts;
    private final int[] folds;

    private ProbeSamples(Frames frames, int stack, int[] firsts, int[] folds) {
        this.frames = frames;
        this.stack = stack;
        this.firsts = firsts;
        this.folds = folds;
    }

    /**
     * What an encoder makes of all samples.
     *
     * @param values of each sample, brought to fewer numbers where they are many
     * @param spread of the encoder's own features; empty of a single sample
     */
    record Encoded(float[][] values, Optional<FeatureSpread> spread) {
    }

    /** Those of some replays, at most so many. */
    static ProbeSamples of(Frames frames, int stack, Predicate<ReplayFrames> wanted, int most) {
        WindowIndex windows = windows(frames.replays(), stack, wanted);
        int count = Math.min(most, windows.count());
        int[] firsts = new int[count];
        for (int i = 0; i < count; i++) {
            firsts[i] = windows.first((int) ((long) i * windows.count() / count));
        }
        return new ProbeSamples(frames, stack, firsts, folds(frames.replays(), firsts));
    }

    /** How many {@link #of} has, as far as all frames can be read. */
    static int count(List<ReplayFrames> replays, int stack, Predicate<ReplayFrames> wanted, int most) {
        return Math.min(most, windows(replays, stack, wanted).count());
    }

    private static WindowIndex windows(List<ReplayFrames> replays, int stack,
            Predicate<ReplayFrames> wanted) {
        return WindowIndex.of(replays.stream().filter(wanted).toList(), stack, track -> true);
    }

    /** Tracks, or, of a single one, replays, in at most {@value #MOST_FOLDS} groups. */
    private static int[] folds(List<ReplayFrames> replays, int[] firsts) {
        boolean oneTrack = IntStream.of(firsts).mapToObj(first -> at(replays, first).track()).distinct()
                .limit(2).count() < 2;
        Map<String, Integer> groups = new HashMap<>();
        int[] folds = new int[firsts.length];
        for (int i = 0; i < firsts.length; i++) {
            ReplayFrames replay = at(replays, firsts[i]);
            Integer group = groups.computeIfAbsent(oneTrack ? replay.replay() : replay.track(),
                    name -> groups.size() % MOST_FOLDS);
            folds[i] = group;
        }
        return folds;
    }

    private static ReplayFrames at(List<ReplayFrames> replays, int frame) {
        int low = 0;
        int high = replays.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (replays.get(middle).first() <= frame) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return replays.get(low);
    }

    int count() {
        return firsts.length;
    }

    /** The frame whose labels count. */
    int frame(int sample) {
        return firsts[sample] + stack - 1;
    }

    /** Group of a sample. */
    int fold(int sample) {
        return folds[sample];
    }

    /** What an encoder makes of all samples. */
    Encoded encoded(NDManager manager, StackedEncoder encoder, Weights weights,
            Normalization normalization, EncoderProbe.Work work) throws ProbeException {
        float[][] features = new float[count()][];
        FeatureProjection projection = new FeatureProjection(encoder.features(), FeatureProjection.MOST);
        FeatureSpread.Tally tally = new FeatureSpread.Tally(encoder.features());
        long sampleBytes = (long) stack * frames.height() * frames.width();
        int most = batch(sampleBytes, encoder.features());
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.toIntExact(most * sampleBytes))
                .order(ByteOrder.nativeOrder());
        for (int from = 0; from < count(); from += most) {
            work.step();
            int batch = Math.min(most, count() - from);
            pixels.clear();
            for (int i = 0; i < batch; i++) {
                for (int frame = 0; frame < stack; frame++) {
                    frames.copy(firsts[from + i] + frame, pixels);
                }
            }
            pixels.flip();
            try (NDManager scope = manager.newSubManager()) {
                NDArray pictures = scope.create(pixels, new Shape(batch, stack, frames.height(),
                        frames.width()), DataType.UINT8).toType(DataType.FLOAT32, true)
                        .divi(scope.create(WHITE));
                float[] all = encoder.forward(weights, normalization.apply(pictures)).toFloatArray();
                for (int i = 0; i < batch; i++) {
                    features[from + i] = projection.apply(all, i * encoder.features());
                    tally.add(all, i * encoder.features());
                }
            }
        }
        return new Encoded(features, tally.spread());
    }

    /** How many samples are encoded at once: fewer of large frames, so that they need no more memory. */
    static int batch(long sampleBytes, int features) {
        return (int) Math.max(1, Math.min(BATCH,
                MOST_BATCH_BYTES / Math.max(sampleBytes, (long) Float.BYTES * features)));
    }

    /**
     * The pixels themselves: means of the fields of a grid over each frame, as fine as {@value #MOST_PIXELS}
     * numbers allow, {@value #MOST_SIDE} fields a side at most.
     */
    float[][] pixels(EncoderProbe.Work work) throws ProbeException {
        int side = MOST_SIDE;
        while (side > 1 && side * side * stack > MOST_PIXELS) {
            side /= 2;
        }
        int rows = Math.min(side, frames.height());
        int columns = Math.min(side, frames.width());
        float[][] features = new float[count()][rows * columns * stack];
        ByteBuffer picture = ByteBuffer.allocate(frames.height() * frames.width());
        for (int sample = 0; sample < count(); sample++) {
            if (sample % BATCH == 0) {
                work.step();
            }
            for (int frame = 0; frame < stack; frame++) {
                picture.clear();
                frames.copy(firsts[sample] + frame, picture);
                shrink(picture, rows, columns, features[sample], frame * rows * columns);
            }
        }
        return features;
    }

    private void shrink(ByteBuffer picture, int rows, int columns, float[] to, int at) {
        for (int row = 0; row < rows; row++) {
            int top = row * frames.height() / rows;
            int bottom = (row + 1) * frames.height() / rows;
            for (int column = 0; column < columns; column++) {
                int left = column * frames.width() / columns;
                int right = (column + 1) * frames.width() / columns;
                int sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        sum += picture.get(y * frames.width() + x) & 0xff;
                    }
                }
                to[at + row * columns + column] = sum / WHITE / ((bottom - top) * (right - left));
            }
        }
    }

    /** Numbers of the samples of which something holds. */
    List<Integer> where(IntPredicate ofFrame) {
        List<Integer> samples = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            if (ofFrame.test(frame(i))) {
                samples.add(i);
            }
        }
        return samples;
    }
}
