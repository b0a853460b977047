package tmnf.rl.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.net.WeightPair;

/** Against recordings of the original: docs of the recordings have the tolerances. */
class GoldenInjectionTest {

    private final Path golden = Samples.golden("pretrain");

    @TempDir
    Path folder;

    private IqnNetwork network;
    private TorchEngine engine;

    @BeforeEach
    void readSizes() throws Exception {
        JsonNode dims = new ObjectMapper().readTree(golden.resolve("golden.json").toFile()).get("iqn_dims");
        network = new IqnNetwork(Optional.of(new Encoder(1, 64, 64)), dims.get("float_input_dim").asInt(),
                dims.get("float_hidden_dim").asInt(), dims.get("dense_hidden_dimension").asInt(),
                dims.get("iqn_embedding_dimension").asInt(), dims.get("n_actions").asInt());
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    private InjectionPlan plan(String encoder, Fold fold) throws Exception {
        return EncoderInjection.plan(new InjectionSettings(golden.resolve(encoder), Optional.empty(), network,
                Combine.MEAN, fold, false, new InjectionSettings.Target(folder, false, 0, false, "1")));
    }

    private void copyFreshPair() throws IOException {
        for (String name : new String[] {WeightPair.ONLINE, WeightPair.TARGET}) {
            Files.copy(golden.resolve("iqn/fresh").resolve(name), folder.resolve(name));
        }
    }

    @Test
    void anExistingPairBecomesTheOriginalsPairBitForBit() throws Exception {
        copyFreshPair();

        plan("ae/artifact/encoder.pt", Fold.NONE).write();

        for (String name : new String[] {WeightPair.ONLINE, WeightPair.TARGET}) {
            StateDict theirs = StateDict.read(golden.resolve("iqn/injected").resolve(name));
            assertThat(StateDict.read(folder.resolve(name)).hasSameBits(theirs)).as(name).isTrue();
        }
    }

    @Test
    void theInjectedNetworkAnswersAsTheOriginals() throws Exception {
        copyFreshPair();
        plan("ae/artifact/encoder.pt", Fold.NONE).write();

        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, network.specs(), false)) {
            StateDicts.load(weights, "", StateDict.read(folder.resolve(WeightPair.ONLINE)));
            NDArray floats = npy(manager, "iqn/floats.npy").sub(npy(manager, "iqn/float_mean.npy"))
                    .div(npy(manager, "iqn/float_std.npy"));
            NDArray trunk = network.trunk(weights, npy(manager, "iqn/img.npy"), floats);
            float[] ours = network.quantiles(weights, trunk, npy(manager, "iqn/tau.npy")).toFloatArray();
            float[] theirs = npy(manager, "iqn/Q.npy").toFloatArray();
            assertThat(ours).hasSameSizeAs(theirs);
            for (int i = 0; i < ours.length; i++) {
                assertThat(Math.abs(ours[i] - theirs[i])).isLessThanOrEqualTo(1e-5f
                        + 1e-4f * Math.abs(theirs[i]));
            }
        }
    }

    @Test
    void threeFramesBecomeOneAsInTheOriginal() throws Exception {
        copyFreshPair();

        float[] ours = plan("stack3/artifact/encoder.pt", Fold.NONE).online().get("img_head.0.weight")
                .floats();

        try (NDManager manager = engine.manager()) {
            for (String name : new String[] {"iqn/injected_stack3_img_head_0_weight.npy",
                "stack3/first_layer_averaged.npy"}) {
                assertThat(ours).as(name).usingComparatorWithPrecision(1e-7f)
                        .containsExactly(npy(manager, name).toFloatArray());
            }
        }
    }

    /** The folded encoder on what the driver sees, the encoder as it was on what it was trained on. */
    @ParameterizedTest
    @EnumSource(value = Fold.class, names = {"ZERO_ONE", "IQN"})
    void theFoldedEncoderAnswersToTheDriversPixelsAsTheEncoderDidToItsOwn(Fold fold) throws Exception {
        copyFreshPair();
        Normalization trained = fold.normalization().orElseThrow();
        StateDict before = StateDict.read(golden.resolve("ae/artifact/encoder.pt"));
        StateDict after = plan("ae/artifact/encoder.pt", fold).online().under(IqnNetwork.IMAGE_HEAD);

        Encoder encoder = network.image().orElseThrow();
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, encoder.specs(""), false)) {
            NDArray bytes = manager.create(InjectionTestBase.random(4 * 64 * 64, 1), new Shape(4, 1, 64, 64));
            StateDicts.load(weights, "", before);
            float[] expected = encoder.forward(weights, "", trained.apply(bytes.div(255))).toFloatArray();
            StateDicts.load(weights, "", after);
            float[] actual = encoder.forward(weights, "", bytes.sub(128).div(128)).toFloatArray();
            assertThat(actual).usingComparatorWithPrecision(1e-6f).containsExactly(expected);
            StateDicts.load(weights, "", before);
            float[] without = encoder.forward(weights, "", bytes.sub(128).div(128)).toFloatArray();
            float farthest = 0;
            for (int i = 0; i < expected.length; i++) {
                farthest = Math.max(farthest, Math.abs(without[i] - expected[i]));
            }
            assertThat(farthest).as("without folding").isGreaterThan(1e-4f);
        }
    }

    @Test
    void upstreamsTextIsUnderstood() throws Exception {
        copyFreshPair();

        InjectionPlan plan = plan("ae/artifact/encoder.pt", Fold.AUTO);

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.actions().get(0).change()).isEqualTo("folded 01 into rl");
    }

    private NDArray npy(NDManager manager, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(golden.resolve(name));
        NpyHeader header = NpyHeader.parse(name, bytes);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(header.order()).position(header.dataOffset());
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return manager.create(values, new Shape(header.shape()));
    }
}
