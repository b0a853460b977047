package tmnf.pretrain.tensorboard;

import java.util.Collections;
import java.util.List;

/** What an event says about one tag. Closed: other kinds in a file are left out when it is read. */
public sealed interface EventValue {

    /** Name under which TensorBoard shows it; a slash makes groups. */
    String tag();

    /** A number. */
    record Scalar(String tag, float value) implements EventValue {}

    /**
     * A picture.
     *
     * @param height in pixels
     * @param width in pixels
     * @param channels 1 grey, 3 RGB, 4 RGBA
     * @param png the picture as a PNG file; do not modify
     */
    record Image(String tag, int height, int width, int channels, byte[] png) implements EventValue {

        public Image {
            if (height < 1 || width < 1 || channels < 1 || channels > 4) {
                throw new IllegalArgumentException(
                        "a picture of " + height + " x " + width + " x " + channels);
            }
        }
    }

    /**
     * How numbers are distributed.
     *
     * @param limits right edges of the buckets, ascending
     * @param counts how many numbers are in each bucket
     */
    record Histogram(String tag, double min, double max, double count, double sum, double sumOfSquares,
            List<Double> limits, List<Double> counts) implements EventValue {

        public Histogram {
            limits = List.copyOf(limits);
            counts = List.copyOf(counts);
            if (limits.size() != counts.size()) {
                throw new IllegalArgumentException(
                        limits.size() + " limits for " + counts.size() + " counts");
            }
        }

        /**
         * Of these numbers, in buckets of equal width. Numbers that are not finite are left out.
         *
         * @param buckets how many, at least 1
         */
        public static Histogram of(String tag, float[] values, int buckets) {
            if (buckets < 1) {
                throw new IllegalArgumentException("a histogram of " + buckets + " buckets");
            }
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            double squares = 0;
            long count = 0;
            for (float value : values) {
                if (Float.isFinite(value)) {
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                    sum += value;
                    squares += (double) value * value;
                    count++;
                }
            }
            return count == 0 ? new Histogram(tag, 0, 0, 0, 0, 0, List.of(0.0), List.of(0.0))
                    : new Histogram(tag, min, max, count, sum, squares, edges(min, max, buckets),
                            counts(values, min, max, buckets));
        }

        private static List<Double> edges(double min, double max, int buckets) {
            Double[] edges = new Double[buckets];
            for (int i = 0; i < buckets; i++) {
                edges[i] = i == buckets - 1 ? max : min + (max - min) * (i + 1) / buckets;
            }
            return List.of(edges);
        }

        private static List<Double> counts(float[] values, double min, double max, int buckets) {
            Double[] counts = Collections.nCopies(buckets, 0.0).toArray(Double[]::new);
            double width = (max - min) / buckets;
            for (float value : values) {
                if (Float.isFinite(value)) {
                    int bucket = width > 0 ? (int) ((value - min) / width) : 0;
                    counts[Math.min(bucket, buckets - 1)]++;
                }
            }
            return List.of(counts);
        }
    }

    /** A text, shown as Markdown; TensorBoard's name for the tag ends with {@code /text_summary}. */
    record Text(String tag, String text) implements EventValue {}

    /** Which numbers TensorBoard's tab of custom scalars shows together. */
    record Layout(List<Category> categories) implements EventValue {

        /** The only tag that TensorBoard takes a layout from. */
        public static final String TAG = "custom_scalars__config__";

        public Layout {
            categories = List.copyOf(categories);
        }

        @Override
        public String tag() {
            return TAG;
        }

        /** Charts under one heading. */
        public record Category(String title, List<Chart> charts) {

            public Category {
                charts = List.copyOf(charts);
            }
        }

        /**
         * A chart.
         *
         * @param tags of its numbers, regular expressions
         */
        public record Chart(String title, List<String> tags) {

            public Chart {
                tags = List.copyOf(tags);
            }
        }
    }
}
