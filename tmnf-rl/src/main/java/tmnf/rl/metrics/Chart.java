package tmnf.rl.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import tmnf.pretrain.run.AxisTicks;
import tmnf.pretrain.run.PretrainReport;

/**
 * Some series of points as an SVG element for a page, whose colours come from the page. What is no number is
 * left out. Many points are drawn as few: those of a line as their means, dots as some of them.
 */
final class Chart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 76;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int BOTTOM = 44;
    private static final int MOST_POINTS = 600;
    private static final double ROOM = 0.05;
    /** From this ratio on, small values could not be told apart on an even scale. */
    private static final double LOGARITHMIC_FROM = 20;

    private final String about;
    private final String xLabel;
    private final List<Series> series;
    private final StringBuilder svg = new StringBuilder();
    private DoubleUnaryOperator scale = value -> value;
    private boolean logarithmic;
    private double left;
    private double right;
    private double low;
    private double high;

    /**
     * Points.
     *
     * @param style class of the page's style, {@code a} to {@code d}
     * @param line whether they are joined
     */
    record Series(String style, String name, boolean line, double[] x, double[] y) {

        Series finite() {
            int[] kept = IntStream.range(0, x.length)
                    .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i])).toArray();
            return new Series(style, name, line, Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
                    Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
        }

        Series thinned() {
            int step = (x.length + MOST_POINTS - 1) / MOST_POINTS;
            if (step <= 1) {
                return this;
            }
            int count = (x.length + step - 1) / step;
            double[] fewX = new double[count];
            double[] fewY = new double[count];
            for (int i = 0; i < count; i++) {
                int from = i * step;
                int to = line ? Math.min(x.length, from + step) : from + 1;
                fewX[i] = Arrays.stream(x, from, to).average().orElseThrow();
                fewY[i] = Arrays.stream(y, from, to).average().orElseThrow();
            }
            return new Series(style, name, line, fewX, fewY);
        }
    }

    private Chart(String about, String xLabel, List<Series> series) {
        this.about = about;
        this.xLabel = xLabel;
        this.series = series;
    }

    /**
     * A chart; a sentence where there is nothing to draw.
     *
     * @param mayBeLogarithmic whether values far apart may be drawn on a logarithmic scale
     */
    static String of(String about, String xLabel, boolean mayBeLogarithmic, List<Series> series) {
        List<Series> drawn = series.stream().map(Series::finite).filter(each -> each.x().length > 0).toList();
        return drawn.isEmpty() ? "<p>Nothing to draw yet.</p>\n"
                : new Chart(about, xLabel, drawn).draw(mayBeLogarithmic);
    }

    private void fit(boolean mayBeLogarithmic) {
        double[] ys = series.stream().flatMapToDouble(each -> Arrays.stream(each.y())).toArray();
        double[] xs = series.stream().flatMapToDouble(each -> Arrays.stream(each.x())).toArray();
        double min = Arrays.stream(ys).min().orElseThrow();
        double max = Arrays.stream(ys).max().orElseThrow();
        logarithmic = mayBeLogarithmic && min > 0 && max / min >= LOGARITHMIC_FROM;
        if (logarithmic) {
            scale = Math::log10;
        }
        left = Math.min(0, Arrays.stream(xs).min().orElseThrow());
        right = Math.max(left + 1e-9, Arrays.stream(xs).max().orElseThrow());
        double from = scale.applyAsDouble(min);
        double to = scale.applyAsDouble(max);
        double room = to > from ? (to - from) * ROOM : Math.max(Math.abs(to) * ROOM, 1e-9);
        low = from - room;
        high = to + room;
    }

    private double x(double value) {
        return LEFT + (value - left) / (right - left) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double scaled) {
        return TOP + (high - scaled) / (high - low) * (HEIGHT - TOP - BOTTOM);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private String draw(boolean mayBeLogarithmic) {
        fit(mayBeLogarithmic);
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                + "role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, WIDTH, HEIGHT,
                PretrainReport.escaped(about));
        axes();
        int legend = LEFT;
        for (Series each : series) {
            if (each.line()) {
                add("<line class=\"%s\" x1=\"%d\" y1=\"16\" x2=\"%d\" y2=\"16\"/>", each.style(), legend,
                        legend + 24);
            } else {
                add("<circle class=\"%s\" cx=\"%d\" cy=\"16\" r=\"3\"/>", each.style(), legend + 12);
            }
            add("<text x=\"%d\" y=\"20\">%s</text>", legend + 30, PretrainReport.escaped(each.name()));
            legend += 50 + 7 * each.name().length();
            points(each.thinned());
        }
        add("</svg>");
        return svg.toString();
    }

    private void points(Series each) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < each.x().length; i++) {
            double x = x(each.x()[i]);
            double y = y(scale.applyAsDouble(each.y()[i]));
            if (each.line()) {
                joined.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
            }
            if (!each.line() || each.x().length == 1) {
                add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"/>", each.style(), x, y,
                        each.line() ? "3" : "1.8");
            }
        }
        if (joined.size() > 1) {
            add("<polyline class=\"%s\" points=\"%s\"/>", each.style(), String.join(" ", joined));
        }
    }

    private void axes() {
        for (double tick : logarithmic ? AxisTicks.logarithmic(low, high) : AxisTicks.between(low, high)) {
            double y = y(scale.applyAsDouble(tick));
            add("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y,
                    WIDTH - RIGHT, y);
            add("<text class=\"number\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 8, y + 4,
                    AxisTicks.label(tick));
        }
        for (double tick : AxisTicks.between(left, right)) {
            add("<text class=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>", x(tick), HEIGHT - BOTTOM + 18,
                    AxisTicks.label(tick));
        }
        add("<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, HEIGHT - BOTTOM,
                WIDTH - RIGHT, HEIGHT - BOTTOM);
        add("<text class=\"middle\" x=\"%d\" y=\"%d\">%s%s</text>", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6,
                PretrainReport.escaped(xLabel), logarithmic ? " (values on a logarithmic scale)" : "");
    }
}
