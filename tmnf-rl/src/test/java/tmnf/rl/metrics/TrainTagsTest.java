package tmnf.rl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.tensorboard.EventValue;
import tmnf.rl.rollout.RaceEnd;

class TrainTagsTest {

    @TempDir
    private Path run;

    @Test
    void eachTagIsOfOneFamilyAndHasAUnit() {
        List<TrainTags.Tag> all = new ArrayList<>(TrainTags.races());
        all.addAll(TrainTags.windows());

        assertThat(all).extracting(TrainTags.Tag::name).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(tag -> assertThat(tag.unit()).isNotBlank());
        assertThat(TrainTags.find("Gradients/by_layer/A_head.0.weight/Linf_d9").orElseThrow().name())
                .isEqualTo("Gradients/by_layer/{layer}/{L2|Linf}_{median|q3|d9|max}");
        assertThat(TrainTags.find("Race/explo_race_time_trained_A01").orElseThrow().unit()).isEqualTo("s");
        assertThat(TrainTags.find("Race/split_A01_x")).isEmpty();
        assertThat(TrainTags.find("loss")).isEmpty();
    }

    /** What a race or a window brings from elsewhere is looked at where trainings are tested. */
    @Test
    void racesWriteAllFamiliesOfRacesAndNoOther() throws Exception {
        try (TrainMetrics metrics = TrainMetrics.open(run, run, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                0, 300_000)) {
            metrics.race(TrainMetricsTest.race("a", false, RaceEnd.FINISHED, 9_330, 40), new RaceNotes(true,
                    true, new int[] {9_330}, 9_000, 10_000, Map.of("grab_frame", 1.0), Map.of()), 100, 0.1);
            metrics.race(TrainMetricsTest.race("a", true, RaceEnd.NO_PROGRESS, 2_000, 12),
                    RaceNotes.none(false), 140, 0.2);
        }

        Set<String> families = new HashSet<>();
        for (String tag : WrittenTags.of(run)) {
            families.add(TrainTags.find(tag).orElseThrow(() -> new AssertionError(tag)).name());
        }
        assertThat(families).containsAll(TrainTags.races().stream().map(TrainTags.Tag::name)
                .filter(name -> !name.startsWith("Performance/")).toList());
    }

    @Test
    void theLayoutOfCustomScalarsIsWrittenAndFitsToTheTags() throws Exception {
        TrainMetrics.open(run, run, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 0, 300_000)
                .close();

        EventValue.Layout layout = (EventValue.Layout) WrittenTags.values(run).stream()
                .filter(value -> value instanceof EventValue.Layout).findFirst().orElseThrow();

        assertThat(layout).isEqualTo(TrainTags.layout());
        List<String> written = List.of("Race/eval_race_time_robust_trained_a",
                "Race/explo_race_time_finished_trained_a", "Training/loss", "Training/loss_test",
                "RL/avg_Q_trained_a", "RL/single_zone_reached_trained_a", "Gradients/norm_median",
                "Buffer/priorities_mean");
        assertThat(written).allSatisfy(tag -> assertThat(TrainTags.find(tag)).isPresent());
        assertThat(layout.categories().get(0).charts()).hasSize(7).allSatisfy(chart ->
                assertThat(chart.tags()).allSatisfy(tag -> assertThat(written).anyMatch(each ->
                        each.matches(tag.replace("$", "")))));
    }
}
