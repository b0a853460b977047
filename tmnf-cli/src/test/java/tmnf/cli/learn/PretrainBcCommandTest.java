package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;

/** {@code tmnf pretrain bc} on a small dataset. */
class PretrainBcCommandTest extends PretrainTestBase {

    @BeforeEach
    void useOneThreadHereToo() {
        variables.put("TMNF_PRETRAIN__BC__THREADS", "1");
    }

    private CliRun bc(String... more) {
        List<String> line = new ArrayList<>(List.of("pretrain", "bc", "--output-dir", "out", "--batch-size",
                "16", "--workers", "1", "--val-fraction", "0.34", "--image-size", "36", "--epochs", "2",
                "--dense-hidden-dimension", "32"));
        line.addAll(List.of(more));
        return tmnf(line.toArray(String[]::new));
    }

    private JsonNode meta(String run) throws IOException {
        return new ObjectMapper().readTree(cwd.resolve("out/" + run + "/pretrain_meta.json").toFile());
    }

    @Test
    void aRunLeavesItsFilesAndSaysHowOftenItWasRight() throws IOException {
        labelledDataset();
        CliRun run = bc("--use-actions-head", "--merge-actions-head", "--bc-time-offsets-ms", "0,100",
                "--bc-offset-weights", "1,0.5", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode accuracy = run.json().at("/result/accuracy");
        assertThat(accuracy).hasSize(2);
        assertThat(accuracy.get(1).get("offsetMs").asInt()).isEqualTo(100);
        assertThat(accuracy.get(0).get("majority").asDouble()).isBetween(0.5, 1.0);
        assertThat(accuracy.get(0).get("repeatLast").asDouble()).isBetween(0.5, 1.0);
        List<String> keys = new ArrayList<>();
        meta("run_001").fieldNames().forEachRemaining(keys::add);
        assertThat(keys).startsWith("task", "framework", "bc_mode", "bc_target", "bc_time_offsets_ms",
                "image_size", "image_normalization", "n_stack", "in_channels", "enc_dim", "n_actions",
                "encoder_init_path", "epochs_trained", "train_loss_final", "val_loss_final",
                "train_acc_final", "val_acc_final", "n_train_samples", "n_val_samples", "seed",
                "bc_offset_weights", "actions_head_file", "actions_head_merged", "actions_head_offsets",
                "version", "arch_hash", "timestamp");
        assertThat(meta("run_001").get("epochs_trained").asInt()).isEqualTo(2);
        assertThat(Files.readAllLines(cwd.resolve("out/run_001/metrics.csv")).get(0)).startsWith("epoch,")
                .contains("train_acc,", "val_acc,", "train_acc_class_1", "val_acc_offset_ms_100");
        assertThat(Files.readAllLines(cwd.resolve("out/run_001/metrics.csv")).get(1)).startsWith("1,");
        assertThat(Files.readString(cwd.resolve("out/run_001/report.html"))).contains("Confusion at 100 ms",
                "most frequent action", "val_repeat_acc");
        assertThat(StateDict.read(cwd.resolve("out/run_001/encoder.pt")).names()).hasSize(8);
        TorchFile heads = TorchFile.read(cwd.resolve("out/run_001/actions_head.pt"));
        assertThat(heads.stateDict("offset_1").names()).containsExactly("0.weight", "0.bias", "2.weight",
                "2.bias");
    }

    @Test
    void aRunThatIsGoneOnWithEndsLikeOneInASinglePiece() throws IOException {
        labelledDataset();
        String[] more = {"--dropout", "0.2", "--weight-decay", "0.01", "--bc-time-offsets-ms", "0,100"};
        assertThat(bc(with(more, "--run-name", "whole", "--epochs", "3")).code()).isZero();
        assertThat(bc(with(more, "--run-name", "parts", "--epochs", "1")).code()).isZero();
        CliRun rest = bc(with(more, "--run-name", "parts", "--epochs", "3", "--resume"));

        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(rest.err()).contains("Going on after epoch 1");
        for (String file : List.of("encoder.pt", "metrics.csv", "checkpoints/last.ckpt")) {
            assertThat(cwd.resolve("out/parts/" + file)).as(file)
                    .hasSameBinaryContentAs(cwd.resolve("out/whole/" + file));
        }
        CliRun other = bc(with(more, "--run-name", "parts", "--resume", "--bc-target", "held"));
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("bc_target was current_tick and is to be held");
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void anEncoderIsTakenOverAndARunIsBegunWithTheWeightsOfAnother() throws IOException {
        labelledDataset();
        assertThat(pretrain("--image-size", "36", "--run-name", "vis", "--epochs", "1",
                "--image-normalization", "rl").code()).isZero();
        CliRun first = bc("--encoder-init-path", "out/vis/encoder.pt", "--run-name", "first");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("the encoder begins with ").doesNotContain("normalised as");
        assertThat(meta("first").get("encoder_init_path").asText()).endsWith("encoder.pt");

        CliRun second = bc("--bc-resume-run-dir", "out/first", "--bc-time-offsets-ms", "0,100");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("all weights begin with ");
    }

    @Test
    void aRehearsalFailsWhereTheRunWouldAndWritesNothing() throws IOException {
        labelledDataset();
        var before = files();
        CliRun plan = bc("--dry-run", "--track-ids", "3", "1");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("Learning from 24 samples of 1 track, looking at 24 samples");
        refused(4, "there is no such file to begin the encoder with", "--encoder-init-path", "gone.pt");
        refused(4, "there is no such folder to take weights from", "--bc-resume-run-dir", "gone");
        refused(4, "has no track 9", "--track-ids", "9");
        refused(2, "there are 2 times in bc_time_offsets_ms and 1 weights", "--bc-time-offsets-ms", "0,100",
                "--bc-offset-weights", "1");
        refused(2, "use_full_iqn needs use_floats", "--use-full-iqn");
        refused(2, "next_tick is for the offset 0 alone", "--bc-target", "next_tick",
                "--bc-time-offsets-ms", "0,10");
        refused(2, "n_actions is 11, and there are 12", "--n-actions", "11");
        refused(2, "--seed stands before bc", "--seed", "7");
        assertThat(files()).isEqualTo(before);
    }

    private void refused(int code, String what, String... more) {
        for (boolean rehearsal : new boolean[] {true, false}) {
            CliRun run = List.of(more).contains("--seed") ? tmnf("pretrain", "--seed", "7", "bc")
                    : bc(rehearsal ? with(more, "--dry-run") : more);
            assertThat(run.code()).as(run.err()).isEqualTo(code);
            assertThat(run.err()).contains(what);
        }
    }

    @Test
    void withoutLabelsItSaysHowToGetThem() throws IOException {
        dataset();
        refused(4, "none of 72 samples has an action; tmnf backfill-actions");
        for (Path folder : List.of(cwd.resolve("maps/img/1"), cwd.resolve("maps/img/2"),
                cwd.resolve("maps/img/3"))) {
            deleteAll(folder);
        }
        refused(4, "has no frames of replays");
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void theNumbersBesideThePictureNeedStates() throws IOException {
        labelledDataset();
        refused2("0 of 72 samples have no action, and the rest has no state of the car", "--use-floats");
    }

    /** Whether there are states is known when they are read, which a rehearsal does not do. */
    private void refused2(String what, String... more) {
        CliRun run = bc(more);
        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains(what);
    }

    @Test
    void aConfigurationThatARunLeftRepeatsIt() throws IOException {
        labelledDataset();
        assertThat(bc("--bc-time-offsets-ms", "0,100", "--bc-offset-weights", "1,0.5").code()).isZero();
        CliRun again = tmnf("pretrain", "bc", "--config", "out/run_001/config.json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(cwd.resolve("out/run_002/encoder.pt"))
                .hasSameBinaryContentAs(cwd.resolve("out/run_001/encoder.pt"));
    }

    /** A driver that turns one way, and then the other way or not at all. */
    private void driverOf(int... actions) throws IOException {
        StringBuilder text = new StringBuilder("inputs:\n  action_forward_idx: 0\n  action_backward_idx: 1\n"
                + "  actions:\n");
        for (int action : actions) {
            Action keys = ActionIndex.action(action);
            text.append("    - {accelerate: ").append(keys.accelerate()).append(", brake: ")
                    .append(keys.brake()).append(", left: ").append(keys.left()).append(", right: ")
                    .append(keys.right()).append("}\n");
        }
        write("rl.yaml", text.toString());
    }

    @Test
    void whatTheDriverCannotPressIsNoLabel() throws IOException {
        labelledDataset(); // 30 frames with action 1, 42 with action 2
        driverOf(6, 1);
        CliRun run = bc("--rl-config-path", "rl.yaml", "--epochs", "1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("42 samples have only actions that the driver does not have");
        JsonNode meta = meta("run_001");
        assertThat(meta.get("n_train_samples").asInt() + meta.get("n_val_samples").asInt()).isEqualTo(30);

        driverOf(6, 7);
        refused(4, "none of 72 samples has an action that the driver has; see inputs.actions",
                "--rl-config-path", "rl.yaml", "--run-name", "none");
    }
}
