package tmnf.pretrain.cloning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.Npy;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.objective.SampleTensors;
import tmnf.pretrain.objective.StepLoss;
import tmnf.pretrain.optim.Adam;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.tminterface.observation.Normalisation;

/** Networks, losses, counts and files against those of the Python original, recorded with PyTorch 1.13. */
class GoldenCloningTest {

    private static final StackedEncoder ONE = new StackedEncoder(1, StackedEncoder.Mode.CHANNEL, 64, 64);
    private static final int ACTIONS = 12;
    private static final ActionColumns FOUR = new ActionColumns(List.of(-10, 0, 10, 100));
    private static final List<Double> WEIGHTS = List.of(0.2, 1.0, 0.5, 0.3);
    private static final SplittableRandom UNUSED = new SplittableRandom(0);

    @TempDir
    private Path folder;
    private final TorchEngine engine = TestEngine.start();
    private Path golden; // after setUp
    private JsonNode expected; // after setUp

    @BeforeEach
    void setUp() throws Exception {
        golden = Samples.golden("pretrain").resolve("bc");
        expected = new ObjectMapper().readTree(golden.resolveSibling("golden.json").toFile()).get("bc");
    }

    private static BehaviouralCloning objective(Optional<CloningNetwork.Floats> floats, int hidden,
            boolean several, Dropout dropout) {
        ActionColumns columns = several ? FOUR : ActionColumns.NOW;
        return new BehaviouralCloning(new CloningNetwork(ONE, floats, columns.heads(), hidden, ACTIONS,
                dropout), Normalization.ZERO_ONE, columns, several ? WEIGHTS : List.of(1.0));
    }

    private static BehaviouralCloning iqn(StateDict file, ActionColumns columns, List<Double> weights) {
        Normalisation scaling = Normalisation.of(file.get(CloningFiles.MEAN).floats(),
                file.get(CloningFiles.STD).floats());
        return new BehaviouralCloning(new CloningIqn(ONE, scaling, new CloningIqn.Sizes(64, 128, 32),
                columns.heads(), ACTIONS, Dropout.NONE, true), Normalization.ZERO_ONE, columns, weights);
    }

    /** A checkpoint in the form of upstream's. */
    private Path checkpoint(StateDict model) throws Exception {
        Map<String, TorchTensor> all = new LinkedHashMap<>();
        if (model.under("img_head.").names().isEmpty()) {
            all.putAll(StateDict.read(golden.resolveSibling("ae/artifact/encoder.pt"))
                    .prefixed("model.encoder.").tensors());
        }
        all.putAll(model.prefixed("model.").tensors());
        Files.createDirectories(folder.resolve("checkpoints"));
        TorchFile.write(folder.resolve("checkpoints/best-epoch=012-val_loss=0.0113.ckpt"),
                Map.of("epoch", 12L, "state_dict", StateDict.of(all)));
        return folder;
    }

    private SampleTensors samples(NDManager scope, String actions) throws Exception {
        byte[] bytes = Files.readAllBytes(golden.resolve(actions));
        NpyHeader header = NpyHeader.parse(actions, bytes);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(header.order()).position(header.dataOffset());
        int rows = header.shape().get(0).intValue();
        int heads = data.remaining() / Long.BYTES / rows;
        long[] labels = new long[rows * (heads + 1)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % (heads + 1) == heads ? -1 : data.getLong();
        }
        return new SampleTensors(Npy.read(scope, golden.resolve("img.npy")),
                Optional.of(scope.create(labels, new Shape(rows, heads + 1))),
                Optional.of(Npy.read(scope, golden.resolve("floats.npy"))));
    }

    private void check(String name, String actions, BehaviouralCloning objective, StateDict model)
            throws Exception {
        JsonNode wanted = expected.get(name);
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, objective.specs(), false)) {
            assertThat(CloningStart.resume(objective, checkpoint(model)).into(weights).warnings())
                    .as("which heads it has is told only if there is one")
                    .hasSize(objective.columns().heads() > 1 ? 1 : 0);
            SampleTensors samples = samples(scope, actions);
            NDArray logits = objective.network().logits(weights, samples.pictures(), samples.floats(),
                    Optional.empty());
            float[] there = Npy.read(scope, golden.resolve(name + "_logits.npy")).toFloatArray();
            float[] seen = logits.toFloatArray();
            assertThat(seen).hasSameSizeAs(there);
            for (int i = 0; i < seen.length; i++) {
                assertThat(seen[i]).isCloseTo(there[i], Offset.offset(1e-5f + 1e-4f * Math.abs(there[i])));
            }

            StepLoss loss = objective.evaluate(weights, samples, UNUSED);
            assertThat((double) loss.total().getFloat())
                    .isCloseTo(wanted.get("loss").asDouble(), Offset.offset(1e-5));
            CloningTally tally = CloningTally.of(objective.columns(), ACTIONS,
                    loss.tally().orElseThrow().toDoubleArray());
            assertThat(tally.figures().get("acc")).isEqualTo(wanted.get("acc").asDouble());
            for (int head = 0; head < wanted.get("acc_per_offset").size(); head++) {
                assertThat(tally.accuracy(head)).hasValue(wanted.get("acc_per_offset").get(head).asDouble());
            }
            long[][] confusion = tally.confusion(0); // upstream counts classes of its first head
            for (int action = 0; action < ACTIONS; action++) {
                long total = 0;
                for (long count : confusion[action]) {
                    total += count;
                }
                assertThat(total).isEqualTo(wanted.get("class_total").get(action).asLong());
                assertThat(confusion[action][action])
                        .isEqualTo(wanted.get("class_correct").get(action).asLong());
            }
        }
    }

    private StateDict file(String name) throws Exception {
        return StateDict.read(golden.resolve(name));
    }

    @Test
    void aLinearHeadAnswersAndIsRatedAsThere() throws Exception {
        check("single_linear", "actions_single.npy", objective(Optional.empty(), 0, false, Dropout.NONE),
                file("single_linear.pt"));
    }

    @Test
    void severalLinearHeadsAreWeightedAsThere() throws Exception {
        check("multi_linear", "actions_multi.npy", objective(Optional.empty(), 0, true, Dropout.NONE),
                file("multi_linear.pt"));
    }

    @Test
    void headsOfTwoLayersAreReadWithTheirNamesOfDropout() throws Exception {
        check("multi_mlp_dropout", "actions_multi.npy",
                objective(Optional.empty(), 32, true, new Dropout(0.2, 0.1)), file("multi_mlp_dropout.pt"));
    }

    @Test
    void numbersAreScaledAndSeenAsThere() throws Exception {
        StateDict model = file("floats_linear.pt");
        Normalisation scaling = Normalisation.of(model.get("_float_mean").floats(),
                model.get("_float_std").floats());
        check("floats_linear", "actions_single.npy", objective(
                Optional.of(new CloningNetwork.Floats(scaling, 32)), 0, false, Dropout.NONE), model);
    }

    @Test
    void theWholeNetworkHasAHeadForEachOffset() throws Exception {
        StateDict file = file("iqn_bc.pt");
        Map<String, TorchTensor> model = new LinkedHashMap<>(file.tensors());
        for (int i = 0; i < FOUR.heads(); i++) {
            for (String part : List.of("0.weight", "0.bias", "2.weight", "2.bias")) {
                TorchTensor of = file.get("A_head." + part);
                float[] values = of.floats();
                for (int k = 0; k < values.length; k++) {
                    values[k] *= 1 + 0.1f * i;
                }
                model.put("A_heads." + i + "." + part, TorchTensor.of(of.shape(), values));
            }
        }
        check("full_iqn_multi", "actions_multi.npy", iqn(file, FOUR, WEIGHTS), StateDict.of(model));
    }

    @Test
    void aStepWithWeightDecayLowersTheLossAsThere() throws Exception {
        BehaviouralCloning objective = objective(Optional.empty(), 0, false, Dropout.NONE);
        JsonNode wanted = expected.get("single_linear_adamw_step");
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, objective.specs(), true);
                Adam adam = new Adam(weights, AdamSettings.DEFAULT.withLr(wanted.get("lr").asDouble())
                        .withWeightDecay(wanted.get("weight_decay").asDouble()));
                NDManager scope = manager.newSubManager()) {
            CloningStart.resume(objective, checkpoint(file("single_linear.pt"))).into(weights);
            SampleTensors samples = samples(scope, "actions_single.npy");
            double before;
            try (Recording recording = Recording.begin()) {
                NDArray total = objective.loss(weights, samples, UNUSED).total();
                recording.backward(total);
                before = total.getFloat();
            }
            adam.step(weights.gradient(scope));
            weights.clearGradients();

            assertThat(before).isCloseTo(wanted.get("loss_before").asDouble(), Offset.offset(1e-5));
            assertThat((double) objective.evaluate(weights, samples, UNUSED).total().getFloat())
                    .isCloseTo(wanted.get("loss_after").asDouble(), Offset.offset(1e-5));
        }
    }

    @Test
    void headsAreExportedAsThere() throws Exception {
        BehaviouralCloning objective = objective(Optional.empty(), 32, true, Dropout.NONE);
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, objective.specs(), false)) {
            CloningStart.resume(objective, checkpoint(file("multi_mlp_dropout.pt"))).into(weights);
            CloningFiles.write(folder, objective, weights, new CloningFiles.Wanted(true, true, true));
            TorchFile seen = TorchFile.read(folder.resolve("actions_head.pt"));
            TorchFile there = TorchFile.read(golden.resolve("multi_mlp_dropout_actions_head_merged.pt"));
            assertThat(seen.map().keySet()).isEqualTo(there.map().keySet());
            for (Object head : there.map().keySet()) {
                assertThat(seen.stateDict(head).hasSameBits(there.stateDict(head))).isTrue();
            }

            CloningFiles.write(folder, objective, weights, new CloningFiles.Wanted(true, true, false));
            StateDict single = StateDict.read(folder.resolve("actions_head.pt"));
            assertThat(single.names()).containsExactlyElementsOf(
                    file("multi_mlp_dropout_actions_head.pt").names());
            assertThat(single.hasSameBits(there.stateDict("offset_1")))
                    .as("of offset 0, not the first one").isTrue();
            assertThat(folder.resolve("iqn_bc.pt")).doesNotExist();
            assertThat(folder.resolve("float_head.pt")).doesNotExist();
        }
    }

    @Test
    void theWholeNetworkIsWrittenAsThereAndReadAgain() throws Exception {
        StateDict file = file("iqn_bc.pt");
        BehaviouralCloning one = iqn(file, ActionColumns.NOW, List.of(1.0));
        BehaviouralCloning four = iqn(file, FOUR, WEIGHTS);
        Files.copy(golden.resolve("iqn_bc.pt"), folder.resolve("iqn_bc.pt"));
        Path written = Files.createDirectory(folder.resolve("written"));
        try (NDManager manager = engine.manager();
                Weights ofOne = new Weights(manager, one.specs(), false);
                Weights ofFour = new Weights(manager, four.specs(), false);
                Weights again = new Weights(manager, four.specs(), false)) {
            assertThat(CloningStart.resume(one, folder).into(ofOne).notes()).isEmpty();
            CloningFiles.write(written, one, ofOne, new CloningFiles.Wanted(true, true, true));
            assertThat(StateDict.read(written.resolve("iqn_bc.pt")).hasSameBits(file)).isTrue();
            assertThat(StateDict.read(written.resolve("float_head.pt"))
                    .hasSameBits(file.under("float_feature_extractor."))).isTrue();

            assertThat(CloningStart.resume(four, folder).into(ofFour).notes()).singleElement().asString()
                    .contains("its only head").contains("[-10, 0, 10, 100]");
            assertThat(ofFour.toFloats("A_heads.3.2.bias")).isEqualTo(file.get("A_head.2.bias").floats());

            ofFour.draw(3);
            CloningFiles.write(written, four, ofFour, new CloningFiles.Wanted(false, false, true));
            assertThat(StateDict.read(written.resolve("iqn_bc.pt")).names()).contains("A_head.0.weight",
                    "A_head_offset_0.0.weight", "A_head_offset_2.0.weight", "A_head_offset_3.0.weight")
                    .doesNotContain("A_head_offset_1.0.weight");
            CloningStart.resume(four, written).into(again);
            assertThat(again.toFloats()).isEqualTo(ofFour.toFloats());
        }
    }
}
