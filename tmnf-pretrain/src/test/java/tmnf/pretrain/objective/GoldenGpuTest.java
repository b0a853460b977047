package tmnf.pretrain.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import tmnf.gbx.Samples;
import tmnf.pretrain.Npy;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.EngineUnavailableException;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.LinearDecoder;
import tmnf.pretrain.net.ProjectionHead;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.VaeHead;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.net.WeightsMismatchException;
import tmnf.pretrain.optim.Adam;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.torch.StateDict;

/**
 * The recordings of {@link GoldenTrainingTest} on a GPU, within 1e-3: it multiplies in another order. As the
 * launchers have it, factors keep all their bits. docs/contributing.md says how to run it.
 */
@Tag("gpu")
class GoldenGpuTest {

    private static final float TOLERANCE = 1e-3f;
    private static final StackedEncoder ONE = new StackedEncoder(1, StackedEncoder.Mode.CHANNEL, 64, 64);
    private static final Autoencoder AE = new Autoencoder(ONE, new LinearDecoder(512, 1, 64),
            Normalization.ZERO_ONE);

    private static final SplittableRandom NO_NOISE = new SplittableRandom(0);

    private final Path golden = Samples.golden("pretrain");
    private TorchEngine engine;
    private JsonNode expected;

    @BeforeEach
    void startOnTheGpu() throws IOException, EngineUnavailableException {
        engine = TorchEngine.running().isPresent() ? TorchEngine.running().get()
                : TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.AUTO));
        assumeTrue(engine.device().isGpu(), "SKIPPED: no GPU is used: " + engine.deviceReason());
        assertThat(System.getenv("NVIDIA_TF32_OVERRIDE")).as("as the launchers set it").isEqualTo("0");
        expected = new ObjectMapper().readTree(golden.resolve("golden.json").toFile());
    }

    private void load(Weights weights, String prefix, String file)
            throws IOException, WeightsMismatchException {
        StateDicts.load(weights, prefix, StateDict.read(golden.resolve(file)));
    }

    private NDArray npy(NDManager manager, String name) throws IOException {
        return Npy.read(manager, golden.resolve(name));
    }

    private void assertClose(NDArray seen, String name) throws IOException {
        assertClose(seen.toFloatArray(), npy(seen.getManager(), name).toFloatArray(), name);
    }

    private static void assertClose(float[] seen, float[] wanted, String name) {
        assertThat(seen).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(seen[i]).as("%s, element %d", name, i)
                    .isCloseTo(wanted[i], Offset.offset(TOLERANCE * Math.max(1, Math.abs(wanted[i]))));
        }
    }

    private static void assertClose(NDArray loss, JsonNode wanted) {
        assertThat((double) loss.getFloat()).isCloseTo(wanted.asDouble(),
                Offset.offset(TOLERANCE * Math.max(1, Math.abs(wanted.asDouble()))));
    }

    @Test
    void theAutoencoderGivesTheSamePictures() throws Exception {
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, AE.specs(), false)) {
            load(weights, "encoder.", "ae/artifact/encoder.pt");
            load(weights, "decoder.", "ae/decoder.pt");
            NDArray input = npy(manager, "ae/input.npy");

            assertClose(ONE.forward(weights, input), "ae/encoder_out.npy");
            assertClose(AE.reconstruct(weights, input), "ae/recon.npy");
        }
    }

    @Test
    void stepsLowerTheLossAsTheyDidThere() throws Exception {
        JsonNode losses = expected.at("/ae_train/no_clip/loss_before_each_step_then_final");
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, AE.specs(), true);
                Adam adam = new Adam(weights, AdamSettings.DEFAULT)) {
            load(weights, "encoder.", "ae/artifact/encoder.pt");
            load(weights, "decoder.", "ae/decoder.pt");
            for (int step = 0; step < losses.size(); step++) {
                try (NDManager scope = manager.newSubManager()) {
                    NDArray total;
                    try (Recording recording = Recording.begin()) {
                        total = AE.loss(weights, SampleTensors.of(npy(scope, "ae/input.npy")),
                                NO_NOISE).total();
                        recording.backward(total);
                    }
                    assertClose(total, losses.get(step));
                    adam.step(weights.gradient(scope));
                    weights.clearGradients();
                }
            }
        }
    }

    @Test
    void theOtherLossesAreTheSame() throws Exception {
        VariationalAutoencoder vae = new VariationalAutoencoder(ONE, new VaeHead(512, 64),
                new LinearDecoder(64, 1, 64), Normalization.ZERO_ONE,
                expected.at("/vae/kl_weight").asDouble());
        StateDict head = StateDict.read(golden.resolve("simclr/projection.pt"));
        SimClr simClr = new SimClr(ONE, new ProjectionHead(512, head.get("2.bias").elements()),
                Normalization.ZERO_ONE, expected.at("/simclr/temperature").asDouble());
        try (NDManager manager = engine.manager();
                Weights ofVae = new Weights(manager, vae.specs(), false);
                Weights ofSimClr = new Weights(manager, simClr.specs(), false)) {
            load(ofVae, "encoder.", "ae/artifact/encoder.pt");
            load(ofVae, "head.", "vae/vae_head.pt");
            load(ofVae, "decoder.", "vae/vae_decoder.pt");
            load(ofSimClr, "encoder.", "ae/artifact/encoder.pt");
            StateDicts.load(ofSimClr, "projection.", head);

            assertClose(vae.loss(ofVae, npy(manager, "ae/input.npy"), npy(manager, "vae/noise.npy")).total(),
                    expected.at("/vae/total"));
            assertClose(simClr.compare(ofSimClr, npy(manager, "simclr/view1.npy"),
                    npy(manager, "simclr/view2.npy")),
                    expected.at("/simclr/loss_of_view1_view2_with_projection"));
        }
    }

    @Test
    void theNetworkOfTheDriverGivesTheSameValues() throws Exception {
        JsonNode dims = expected.get("iqn_dims");
        IqnNetwork network = new IqnNetwork(Optional.of(new Encoder(1, 64, 64)),
                dims.get("float_input_dim").asInt(), dims.get("float_hidden_dim").asInt(),
                dims.get("dense_hidden_dimension").asInt(), dims.get("iqn_embedding_dimension").asInt(),
                dims.get("n_actions").asInt());
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, network.specs(), false)) {
            load(weights, "", "iqn/injected/weights1.torch");
            NDArray floats = npy(manager, "iqn/floats.npy").sub(npy(manager, "iqn/float_mean.npy"))
                    .div(npy(manager, "iqn/float_std.npy"));
            NDArray trunk = network.trunk(weights, npy(manager, "iqn/img.npy"), floats);

            assertClose(network.quantiles(weights, trunk, npy(manager, "iqn/tau.npy")), "iqn/Q.npy");
        }
    }
}
