package tmnf.pretrain.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import tmnf.gbx.Samples;
import tmnf.pretrain.Npy;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TestEngine;
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
import tmnf.pretrain.optim.GradientNorm;
import tmnf.pretrain.torch.StateDict;

/** Networks, losses and steps against those of the Python original, recorded with PyTorch 1.13. */
class GoldenTrainingTest {

    private static final StackedEncoder ONE = new StackedEncoder(1, StackedEncoder.Mode.CHANNEL, 64, 64);
    private static final Autoencoder AE =
            new Autoencoder(ONE, new LinearDecoder(512, 1, 64), Normalization.ZERO_ONE);
    private static final SplittableRandom NO_NOISE = new SplittableRandom(0);

    private final TorchEngine engine = TestEngine.start();
    private Path golden; // after setUp
    private JsonNode expected; // after setUp

    @BeforeEach
    void setUp() throws Exception {
        golden = Samples.golden("pretrain");
        expected = new ObjectMapper().readTree(golden.resolve("golden.json").toFile());
    }

    private void load(Weights weights, String prefix, String file) throws Exception {
        StateDicts.load(weights, prefix, StateDict.read(golden.resolve(file)));
    }

    private void assertClose(NDArray seen, Path file) throws Exception {
        try (NDManager manager = engine.manager()) {
            float[] wanted = Npy.read(manager, file).toFloatArray();
            float[] values = seen.toFloatArray();
            assertThat(values).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.length; i++) {
                assertThat(values[i]).as("%s, element %d", file.getFileName(), i)
                        .isCloseTo(wanted[i], Offset.offset(1e-5f + 1e-4f * Math.abs(wanted[i])));
            }
        }
    }

    @Test
    void theAutoencoderGivesTheSamePictures() throws Exception {
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, AE.specs(),
                false)) {
            load(weights, "encoder.", "ae/artifact/encoder.pt");
            load(weights, "decoder.", "ae/decoder.pt");
            NDArray input = Npy.read(manager, golden.resolve("ae/input.npy"));

            assertClose(ONE.forward(weights, input), golden.resolve("ae/encoder_out.npy"));
            assertClose(AE.reconstruct(weights, input), golden.resolve("ae/recon.npy"));
            assertThat((double) AE.loss(weights, SampleTensors.of(input), NO_NOISE).total().getFloat())
                    .isCloseTo(expected.get("ae_loss").asDouble(), Offset.offset(1e-5));
        }
    }

    @Test
    void stepsLowerTheLossAsTheyDidThereClippedOrNot() throws Exception {
        for (String kind : new String[] {"no_clip", "clip_norm"}) {
            JsonNode run = expected.get("ae_train").get(kind);
            JsonNode losses = run.get("loss_before_each_step_then_final");
            JsonNode norms = run.has("grad_l2_norm") ? run.get("grad_l2_norm")
                    : run.get("grad_l2_norm_before_clip");
            double limit = run.path("max_norm").asDouble(0);
            try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, AE.specs(),
                    true);
                    Adam adam = new Adam(weights, AdamSettings.DEFAULT)) {
                load(weights, "encoder.", "ae/artifact/encoder.pt");
                load(weights, "decoder.", "ae/decoder.pt");
                for (int step = 0; step < losses.size(); step++) {
                    try (NDManager scope = manager.newSubManager()) {
                        NDArray input = Npy.read(scope, golden.resolve("ae/input.npy"));
                        double loss;
                        try (Recording recording = Recording.begin()) {
                            NDArray total = AE.loss(weights, SampleTensors.of(input), NO_NOISE).total();
                            recording.backward(total);
                            loss = total.getFloat();
                        }
                        assertThat(loss).as("%s, step %d", kind, step)
                                .isCloseTo(losses.get(step).asDouble(), Offset.offset(1e-6));
                        NDArray gradient = weights.gradient(scope);
                        double norm = GradientNorm.clip(gradient, limit);
                        if (step < norms.size()) {
                            assertThat(norm).isCloseTo(norms.get(step).asDouble(), Offset.offset(1e-5));
                        }
                        adam.step(gradient);
                        weights.clearGradients();
                    }
                }
            }
        }
    }

    @Test
    void gradientsOfTheEncoderAreThoseRecorded() throws Exception {
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, AE.specs(), true);
                NDManager scope = manager.newSubManager()) {
            load(weights, "encoder.", "ae/artifact/encoder.pt");
            load(weights, "decoder.", "ae/decoder.pt");
            try (Recording recording = Recording.begin()) {
                recording.backward(AE.loss(weights,
                        SampleTensors.of(Npy.read(scope, golden.resolve("ae/input.npy"))), NO_NOISE)
                        .total());
            }
            StateDict wanted = StateDict.read(golden.resolve("ae/grads_step1.pt"));
            for (String name : new String[] {"encoder.0.weight", "encoder.6.bias", "decoder.3.weight",
                "decoder.9.weight", "decoder.9.bias"}) {
                float[] seen = weights.get(name).getGradient().toFloatArray();
                float[] there = wanted.get(name).floats();
                for (int i = 0; i < there.length; i++) {
                    assertThat(seen[i]).as("%s, element %d", name, i)
                            .isCloseTo(there[i], Offset.offset(1e-7f + 1e-3f * Math.abs(there[i])));
                }
            }
        }
    }

    @Test
    void theVariationalLossIsTheSame() throws Exception {
        JsonNode vae = expected.get("vae");
        VariationalAutoencoder objective = new VariationalAutoencoder(ONE, new VaeHead(512, 64),
                new LinearDecoder(64, 1, 64), Normalization.ZERO_ONE, vae.get("kl_weight").asDouble());
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, objective.specs(), false)) {
            load(weights, "encoder.", "ae/artifact/encoder.pt");
            load(weights, "head.", "vae/vae_head.pt");
            load(weights, "decoder.", "vae/vae_decoder.pt");
            StepLoss loss = objective.loss(weights, Npy.read(manager, golden.resolve("ae/input.npy")),
                    Npy.read(manager, golden.resolve("vae/noise.npy")));

            assertThat((double) loss.total().getFloat())
                    .isCloseTo(vae.get("total").asDouble(), Offset.offset(1e-5));
            assertThat((double) loss.parts().get("recon").getFloat())
                    .isCloseTo(vae.get("recon_mse").asDouble(), Offset.offset(1e-5));
            assertThat((double) loss.parts().get("kl").getFloat())
                    .isCloseTo(vae.get("kl").asDouble(), Offset.offset(1e-5));
        }
    }

    @Test
    void theContrastiveLossOfTwoViewsIsTheSame() throws Exception {
        JsonNode simclr = expected.get("simclr");
        StateDict head = StateDict.read(golden.resolve("simclr/projection.pt"));
        int dimensions = head.get("2.bias").elements();
        SimClr objective = new SimClr(ONE, new ProjectionHead(512, dimensions), Normalization.ZERO_ONE,
                simclr.get("temperature").asDouble());
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, objective.specs(), false)) {
            load(weights, "encoder.", "ae/artifact/encoder.pt");
            StateDicts.load(weights, "projection.", head);
            NDArray loss = objective.compare(weights, Npy.read(manager, golden.resolve("simclr/view1.npy")),
                    Npy.read(manager, golden.resolve("simclr/view2.npy")));

            assertThat((double) loss.getFloat()).isCloseTo(
                    simclr.get("loss_of_view1_view2_with_projection").asDouble(), Offset.offset(1e-5));
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
            NDArray mean = Npy.read(manager, golden.resolve("iqn/float_mean.npy"));
            NDArray std = Npy.read(manager, golden.resolve("iqn/float_std.npy"));
            NDArray floats = Npy.read(manager, golden.resolve("iqn/floats.npy")).sub(mean).div(std);
            NDArray trunk = network.trunk(weights, Npy.read(manager, golden.resolve("iqn/img.npy")), floats);

            assertClose(network.quantiles(weights, trunk, Npy.read(manager, golden.resolve("iqn/tau.npy"))),
                    golden.resolve("iqn/Q.npy"));
        }
    }

    @Test
    void whatDoesNotFitIsListedAndNothingIsChanged() throws Exception {
        IqnNetwork network = new IqnNetwork(Optional.empty(), 4, 8, 16, 4, 3);
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, network.specs(), false)) {
            weights.draw(1);
            float[] before = weights.toFloats();
            assertThatExceptionOfType(WeightsMismatchException.class)
                    .isThrownBy(() -> load(weights, "", "iqn/injected/weights1.torch"))
                    .withMessageContaining("img_head.0.weight is not known")
                    .withMessageContaining("V_head.0.weight has the shape");
            assertThat(weights.toFloats()).isEqualTo(before);
        }
    }
}
