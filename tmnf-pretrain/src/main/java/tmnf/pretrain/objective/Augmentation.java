package tmnf.pretrain.objective;

import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * A view of each sample for SimCLR: a part of the picture, made as large as the whole, and brighter or darker
 * by a fifth at most; drawn for each sample, the same for all frames of a stack. Source: pretraining note,
 * section 6. (Upstream draws once for the whole batch.)
 */
final class Augmentation {

    private static final int MOST_MARGIN = 8;
    private static final double BRIGHTNESS = 0.2;
    /** Number of the bilinear kind in the engine; 2 is by area. */
    private static final int BILINEAR = 1;

    private Augmentation() {
    }

    /** What is drawn for a sample: where its part begins, and a factor. */
    record View(int top, int left, float brightness) {

        static View draw(SplittableRandom random, int margin) {
            return new View(random.nextInt(margin + 1), random.nextInt(margin + 1),
                    (float) (1 + BRIGHTNESS * (2 * random.nextDouble() - 1)));
        }
    }

    /** Rows and columns that a part lacks. */
    static int margin(long height) {
        return (int) Math.min(MOST_MARGIN, Math.max(1, height / 8));
    }

    /** (B, frames, H, W), 0 to 1 -> the same shape, 0 to 1. */
    static NDArray apply(NDArray pictures, SplittableRandom random) {
        int batch = Math.toIntExact(pictures.getShape().get(0));
        int margin = margin(pictures.getShape().get(2));
        View[] views = new View[batch];
        for (int i = 0; i < batch; i++) {
            views[i] = View.draw(random, margin);
        }
        return apply(pictures, views);
    }

    static NDArray apply(NDArray pictures, View[] views) {
        long height = pictures.getShape().get(2);
        long width = pictures.getShape().get(3);
        int margin = margin(height);
        NDList parts = new NDList();
        float[] factors = new float[views.length];
        for (int i = 0; i < views.length; i++) {
            View view = views[i];
            parts.add(pictures.get(new NDIndex("{}:{},:,{}:{},{}:{}", i, i + 1, view.top(),
                    view.top() + height - margin, view.left(), view.left() + width - margin)));
            factors[i] = view.brightness();
        }
        NDArray whole = NDArrays.concat(parts).getNDArrayInternal()
                .interpolation(new long[] {height, width}, BILINEAR, false);
        return whole.mul(pictures.getManager().create(factors, new Shape(views.length, 1, 1, 1))).clip(0, 1);
    }
}
