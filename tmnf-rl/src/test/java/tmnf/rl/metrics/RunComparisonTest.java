package tmnf.rl.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import tmnf.rl.metrics.RunComparison.Row;
import tmnf.rl.metrics.RunComparison.Spread;
import tmnf.rl.metrics.RunComparison.Table;

class RunComparisonTest {

    @TempDir
    private Path temp;

    private static RaceRow race(long frames, String map, boolean exploring, double seconds, int zone) {
        return new RaceRow(frames, frames / 1000.0, map, exploring, seconds > 0, Math.abs(seconds), zone,
                0, 0,
                0, 1);
    }

    private static TrainSummary window(long frames, double loss) {
        return new TrainSummary(frames, frames / 1000.0, 1, 0, loss, 2 * loss, 1, 1, 1e-3, 0.5, 1, 1, 1, 1, 0,
                0, 1, Map.of());
    }

    /** Every hundred frames an exploring race and a greedy one; a negative time is an unfinished one. */
    private static ComparedRun run(String name, String map, double... seconds) {
        List<RaceRow> races = new ArrayList<>();
        List<TrainSummary> windows = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            races.add(race(100 * i + 50, map, true, seconds[i] > 0 ? seconds[i] + 1 : seconds[i], 10 * i));
            races.add(race(100 * i + 100, map, false, seconds[i], 10 * i + 5));
            windows.add(window(100 * i + 100, 1.0 / (i + 1)));
        }
        return new ComparedRun(name, new TrainHistory(races, windows));
    }

    private static double of(Row row, RunFigure figure) {
        return row.figures().get(figure).median();
    }

    @Test
    void runsAreComparedAtPartsOfTheShortestOneAndAtTheirEnds() {
        RunComparison comparison = new RunComparison(List.of(run("slow", "a", -2, -2, 12, 11, 10, 9, 8, 7),
                run("fast", "a", -2, 10, 9, -2)), false);

        List<Table> tables = comparison.tables("a");

        assertThat(tables).extracting(Table::title).containsExactly("At 25 %: 100 frames",
                "At 50 %: 200 frames", "At 75 %: 300 frames", "At 100 %: 400 frames", "At 25 %: 6.0 min",
                "At 50 %: 12.0 min", "At 75 %: 18.0 min", "At 100 %: 24.0 min", "At the end of each run");
        assertThat(tables.get(0).cells().get(1)).containsExactly("fast", "-", "-", "-", "0", "-", "5", "5",
                "1.000", "2.000");
        Row fast = tables.get(3).rows().get(1);
        assertThat(of(fast, RunFigure.FIRST_FINISH_FRAMES)).isEqualTo(150);
        assertThat(of(fast, RunFigure.GREEDY_FINISH_FRAMES)).isEqualTo(200);
        assertThat(of(fast, RunFigure.GREEDY_FINISH_MINUTES)).isEqualTo(12);
        assertThat(of(fast, RunFigure.BEST)).isEqualTo(9);
        assertThat(of(fast, RunFigure.GREEDY_FINISHED)).isEqualTo(50);
        // 9, 10 and two that were not finished: the middle lies beside those.
        assertThat(of(fast, RunFigure.GREEDY_MEDIAN)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(of(fast, RunFigure.LOSS)).isEqualTo(0.25);
        Row slow = tables.get(3).rows().get(0);
        assertThat(of(slow, RunFigure.BEST)).isEqualTo(11);
        assertThat(of(slow, RunFigure.FURTHEST_ZONE)).isEqualTo(35);
        Row end = tables.get(8).rows().get(0);
        assertThat(of(end, RunFigure.BEST)).isEqualTo(7);
        assertThat(of(end, RunFigure.GREEDY_MEDIAN)).isEqualTo((10 + 11) / 2.0);
        // By frames and by hours it is the same here.
        assertThat(tables.get(7).rows()).isEqualTo(tables.get(3).rows());
    }

    @Test
    void seedsOfOneNameAreARowWithMedianAndRange() {
        RunComparison comparison = new RunComparison(List.of(run("demo-s1", "a", -2, 10, 9, 8),
                run("demo-s2", "a", -2, -2, -2, -2), run("demo-s3", "a", 7, 6, 5, 4),
                run("other", "a", -2, 3, 3, 3)), true);

        Table end = comparison.tables("a").get(8);

        assertThat(end.rows()).extracting(Row::name).containsExactly("demo", "other");
        assertThat(end.rows().get(0).figures().get(RunFigure.BEST)).isEqualTo(new Spread(8, 4,
                Double.POSITIVE_INFINITY, 3));
        assertThat(end.cells().get(0)).contains("demo, 3 runs", "8.00 (4.00 to never)",
                "0.2500 (0.2500 to 0.2500)");
        assertThat(List.of("demo-s12", "demo_seed3", "demo.4", "demo5", "demo", "7")).extracting(name ->
                new ComparedRun(name, new TrainHistory(List.of(), List.of())).group())
                .containsExactly("demo", "demo", "demo", "demo", "demo", "7");
    }

    @Test
    void mapsOfAllRunsComeFirstAndOthersHaveTheRunsThatRacedThere() {
        ComparedRun both = new ComparedRun("both", new TrainHistory(List.of(race(10, "b", true, -2, 1),
                race(20, "a", true, -2, 1)), List.of()));
        RunComparison comparison = new RunComparison(List.of(both, run("one", "a", 9)), false);

        assertThat(comparison.maps()).containsExactly("a", "b");
        assertThat(comparison.tables("b").get(0).rows()).extracting(Row::name).containsExactly("both");
        assertThat(comparison.tables("b").get(3).at()).isEqualTo(20);
    }

    @Test
    void thePageIsWellFormedAndHasACurveForEachRunOrGroupAndEachAxis() throws Exception {
        RunComparison comparison = new RunComparison(List.of(run("demo-s1", "a", -2, 10, 9, 8),
                run("demo-s2", "a", 12, 11, 7, 6), run("<other>", "a", -2, 3, 3, 3)), true);

        String page = new String(CompareReport.page("Comparison", Map.of("demo", "x"), List.of("a & b"),
                comparison, "tmnf compare"), StandardCharsets.UTF_8);

        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(
                new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(8);
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(16);
        assertThat(document.getElementsByTagName("polygon").getLength()).isEqualTo(8);
        assertThat(document.getElementsByTagName("table").getLength()).isEqualTo(10);
        assertThat(page).doesNotContain("NaN", "Infinity", "<script", "href=");
    }

    @Test
    void foldersThatAreNoRunsAreRefusedWithASentence() throws Exception {
        assertThatIOException().isThrownBy(() -> ComparedRun.read("x", temp.resolve("x")))
                .withMessageContaining("there is no folder");
        Path run = Files.createDirectories(temp.resolve("save/first"));
        Files.writeString(run.resolve("races.csv"), RaceRow.HEADER + "\n");
        assertThatIOException().isThrownBy(() -> ComparedRun.read("x", temp.resolve("save")))
                .withMessageContaining("it has no races.csv; in it are the runs first");
        assertThat(ComparedRun.read("x", run).isEmpty()).isTrue();
        Files.writeString(run.resolve("races.csv"), "a,b\n1,2\n");
        assertThatIOException().isThrownBy(() -> ComparedRun.read("x", run))
                .withMessageContaining("races.csv is no table of a run: it has no columns frames, "
                        + "hours, map");
        Files.writeString(run.resolve("races.csv"), RaceRow.HEADER.replace(",zone", "") + "\n");
        assertThatIOException().isThrownBy(() -> ComparedRun.read("x", run))
                .withMessageContaining("it has no column zone");
        Files.writeString(run.resolve("races.csv"), RaceRow.HEADER + "\n");
        Files.writeString(run.resolve("training.csv"), "frames,time\n1,2\n");
        assertThatIOException().isThrownBy(() -> ComparedRun.read("x", run))
                .withMessageContaining("training.csv is no table of a run: it has no column hours");
        Files.write(run.resolve("training.csv"), new byte[] {(byte) 0xc3, 0x28, '\n'});
        assertThatIOException().isThrownBy(() -> ComparedRun.read("x", run))
                .withMessageContaining("training.csv is no text");
    }

    @Test
    void runsOfOtherVersionsAreReadByTheNamesOfTheirColumns() throws Exception {
        Path older = Files.createDirectories(temp.resolve("older"));
        Files.writeString(older.resolve("races.csv"), "zone,map,frames,hours,exploring,finished,race_time_s\n"
                + "7,a,100,0.5,false,true,9.5\n");
        Files.writeString(older.resolve("training.csv"), "frames,hours,loss\n100,0.5,0.25\n");
        Path newer = Files.createDirectories(temp.resolve("newer"));
        Files.writeString(newer.resolve("races.csv"), "worth," + RaceRow.HEADER + ",weather\n"
                + "1,200,1.5,a,true,false,3.0,5,-1.0,0.5,-2.0,40.0,rain\n"
                + "1,300,1.5,a,true,false,3.0,5,-1.0,0.5,-2.0,40.0\n"); // no row: a cell is missing
        Files.writeString(newer.resolve("training.csv"), TrainSummary.HEADER + "\n");

        RaceRow race = ComparedRun.read("x", older).history().races().get(0);
        assertThat(race).isEqualTo(new RaceRow(100, 0.5, "a", false, true, 9.5, 7, Double.NaN, Double.NaN,
                Double.NaN, Double.NaN));
        TrainSummary window = ComparedRun.read("x", older).history().windows().get(0);
        assertThat(window.loss()).isEqualTo(0.25);
        assertThat(window.lossTest()).isNaN();
        assertThat(window.batches()).isZero();
        assertThat(ComparedRun.otherColumns(older)).containsExactly("races.csv is of another version; not "
                + "there and empty: mean_q, action_gap, start_q, time_ratio", "training.csv is of another "
                + "version; not there and empty: races, finished, loss_test, grad_norm_before_clip, "
                + "grad_norm, learning_rate, epsilon, batches, transitions_per_s, frames_per_s, "
                + "share_training, share_testing, share_waiting, buffer_size");
        assertThat(ComparedRun.read("x", newer).history().races()).containsExactly(new RaceRow(200, 1.5, "a",
                true, false, 3, 5, -1, 0.5, -2, 40));
        assertThat(ComparedRun.otherColumns(newer)).containsExactly("races.csv is of another version; not "
                + "known here and left out: worth, weather");
    }

    /** Until now it lost all that another version had written. */
    @Test
    void aRunThatGoesOnKeepsTheRacesOfAnotherVersion() throws Exception {
        Path run = Files.createDirectories(temp.resolve("run"));
        Files.writeString(run.resolve("races.csv"), "frames,hours,map,exploring,finished,race_time_s,zone\n"
                + "100,0.5,a,false,true,9.5,7\n200,0.6,a,false,true,9.25,7\n");
        try (TrainMetrics metrics = TrainMetrics.open(run, run.resolve("tensorboard"), Clock.systemUTC(),
                150, 300_000)) {
            assertThat(metrics.history().races()).hasSize(1);
        }
        assertThat(Files.readString(run.resolve("races.csv"))).isEqualTo(RaceRow.HEADER
                + "\n100,0.5,a,false,true,9.5,7,NaN,NaN,NaN,NaN\n");
    }
}
