package tmnf.rl.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import tmnf.gbx.Samples;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Warning;

/** Parts of behavioural cloning, those of the original program among them. */
class PretrainedPartsTest extends InjectionTestBase {

    /** That of the golden files. */
    private static final IqnNetwork GOLDEN = new IqnNetwork(Optional.of(new Encoder(1, 64, 64)), 184, 64, 128,
            32, 12);

    private static Path golden(String name) {
        return Samples.golden("pretrain").resolve("bc").resolve(name);
    }

    private static StateDict drawn(IqnNetwork network, long seed) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : network.specs()) {
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(seed)));
        }
        return StateDict.of(tensors);
    }

    private static PretrainedFiles heads(Path file) {
        return new PretrainedFiles(Optional.empty(), Optional.of(file), Optional.empty(), Optional.empty());
    }

    private static PretrainedFiles floatHead(Path file) {
        return new PretrainedFiles(Optional.empty(), Optional.empty(), Optional.of(file), Optional.empty());
    }

    private static PretrainedFiles actionsHead(Path file) {
        return new PretrainedFiles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(file));
    }

    private static InjectionException refused(PretrainedFiles files, IqnNetwork network) {
        return catchThrowableOfType(InjectionException.class, () -> PretrainedParts.read(files, network));
    }

    private Path write(String name, StateDict dict) throws IOException {
        dict.write(folder.resolve(name));
        return folder.resolve(name);
    }

    @Test
    void aClonedNetworkOfTheOriginalIsTakenWholeWithItsScaling() throws Exception {
        Path file = golden("iqn_bc.pt");
        StateDict theirs = StateDict.read(file);

        PretrainedParts parts = PretrainedParts.read(heads(file), GOLDEN);
        StateDict network = parts.into(drawn(GOLDEN, 1));

        assertThat(network.names()).containsExactlyElementsOf(drawn(GOLDEN, 1).names());
        assertThat(network.names()).allSatisfy(name -> assertThat(network.get(name).floats())
                .as(name).isEqualTo(theirs.get(name).floats()));
        assertThat(parts.scaling().orElseThrow().std()).isEqualTo(theirs.get("float_inputs_std").floats());
        assertThat(parts.notes()).containsExactly(file + ": img_head.* float_feature_extractor.* A_head.*"
                + " V_head.* iqn_fc.*", file + ": inputs are scaled as there");
    }

    @Test
    void headsLieOverEachOtherInTheirOrder() throws Exception {
        StateDict cloned = drawn(NETWORK, 1);
        Path encoder = encoder("encoder.pt", 1, "");
        meta("{\"image_normalization\": \"rl\"}");
        Path floatHead = write("float_head.pt", drawn(NETWORK, 2).under("float_feature_extractor."));
        Path actionsHead = write("actions_head.pt", drawn(NETWORK, 3).under("A_head."));

        PretrainedParts parts = PretrainedParts.read(new PretrainedFiles(Optional.of(encoder),
                Optional.of(write("iqn_bc.pt", cloned)), Optional.of(floatHead), Optional.of(actionsHead)),
                NETWORK);
        StateDict network = parts.into(drawn(NETWORK, 9));

        assertThat(network.under("img_head.").hasSameBits(cloned.under("img_head."))).isTrue();
        assertThat(network.under("V_head.").hasSameBits(cloned.under("V_head."))).isTrue();
        assertThat(network.under("float_feature_extractor.")
                .hasSameBits(drawn(NETWORK, 2).under("float_feature_extractor."))).isTrue();
        assertThat(network.under("A_head.").hasSameBits(drawn(NETWORK, 3).under("A_head."))).isTrue();
        assertThat(parts.scaling()).isEmpty();

        PretrainedParts alone = PretrainedParts.read(PretrainedFiles.ofEncoder(encoder), NETWORK);
        StateDict seeing = alone.into(drawn(NETWORK, 9));
        assertThat(seeing.under("img_head.").hasSameBits(dict(1))).isTrue();
        assertThat(seeing.under("iqn_fc.").hasSameBits(drawn(NETWORK, 9).under("iqn_fc."))).isTrue();
        assertThat(alone.warnings()).isEmpty();
    }

    @Test
    void anEncoderIsPutInAsInitIqnDoesIt() throws Exception {
        Path encoder = encoder("encoder.pt", 3, "");
        meta("{\"image_normalization\": \"01\"}");

        PretrainedParts parts = PretrainedParts.read(PretrainedFiles.ofEncoder(encoder), NETWORK);

        StateDict pair = EncoderInjection.plan(fresh(encoder)).online();
        assertThat(parts.into(drawn(NETWORK, 3)).hasSameBits(pair)).isTrue();
        assertThat(parts.notes()).containsExactly(encoder
                + ": img_head.*, mean of 3 frames, folded 01 into rl");
    }

    @Test
    void theHeadOfTheFirstTimeIsTakenOfAFileWithSeveral() throws Exception {
        Map<String, Object> several = new LinkedHashMap<>();
        several.put("offset_0", drawn(NETWORK, 3).under("A_head."));
        several.put("offset_1", drawn(NETWORK, 4).under("A_head."));
        Path file = folder.resolve("actions_head.pt");
        TorchFile.write(file, several);

        PretrainedParts parts = PretrainedParts.read(actionsHead(file), NETWORK);

        assertThat(parts.into(drawn(NETWORK, 9)).under("A_head.")
                .hasSameBits(drawn(NETWORK, 3).under("A_head."))).isTrue();
        assertThat(parts.notes()).contains(file + ": head 0 of 2");
        assertThat(parts.warnings()).extracting(Warning::code).containsExactly("OFFSET");

        Map<String, TorchTensor> merged = new LinkedHashMap<>(drawn(NETWORK, 1).tensors());
        merged.putAll(drawn(NETWORK, 5).under("A_head.").prefixed("A_head_offset_1.").tensors());
        PretrainedParts whole = PretrainedParts.read(heads(write("merged.pt", StateDict.of(merged))),
                NETWORK);
        assertThat(whole.into(drawn(NETWORK, 9)).hasSameBits(drawn(NETWORK, 1))).isTrue();
        assertThat(whole.notes()).contains(folder.resolve("merged.pt") + ": head 0 of 2");
    }

    @Test
    void aHeadThatIsMissingAmongSeveralIsNamed() throws Exception {
        Path file = folder.resolve("actions_head.pt");
        TorchFile.write(file, Map.of("offset_1", drawn(NETWORK, 3).under("A_head."), "offset_2",
                drawn(NETWORK, 4).under("A_head.")));
        InjectionException gap = refused(actionsHead(file), NETWORK);
        assertThat(gap).hasMessageContaining("of its 3 heads those with the numbers [0] are missing");
        assertThat(gap.reason()).isEqualTo(Reason.MISMATCH);

        Map<String, TorchTensor> merged = new LinkedHashMap<>(drawn(NETWORK, 1).tensors());
        merged.putAll(drawn(NETWORK, 5).under("A_head.").prefixed("A_head_offset_1.").tensors());
        merged.putAll(drawn(NETWORK, 6).under("A_head.").prefixed("A_head_offset_3.").tensors());
        assertThat(refused(heads(write("merged.pt", StateDict.of(merged))), NETWORK))
                .hasMessageContaining("of its 4 heads those with the numbers [2] are missing");
    }

    @Test
    void headsOfOtherTimesThanTheTextBesideThemTellsAreRefused() throws Exception {
        Path file = folder.resolve("actions_head.pt");
        TorchFile.write(file, Map.of("offset_0", drawn(NETWORK, 3).under("A_head."), "offset_1",
                drawn(NETWORK, 4).under("A_head.")));
        Files.writeString(folder.resolve("pretrain_meta.json"), "{\"bc_time_offsets_ms\": [-10, 0, 50]}");
        assertThat(refused(actionsHead(file), NETWORK))
                .hasMessageContaining("has 2 heads").hasMessageContaining("those for [-10, 0, 50] ms");
    }

    @Test
    void whatDoesNotFitIsRefusedAndNamed() throws Exception {
        // Upstream skips what has another shape, and says nothing.
        InjectionException merged = refused(actionsHead(golden("multi_mlp_dropout_actions_head_merged.pt")),
                GOLDEN);
        assertThat(merged.reason()).isEqualTo(Reason.SHAPES);
        assertThat(merged.differences()).contains(new Difference("0.weight", "[32, 512]", "[64, 576]"));
        assertThat(refused(actionsHead(golden("multi_mlp_dropout_actions_head.pt")), GOLDEN).differences())
                .hasSize(3);
        assertThat(refused(heads(golden("floats_linear.pt")), GOLDEN).differences())
                .contains(new Difference("action_head.weight", "[12, 544]", "-"))
                .contains(new Difference("V_head.2.bias", "-", "[1]"));
        assertThat(refused(heads(golden("iqn_bc.pt")), NETWORK).differences())
                .contains(new Difference("iqn_fc.0.weight", "[576, 32]", "[72, 4]"));

        Map<String, TorchTensor> half = new LinkedHashMap<>(drawn(NETWORK, 1)
                .under("float_feature_extractor.").tensors());
        half.remove("2.bias");
        half.put("0.bias", TorchTensor.of(List.of(8L), new float[] {Float.NaN, 0, 0, 0, 0, 0, 0, 0}));
        assertThat(refused(floatHead(write("half.pt", StateDict.of(half))), NETWORK).differences())
                .containsExactly(new Difference("2.bias", "-", "[8]"));
        half.put("2.bias", TorchTensor.of(List.of(8L), new float[8]));
        assertThat(refused(floatHead(write("nan.pt", StateDict.of(half))), NETWORK).reason())
                .isEqualTo(Reason.NOT_FINITE);

        IqnNetwork blind = new IqnNetwork(Optional.empty(), 5, 8, 16, 4, 3);
        assertThat(refused(PretrainedFiles.ofEncoder(encoder("e.pt", 1, "")), blind).reason())
                .isEqualTo(Reason.NO_IMAGE_HEAD);
        IqnNetwork other = new IqnNetwork(NETWORK.image(), 5, 8, 16, 4, 3, new IqnNetwork.Extras(false,
                true));
        assertThat(refused(PretrainedFiles.ofEncoder(encoder("e.pt", 1, "")), other))
                .hasMessageContaining("impala_encoder");
    }

    @Test
    void whatWasClonedIsRefusedForANetworkThatNormalisesItsHiddenLayers() throws Exception {
        IqnNetwork normed = new IqnNetwork(NETWORK.image(), 5, 8, 16, 4, 3, new IqnNetwork.Extras(true,
                false));
        StateDict cloned = drawn(NETWORK, 1);

        InjectionException head = refused(actionsHead(write("a.pt", cloned.under("A_head."))), normed);
        assertThat(head).hasMessageContaining("its hidden layer is not normalised");
        assertThat(head.differences()).containsExactly(new Difference("A_norm.weight", "-", "[8]"),
                new Difference("A_norm.bias", "-", "[8]"));
        InjectionException whole = refused(heads(write("w.pt", cloned)), normed);
        assertThat(whole.differences()).hasSize(4);
        assertThat(whole.advice()).endsWith("without tmnf.layer_normalisation, which cloned networks do not"
                + " have");
        assertThat(PretrainedParts.read(floatHead(write("f.pt", cloned.under("float_feature_extractor."))),
                normed).names()).as("nothing is normalised there").hasSize(4);
        assertThat(PretrainedParts.read(heads(write("n.pt", drawn(normed, 1))), normed).names())
                .as("weights of such a driver").containsAll(drawn(normed, 1).names());
    }

    @Test
    void scalingOfOtherInputsIsRefused() throws Exception {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>(drawn(NETWORK, 1).tensors());
        tensors.put("float_inputs_mean", TorchTensor.of(List.of(5L), new float[5]));
        tensors.put("float_inputs_std", TorchTensor.of(List.of(4L), new float[] {1, 1, 1, 1}));
        assertThat(refused(heads(write("other.pt", StateDict.of(tensors))), NETWORK).differences())
                .contains(new Difference("float_inputs_std", "[4]", "[5]"));
        tensors.put("float_inputs_std", TorchTensor.of(List.of(5L), new float[] {1, 1, 0, 1, 1}));
        assertThatExceptionOfType(InjectionException.class).isThrownBy(() -> PretrainedParts.read(heads(
                write("zero.pt", StateDict.of(tensors))), NETWORK)).withMessageContaining("scaling");
    }

    @Test
    void whatTheUserShouldKnowOfAnEncoderIsHandedOn() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        assertThat(PretrainedParts.read(PretrainedFiles.ofEncoder(encoder), NETWORK).warnings())
                .extracting(Warning::code).contains("NO_META");
    }
}
