package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
        return json("out/" + run + "/pretrain_meta.json");
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(cwd.resolve(file).toFile());
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
        JsonNode confusion = json("out/run_001/confusion.json");
        assertThat(confusion.get("samples").asText()).isEqualTo("validation");
        assertThat(confusion.get("offsets")).extracting(each -> each.get("offset_ms").asInt())
                .containsExactly(0, 100);
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

    @Test
    void withoutValidationTheTablesAreOfWhatWasLearnedFrom() throws IOException {
        labelledDataset();
        String[] line = {"--val-fraction", "0", "--run-name", "run", "--dropout", "0.2", "--json"};
        CliRun run = bc(line);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(shown(run.json().at("/result/confusion").asText())).isEqualTo("out/run/confusion.json");
        JsonNode confusion = json("out/run/confusion.json");
        assertThat(confusion.get("samples").asText()).isEqualTo("training");
        assertThat(confusion.get("epoch")).isEqualTo(run.json().at("/result/exportedEpoch"));
        assertThat(confusion.get("actions")).hasSize(12);
        JsonNode now = confusion.at("/offsets/0");
        assertThat(now.get("acc")).isEqualTo(run.json().at("/result/accuracy/0/accuracy"));
        assertThat(now.get("samples").asInt()).as("4 batches of 16, of 72 samples").isEqualTo(64);
        int right = 0;
        for (int action = 0; action < 12; action++) {
            right += now.get("confusion").get(action).get(action).asInt();
        }
        assertThat(right / 64.0).isEqualTo(now.get("acc").asDouble());
        String report = Files.readString(cwd.resolve("out/run/report.html"));
        assertThat(report).contains("Confusion at 0 ms", "of the samples that were learned from");

        Files.delete(cwd.resolve("out/run/confusion.json"));
        CliRun again = bc(with(line, "--resume"));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(json("out/run/confusion.json")).as("from the checkpoint").isEqualTo(confusion);
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
        assertThat(bc("--encoder-init-path", "out/vis/encoder.pt", "--image-normalization", "01",
                "--run-name", "otherwise").err())
                .contains("first layer is folded, from pictures normalised as rl to 01");
        Files.move(cwd.resolve("out/vis"), cwd.resolve("out/moved"));
        CliRun on = bc("--encoder-init-path", "out/vis/encoder.pt", "--run-name", "first", "--epochs", "3",
                "--resume");
        assertThat(on.code()).as("a run that goes on does not begin again: " + on.err()).isZero();
        assertThat(meta("first").get("encoder_init_path").asText()).endsWith("encoder.pt");

        CliRun second = bc("--bc-resume-run-dir", "out/first", "--bc-time-offsets-ms", "0,100");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("all weights begin with ");

        write("four.yaml", "inputs:\n  actions:\n    - {accelerate: true}\n    - {brake: true}\n"
                + "    - {accelerate: true, left: true}\n    - {accelerate: true, right: true}\n"
                + "  action_backward_idx: 1\n");
        CliRun other = bc("--bc-resume-run-dir", "out/first", "--rl-config-path", "four.yaml", "--dry-run");
        assertThat(other.code()).as(other.err()).isEqualTo(4);
        assertThat(other.err()).contains("action nothing is there and should be -");
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

    /** In another order than that of the cache's labels: action 1 is the driver's 5, action 2 its 9. */
    @Test
    void labelsOfACacheAreCountedAsTheDriverCounts() throws IOException {
        labelledDataset();
        assertThat(tmnf("pretrain", "prepare", "-o", "cache", "--format", "bc", "--image-size", "36",
                "--val-fraction", "0.34").code()).isZero();
        refused(2, "labels are current_tick, not held. No such cache has labels that are held", "--data-dir",
                "cache", "--bc-target", "held");
        driverOf(0, 5, 9, 3, 4, 1, 6, 7, 8, 2, 10, 11);
        String[] line = {"--rl-config-path", "rl.yaml", "--preprocess-cache-dir", "cache", "--epochs", "1"};
        CliRun run = bc(line);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(cwd.resolve("out/run_001/metrics.csv")))
                .contains("train_acc_class_5,", "train_acc_class_9,").doesNotContain("train_acc_class_1,");

        driverOf(6, 1);
        CliRun fewer = bc(line);
        assertThat(fewer.code()).as(fewer.err()).isZero();
        assertThat(fewer.err()).contains("42 actions of samples are none that the driver has");
        driverOf(6, 7);
        refused(4, "no sample to learn from has an action that the driver has", line);
        Path meta = cwd.resolve("cache/cache_meta.json");
        Files.writeString(meta, Files.readString(meta).replace("\"n_actions\": 12", "\"n_actions\": 3"));
        assertThat(bc(with(line, "--dry-run")).err()).as("of the frames").contains("has an action that");
        Files.delete(cwd.resolve("cache/frames.u8"));
        refused(2, "its labels are of 3 actions, and nothing tells which", line);
    }

    @Test
    void whatWasPressedBeforeIsUnknownWhereOnlyFramesTellActions() throws IOException {
        labelledDataset(); // frames are 100 ms apart, a decision is 50
        try (var files = Files.walk(cwd.resolve("maps/img"))) {
            for (Path file : files.filter(each -> each.endsWith("metadata.json")).toList()) {
                Files.delete(file);
            }
        }
        CliRun run = bc("--epochs", "1", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/result/accuracy/0/accuracy").isNumber()).isTrue();
        assertThat(run.json().at("/result/accuracy/0/repeatLast").isNull()).isTrue();
        assertThat(run.json().at("/result/accuracy/0/gainOverRepeat").isNull()).isTrue();
    }

    @Test
    void theModeSaysWhatHoldsUnlessItIsSaidOtherwise() throws IOException {
        labelledDataset();
        refused(2, "bc_mode full_policy asks for use_full_iqn, which needs use_floats: the driver's network "
                + "sees more than the picture, and use_floats is false", "--bc-mode", "full_policy",
                "--no-use-floats");
        CliRun median = bc("--bc-mode", "full_policy", "--no-full-iqn-random-tau", "--dry-run", "--json");
        assertThat(median.code()).as(median.err()).isZero();
        assertThat(median.err()).contains("but full_iqn_random_tau is false: the network will");
        CliRun none = bc("--bc-mode", "full_policy", "--no-use-floats", "--no-use-full-iqn", "--dry-run");
        assertThat(none.code()).as(none.err()).isZero();
        assertThat(none.err()).contains("use_full_iqn is false: there will be no network to drive with");
        write("mode.yaml", "bc_mode: auxiliary_head\nuse_actions_head: false\n");
        assertThat(bc("--config", "mode.yaml", "--dry-run").err())
                .contains("bc_mode is auxiliary_head, but use_actions_head is false");
        CliRun head = bc("--bc-mode", "auxiliary_head", "--epochs", "1");
        assertThat(head.err()).doesNotContain("bc_mode is");
        assertThat(cwd.resolve("out/run_001/actions_head.pt")).exists();
    }

    @Test
    void aDriverThatNormalisesItsHeadsIsNotClonedWhole() throws IOException {
        labelledDataset();
        write("normed.yaml", "tmnf:\n  layer_normalisation: true\n");
        refused(2, "normed.yaml: layer_normalisation makes a network of other layers", "--bc-mode",
                "full_policy", "--rl-config-path", "normed.yaml");
        CliRun encoder = bc("--rl-config-path", "normed.yaml", "--dry-run");
        assertThat(encoder.code()).as(encoder.err()).isZero();
    }

    @Test
    void aNetworkOfSeveralFramesIsNotOneToDriveWithWhichIsToldBefore() throws IOException {
        labelledDataset();
        assertThat(bc("--bc-mode", "full_policy", "--n-stack", "2", "--dry-run").err()).contains("n_stack is"
                + " 2: ", "with iqn_bc.pt and actions_head.pt it will drive worse", "Take n_stack 1");
        assertThat(bc("--n-stack", "2", "--dry-run").err()).as("no head is written")
                .doesNotContain("n_stack is");
    }

    @Test
    void aHeadOfAnotherTimeInTheDriversPlaceIsToldBefore() throws IOException {
        labelledDataset();
        String[] later = {"--use-actions-head", "--bc-time-offsets-ms", "100,300", "--epochs", "1"};
        String warning = "no offset is 0, so none of the heads is what the driver needs at a frame; "
                + "actions_head.pt will have the head of 100 ms in its place";
        assertThat(bc(with(later, "--dry-run")).err()).contains(warning);
        CliRun run = bc(later);
        assertThat(run.err()).containsOnlyOnce(warning);
        assertThat(run.err().indexOf(warning)).isLessThan(run.err().indexOf("epoch 1/1"));
        assertThat(bc("--bc-time-offsets-ms", "100", "--dry-run").err()).as("no head is written")
                .doesNotContain("no offset is 0");
        assertThat(bc("--use-actions-head", "--no-save-actions-head", "--bc-time-offsets-ms", "100",
                "--dry-run").err()).doesNotContain("no offset is 0");
    }

    @Test
    void whatAnEarlierStateLeftIsTakenAway() throws IOException {
        labelledDataset();
        assertThat(bc("--use-actions-head", "--run-name", "run", "--epochs", "1").code()).isZero();
        assertThat(cwd.resolve("out/run/actions_head.pt")).exists();
        CliRun rest = bc("--use-actions-head", "--run-name", "run", "--resume", "--no-save-actions-head");
        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(cwd.resolve("out/run/actions_head.pt")).doesNotExist();
        assertThat(meta("run").has("actions_head_file")).isFalse();
    }

    @Test
    void aRehearsalLooksIntoTheWeightsThatARunBeginsWith() throws IOException {
        labelledDataset();
        write("damaged.pt", "nothing");
        refused(4, "damaged.pt", "--encoder-init-path", "damaged.pt");
        assertThat(bc("--run-name", "small", "--epochs", "1").code()).isZero();
        refused(4, "pretrain an encoder with the same size of picture", "--encoder-init-path",
                "out/small/encoder.pt", "--n-stack", "2");
        refused(4, "give the settings of that run", "--bc-resume-run-dir", "out/small", "--n-stack", "2");
        refused(4, "0 heads of the kind that is wanted", "--bc-resume-run-dir", "out/small",
                "--use-actions-head");
        refused(4, "neither a checkpoint", "--bc-resume-run-dir", "maps");
    }

    @Test
    void onlyTracksThatTakePartAreDecoded() throws IOException {
        labelledDataset();
        String[] some = {"--track-ids", "3,1", "--epochs", "1"};
        CliRun alone = bc(with(some, "--run-name", "alone", "--preprocess-cache-dir", "cache", "--json"));
        assertThat(alone.code()).as(alone.err()).isZero();
        Path own = frames(cwd.resolve("cache"));
        assertThat(own).hasSize(2 * 2 * FRAMES * 36 * 36);
        FileTime decoded = Files.getLastModifiedTime(own);
        assertThat(alone.json().at("/result/plan/frames").asInt()).isEqualTo(2 * 2 * FRAMES);

        CliRun all = bc("--run-name", "all", "--preprocess-cache-dir", "cache", "--epochs", "1");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(cwd.resolve("cache/frames.u8")).as("all of them now").hasSize(3 * 2 * FRAMES * 36 * 36);
        CliRun kept = bc(with(some, "--run-name", "kept", "--preprocess-cache-dir", "cache"));
        assertThat(kept.code()).as(kept.err()).isZero();
        assertThat(cwd.resolve("cache/frames.u8")).as("are kept").hasSize(3 * 2 * FRAMES * 36 * 36);
        for (String file : List.of("encoder.pt", "metrics.csv")) {
            assertThat(cwd.resolve("out/kept/" + file)).as("the others change nothing")
                    .hasSameBinaryContentAs(cwd.resolve("out/alone/" + file));
        }
        deleteAll(cwd.resolve("maps/img/2"));
        CliRun other = bc("--track-ids", "3", "--epochs", "1", "--val-fraction", "0",
                "--preprocess-cache-dir", "cache");
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(Files.getLastModifiedTime(own)).as("beside those of other tracks").isEqualTo(decoded);
        CliRun on = bc("--track-ids", "3,1", "--run-name", "alone", "--resume", "--preprocess-cache-dir",
                "cache");
        assertThat(on.code()).as("a track that takes no part is away: " + on.err()).isZero();
    }

    @Test
    void problemsOfTracksThatTakeNoPartAreNotWarnedOf() throws IOException {
        labelledDataset();
        assertThat(tmnf("pretrain", "prepare", "-o", "cache", "--image-size", "36").code()).isZero();
        Files.delete(cwd.resolve("maps/img/2/pos1_a_1100ms/manifest.json"));
        String[] line = {"--dry-run", "--preprocess-cache-dir", "cache"};

        assertThat(bc(line).err()).contains("labels of 1 replays are not complete, such as 2/pos1_a_1100ms");
        CliRun some = bc(with(line, "--track-ids", "3,1"));
        assertThat(some.code()).as(some.err()).isZero();
        assertThat(some.err()).doesNotContain("are not complete");
    }

    /** Earlier versions put the frames of some tracks into the cache's folder itself. */
    @Test
    void decodedFramesOfTheSameTracksAreTakenFromTheCacheItself() throws IOException {
        labelledDataset();
        String[] some = {"--track-ids", "3,1", "--epochs", "1"};
        CliRun first = bc(with(some, "--run-name", "first", "--preprocess-cache-dir", "cache"));
        assertThat(first.code()).as(first.err()).isZero();
        Files.move(frames(cwd.resolve("cache")).getParent(), cwd.resolve("older"));
        FileTime decoded = Files.getLastModifiedTime(cwd.resolve("older/frames.u8"));
        String[] older = with(some, "--run-name", "older", "--preprocess-cache-dir", "older");

        CliRun run = bc(older);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(cwd.resolve("older")).isDirectoryNotContaining("glob:**/tracks-*");
        assertThat(Files.getLastModifiedTime(cwd.resolve("older/frames.u8"))).isEqualTo(decoded);
        for (String file : List.of("encoder.pt", "metrics.csv")) {
            assertThat(cwd.resolve("out/older/" + file)).hasSameBinaryContentAs(cwd.resolve("out/first/"
                    + file));
        }
        CliRun other = bc("--track-ids", "3", "--epochs", "1", "--val-fraction", "0",
                "--preprocess-cache-dir", "older");
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(cwd.resolve("older")).isDirectoryContaining("glob:**/tracks-*");
        assertThat(Files.getLastModifiedTime(cwd.resolve("older/frames.u8"))).isEqualTo(decoded);
    }

    private static Path frames(Path cache) throws IOException {
        try (var files = Files.walk(cache)) {
            return files.filter(file -> file.endsWith("frames.u8")).findFirst().orElseThrow();
        }
    }

    @Test
    void aRunThatIsOverIsLeftAsItIsAsLongAsAllItsFilesAreThere() throws IOException {
        labelledDataset();
        String[] words = {"--use-actions-head", "--epochs", "1", "--run-name", "one", "--resume"};
        assertThat(bc(words).err()).contains("There is no run out/one to go on with yet: it begins");
        String nothing = "nothing is left to do";
        assertThat(bc(words).err()).contains(nothing);
        Path head = cwd.resolve("out/one/actions_head.pt");
        byte[] whole = Files.readAllBytes(head);
        Files.write(head, Arrays.copyOf(whole, whole.length / 2));
        assertThat(bc(words).err()).doesNotContain(nothing);
        assertThat(head).hasBinaryContent(whole);
        Files.delete(head);
        assertThat(bc(words).err()).doesNotContain(nothing);
        assertThat(head).hasBinaryContent(whole);
        assertThat(bc(words).err()).contains(nothing);
    }

    @Test
    void whatTellsOfARunIsWrittenAfterItsTables() throws IOException {
        labelledDataset();
        assertThat(bc("--epochs", "1").code()).isZero();
        JsonNode meta = meta("run_001");
        Path confusion = cwd.resolve("out/run_001/confusion.json");
        Files.delete(confusion);
        Files.writeString(Files.createDirectory(confusion).resolve("keeps"), "its place");

        assertThat(bc("--epochs", "2", "--resume").code()).isEqualTo(1);
        assertThat(meta("run_001")).isEqualTo(meta);
    }

    @Test
    void aRunThatAnEarlierVersionEndedGetsWhatItLacks() throws IOException {
        labelledDataset();
        String[] words = {"--epochs", "1", "--resume"};
        assertThat(bc("--epochs", "1").code()).isZero();
        Path meta = cwd.resolve("out/run_001/pretrain_meta.json");
        String before = Files.readString(meta);
        Files.writeString(meta, before.replaceFirst("\"decision_ms\" ?: ?\\d+,", ""));
        assertThat(meta).content().doesNotContain("decision_ms");

        CliRun again = bc(words);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).doesNotContain("nothing is left to do");
        assertThat(meta("run_001").get("decision_ms").asInt()).isEqualTo(50);
        assertThat(bc(words).err()).contains("nothing is left to do");
    }

    /** Neither the numbers beside the pictures nor the unreadable picture are known before the decoding. */
    @Test
    void aRunWithNumbersAndAnUnreadablePictureIsOverAsWell() throws IOException {
        dataset();
        manifestsWithStates();
        write("maps/img/2/pos1_a_1100ms/frame_00003_300ms.jpeg", "no picture");
        CliRun first = bc("--use-floats", "--epochs", "1");
        assertThat(first.code()).as(first.err()).isEqualTo(3);
        CliRun again = bc("--use-floats", "--epochs", "1", "--resume");
        assertThat(again.err()).contains("nothing is left to do", "frame_00003_300ms.jpeg");
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.out()).isEqualTo(first.out());
        Path confusion = cwd.resolve("out/run_001/confusion.json");
        Files.delete(confusion);
        assertThat(bc("--use-floats", "--epochs", "1", "--resume").err()).doesNotContain("nothing is left");
        assertThat(confusion).exists();

        Path manifest = cwd.resolve("maps/img/1/pos1_a_1100ms/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\[0, 0, 9\\]", "[0, 0, 8]"));
        Files.setLastModifiedTime(manifest, FileTime.fromMillis(1_000_000));
        CliRun other = bc("--use-floats", "--epochs", "1", "--resume");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("the numbers beside its pictures have changed");
    }

    @Test
    void optionsWithoutEffectAreNamed() throws IOException {
        labelledDataset();
        String none = bc("--dry-run", "--no-save-float-head", "--full-iqn-random-tau", "--patience", "3",
                "--merge-actions-head", "--csv-dir", "csv", "--stack-mode", "concat").err();
        assertThat(none).contains("--full-iqn-random-tau has no effect without --use-full-iqn",
                "--save-float-head has no effect without --use-floats",
                "--dense-hidden-dimension, --merge-actions-head have no effect without --use-actions-head or "
                        + "--use-full-iqn", "--patience has no effect without --early-stopping",
                "--stack-mode has no effect with --n-stack 1").doesNotContain("--csv-dir");
        assertThat(bc("--dry-run", "--use-actions-head").err()).doesNotContain("no effect");
        assertThat(pretrain("--task", "ae", "--forward-steps", "3", "--dry-run").err())
                .contains("--forward-steps has no effect with --task ae");
    }

    @Test
    void aRunDoesNotGoOnWithOtherNumbersBesideThePictureOrAnotherScalingOfThem() throws IOException {
        dataset();
        manifestsWithStates();
        String scaling = "neural_network:\n  w_downsized: 36\n  h_downsized: 36\n"
                + "state_normalization:\n  waypoint_std_40cp: [%s]\n";
        write("rl.yaml", scaling.formatted(String.join(", ", Collections.nCopies(120, "20.0"))));
        String[] line = {"--use-floats", "--rl-config-path", "rl.yaml", "--run-name", "run"};
        CliRun run = bc(with(line, "--epochs", "1"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(meta("run").get("float_inputs_std")).as("what its float head was scaled by").hasSize(184)
                .filteredOn(each -> each.asDouble() == 20).hasSizeGreaterThanOrEqualTo(120);
        assertThat(meta("run").at("/observation/n_prev_actions_in_inputs").asInt()).isEqualTo(5);
        assertThat(meta("run").get("decision_ms").asInt()).isEqualTo(50);
        assertThat(run.err()).as("their manifests have no timeline").contains("the previous actions among "
                + "the numbers beside the picture are all \"forward\" in 6 replays");

        write("rl.yaml", scaling.formatted(String.join(", ", Collections.nCopies(120, "30.0"))));
        CliRun scaled = bc(with(line, "--resume"));
        assertThat(scaled.code()).isEqualTo(1);
        assertThat(scaled.err()).contains("the numbers beside the picture are to be scaled otherwise")
                .doesNotContain("have changed");

        write("rl.yaml", scaling.formatted(String.join(", ", Collections.nCopies(120, "20.0"))));
        Path manifest = cwd.resolve("maps/img/1/pos1_a_1100ms/manifest.json");
        String states = Files.readString(manifest);
        Files.writeString(manifest, states.replaceFirst("\\[0, 0, 9\\]", "[0, 0, 8]"));
        CliRun moved = bc(with(line, "--resume"));
        assertThat(moved.code()).isEqualTo(1);
        assertThat(moved.err()).contains("the numbers beside its pictures have changed");

        Files.writeString(manifest, states);
        assertThat(bc(with(line, "--resume", "--no-use-floats")).err())
                .contains("use_floats was true and is to be false");
        CliRun on = bc(with(line, "--resume"));
        assertThat(on.code()).as(on.err()).isZero();
    }
}
