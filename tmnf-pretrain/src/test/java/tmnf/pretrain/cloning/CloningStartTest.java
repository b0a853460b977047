package tmnf.pretrain.cloning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.PolicyFacts;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationConfig;

/** Weights of an earlier run that cloning begins with, and what it refuses to begin with. */
class CloningStartTest {

    private static final StackedEncoder ENCODER =
            new StackedEncoder(1, StackedEncoder.Mode.CHANNEL, 34, 34);

    @TempDir
    private Path folder;
    private final NDManager scope = TestEngine.start().manager();

    @AfterEach
    void close() {
        scope.close();
    }

    private static BehaviouralCloning iqn(float std, Integer... offsets) {
        ActionColumns columns = new ActionColumns(List.of(offsets));
        return new BehaviouralCloning(new CloningIqn(ENCODER, Normalisation.of(new float[] {1, 2},
                new float[] {3, std}), new CloningIqn.Sizes(4, 8, 4), columns.heads(), 3, Dropout.NONE,
                false), Normalization.IQN, columns, columns.offsetsMs().stream().map(each -> 1.0).toList());
    }

    private static BehaviouralCloning plain(int hidden, Integer... offsets) {
        ActionColumns columns = new ActionColumns(List.of(offsets));
        return new BehaviouralCloning(new CloningNetwork(ENCODER, Optional.empty(), columns.heads(), hidden,
                3, Dropout.NONE), Normalization.IQN, columns,
                columns.offsetsMs().stream().map(each -> 1.0).toList());
    }

    private Weights drawn(BehaviouralCloning objective, long seed) {
        Weights weights = new Weights(scope, objective.specs(), false);
        weights.draw(seed);
        return weights;
    }

    private void checkpoint(String name, Weights weights, int seconds) throws Exception {
        Path file = Files.createDirectories(folder.resolve("checkpoints")).resolve(name);
        TorchFile.write(file, Map.of("epoch", 1L, "state_dict", StateDicts.of(weights, "")));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + seconds * 1000L));
    }

    private void meta(String json) throws Exception {
        Files.writeString(folder.resolve("pretrain_meta.json"), json);
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatExceptionOfType(CloningException.class).isThrownBy(call).satisfies(e ->
                assertThat(e.getMessage()).contains(words));
    }

    // ------------------------------------------------------------------------------------------ earlier runs

    @Test
    void theNewestCheckpointIsTakenBeforeTheExport() throws Exception {
        BehaviouralCloning objective = iqn(4, 0, 50);
        Weights old = drawn(objective, 1);
        Weights latest = drawn(objective, 2);
        checkpoint("last.ckpt", old, 10);
        checkpoint("best-epoch=001-val_loss=1.0.ckpt", latest, 20);
        CloningFiles.write(folder, objective, old, new CloningFiles.Wanted(false, false, true));
        Weights weights = drawn(objective, 3);

        CloningStart.Taken taken = CloningStart.resume(objective, folder).into(weights);

        assertThat(taken.file()).hasFileName("best-epoch=001-val_loss=1.0.ckpt");
        assertThat(taken.notes()).isEmpty();
        assertThat(weights.toFloats()).isEqualTo(latest.toFloats());
    }

    @Test
    void headsAreTakenByTheirOffsetWhereItIsTold() throws Exception {
        BehaviouralCloning objective = iqn(4, -10, 0, 50);
        Weights saved = drawn(objective, 1);
        checkpoint("last.ckpt", saved, 10);
        meta("{\"bc_time_offsets_ms\": [-10, 0, 50], \"image_normalization\": \"iqn\"}");
        BehaviouralCloning other = iqn(4, 50, -10);
        Weights weights = drawn(other, 2);

        assertThat(CloningStart.resume(other, folder).into(weights).warnings()).isEmpty();

        assertThat(weights.toFloats("A_heads.0.0.weight")).isEqualTo(saved.toFloats("A_heads.2.0.weight"));
        assertThat(weights.toFloats("A_heads.1.2.weight")).isEqualTo(saved.toFloats("A_heads.0.2.weight"));
        BehaviouralCloning later = iqn(4, 0, 100);
        assertRefused(() -> CloningStart.resume(later, folder), "3 heads, for [-10, 0, 50] ms",
                "[0, 100] ms are wanted");
        meta("{}");
        assertRefused(() -> CloningStart.resume(later, folder), "3 heads", "[0, 100]");
        meta("{\"bc_time_offsets_ms\": [0.5]}");
        assertRefused(() -> CloningStart.resume(later, folder), "bc_time_offsets_ms");
    }

    @Test
    void headsWhoseTimesNobodyTellsAreTakenInOrderWithAWarning() throws Exception {
        BehaviouralCloning objective = iqn(4, 0, 50);
        Weights saved = drawn(objective, 1);
        checkpoint("last.ckpt", saved, 10);
        BehaviouralCloning other = iqn(4, 100, 0);
        Weights weights = drawn(other, 2);

        assertThat(CloningStart.resume(other, folder).into(weights).warnings()).singleElement().asString()
                .contains("its 2 heads are is not known", "in order for [100, 0] ms");
        assertThat(weights.toFloats("A_heads.0.0.weight")).isEqualTo(saved.toFloats("A_heads.0.0.weight"));
    }

    @Test
    void headsThatLeaveOutOneOrAreOthersThanTheTextSaysAreRefused() throws Exception {
        BehaviouralCloning objective = iqn(4, -10, 0, 50);
        Map<String, TorchTensor> tensors =
                new LinkedHashMap<>(StateDicts.of(drawn(objective, 1), "").tensors());
        tensors.keySet().removeIf(name -> name.startsWith("A_heads.1."));
        TorchFile.write(Files.createDirectories(folder.resolve("checkpoints")).resolve("last.ckpt"),
                Map.of("epoch", 1L, "state_dict", StateDict.of(tensors)));
        BehaviouralCloning two = iqn(4, -10, 0);
        for (String text : List.of("{}", "{\"bc_time_offsets_ms\": [-10, 0]}")) {
            meta(text);
            assertRefused(() -> CloningStart.resume(two, folder), "2 heads",
                    "of 3 the heads [1] are missing");
        }

        checkpoint("last.ckpt", drawn(two, 1), 10);
        meta("{\"bc_time_offsets_ms\": [-10, 0, 50]}");
        assertRefused(() -> CloningStart.resume(two, folder), "2 heads, and its pretrain_meta.json tells of "
                + "[-10, 0, 50] ms");
    }

    /** The export of several heads has that of 0 ms, unless all are asked for. */
    @Test
    void theTimeOfAnExportsOnlyHeadIsTold() throws Exception {
        BehaviouralCloning objective = iqn(4, -10, 0, 50);
        CloningFiles.write(folder, objective, drawn(objective, 1),
                new CloningFiles.Wanted(true, true, false));
        meta("{\"bc_time_offsets_ms\": [-10, 0, 50], \"encoder_sha256\": \"00\"}");

        assertThat(CloningStart.resume(iqn(4, 0), folder).notes()).isEmpty();
        assertThat(CloningStart.resume(iqn(4, 50), folder).notes()).singleElement().asString()
                .contains("its only head, for 0 ms, is taken for [50] ms");
        meta("{\"bc_time_offsets_ms\": [-10, 0, 50]}");
        assertThat(CloningStart.resume(iqn(4, 50), folder).notes()).singleElement().asString()
                .as("upstream writes the first").contains("its only head, for -10 ms, is taken");
    }

    @Test
    void filesOfAnEarlierStateAreTakenAway() throws Exception {
        BehaviouralCloning objective = iqn(4, 0);
        Weights weights = drawn(objective, 1);
        CloningFiles.write(folder, objective, weights, new CloningFiles.Wanted(true, true, false));
        Files.createFile(folder.resolve("encoder.pt"));
        assertThat(folder.resolve("actions_head.pt")).exists();

        CloningFiles.write(folder, objective, weights, new CloningFiles.Wanted(true, false, false));

        assertThat(folder.resolve("actions_head.pt")).doesNotExist();
        assertThat(folder.resolve("float_head.pt")).exists();
        CloningFiles.write(folder, plain(0, 0), drawn(plain(0, 0), 1),
                new CloningFiles.Wanted(true, true, false));
        assertThat(folder.toFile().list()).containsExactly("encoder.pt");
    }

    @Test
    void aSingleHeadGoesToAllOffsetsAndItIsSaid() throws Exception {
        for (int hidden : new int[] {0, 5}) {
            Weights saved = drawn(plain(hidden, 0), 1);
            checkpoint("last.ckpt", saved, 10);
            BehaviouralCloning several = plain(hidden, -10, 0, 50);
            Weights weights = drawn(several, 2);

            assertThat(CloningStart.resume(several, folder).into(weights).notes()).singleElement().asString()
                    .contains("its only head is taken for [-10, 0, 50] ms");

            String part = hidden == 0 ? "" : "2.";
            for (int i = 0; i < 3; i++) {
                assertThat(weights.toFloats("action_head." + i + "." + part + "weight"))
                        .isEqualTo(saved.toFloats("action_head." + part + "weight"));
            }
        }
    }

    @Test
    void whatIsThereAndDoesNotFitIsRefusedAndNamed() throws Exception {
        BehaviouralCloning objective = iqn(4, 0);
        Weights weights = drawn(objective, 1);
        assertRefused(() -> CloningStart.resume(objective, folder), "neither a checkpoint",
                "iqn_bc.pt");

        CloningFiles.write(folder, objective, weights, new CloningFiles.Wanted(false, false, false));
        BehaviouralCloning other = iqn(5, 0);
        assertRefused(() -> CloningStart.resume(other, folder), "scaled otherwise");
        BehaviouralCloning smaller = plain(0, 0);
        assertRefused(() -> CloningStart.resume(smaller, folder), "0 heads");
        checkpoint("last.ckpt", drawn(plain(4, 0), 1), 1);
        assertRefused(() -> CloningStart.resume(objective, folder), "0 heads");
        BehaviouralCloning wider = plain(7, 0);
        assertRefused(() -> CloningStart.resume(wider, folder),
                "action_head.0.weight has the shape [4, 32] for [7, 32]", "give the settings of that run");
    }

    // -----------------------------------------------------------------------------------------other drivers

    private static final List<String> TURNED = List.of("c", "a", "b");
    private static final String TOLD = "{\"bc_time_offsets_ms\": [0], \"image_normalization\": \"iqn\","
            + " \"actions\": [\"a\", \"b\", \"c\"], \"decision_ms\": 50,"
            + " \"observation\": {\"n_prev_actions_in_inputs\": 5}}";

    private static PolicyFacts wanted(List<String> actions, int decisionMs, double previous) {
        return new PolicyFacts(actions, OptionalInt.of(decisionMs), Map.of("n_prev_actions_in_inputs",
                previous), Optional.empty());
    }

    @Test
    void outputsAreBroughtIntoTheOrderOfTheActions() throws Exception {
        for (BehaviouralCloning objective : List.of(iqn(4, 0), plain(0, 0), plain(5, 0))) {
            Weights saved = drawn(objective, 1);
            checkpoint("last.ckpt", saved, 10);
            meta(TOLD);
            Weights weights = drawn(objective, 2);

            CloningStart.Taken taken = CloningStart.resume(objective, folder, wanted(TURNED, 50, 5))
                    .into(weights);

            assertThat(taken.notes()).singleElement().asString().contains("into the order");
            assertThat(taken.warnings()).isEmpty();
            String head = objective.network().head(0);
            String last = head + (objective.specs().stream().anyMatch(spec -> spec.name().equals(head
                    + "2.weight")) ? "2." : "");
            for (String part : List.of("weight", "bias")) {
                float[] before = saved.toFloats(last + part);
                int row = before.length / 3;
                assertThat(weights.toFloats(last + part)).isEqualTo(join(
                        Arrays.copyOfRange(before, 2 * row, 3 * row), Arrays.copyOf(before, 2 * row)));
            }
            assertThat(weights.toFloats("encoder.0.weight")).isEqualTo(saved.toFloats("encoder.0.weight"));
        }
    }

    private static float[] join(float[] one, float[] other) {
        float[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    @Test
    void aRunForOtherActionsOrNumbersIsRefusedAndOtherDecisionsAreTold() throws Exception {
        BehaviouralCloning objective = iqn(4, 0);
        checkpoint("last.ckpt", drawn(objective, 1), 10);
        meta(TOLD);

        assertRefused(() -> CloningStart.resume(objective, folder, wanted(List.of("a", "b", "d"), 50, 5)),
                "action c is there and should be -", "action d is - and should be there");
        assertRefused(() -> CloningStart.resume(objective, folder, wanted(List.of("a", "b", "c"), 50, 6)),
                "n_prev_actions_in_inputs is 5 and should be 6");
        assertThat(CloningStart.resume(objective, folder, wanted(List.of("a", "b", "c"), 100, 5)).warnings())
                .singleElement().asString().contains("50 ms and should be 100 ms");
    }

    /** A run that was killed has a checkpoint alone, and that tells what it keeps. */
    @Test
    void withoutATextTheCheckpointTellsWhatItsOutputsStandFor() throws Exception {
        BehaviouralCloning objective = iqn(4, 0);
        Weights saved = drawn(objective, 1);
        Path file = Files.createDirectories(folder.resolve("checkpoints")).resolve("last.ckpt");
        TorchFile.write(file, Map.of("state_dict", StateDicts.of(saved, ""), "tmnf", Map.of("settings",
                Map.of("actions", "[a, b, c]", "bc_time_offsets_ms", "[0]", "image_normalization", "01",
                        "use_floats", "true", "inputs of the network", ObservationConfig.DEFAULT.toString(),
                        "scaling", PolicyFacts.signature(Normalisation.of(new float[] {1, 2},
                                new float[] {3, 4}))))));

        CloningStart.Taken turned = CloningStart.resume(objective, folder, wanted(TURNED, 50, 5));
        assertThat(turned.notes()).singleElement().asString().contains("into the order");
        assertThat(turned.warnings()).singleElement().asString().contains("normalised as 01");
        assertRefused(() -> CloningStart.resume(objective, folder, wanted(List.of("a", "b", "d"), 50, 5)),
                "action c is there and should be -", "action d is - and should be there");
        assertRefused(() -> CloningStart.resume(objective, folder, wanted(TURNED, 50, 6)),
                "n_prev_actions_in_inputs is 5 and should be 6");
        assertRefused(() -> CloningStart.resume(iqn(5, 0), folder, wanted(TURNED, 50, 5)),
                "scaled otherwise");

        checkpoint("last.ckpt", saved, 10);
        assertThat(CloningStart.resume(objective, folder, wanted(TURNED, 50, 5)).warnings()).singleElement()
                .asString().contains("nothing tells which actions its outputs stand for");
    }

    /** Our checkpoints do not have it. */
    @Test
    void theScalingThatTheTextTellsIsHeldAgainstTheConfigurations() throws Exception {
        BehaviouralCloning objective = iqn(4, 0);
        checkpoint("last.ckpt", drawn(objective, 1), 10);
        meta("{\"float_inputs_mean\": [1, 2], \"float_inputs_std\": [3, 4]}");
        assertThat(CloningStart.resume(objective, folder).warnings()).isEmpty();

        meta("{\"float_inputs_mean\": [1, 2], \"float_inputs_std\": [3, 5]}");
        assertRefused(() -> CloningStart.resume(objective, folder), "scaled otherwise");
    }
}
