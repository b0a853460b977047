package tmnf.rl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import tmnf.pretrain.tensorboard.Event;
import tmnf.pretrain.tensorboard.EventFile;
import tmnf.pretrain.tensorboard.EventValue;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.save.Statistics.Counters;

class TrainMetricsTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-29T09:00:00Z"), ZoneOffset.UTC);
    private static final Offset<Double> NEAR = Offset.offset(1e-5);

    @TempDir
    Path run;

    /** Two decisions with three actions. */
    static Rollout race(String map, boolean exploring, RaceEnd end, int timeMs, int zone) {
        int entries = end.terminated() ? 3 : 2;
        int[] zones = new int[entries];
        Arrays.fill(zones, zone);
        return new Rollout(map, exploring, end, timeMs, 1, 0, new byte[0], new float[2], new int[2],
                new boolean[2], new float[] {1, 2, 3, 6, 5, 4}, new long[2], new double[entries], zones, 0,
                500_000_000);
    }

    private TrainMetrics open(long frames) throws IOException {
        return TrainMetrics.open(run, run.resolve("tensorboard"), CLOCK, frames, 45_000);
    }

    private static WindowFigures window(long frames, double waiting) {
        return new WindowFigures(new Counters(frames, 60, 64, 96, 128, 3, 4, 0.5), 10, waiting, 1e-3, 0.9,
                60, 1_000, new float[] {1, 3}, Map.of("a", 9_330), Map.of("RL/gamma", 0.999));
    }

    private Map<String, Double> scalars() throws IOException {
        Map<String, Double> values = new HashMap<>();
        try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
            for (Path file : files.sorted().toList()) {
                for (Event event : EventFile.read(file).events()) {
                    for (EventValue value : event.values()) {
                        if (value instanceof EventValue.Scalar scalar) {
                            values.put(scalar.tag() + "@" + event.step(), (double) scalar.value());
                        }
                    }
                }
            }
        }
        return values;
    }

    @Test
    void aRaceIsWrittenUnderItsOwnNumberOfFrames() throws Exception {
        try (TrainMetrics metrics = open(0)) {
            metrics.race(race("a", false, RaceEnd.FINISHED, 9_330, 40), new RaceNotes(true, true,
                    new int[] {4_000, 5_330}, 9_000, 0, Map.of("grab_frame", 0.25), Map.of()), 100, 0.1);
            metrics.race(race("a", true, RaceEnd.NO_PROGRESS, 2_000, 12), RaceNotes.none(false), 140, 0.2);
        }

        Map<String, Double> seen = scalars();
        Map<String, Double> wanted = new HashMap<>(Map.of("Race/eval_race_time_trained_a@100", 9.33,
                "Race/eval_race_finished_trained_a@100", 1.0,
                "Race/eval_race_time_finished_trained_a@100", 9.33,
                "Race/eval_race_time_robust_trained_a@100", 9.33, "Race/race_time_ratio_a@100", 18.66,
                "Race/split_a_1@100", 5.33, "Race/eval_ratio_trained_author_a@100", 100 * 9.33 / 9,
                "Race/eval_agg_ratio_trained_author@100", 100 * 9.33 / 9, "RL/avg_Q_trained_a@100", 3.5,
                "RL/mean_action_gap_a@100", 1.0));
        wanted.putAll(Map.of("RL/single_zone_reached_trained_a@100", 40.0,
                "RL/q_value_0_starting_frame_a@100", 1.0, "Performance/instrumentation__grab_frame@100", 0.25,
                "Race/explo_race_time_trained_a@140", 45.0, "Race/explo_race_finished_trained_a@140", 0.0,
                "RL/single_zone_reached_trained_a@140", 12.0));
        wanted.forEach((tag, value) -> assertThat(seen.get(tag)).as(tag).isCloseTo(value, NEAR));
        assertThat(seen).doesNotContainKeys("Race/explo_race_time_finished_trained_a@140",
                "RL/avg_Q_trained_a@140", "Race/eval_ratio_trained_gold_a@100");
    }

    @Test
    void theZoneOfARaceIsTheFurthestWhereverItRolledTo() throws Exception {
        Rollout race = race("a", true, RaceEnd.NO_PROGRESS, 2_000, 12);
        race.zones()[1] = 5;
        assertThat(race.furthestZone()).isEqualTo(12);
        try (TrainMetrics metrics = open(0)) {
            metrics.race(race, RaceNotes.none(false), 140, 0.2);
        }
        assertThat(scalars()).containsEntry("RL/single_zone_reached_trained_a@140", 12.0);
        assertThat(TrainHistory.read(run).races().get(0).zone()).isEqualTo(12);
    }

    @Test
    void aWindowHasTheFiguresOfItsOwnStepsNormsBeforeAndAfterClipping() throws Exception {
        TrainSummary summary;
        try (TrainMetrics metrics = open(0)) {
            metrics.step(new StepFigures(false, 32, 9, 9, 9, 9));
            metrics.window(window(0, 0));
            metrics.race(race("a", true, RaceEnd.FINISHED, 9_330, 40), RaceNotes.none(false), 100, 0.1);
            metrics.step(new StepFigures(false, 32, 0.5, 40, 30, 1));
            metrics.step(new StepFigures(false, 32, 1.5, 20, 20, 3));
            metrics.step(new StepFigures(true, 32, 7, Double.NaN, Double.NaN, 0.5));
            summary = metrics.window(window(500, 2));
        }

        assertThat(summary).isEqualTo(new TrainSummary(500, 0.5, 1, 1, 1.0, 7.0, 30.0, 25.0, 1e-3, 0.9, 2,
                6.4,
                50.0, 0.4, 0.05, 0.2, 60, Map.of("a", 9_330)));
        Map<String, Double> seen = scalars();
        Map.of("Training/loss@500", 1.0, "Training/loss_test@500", 7.0, "Gradients/norm_max@500", 30.0,
                "Gradients/norm_before_clip_max@500", 40.0, "Training/train_on_batch_duration@500", 2.0,
                "Buffer/priorities_mean@500", 2.0, "RL/gamma@500", 0.999, "alltime_min_ms_a@500", 9_330.0,
                "cumul_number_single_memories_should_have_been_used@500", 96.0,
                "Performance/learner_percentage_waiting_for_workers@500", 20.0)
                .forEach((tag, value) -> assertThat(seen.get(tag)).as(tag).isCloseTo(value, NEAR));
        assertThat(seen).doesNotContainKey("Training/loss_test@0");
    }

    @Test
    void aRunThatGoesOnHasEachRowOnceAndNoTornOne() throws Exception {
        try (TrainMetrics metrics = open(0)) {
            metrics.race(race("a,\"b", true, RaceEnd.NO_PROGRESS, 2_000, 1), RaceNotes.none(false), 100, 0.1);
            metrics.window(window(100, 1));
            metrics.race(race("a", true, RaceEnd.NO_PROGRESS, 2_000, 2), RaceNotes.none(false), 200, 0.2);
            metrics.window(window(200, 1));
        }
        Files.writeString(run.resolve("races.csv"), "300,0.3,a,tr", StandardOpenOption.APPEND);

        try (TrainMetrics metrics = open(100)) {
            metrics.race(race("a", true, RaceEnd.FINISHED, 9_000, 3), RaceNotes.none(false), 150, 0.15);
            assertThat(metrics.history().races()).extracting(RaceRow::zone).containsExactly(1, 3);
        }

        TrainHistory history = TrainHistory.read(run);
        assertThat(history.races()).extracting(RaceRow::frames).containsExactly(100L, 150L);
        assertThat(history.races().get(0).map()).isEqualTo("a__b");
        assertThat(history.windows()).extracting(TrainSummary::frames).containsExactly(100L);
        assertThat(Files.readAllLines(run.resolve("training.csv")).get(0)).startsWith("frames,hours,races");
    }

    /** A run that learns, in figures. */
    private TrainHistory learned() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (TrainMetrics metrics = open(0)) {
            for (int i = 1; i <= 600; i++) {
                double skill = 1 - Math.exp(-i / 160.0);
                boolean finished = random.nextDouble() < skill * 0.9;
                int zone = finished ? 420 : (int) (20 + 400 * skill * random.nextDouble());
                metrics.race(race("straight", i % 10 != 0, finished ? RaceEnd.FINISHED : RaceEnd.NO_PROGRESS,
                        (int) (9_330 + 4_000 * (1 - skill) * random.nextDouble()) / 10 * 10, zone),
                        RaceNotes.none(false), i * 180L, i / 600.0);
                metrics.step(new StepFigures(false, 64, 3 * (1 - skill) + 0.05 + 0.02 * random.nextDouble(),
                        60 * (1 - skill) + 5 * random.nextDouble(), 5, 0.01));
                if (i % 50 == 0) {
                    metrics.window(window(i * 180L, 2));
                }
            }
            return metrics.history();
        }
    }

    @Test
    void theReportIsOneWellFormedPageWithACurveForEachFigure() throws Exception {
        double[] x = new double[400];
        double[] z = new double[400];
        double[] beside = new double[400];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
            z[i] = 40 * Math.sin(i / 60.0);
            beside[i] = z[i] + 3 * Math.sin(i / 11.0);
        }
        Path file = run.resolve("report.html");

        TrainReport.write(file, "demo <1>", Map.of("Frames", "108000"), learned(),
                List.of(new Trajectory("straight, 9.33 s", x, z, x, beside)), "tmnf train",
                "seed: 1 & 2");

        String page = Files.readString(file);
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Document document = builder.parse(new InputSource(new StringReader(
                page.replace("<!DOCTYPE html>", ""))));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(8);
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(1 + 1 + 2 + 2 + 1 + 2
                + 1 + 2);
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Training demo <1>");
        assertThat(page).doesNotContain("NaN", "Infinity", "<script", "href=", "src=");
        assertThat(page.length()).isLessThan(400_000);
    }

    @Test
    void aRunWithoutAnyFigureHasAReportToo() throws Exception {
        Path file = run.resolve("report.html");

        TrainReport.write(file, "new", Map.of(), new TrainHistory(List.of(), List.of()), List.of(),
                "tmnf train", "");

        assertThat(file).content().contains("Nothing to draw yet.");
    }
}
