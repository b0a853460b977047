package tmnf.rl.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A race over the reference line, seen from above, metres.
 *
 * @param name what it is, such as {@code straight, 9.33 s}
 * @param lineX of the reference line
 * @param lineZ of the reference line
 * @param pathX where the car was
 * @param pathZ where the car was
 */
public record Trajectory(String name, double[] lineX, double[] lineZ, double[] pathX, double[] pathZ) {

    private static final int WIDTH = 760;
    private static final int MARGIN = 34;
    private static final int MOST_HEIGHT = 700;
    private static final int LEAST_HEIGHT = 120;
    private static final double[] SCALES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    /** Share of the width that the drawn scale has at most. */
    private static final double SCALE_SHARE = 0.2;

    /** Checks the lengths. */
    public Trajectory {
        if (lineX.length != lineZ.length || pathX.length != pathZ.length
                || lineX.length + pathX.length == 0) {
            throw new IllegalArgumentException(lineX.length + " and " + lineZ.length + " of the line, "
                    + pathX.length + " and " + pathZ.length + " of the race");
        }
    }

    /** As an SVG element; the same scale along both axes. */
    String svg() {
        double[] xs = all(lineX, pathX);
        double[] zs = all(lineZ, pathZ);
        double left = Arrays.stream(xs).min().orElseThrow();
        double near = Arrays.stream(zs).min().orElseThrow();
        double wide = Math.max(1, Arrays.stream(xs).max().orElseThrow() - left);
        double deep = Math.max(1, Arrays.stream(zs).max().orElseThrow() - near);
        // The longer side lies along the page.
        boolean turned = deep > wide;
        double across = turned ? deep : wide;
        double down = turned ? wide : deep;
        double scale = Math.min((WIDTH - 2 * MARGIN) / across, (MOST_HEIGHT - 2 * MARGIN) / down);
        int height = (int) Math.max(LEAST_HEIGHT, Math.ceil(down * scale) + 2 * MARGIN);
        double top = (height - down * scale) / 2;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg xmlns=\""
                + "http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                + " aria-label=\"The best race over the reference line, from above\">\n", WIDTH, height,
                WIDTH, height));
        for (boolean race : new boolean[] {false, true}) {
            double[] x = race ? pathX : lineX;
            double[] z = race ? pathZ : lineZ;
            List<String> points = new ArrayList<>();
            for (int i = 0; i < x.length; i++) {
                double along = turned ? z[i] - near : x[i] - left;
                double beside = turned ? x[i] - left : z[i] - near;
                points.add(String.format(Locale.ROOT, "%.1f,%.1f", MARGIN + along * scale,
                        top + beside * scale));
            }
            svg.append("<polyline class=\"").append(race ? "a" : "broad").append("\" points=\"")
                    .append(String.join(" ", points)).append("\"/>\n");
            if (race && !points.isEmpty()) {
                String[] at = points.get(0).split(",");
                svg.append("<circle class=\"a\" cx=\"").append(at[0]).append("\" cy=\"").append(at[1])
                        .append("\" r=\"4\"/>\n");
            }
        }
        return svg.append(scale(across, scale, height)).append("</svg>\n").toString();
    }

    /** A line of so many metres, and their number. */
    private static String scale(double across, double scale, int height) {
        double metres = SCALES[0];
        for (double each : SCALES) {
            metres = each <= across * SCALE_SHARE ? each : metres;
        }
        return String.format(Locale.ROOT, "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\""
                + "/>\n<text x=\"%d\" y=\"%d\">%.0f m</text>\n", MARGIN, height - 20,
                MARGIN + metres * scale, height - 20, MARGIN, height - 4, metres);
    }

    private static double[] all(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
