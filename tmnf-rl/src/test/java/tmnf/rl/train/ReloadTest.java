package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import tmnf.rl.config.TrainSettings;

class ReloadTest {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final LiveSettings live = new LiveSettings(TrainSettings.DEFAULT, "as it began", Attempt.FIRST);
    private Map<String, Object> next; // null: nothing changed
    private String broken; // null: it can be read
    private long nanos;

    private final Reload reload = new Reload(live, new SettingsChanges() {
        @Override
        public Optional<Map<String, Object>> changed() throws IOException {
            if (broken != null) {
                throw new IOException(broken);
            }
            return Optional.ofNullable(next);
        }

        @Override
        public String text(TrainSettings settings) {
            return "lr " + settings.training().lrSchedule().at(0);
        }
    }, new TrainListener() {
        @Override
        public void warning(String message) {
            warnings.add(message);
        }

        @Override
        public void noted(String message) {
            notes.add(message);
        }
    }, () -> nanos);

    private Optional<Reload.Change> look(Map<String, Object> file) {
        next = file;
        nanos += INTERVAL_NANOS;
        return reload.look();
    }

    private static Map<String, Object> training(String key, Object value) {
        return Map.of("training", Map.of(key, value));
    }

    @Test
    void whatMayChangeIsTakenWithItsTextAndTold() {
        assertThat(look(Map.of())).isEmpty();
        Reload.Change change = look(training("lr_schedule", List.of(List.of(0, 0.25)))).orElseThrow();

        assertThat(change.keys()).containsExactly("training.lr_schedule");
        assertThat(change.table()).contains("| training.lr_schedule | [[0, 0.001]", "| [[0, 0.25]] |");
        assertThat(live.settings().training().lrSchedule().at(0)).isEqualTo(0.25);
        assertThat(live.schedules().learningRate().at(1000)).isEqualTo(0.25);
        assertThat(live.text()).isEqualTo("lr 0.25");
        assertThat(notes).containsExactly("settings changed: training.lr_schedule");
        assertThat(warnings).isEmpty();
        assertThat(look(training("lr_schedule", List.of(List.of(0, 0.25))))).isEmpty();
    }

    @Test
    void itLooksOnlyNowAndThen() {
        next = training("lr_schedule", List.of(List.of(0, 0.25)));
        nanos += INTERVAL_NANOS - 1;
        assertThat(reload.look()).isEmpty();
        nanos++;
        assertThat(reload.look()).isPresent();
    }

    @Test
    void whatMayNotChangeIsNamedOnce() {
        assertThat(look(training("batch_size", 7))).isEmpty();
        look(training("batch_size", 8));
        assertThat(warnings).hasSize(1).first().asString().contains("training.batch_size");
        look(Map.of());
        look(training("batch_size", 7));
        assertThat(warnings).hasSize(2);
        assertThat(live.settings()).isEqualTo(TrainSettings.DEFAULT);
        assertThat(live.text()).isEqualTo("as it began");
    }

    @Test
    void aBrokenFileIsAWarningAndChangesNothing() {
        broken = "run.yaml: while parsing a flow node";
        look(Map.of());
        look(Map.of());
        assertThat(warnings).hasSize(1).first().asString().contains("while parsing", "stay as they are");
        broken = null;
        look(Map.of("rewards", Map.of("constant_reward_per_ms", "fast")));
        List<?> one = List.of(List.of(0, 0.5));
        look(Map.of("training", Map.of("global_schedule_speed", 1e-5, "lr_schedule", one, "gamma_schedule",
                one,
                "tensorboard_suffix_schedule", List.of(List.of(0, "")))));
        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(1)).contains("rewards.constant_reward_per_ms");
        assertThat(warnings.get(2)).contains("training.global_schedule_speed 1.0E-5 is too small");
        assertThat(live.settings()).isEqualTo(TrainSettings.DEFAULT);
        assertThat(look(training("lr_schedule", List.of(List.of(0, 0.25))))).isPresent();
    }
}
