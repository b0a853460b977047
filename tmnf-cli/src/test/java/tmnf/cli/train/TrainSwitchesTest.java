package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.CliTestBase;
import tmnf.rl.buffer.BufferSettings;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.rollout.RewardWeights;
import tmnf.rl.rollout.Rewards;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.TransitionMaker;
import tmnf.rl.save.ActionKeys;
import tmnf.rl.save.Redriver;
import tmnf.rl.save.SimulatedRedriver;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** What is off by default, through the command. */
@Timeout(120)
class TrainSwitchesTest extends CliTestBase {

    private static final String SMALL = SmallNetwork.SEEING + "  use_iqn_image_head: false\n" + """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 3000
            training:
              run_name: small
              batch_size: 32
            memory:
              memory_size_schedule: [[0, [2000, 60]]]
              number_times_single_memory_is_used_before_discard: 4
            tmnf:
              explorations_per_evaluation: 2
              batches_to_catch_up: 1
            """;

    @BeforeEach
    void useOneThread() throws IOException {
        variables.put("TMNF_TRAIN__THREADS", "1");
    }

    private CliRun train(String config, int frames, String... more) throws IOException {
        Files.writeString(cwd.resolve("small.yaml"), config);
        List<String> words = new ArrayList<>(List.of("train", "--rl-config", "small.yaml", "--sim", "--map",
                "straight", "--collectors", "1", "--max-frames", Integer.toString(frames)));
        words.addAll(List.of(more));
        return tmnf(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"munchausen, --no-image-head, A_head.0", "random_quantiles, --no-image-head, A_head.0",
        "limit_speed_schedule, --no-image-head, A_head.0", "layer_normalisation, --no-image-head, A_norm",
        "impala_encoder, --image-head, img_head"})
    void aSwitchLearnsGoesOnAndIsInspected(String key, String head, String named) throws IOException {
        String on = SMALL + "  " + key + (key.endsWith("schedule") ? ": [[0, 0.5]]\n" : ": true\n");
        CliRun first = train(on, 80, head);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).doesNotContain("has no effect").contains("loss ");
        CliRun second = train(on, 160, head);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("goes on from checkpoint 1");
        CliRun inspected = tmnf("inspect", "save/small/weights1.torch");
        assertThat(inspected.code()).as(inspected.err()).isZero();
        assertThat(inspected.out()).contains(named);
        CliRun off = train(SMALL, 161, head);
        assertThat(off.code()).as(off.err()).isEqualTo(head.equals("--no-image-head")
                && !key.equals("layer_normalisation") ? 0 : 2);
    }

    @Test
    void aRunGoesOnWithSettingsThatMeanTheSameAndSaysWhatElseChanged() throws IOException {
        assertThat(train(SMALL, 20).code()).isZero();
        CliRun other = train(SMALL.replace("environment:\n", "environment:\n"
                + "  one_every_n_zone_centers_in_inputs: 10\n"), 40);
        assertThat(other.code()).as(other.err()).isEqualTo(2);
        assertThat(other.err()).contains("environment.one_every_n_zone_centers_in_inputs was 20, is 10");

        String changed = SMALL.replace("batch_size: 32", "batch_size: 16") + """
                state_normalization:
                  damper_std: 0.5
                performance:
                  make_highest_prio_figures: true
                """;
        assertThat(train(changed, 40, "--seed", "5", "--dry-run").err()).contains(
                "settings changed since the checkpoint:", "training.batch_size", "tmnf.seed is not used");
        CliRun goesOn = train(changed, 40, "--seed", "5");
        assertThat(goesOn.code()).as(goesOn.err()).isZero();
        assertThat(goesOn.err()).contains("goes on from checkpoint 1",
                "settings changed since the checkpoint:", "training.batch_size", "tmnf.seed is not used",
                "state_normalization.damper_std of the configuration is not used",
                "performance.make_highest_prio_figures is read and not used");
        CliRun again = train(changed.replace("damper_std: 0.5", "damper_std: 0.06"), 60, "--seed", "5");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("goes on from checkpoint 2").doesNotContain("settings changed since",
                "tmnf.seed is", "damper_std of the");
    }

    /** A race of decisions that are drawn, as a capture of it gives them back. */
    private Path captured(List<Integer> actions, String... size) throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        List<ActionKeys> keys = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int action = random.nextInt(12) < 8 ? 0 : random.nextInt(12);
            actions.add(action);
            Action held = ActionIndex.action(action);
            keys.add(new ActionKeys(held.accelerate(), held.brake(), held.left(), held.right()));
        }
        Redriver.Result result = new SimulatedRedriver(BuiltInTracks.track("straight"),
                "tmnf").redrive(keys, 0,
                50);
        Files.createDirectories(cwd.resolve("maps/replays/7"));
        Files.write(cwd.resolve("maps/replays/7/pos1.replay.gbx"), result.replay().orElseThrow());
        assertThat(result.raceTimeMs()).isPresent();
        List<String> words = new ArrayList<>(List.of("capture", "--sim", "--fps", "20", "--running-speed",
                "100",
                "--output-dir", "img", "--pack"));
        words.addAll(List.of(size));
        CliRun run = tmnf(words.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return cwd.resolve("img");
    }

    @Test
    void aCaptureGivesTheDecisionsBackAndFillsTheBufferOnce() throws Exception {
        List<Integer> actions = new ArrayList<>();
        Path dataset = captured(actions, "--width", "36", "--height", "36");
        TrainSettings settings = TrainSettings.of(Map.of("neural_network", Map.of("w_downsized", 36,
                "h_downsized", 36)));
        List<Rollout> races = new ArrayList<>();
        TransitionMaker maker = new TransitionMaker(new Rewards(RewardWeights.of(settings, 0),
                ObservationLayout.of(settings.observation())), 3, 0.999, true);
        try (TransitionBuffer buffer = new TransitionBuffer(BufferSettings.of(settings), 2000,
                new SplittableRandom(1))) {
            Demonstrations.of(List.of(dataset), List.of(MapTargets.builtIn("straight", 0.5)), settings,
                    warning -> { }).fill(buffer, race -> {
                        races.add(race);
                        return maker.of(race);
                    }, 1000, warning -> { }, () -> false);
        }
        assertThat(races).hasSize(1);
        assertThat(races.get(0).actions()).containsExactly(actions.subList(0,
                races.get(0).decisions()).stream()
                .mapToInt(Integer::intValue).toArray());

        String on = SMALL + "  demonstrations: [img]\n  persist_buffer: true\n";
        CliRun first = train(on, 10, "--image-head");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("Demonstrations: 1 captured race, at most 50 %",
                "demonstrations: " + races.get(0).decisions() + " transitions of 1 captured races");
        CliRun second = train(on, 20, "--image-head");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).doesNotContain("transitions of 1 captured");

        CliRun larger = train(on.replace("w_downsized: 36", "w_downsized: 40"), 60, "--image-head",
                "--run-name",
                "larger");
        assertThat(larger.code()).as(larger.err()).isEqualTo(2);
        assertThat(larger.err()).contains("has frames of 36x36 pixels, the driver sees 40x36");
        assertThat(cwd.resolve("save/larger")).doesNotExist();
    }
}
