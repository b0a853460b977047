package tmnf.pretrain.objective;

import java.util.List;

/**
 * The first convolution of an encoder, which has no padding, so that what is done to all pixels can be done
 * to it instead.
 *
 * @param out output channels
 * @param channels input channels
 * @param area weights of one input channel: height x width of the kernel
 * @param weight (out, channels, height, width)
 * @param bias (out)
 */
public record FirstLayer(int out, int channels, int area, double[] weight, double[] bias) {

    /** Of the tensors of a file. */
    public static FirstLayer of(List<Long> shape, double[] weight, double[] bias) {
        int out = Math.toIntExact(shape.get(0));
        int channels = Math.toIntExact(shape.get(1));
        return new FirstLayer(out, channels, Math.toIntExact(shape.get(2) * shape.get(3)), weight, bias);
    }

    /**
     * One input channel instead of several.
     *
     * @param share what the sum of their weights is divided by: 1, or {@link #channels} for the mean
     */
    public FirstLayer combine(int share) {
        double[] combined = new double[out * area];
        for (int o = 0; o < out; o++) {
            for (int k = 0; k < area; k++) {
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    sum += weight[(o * channels + c) * area + k];
                }
                combined[o * area + k] = sum / share;
            }
        }
        return new FirstLayer(out, 1, area, combined, bias);
    }

    /**
     * Takes pixels x of one kind and answers as before to those of the kind that it was trained on, which are
     * a x + c: w' = a w, b' = b + c times the sum of w.
     */
    public FirstLayer fold(Normalization trained, Normalization given) {
        double a = trained.factor() / given.factor();
        double c = trained.offset() - a * given.offset();
        double[] folded = new double[weight.length];
        double[] moved = bias.clone();
        for (int i = 0; i < weight.length; i++) {
            folded[i] = a * weight[i];
            moved[i / (channels * area)] += c * weight[i];
        }
        return new FirstLayer(out, channels, area, folded, moved);
    }

    /** As float32. */
    public static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
