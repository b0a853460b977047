package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ChartTest {

    private static final double[] X = {1, 2, 3, 4, 5};
    private static final double[] GAP = {1, 2, Double.NaN, 4, 5};

    private static Chart chart(ChartSeries... series) {
        return new Chart("A <b> & c", "epoch", List.of(series));
    }

    private static long count(String svg, String part) {
        return Pattern.compile(part).matcher(svg).results().count();
    }

    @Test
    void onlyBrokenLinesBreakWhereAValueIsMissing() {
        String joined = chart(ChartSeries.line("a", "x", X, GAP)).svg();
        String broken = chart(ChartSeries.brokenLine("a", "x", X, GAP)).svg();

        assertThat(count(joined, "<polyline")).isEqualTo(1);
        assertThat(joined).containsPattern("points=\"(\\S+ ){3}\\S+\"");
        assertThat(count(broken, "<polyline")).isEqualTo(2);
        assertThat(count(broken, "points=\"\\S+ \\S+\"")).isEqualTo(2);
        assertThat(joined + broken).doesNotContain("NaN");
    }

    @Test
    void manyPointsAreDrawnAsFewTheMeansOfALineAndSomeOfTheDots() {
        double[] many = IntStream.range(0, 6000).asDoubleStream().toArray();
        double[] jagged = IntStream.range(0, 6000).mapToDouble(i -> i % 2).toArray();

        ChartSeries line = ChartSeries.line("a", "x", many, jagged).thinned();
        ChartSeries dots = ChartSeries.dots("a", "x", many, jagged).thinned();

        assertThat(line.x()).hasSize(600).startsWith(4.5, 14.5);
        assertThat(line.y()).containsOnly(0.5);
        assertThat(dots.x()).hasSize(600).startsWith(0, 10);
        assertThat(dots.y()).containsOnly(0);
    }

    @Test
    void aCountedAxisGoesFromOneToTheLastPointEvenIfThatHasNoValue() {
        double[] y = {1, 2, Double.NaN, Double.NaN, Double.NaN};

        String counted = chart(ChartSeries.brokenLine("a", "x", X, y)).counted().svg();
        String even = chart(ChartSeries.brokenLine("a", "x", X, y)).svg();

        assertThat(counted).contains("x=\"76.0\" y=\"316\">1<", "x=\"740.0\" y=\"316\">5<")
                .doesNotContain(">0<").doesNotContain(">1.5</text>\n<text class=\"middle\"");
        assertThat(even).contains("x=\"76.0\" y=\"316\">0<", "x=\"740.0\" y=\"316\">2<");
        assertThat(AxisTicks.counted(3)).containsExactly(1.0, 2.0, 3.0);
        assertThat(AxisTicks.counted(1)).containsExactly(1.0);
    }

    @Test
    void aMarkIsALineWithItsNameAndADotOnEachSeriesThatHasAValueThere() {
        String svg = chart(ChartSeries.brokenLine("a", "x", X, GAP), ChartSeries.brokenLine("b", "y", X, X))
                .counted().marked(3, "best epoch, 3").svg();

        assertThat(count(svg, "<line class=\"marked\"")).isEqualTo(2); // in the plot and in the legend
        assertThat(svg).contains(">best epoch, 3<").contains("<circle class=\"b\" cx=\"408.0\"")
                .doesNotContain("<circle class=\"a\"");
        assertThat(chart(ChartSeries.line("a", "x", X, X)).svg()).doesNotContain("marked");
    }

    @Test
    void textIsEscapedAndNothingToDrawIsASentence() {
        assertThat(chart(ChartSeries.line("a", "<x>", X, X)).svg())
                .contains("aria-label=\"A &lt;b&gt; &amp; c\"").contains("&lt;x&gt;");

        Chart empty = chart(ChartSeries.line("a", "x", new double[] {1}, new double[] {Double.NaN}));
        assertThat(empty.svg()).isEqualTo("<p>Nothing to draw yet.</p>\n");
        assertThat(empty.otherwise("Nothing & nobody.").svg()).isEqualTo("<p>Nothing &amp; nobody.</p>\n");
    }
}
