package tmnf.pretrain.net;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How a tensor of a new network is drawn. */
public sealed interface Initial {

    /**
     * Evenly between -1 / sqrt(fanIn) and 1 / sqrt(fanIn): what PyTorch does with convolutions and linear
     * layers, weights and biases.
     *
     * @param fanIn numbers that flow into one output, at least 1
     */
    record Uniform(long fanIn) implements Initial {

        /** Checks the range. */
        public Uniform {
            if (fanIn < 1) {
                throw new IllegalArgumentException("fan-in is at least 1, not " + fanIn);
            }
        }

        @Override
        public void draw(SplittableRandom random, int rows, float[] to) {
            double bound = 1 / Math.sqrt(fanIn);
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
    }

    /**
     * Rows (or columns, where there are more rows) that are orthogonal to each other, of length {@code gain}.
     * Source: Saxe et al. 2013, arXiv 1312.6120; PyTorch's {@code orthogonal_}.
     */
    record Orthogonal(double gain) implements Initial {

        @Override
        public void draw(SplittableRandom random, int rows, float[] to) {
            OrthogonalMatrix.draw(random, rows, to.length / rows, gain, to);
        }
    }

    /** All 0. */
    record Zero() implements Initial {

        @Override
        public void draw(SplittableRandom random, int rows, float[] to) {
            Arrays.fill(to, 0);
        }
    }

    /** All 1. */
    record One() implements Initial {

        @Override
        public void draw(SplittableRandom random, int rows, float[] to) {
            Arrays.fill(to, 1);
        }
    }

    /** {@link Uniform}. */
    static Initial uniform(long fanIn) {
        return new Uniform(fanIn);
    }

    /**
     * Draws all elements.
     *
     * @param rows length of the first axis
     */
    void draw(SplittableRandom random, int rows, float[] to);
}
