package tmnf.rl.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import tmnf.pretrain.run.AxisTicks;
import tmnf.pretrain.run.ReportPage;

/**
 * Some series of points as an SVG element for a page, whose colours come from the page. What is no number is
 * left out. Many points are drawn as few: those of a line as their means, dots as some of them.
 */
public final class Chart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 266; // without the legend
    private static final int LEFT = 76;
    private static final int RIGHT = 20;
    private static final int LEGEND = 18;
    private static final int BOTTOM = 44;
    private static final int MOST_POINTS = 600;
    private static final double ROOM = 0.05;
    /** From this ratio on, small values could not be told apart on an even scale. */
    private static final double LOGARITHMIC_FROM = 20;

    private final String about;
    private final String xLabel;
    private final List<Series> series;
    private final List<Band> bands;
    private final StringBuilder svg = new StringBuilder();
    private DoubleUnaryOperator scale = value -> value;
    private boolean logarithmic;
    private double left;
    private double right;
    private double low;
    private double high;
    private int top; // of the plot, below the legend

    /**
     * Points.
     *
     * @param style class of the page's style, as {@link ReportPage#colour} has them
     * @param line whether they are joined
     */
    public record Series(String style, String name, boolean line, double[] x, double[] y) {

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

    /** From where to where something lies; all of it are numbers. */
    record Band(String style, double[] x, double[] low, double[] high) {
    }

    private Chart(String about, String xLabel, List<Series> series, List<Band> bands) {
        this.about = about;
        this.xLabel = xLabel;
        this.series = series;
        this.bands = bands;
    }

    /**
     * A chart; a sentence where there is nothing to draw.
     *
     * @param mayBeLogarithmic whether values far apart may be drawn on a logarithmic scale
     */
    public static String of(String about, String xLabel, boolean mayBeLogarithmic, List<Series> series) {
        return of(about, xLabel, mayBeLogarithmic, series, List.of());
    }

    /** The same over bands. */
    static String of(String about, String xLabel, boolean mayBeLogarithmic, List<Series> series,
            List<Band> bands) {
        List<Series> drawn = series.stream().map(Series::finite).filter(each -> each.x().length > 0).toList();
        return drawn.isEmpty() ? "<p>Nothing to draw yet.</p>\n"
                : new Chart(about, xLabel, drawn, bands).draw(mayBeLogarithmic);
    }

    private void fit(boolean mayBeLogarithmic) {
        double[] ys = DoubleStream.concat(
                series.stream().flatMapToDouble(each -> Arrays.stream(each.y())),
                bands.stream().flatMapToDouble(each -> DoubleStream.concat(Arrays.stream(each.low()),
                        Arrays.stream(each.high())))).toArray();
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
        return top + (high - scaled) / (high - low) * (HEIGHT - BOTTOM);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private String draw(boolean mayBeLogarithmic) {
        fit(mayBeLogarithmic);
        StringBuilder legend = legend();
        int height = top + HEIGHT;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                + "role=\"img\" aria-label=\"%s\">", WIDTH, height, WIDTH, height,
                ReportPage.escaped(about));
        axes();
        svg.append(legend);
        bands.stream().filter(each -> each.x().length > 1).forEach(this::band);
        series.forEach(each -> points(each.thinned()));
        add("</svg>");
        return svg.toString();
    }

    /** Names of series, in as many rows as they take; the plot is below. */
    private StringBuilder legend() {
        StringBuilder text = new StringBuilder();
        int x = LEFT;
        int y = LEGEND;
        for (Series each : series) {
            int width = 50 + 7 * each.name().length();
            if (x > LEFT && x + width > WIDTH) {
                x = LEFT;
                y += LEGEND;
            }
            text.append(each.line() ? String.format(Locale.ROOT, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" "
                    + "x2=\"%d\" y2=\"%d\"/>\n", each.style(), x, y - 2, x + 24, y - 2)
                    : String.format(Locale.ROOT, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"3\"/>\n",
                            each.style(), x + 12, y - 2));
            text.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>\n", x + 30, y + 2,
                    ReportPage.escaped(each.name())));
            x += width;
        }
        top = y + LEGEND;
        return text;
    }

    private void band(Band band) {
        int count = band.x().length;
        String[] corners = new String[2 * count];
        for (int i = 0; i < count; i++) {
            double x = x(band.x()[i]);
            corners[i] = String.format(Locale.ROOT, "%.1f,%.1f", x, y(scale.applyAsDouble(band.high()[i])));
            corners[2 * count - 1 - i] = String.format(Locale.ROOT, "%.1f,%.1f", x,
                    y(scale.applyAsDouble(band.low()[i])));
        }
        add("<polygon class=\"%s\" points=\"%s\"/>", band.style(), String.join(" ", corners));
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
        int bottom = top + HEIGHT - BOTTOM;
        for (double tick : logarithmic ? AxisTicks.logarithmic(low, high) : AxisTicks.between(low, high)) {
            double y = y(scale.applyAsDouble(tick));
            add("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y,
                    WIDTH - RIGHT, y);
            add("<text class=\"number\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 8, y + 4,
                    AxisTicks.label(tick));
        }
        for (double tick : AxisTicks.between(left, right)) {
            add("<text class=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>", x(tick), bottom + 18,
                    AxisTicks.label(tick));
        }
        add("<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, bottom,
                WIDTH - RIGHT, bottom);
        add("<text class=\"middle\" x=\"%d\" y=\"%d\">%s%s</text>", (LEFT + WIDTH - RIGHT) / 2, bottom + 38,
                ReportPage.escaped(xLabel), logarithmic ? " (values on a logarithmic scale)" : "");
    }
}
