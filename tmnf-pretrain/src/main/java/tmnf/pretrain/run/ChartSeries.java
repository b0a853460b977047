package tmnf.pretrain.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Points of a {@link Chart}, in the order in which they are joined, if they are.
 *
 * @param style class of the page's style, as {@link ReportPage#colour} has them
 * @param name in the legend
 */
public record ChartSeries(String style, String name, Shape shape, double[] x, double[] y) {

    private static final int MOST_POINTS = 600;

    /** What is drawn. */
    public enum Shape {
        /** Points that are not joined. */
        DOTS,
        /** A line through all points that have a value. */
        LINE,
        /** A line that breaks where a point has no value. */
        BROKEN_LINE
    }

    /** Of the shape {@link Shape#DOTS}. */
    public static ChartSeries dots(String style, String name, double[] x, double[] y) {
        return new ChartSeries(style, name, Shape.DOTS, x, y);
    }

    /** Of the shape {@link Shape#LINE}. */
    public static ChartSeries line(String style, String name, double[] x, double[] y) {
        return new ChartSeries(style, name, Shape.LINE, x, y);
    }

    /** Of the shape {@link Shape#BROKEN_LINE}. */
    public static ChartSeries brokenLine(String style, String name, double[] x, double[] y) {
        return new ChartSeries(style, name, Shape.BROKEN_LINE, x, y);
    }

    boolean isLine() {
        return shape != Shape.DOTS;
    }

    private boolean has(int point) {
        return Double.isFinite(x[point]) && Double.isFinite(y[point]);
    }

    /** The points that have a value. */
    ChartSeries finite() {
        int[] kept = IntStream.range(0, x.length).filter(this::has).toArray();
        return new ChartSeries(style, name, shape, Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
    }

    /** The same in as many parts as are drawn for themselves, and only what has a value. */
    List<ChartSeries> parts() {
        if (shape != Shape.BROKEN_LINE) {
            return List.of(finite());
        }
        List<ChartSeries> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= x.length; i++) {
            if (i == x.length || !has(i)) {
                if (i > from) {
                    parts.add(new ChartSeries(style, name, shape, Arrays.copyOfRange(x, from, i),
                            Arrays.copyOfRange(y, from, i)));
                }
                from = i + 1;
            }
        }
        return parts;
    }

    /**
     * The same with fewer points where there are very many: of a line their means, of dots some of them. What
     * is marked keeps its own value.
     */
    ChartSeries thinned() {
        int step = (x.length + MOST_POINTS - 1) / MOST_POINTS;
        if (step <= 1) {
            return this;
        }
        int count = (x.length + step - 1) / step;
        double[] fewX = new double[count];
        double[] fewY = new double[count];
        for (int i = 0; i < count; i++) {
            int from = i * step;
            int to = isLine() ? Math.min(x.length, from + step) : from + 1;
            fewX[i] = Arrays.stream(x, from, to).average().orElseThrow();
            fewY[i] = Arrays.stream(y, from, to).average().orElseThrow();
        }
        return new ChartSeries(style, name, shape, fewX, fewY);
    }

    /** The value at a place; empty where there is no point, or one without a value. */
    OptionalDouble at(double place) {
        return IntStream.range(0, x.length).filter(i -> x[i] == place && has(i)).mapToDouble(i -> y[i])
                .findFirst();
    }
}
