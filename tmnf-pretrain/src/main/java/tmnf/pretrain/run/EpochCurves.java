package tmnf.pretrain.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Figures of training and validation over the epochs, as an SVG element for a page. Lines break where a
 * figure is missing or no number. Losses are on a logarithmic scale where the largest is many times the
 * smallest. Colours of text and lines come from the page.
 */
final class EpochCurves {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 340;
    private static final int LEFT = 76;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int BOTTOM = 44;
    /** From this ratio of the losses on, small ones could not be told apart on an even scale. */
    private static final double LOGARITHMIC_FROM = 20;
    private static final String LOSSES = "Losses";
    private static final int OF_LEGEND = 120;
    private static final int LETTER = 8;

    private final List<EpochRow> rows;
    private final List<String> names;
    private final String what;
    private final int best;
    private final StringBuilder svg = new StringBuilder();
    private final boolean logarithmic;
    private final double low;
    private final double high;

    /** Of epochs of which {@code best} is marked, 0 for none. */
    private EpochCurves(List<EpochRow> rows, List<String> names, String what, int best, double min,
            double max) {
        this.rows = rows;
        this.names = names;
        this.what = what;
        this.best = best;
        logarithmic = what.equals(LOSSES) && min > 0 && max / min >= LOGARITHMIC_FROM;
        double from = scale(min);
        double to = scale(max);
        double room = to > from ? (to - from) * 0.06 : Math.max(Math.abs(to) * 0.1, 1e-12);
        low = from - room;
        high = to + room;
    }

    /** The losses. */
    static String ofLosses(List<EpochRow> rows, int best) {
        return of(rows, List.of("train_loss", "val_loss"), LOSSES, best);
    }

    /** Shares of samples that are right, by the names of the figures. */
    static String ofAccuracies(List<EpochRow> rows, List<String> names, int best) {
        return of(rows, names, "Accuracy", best);
    }

    /** The element; a sentence where there is no figure to draw. */
    private static String of(List<EpochRow> rows, List<String> names, String what, int best) {
        double[] values = rows.stream().flatMap(row -> names.stream().map(name -> value(row, name)))
                .mapToDouble(Double::doubleValue).filter(Double::isFinite).sorted().toArray();
        if (values.length == 0) {
            return "<p>No epoch with " + (what.equals(LOSSES) ? "a loss" : "such a figure")
                    + " was finished.</p>\n";
        }
        return new EpochCurves(rows, names, what, best, values[0], values[values.length - 1]).draw();
    }

    private static double value(EpochRow row, String name) {
        return row.values().getOrDefault(name, Double.NaN);
    }

    private String style(String name) {
        return ReportPage.colour(names.indexOf(name));
    }

    private double scale(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    private double x(double epoch) {
        double last = Math.max(2, rows.size());
        double share = rows.size() == 1 ? 0.5 : (epoch - 1) / (last - 1);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double y(double scaled) {
        return TOP + (high - scaled) / (high - low) * (HEIGHT - TOP - BOTTOM);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private String draw() {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                + "role=\"img\" aria-label=\"%s of training and validation over the epochs\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT, what);
        axes();
        if (best > 0) {
            add("<line class=\"marked\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x(best), TOP, x(best),
                    HEIGHT - BOTTOM);
        }
        int legend = LEFT;
        for (String name : names) {
            if (rows.stream().anyMatch(row -> Double.isFinite(value(row, name)))) {
                curve(name);
                add("<line class=\"%s\" x1=\"%d\" y1=\"16\" x2=\"%d\" y2=\"16\"/>", style(name), legend,
                        legend + 24);
                add("<text x=\"%d\" y=\"20\">%s</text>", legend + 30, name);
                legend += Math.max(OF_LEGEND, 40 + LETTER * name.length());
            }
        }
        if (best > 0) {
            add("<line class=\"marked\" x1=\"%d\" y1=\"16\" x2=\"%d\" y2=\"16\"/>", legend, legend + 24);
            add("<text x=\"%d\" y=\"20\">best epoch, %d</text>", legend + 30, best);
        }
        add("</svg>");
        return svg.toString();
    }

    private void axes() {
        for (double tick : logarithmic ? AxisTicks.logarithmic(low, high) : AxisTicks.between(low, high)) {
            double y = y(scale(tick));
            add("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y,
                    WIDTH - RIGHT, y);
            add("<text class=\"number\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 8, y + 4,
                    AxisTicks.label(tick));
        }
        for (double tick : epochTicks()) {
            add("<text class=\"middle\" x=\"%.1f\" y=\"%d\">%.0f</text>", x(tick), HEIGHT - BOTTOM + 18,
                    tick);
        }
        add("<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, HEIGHT - BOTTOM,
                WIDTH - RIGHT, HEIGHT - BOTTOM);
        add("<text class=\"middle\" x=\"%d\" y=\"%d\">epoch%s</text>", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6,
                logarithmic ? " (losses on a logarithmic scale)" : "");
    }

    private List<Double> epochTicks() {
        List<Double> ticks = new ArrayList<>(AxisTicks.between(1, rows.size()));
        ticks.removeIf(tick -> tick != Math.rint(tick) || tick == 1);
        ticks.add(0, 1.0);
        return ticks;
    }

    private double height(int epoch, String name) {
        double value = value(rows.get(epoch - 1), name);
        return Double.isFinite(value) ? y(scale(value)) : Double.NaN;
    }

    private void curve(String name) {
        List<String> points = new ArrayList<>();
        for (int epoch = 1; epoch <= rows.size() + 1; epoch++) {
            double y = epoch > rows.size() ? Double.NaN : height(epoch, name);
            if (!Double.isNaN(y)) {
                points.add(String.format(Locale.ROOT, "%.1f,%.1f", x(epoch), y));
            } else if (points.size() > 1) {
                add("<polyline class=\"%s\" points=\"%s\"/>", style(name), String.join(" ", points));
                points.clear();
            } else if (points.size() == 1) {
                String[] at = points.get(0).split(",");
                add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"/>", style(name), at[0], at[1]);
                points.clear();
            }
        }
        double marked = best > 0 ? height(best, name) : Double.NaN;
        if (!Double.isNaN(marked)) {
            add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", style(name), x(best), marked);
        }
    }
}
