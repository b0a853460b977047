package tmnf.pretrain.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Some series of points as an SVG element for a page, whose colours come from the page. What is no number is
 * left out. Many points are drawn as few: those of a line as their means, dots as some of them.
 */
public final class Chart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 306; // without the legend
    private static final int LEFT = 76;
    private static final int RIGHT = 20;
    private static final int LEGEND = 18;
    private static final int BOTTOM = 44;
    private static final double ROOM = 0.05;
    /** From this ratio on, small values could not be told apart on an even scale. */
    private static final double LOGARITHMIC_FROM = 20;

    private final String about;
    private final String xLabel;
    private final List<ChartSeries> series;
    private final StringBuilder svg = new StringBuilder();
    private List<Band> bands = List.of();
    private boolean mayBeLogarithmic;
    private boolean counted;
    private double markedX = Double.NaN; // NaN: nothing is marked
    private String markedName = "";
    private String otherwise = "Nothing to draw yet.";
    private DoubleUnaryOperator scale = value -> value;
    private boolean logarithmic;
    private double left;
    private double right;
    private double low;
    private double high;
    private int top; // of the plot, below the legend

    /**
     * From where to where something lies; all of it are numbers.
     *
     * @param style class of the page's style, as {@link ReportPage#colour} has them
     */
    public record Band(String style, double[] x, double[] low, double[] high) {
    }

    /** Of series over an even axis that begins at 0, or at a point below. */
    public Chart(String about, String xLabel, List<ChartSeries> series) {
        this.about = about;
        this.xLabel = xLabel;
        this.series = series.stream().filter(each -> each.finite().x().length > 0).toList();
    }

    /** Draws values that are far apart on a logarithmic scale. */
    public Chart mayBeLogarithmic() {
        mayBeLogarithmic = true;
        return this;
    }

    /** Draws bands below the series. */
    public Chart over(List<Band> below) {
        bands = below;
        return this;
    }

    /** Lets the axis go from 1 to the last point, whether that has a value or not, by whole numbers. */
    public Chart counted() {
        counted = true;
        return this;
    }

    /** Marks a place of the axis, and the points there. */
    public Chart marked(double x, String name) {
        markedX = x;
        markedName = name;
        return this;
    }

    /** Sets the sentence that stands where there is nothing to draw. */
    public Chart otherwise(String sentence) {
        otherwise = sentence;
        return this;
    }

    private void fit() {
        double[] ys = DoubleStream.concat(
                series.stream().flatMapToDouble(each -> Arrays.stream(each.finite().y())),
                bands.stream().flatMapToDouble(each -> DoubleStream.concat(Arrays.stream(each.low()),
                        Arrays.stream(each.high())))).toArray();
        double min = Arrays.stream(ys).min().orElseThrow();
        double max = Arrays.stream(ys).max().orElseThrow();
        logarithmic = mayBeLogarithmic && min > 0 && max / min >= LOGARITHMIC_FROM;
        if (logarithmic) {
            scale = Math::log10;
        }
        double from = scale.applyAsDouble(min);
        double to = scale.applyAsDouble(max);
        double room = to > from ? (to - from) * ROOM : Math.max(Math.abs(to) * ROOM, 1e-9);
        low = from - room;
        high = to + room;
        if (counted) {
            right = series.stream().flatMapToDouble(each -> Arrays.stream(each.x())).filter(Double::isFinite)
                    .max().orElseThrow();
            left = 1;
        } else {
            double[] xs = series.stream().flatMapToDouble(each -> Arrays.stream(each.finite().x())).toArray();
            left = Math.min(0, Arrays.stream(xs).min().orElseThrow());
            right = Math.max(left + 1e-9, Arrays.stream(xs).max().orElseThrow());
        }
    }

    private double x(double value) {
        double share = right > left ? (value - left) / (right - left) : 0.5;
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return top + (high - scale.applyAsDouble(value)) / (high - low) * (HEIGHT - BOTTOM);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** The element, or a sentence where there is nothing to draw. */
    public String svg() {
        if (series.isEmpty()) {
            return "<p>" + ReportPage.escaped(otherwise) + "</p>\n";
        }
        svg.setLength(0);
        fit();
        StringBuilder legend = legend();
        int height = top + HEIGHT;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                + "role=\"img\" aria-label=\"%s\">", WIDTH, height, WIDTH, height,
                ReportPage.escaped(about));
        axes();
        svg.append(legend);
        bands.stream().filter(each -> each.x().length > 1).forEach(this::band);
        if (isMarked()) {
            add("<line class=\"marked\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x(markedX), top,
                    x(markedX), top + HEIGHT - BOTTOM);
        }
        for (ChartSeries each : series) {
            each.parts().forEach(part -> points(part.thinned()));
            each.at(markedX).ifPresent(value -> circle(each.style(), markedX, value, "4"));
        }
        add("</svg>");
        return svg.toString();
    }

    private boolean isMarked() {
        return !Double.isNaN(markedX);
    }

    /** Names of series, in as many rows as they take; the plot is below. */
    private StringBuilder legend() {
        StringBuilder text = new StringBuilder();
        List<ChartSeries> named = new ArrayList<>(series);
        if (isMarked()) {
            named.add(ChartSeries.line("marked", markedName, new double[0], new double[0]));
        }
        int x = LEFT;
        int y = LEGEND;
        for (ChartSeries each : named) {
            int width = 50 + 7 * each.name().length();
            if (x > LEFT && x + width > WIDTH) {
                x = LEFT;
                y += LEGEND;
            }
            text.append(each.isLine() ? String.format(Locale.ROOT, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" "
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
            corners[i] = String.format(Locale.ROOT, "%.1f,%.1f", x, y(band.high()[i]));
            corners[2 * count - 1 - i] = String.format(Locale.ROOT, "%.1f,%.1f", x, y(band.low()[i]));
        }
        add("<polygon class=\"%s\" points=\"%s\"/>", band.style(), String.join(" ", corners));
    }

    private void points(ChartSeries each) {
        int count = each.x().length;
        if (!each.isLine() || count == 1) {
            for (int i = 0; i < count; i++) {
                circle(each.style(), each.x()[i], each.y()[i], each.isLine() ? "3" : "1.8");
            }
            return;
        }
        String[] corners = new String[count];
        for (int i = 0; i < count; i++) {
            corners[i] = String.format(Locale.ROOT, "%.1f,%.1f", x(each.x()[i]), y(each.y()[i]));
        }
        add("<polyline class=\"%s\" points=\"%s\"/>", each.style(), String.join(" ", corners));
    }

    private void circle(String style, double x, double y, String radius) {
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"/>", style, x(x), y(y), radius);
    }

    private void axes() {
        int bottom = top + HEIGHT - BOTTOM;
        for (double tick : logarithmic ? AxisTicks.logarithmic(low, high) : AxisTicks.between(low, high)) {
            double y = y(tick);
            add("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y,
                    WIDTH - RIGHT, y);
            add("<text class=\"number\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 8, y + 4,
                    AxisTicks.label(tick));
        }
        for (double tick : counted ? AxisTicks.counted(right) : AxisTicks.between(left, right)) {
            add("<text class=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>", x(tick), bottom + 18,
                    AxisTicks.label(tick));
        }
        add("<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, bottom,
                WIDTH - RIGHT, bottom);
        add("<text class=\"middle\" x=\"%d\" y=\"%d\">%s%s</text>", (LEFT + WIDTH - RIGHT) / 2, bottom + 38,
                ReportPage.escaped(xLabel), logarithmic ? " (values on a logarithmic scale)" : "");
    }
}
