package tmnf.rl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.rl.net.NetworkSizes;
import tmnf.tminterface.observation.ObservationConfig;

class TrainSettingsTest {

    @Test
    void anEmptyFileIsTheDefault() throws Exception {
        Map<String, Object> emptySection = new HashMap<>();
        emptySection.put("training", null);

        assertThat(TrainSettings.of(Map.of())).isEqualTo(TrainSettings.DEFAULT);
        assertThat(TrainSettings.of(emptySection)).isEqualTo(TrainSettings.DEFAULT);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Map<String, Object> written = TrainSettings.DEFAULT.toMap();

        assertThat(TrainSettings.of(written)).isEqualTo(TrainSettings.DEFAULT);
        // Through a file of another format, as a text.
        ObjectMapper json = new ObjectMapper();
        @SuppressWarnings("unchecked")
        Map<String, Object> again = json.readValue(json.writeValueAsString(written), Map.class);
        assertThat(TrainSettings.of(again)).isEqualTo(TrainSettings.DEFAULT);
    }

    @Test
    void keysAreUpstreams() {
        Map<String, Object> all = TrainSettings.DEFAULT.toMap();

        assertThat(all.keySet()).containsExactly("environment", "neural_network", "training", "memory",
                "exploration", "rewards", "performance", "map_cycle", "inputs", "state_normalization",
                "tmnf");
        assertThat(section(all, "environment")).containsKey("one_every_n_zone_centers_in_inputs")
                .containsEntry("deck_height", "-inf");
        assertThat(section(all, "neural_network")).containsEntry("iqn_n", 8)
                .containsEntry("w_downsized", 64);
        assertThat(section(all, "training")).containsEntry("pretrain_V_head_freeze", false)
                .containsEntry("discard_non_greedy_actions_in_nsteps", true)
                .containsEntry("pretrain_encoder_path", null);
        assertThat(section(all, "state_normalization")).containsKey("waypoint_mean_40cp");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> all, String name) {
        return (Map<String, Object>) all.get(name);
    }

    @Test
    void numbersMayStandAsYamlReadsThem() throws Exception {
        TrainSettings read = TrainSettings.of(Map.of(
                "neural_network", Map.of("reset_every_n_frames_generated", "4e13"),
                "training", Map.of("lr_schedule", List.of(List.of(0, "1e-3"), List.of("3_000_000", "5e-05")),
                        "global_schedule_speed", 1.5),
                "environment", Map.of("deck_height", "-inf"),
                "map_cycle", Map.of("entries", List.of(Map.of("short_name", "A01", "map_path", "\"A b.Gbx\"",
                        "reference_line_path", "A01.npy", "repeat", 2)))));

        assertThat(read.network().resetEveryNFramesGenerated()).isEqualTo(40_000_000_000_000L);
        assertThat(read.training().lrSchedule().at(3_000_000)).isEqualTo(5e-5);
        assertThat(read.schedules().learningRate().points().get(1).frame()).isEqualTo(4_500_000);
        assertThat(read.mapCycle().races()).hasSize(2).allSatisfy(
                entry -> assertThat(entry.mapPath()).isEqualTo("A b.Gbx"));
        assertThat(read.mapCycle().trained("A01")).isTrue();
        assertThat(read.mapCycle().trained("A02")).isFalse();
    }

    @Test
    void oneSpeedMovesAllSchedules() throws Exception {
        TrainSettings fast = TrainSettings.of(Map.of("training", Map.of("global_schedule_speed", 0.5)));

        assertThat(fast.schedules().gamma().points().get(2).frame()).isEqualTo(1_250_000);
        assertThat(fast.schedules().epsilon().points().get(1).frame()).isEqualTo(25_000);
        assertThat(fast.schedules().memory().at(2_500_000).capacity()).isEqualTo(100_000);
        assertThat(fast.schedules().suffix().at(3_000_000)).isEqualTo("_2");
        assertThat(fast.schedules().speedslide().at(2_500_000)).isEqualTo(0.001);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            training | batchsize | 4 | there is no such key; did you mean training.batch_size?
            training | iqn_n | 8 | it belongs to section neural_network
            trainig | batch_size | 8 | did you mean training?
            training | batch_size | true | training.batch_size: write a number, not true
            neural_network | reset_every_n_frames_generated | 1e19 | write a whole number
            training | batch_size | 2.5 | training.batch_size: write a whole number, not 2.5
            training | batch_size | 0 | training.batch_size must be 1 or more, is 0
            neural_network | iqn_n | 7 | neural_network.iqn_n must be even
            neural_network | w_downsized | 33 | neural_network.w_downsized must be 34 or more, is 33
            neural_network | iqn_k | 31 | neural_network.iqn_k must be even
            neural_network | use_ddqn | 1 | neural_network.use_ddqn: write true or false, not 1
            memory | buffer_test_ratio | 1 | memory.buffer_test_ratio must be from 0 to below 1
            exploration | tau_epsilon_boltzmann | -1 | exploration.tau_epsilon_boltzmann must be 0 or more
            environment | n_zone_centers_in_inputs | 100 | extrapolateAfter must be 1980
            training | n_steps | 141 | n_steps must be at most the 140 actions
            training | run_name | ../x | training.run_name must be letters
            """)
    void aWrongValueIsRefusedWithItsPlace(String section, String key, String value, String message) {
        Object typed = value.equals("true") ? Boolean.TRUE : value;

        assertThatThrownBy(() -> TrainSettings.of(Map.of(section, Map.of(key, typed))))
                .isInstanceOf(SettingsException.class).hasMessageContaining(message);
    }

    @Test
    void aWrongScheduleIsRefused() {
        refused(List.of(List.of(5, 1)), "exploration.epsilon_schedule: the schedule begins at frame 5");
        refused(List.of(List.of(0, 1), List.of(9, 0.5), List.of(9, 0.4)), "frame 9 comes after frame 9");
        refused(List.of(List.of(0, 1), List.of(9, -0.5)), "is exponential and its value at frame 9 is -0.5");
        refused(List.of(), "its first point must be at frame 0");
        refused(List.of(List.of(0, 1, 2)), "epsilon_schedule[0]: write [frame, value]");
        refused(List.of(List.of(0, 1.5)), "exploration.epsilon_schedule must be from 0.0 to 1.0 (frame 0)");
        refused(3, "exploration.epsilon_schedule: write a list, not 3");
    }

    private static void refused(Object schedule, String message) {
        assertThatThrownBy(() -> TrainSettings.of(Map.of("exploration", Map.of("epsilon_schedule",
                schedule))))
                .isInstanceOf(SettingsException.class).hasMessageContaining(message);
    }

    @Test
    void onlySomeKeysMayChangeWhileTraining() throws Exception {
        Map<String, Object> changed = new LinkedHashMap<>(Map.of(
                "training", Map.of("batch_size", 64, "weight_decay_lr_ratio", 0.2),
                "neural_network", Map.of("clip_grad_norm", 10),
                "rewards", Map.of("constant_reward_per_ms", -0.002),
                "memory", Map.of("prio_alpha", 0.6)));

        TrainSettings.Reread reread = TrainSettings.DEFAULT.reread(TrainSettings.of(changed));

        assertThat(reread.taken()).containsExactlyInAnyOrder("training.weight_decay_lr_ratio",
                "neural_network.clip_grad_norm", "rewards.constant_reward_per_ms");
        assertThat(reread.refused()).containsExactlyInAnyOrder("training.batch_size", "memory.prio_alpha");
        assertThat(reread.settings().training().batchSize()).isEqualTo(4096);
        assertThat(reread.settings().network().clipGradNorm()).isEqualTo(10);
        assertThat(TrainSettings.liveKeys()).contains("exploration.epsilon_schedule", "training.lr_schedule",
                "performance.threshold_to_save_all_runs_ms", "neural_network.clip_grad_value")
                .doesNotContain("neural_network.iqn_n", "performance.gpu_collectors_count");
    }

    @Test
    void aSecondAttemptHasItsKeysAndTheOthersOfTheFirst() throws Exception {
        Map<String, Object> file = Map.of("memory", Map.of("prio_alpha", 0.2),
                "training", Map.of("batch_size", 64), "tmnf", Map.of("second_attempt_after_frames", 1000,
                        "second_attempt", Map.of("memory", Map.of("prio_alpha", 0.6),
                                "environment", Map.of("road_width", 27),
                                "tmnf", Map.of("limit_speed_schedule", List.of(List.of(0, 0.5))))));
        TrainSettings first = TrainSettings.of(file);

        TrainSettings second = first.secondAttempt();

        assertThat(first.differences(second)).containsExactly("environment.road_width", "memory.prio_alpha",
                "tmnf.limit_speed_schedule");
        assertThat(second.own().limitSpeedSchedule().at(5)).isEqualTo(0.5);
        assertThat(first.attempts()).containsExactly(first, second);
        assertThat(TrainSettings.of(second.toMap())).as("written and read again").isEqualTo(second);
        assertThat(second.secondAttempt()).isEqualTo(second);
        assertThat(TrainSettings.DEFAULT.attempts()).containsExactly(TrainSettings.DEFAULT);
        assertThat(TrainSettings.DEFAULT.secondAttempt()).isEqualTo(TrainSettings.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "memory | prio_alhpa | 1 | tmnf.second_attempt.memory.prio_alhpa: there is no such key; did you mean",
        "memory | prio_alpha | -1 | tmnf.second_attempt.memory.prio_alpha must be",
        "training | run_name | other | tmnf.second_attempt.training.run_name: stays the same for the whole",
        "neural_network | w_downsized | 90 | w_downsized: stays the same",
        "environment | n_zone_centers_in_inputs | 20 | n_zone_centers_in_inputs: stays the same",
        "performance | running_speed | 3 | running_speed: stays the same",
        "training | pretrain_encoder_path | a.pt | pretrain_encoder_path: stays the same",
        "tmnf | seed | 5 | tmnf.seed: stays the same",
        "tmnf | second_attempt_after_frames | 7 | second_attempt_after_frames: stays the same",
        "tnmf | seed | 5 | tmnf.second_attempt.tnmf: there is no such key"})
    void aSecondAttemptThatCannotBeIsRefused(String section, String key, String value, String message) {
        Object typed = value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value;
        assertThatThrownBy(() -> TrainSettings.of(Map.of("tmnf", Map.of("second_attempt",
                Map.of(section, Map.of(key, typed)))))).isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> TrainSettings.of(Map.of("tmnf", Map.of("second_attempt", 5))))
                .hasMessageContaining("tmnf.second_attempt: write sections with keys, not 5");
    }

    @Test
    void keysThatAskForWhatDoesNotHappenAreNamed() throws Exception {
        assertThat(TrainSettings.DEFAULT.withoutEffect()).isEmpty();
        TrainSettings asks = TrainSettings.of(Map.of("performance", Map.of("plot_race_time_left_curves", true,
                "make_highest_prio_figures", true, "n_transitions_to_plot_in_distribution_curves", 5,
                "force_window_focus_on_input", true, "update_inference_network_every_n_actions", 8),
                "environment", Map.of("timeout_between_runs_ms", 1000),
                "training", Map.of("tensorboard_suffix_schedule", List.of(List.of(0, "_1"))),
                "inputs", Map.of("action_forward_idx", 1, "action_backward_idx", 70)));
        assertThat(asks.withoutEffect()).allMatch(text -> text.contains("is read and not used"))
                .anyMatch(text -> text.contains("a greedy race keeps those of its first one"));
        List<String> marked = markedAsNotUsed();
        marked.remove("use_jit"); // true is what upstream ships, and asks for nothing that one sees
        assertThat(asks.withoutEffect()).extracting(text -> text.substring(text.indexOf('.') + 1,
                text.indexOf(" is read"))).containsExactlyInAnyOrderElementsOf(marked);
    }

    /** Keys behind such a remark in the file that is shipped, up to the next remark. */
    private static List<String> markedAsNotUsed() throws Exception {
        List<String> marked = new ArrayList<>();
        String remark = "";
        int behind = 0;
        for (String line : Files.readAllLines(Path.of("..", "config", "rl", "default.yaml"))) {
            String text = line.strip();
            if (text.startsWith("#")) {
                remark = (behind > 0 ? "" : remark) + text.substring(1);
                behind = 0;
            } else if (text.isEmpty()) {
                remark = "";
            } else if (text.matches("[a-z_]+:.*")) {
                behind++;
                String flat = remark.toLowerCase(Locale.ROOT);
                if (flat.contains("read and not used") && (!flat.contains("the second key") || behind == 2)) {
                    marked.add(text.substring(0, text.indexOf(':')));
                }
            }
        }
        return marked;
    }

    @Test
    void indicesThatAreNotUsedRefuseNoShortListOfActions() throws Exception {
        TrainSettings few = TrainSettings.of(Map.of("inputs", Map.of("actions", List.of(
                Map.of("accelerate", true, "brake", false, "left", false, "right", false),
                Map.of("accelerate", true, "brake", false, "left", true, "right", false)))));
        assertThat(few.inputs().actions()).hasSize(2);
        assertThat(few.withoutEffect()).isEmpty();
    }

    @Test
    void settingsThatDifferAreNamed() throws Exception {
        TrainSettings other = TrainSettings.of(Map.of("tmnf", Map.of("seed", 5), "training",
                Map.of("batch_size", 64)));
        assertThat(TrainSettings.DEFAULT.differences(other)).containsExactly("training.batch_size",
                "tmnf.seed");
        assertThat(other.differences(other)).isEmpty();
    }

    @Test
    void sizesAndScalesAreDerived() throws Exception {
        assertThat(TrainSettings.DEFAULT.sizes()).isEqualTo(NetworkSizes.DEFAULT);
        assertThat(TrainSettings.DEFAULT.observation()).isEqualTo(ObservationConfig.DEFAULT);
        TrainSettings imported = TrainSettings.of(Map.of("state_normalization", Map.of("damper_std", 0.5,
                "waypoint_mean_40cp", repeated(1.5), "waypoint_std_40cp", repeated(2))));
        float[] mean = imported.normalisation().mean();
        float[] std = imported.normalisation().std();

        assertThat(std[29]).isEqualTo(0.5f);
        assertThat(TrainSettings.DEFAULT.scaling().damperStd()).isEmpty();
        assertThat(TrainSettings.DEFAULT.normalisation().std()[29]).isEqualTo(0.06f);
        assertThat(Arrays.copyOfRange(mean, 62, 182)).containsOnly(1.5f);
        assertThat(Arrays.copyOfRange(std, 62, 182)).containsOnly(2f);
        assertThat(mean[61]).isNotEqualTo(1.5f);
        assertThat(mean[182]).isEqualTo(700);
    }

    private static List<Double> repeated(double value) {
        Double[] values = new Double[120];
        Arrays.fill(values, value);
        return List.of(values);
    }
}
