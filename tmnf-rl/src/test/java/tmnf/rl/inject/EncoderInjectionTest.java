package tmnf.rl.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Change;
import tmnf.rl.inject.KeyAction.Origin;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.DrawnWeights;

class EncoderInjectionTest extends InjectionTestBase {

    private InjectionException refusal(InjectionSettings settings) {
        Map<String, ByteBuffer> before = files();
        InjectionException refused = catchThrowableOfType(InjectionException.class,
                () -> EncoderInjection.plan(settings));
        assertThat(refused).isNotNull();
        assertThat(refused.advice()).isNotEmpty();
        assertThat(files()).isEqualTo(before);
        return refused;
    }

    private Map<String, ByteBuffer> files() {
        Map<String, ByteBuffer> files = new HashMap<>();
        if (Files.isDirectory(save())) {
            try (Stream<Path> all = Files.list(save())) {
                for (Path file : all.toList()) {
                    files.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return files;
    }

    private StateDict online() throws IOException {
        return StateDict.read(save().resolve(WeightPair.ONLINE));
    }

    private StateDict target() throws IOException {
        return StateDict.read(save().resolve(WeightPair.TARGET));
    }

    // ------------------------------------------------------------------------------------------ fresh pairs

    @Test
    void aFreshPairHasTheEncoderAndTwoNetworksThatAreTheSame() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        meta("{\"image_normalization\": \"rl\"}");

        InjectionPlan plan = EncoderInjection.plan(fresh(encoder));
        assertThat(Files.exists(save())).as("planning writes nothing").isFalse();
        plan.write();

        assertThat(plan.change()).isEqualTo(Change.CREATE);
        assertThat(List.copyOf(online().names())).isEqualTo(NETWORK.specs().stream().map(WeightSpec::name)
                .toList()).hasSize(22);
        assertThat(online().under(IqnNetwork.IMAGE_HEAD).hasSameBits(dict(1))).isTrue();
        assertThat(Files.readAllBytes(save().resolve(WeightPair.TARGET)))
                .isEqualTo(Files.readAllBytes(save().resolve(WeightPair.ONLINE)));
        assertThat(online().get("A_head.0.bias").floats()).containsOnly(0);
        assertThat(plan.actions()).filteredOn(action -> action.origin() == Origin.ENCODER).hasSize(8);
        assertThat(plan.actions()).filteredOn(action -> action.origin() == Origin.DRAWN).hasSize(14);
        assertThat(plan.warnings()).isEmpty();
        assertThat(Files.readString(save().resolve(WeightPair.ORIGIN))).contains("\"seed\" : 3",
                PretrainMeta.sha256(encoder));
    }

    @Test
    void theSameInputsGiveTheSameBytesAndARepeatChangesNothing() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        EncoderInjection.plan(fresh(encoder)).write();
        Map<String, ByteBuffer> first = files();

        InjectionPlan again = EncoderInjection.plan(fresh(encoder));
        again.write();

        assertThat(again.change()).isEqualTo(Change.NONE);
        assertThat(files()).isEqualTo(first);
        EncoderInjection.plan(settings(encoder, Combine.MEAN, Fold.AUTO, false, true, true)).write();
        assertThat(files()).isEqualTo(first);
    }

    @Test
    void anotherPairIsOnlyReplacedWhenItIsSaid() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        EncoderInjection.plan(fresh(encoder)).write();
        InjectionSettings other = settings(encoder, Combine.MEAN, Fold.ZERO_ONE, false, true, false);

        assertThat(refusal(other).reason()).isEqualTo(Reason.EXISTS);

        Files.writeString(save().resolve("optimizer1.torch"), "of other weights");
        InjectionPlan plan = EncoderInjection.plan(settings(encoder, Combine.MEAN, Fold.ZERO_ONE, false, true,
                true));
        plan.write();
        assertThat(plan.change()).isEqualTo(Change.REPLACE);
        assertThat(codes(plan)).contains("OPTIMIZER");
        assertThat(online().under(IqnNetwork.IMAGE_HEAD).hasSameBits(dict(1))).isFalse();
    }

    /** The training refuses such a pair, or goes on with counters and moments of other weights. */
    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "statistics.json"})
    void aRunWithCheckpointsGetsNoOtherWeights(String file) throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        new WeightPair(save()).write(drawn(11), drawn(12), "");
        Files.writeString(save().resolve(file), "{}");
        Map<String, ByteBuffer> before = files();

        for (boolean fresh : new boolean[] {true, false}) {
            InjectionException refused = refusal(settings(encoder, Combine.MEAN, Fold.NONE, false, fresh,
                    true));
            assertThat(refused.reason()).isEqualTo(Reason.RUN);
            assertThat(refused.advice()).startsWith("name the folder of a new run");
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatARunOfTheOriginalLeftBesideItsWeightsIsNamed() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        new WeightPair(save()).write(drawn(11), drawn(12), "");
        Files.writeString(save().resolve("scaler.torch"), "");
        Files.writeString(save().resolve("accumulated_stats.joblib"), "");

        InjectionPlan plan = EncoderInjection.plan(settings(encoder, Combine.MEAN, Fold.NONE, false, false,
                false));

        assertThat(plan.warnings()).extracting(InjectionPlan.Warning::message).anyMatch(text -> text
                .startsWith(save().resolve("scaler.torch") + ", " + save().resolve("accumulated_stats.joblib")
                + " belong to other weights: move them away before training"));
    }

    // ---------------------------------------------------------------------------------------- existing pairs

    @Test
    void aPairThatIsThereKeepsAllButItsEncoder() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        StateDict before = drawn(11);
        StateDict beforeTarget = drawn(12);
        new WeightPair(save()).write(before, beforeTarget, "");

        InjectionPlan plan = EncoderInjection.plan(settings(encoder, Combine.MEAN, Fold.NONE, false, false,
                false));
        plan.write();

        assertThat(plan.change()).isEqualTo(Change.UPDATE);
        assertThat(plan.actions()).filteredOn(action -> action.origin() == Origin.KEPT).hasSize(14);
        assertThat(online().under(IqnNetwork.IMAGE_HEAD).hasSameBits(dict(1))).isTrue();
        assertThat(target().under(IqnNetwork.IMAGE_HEAD).hasSameBits(dict(1))).isTrue();
        assertThat(online().under("A_head.").hasSameBits(before.under("A_head."))).isTrue();
        assertThat(target().under("A_head.").hasSameBits(beforeTarget.under("A_head."))).isTrue();
    }

    @Test
    void whatWasDrawnIsKnownAfterMorePartsWerePutIn() throws Exception {
        EncoderInjection.plan(fresh(encoder("encoder.pt", 1, ""))).write();
        Set<String> drawn = DrawnWeights.of(save());
        assertThat(drawn).hasSize(14).contains("A_head.0.bias");

        EncoderInjection.plan(settings(encoder("three.pt", 3, ""), Combine.SUM, Fold.NONE, false, false,
                false)).write();
        assertThat(DrawnWeights.of(save())).isEqualTo(drawn);
        assertThat(Files.readString(save().resolve(WeightPair.ORIGIN))).contains("\"fresh\" : false");
    }

    /** Somebody copies weights of a run to the place of those of init-iqn. */
    @Test
    void aTextThatIsOfOtherWeightsSaysNothingOfThese() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        EncoderInjection.plan(fresh(encoder)).write();
        drawn(11).write(save().resolve(WeightPair.ONLINE));
        drawn(12).write(save().resolve(WeightPair.TARGET));
        assertThat(DrawnWeights.of(save())).isEmpty();

        EncoderInjection.plan(settings(encoder, Combine.MEAN, Fold.NONE, false, false, false)).write();
        assertThat(DrawnWeights.of(save())).isEmpty();
        assertThat(Files.readString(save().resolve(WeightPair.ORIGIN)))
                .contains("\"A_head.0.bias\" : \"kept\"");
    }

    @Test
    void withoutAPairThereIsNothingToPutTheEncoderInto() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        InjectionSettings into = settings(encoder, Combine.MEAN, Fold.NONE, false, false, false);

        assertThat(refusal(into).reason()).isEqualTo(Reason.NO_PAIR);
        Files.createDirectories(save());
        drawn(1).write(save().resolve(WeightPair.TARGET));
        assertThat(refusal(into)).hasMessageContaining("weights2.torch without weights1.torch");
        assertThat(refusal(fresh(encoder)).reason()).isEqualTo(Reason.EXISTS);
    }

    @Test
    void aPairOfAnotherNetworkIsRefusedWithATableOfWhatDiffers() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        new WeightPair(save()).write(drawn(1), drawn(1), "");
        IqnNetwork wider = new IqnNetwork(NETWORK.image(), 5, 8, 32, 4, 3);
        InjectionSettings into = new InjectionSettings(encoder, Optional.empty(), wider, Combine.MEAN,
                Fold.NONE, false, new InjectionSettings.Target(save(), false, 0, false, "1"));

        InjectionException refused = refusal(into);

        assertThat(refused.differences()).contains(new Difference("A_head.2.weight", "[3, 8]", "[3, 16]"));
    }

    private static StateDict drawn(long seed) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : NETWORK.specs()) {
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(seed)));
        }
        return StateDict.of(tensors);
    }

    // -------------------------------------------------------------------------------------------- file kinds

    @ParameterizedTest
    @ValueSource(strings = {"", "_orig_mod.", "module.", "encoder.", "encoder._orig_mod.", "img_head."})
    void encodersAreFoundUnderTheirUsualPrefixes(String prefix) throws Exception {
        InjectionPlan plan = EncoderInjection.plan(fresh(encoder("encoder.pt", 1, prefix)));

        assertThat(plan.online().under(IqnNetwork.IMAGE_HEAD).hasSameBits(dict(1))).isTrue();
    }

    @Test
    void checkpointsAndSafetensorsHaveEncodersToo() throws Exception {
        Map<String, TorchTensor> all = new LinkedHashMap<>(dict(1).prefixed("encoder.").tensors());
        all.put("decoder.0.weight", TorchTensor.of(List.of(1L), 1));
        Map<String, Object> checkpoint = new LinkedHashMap<>();
        checkpoint.put("epoch", 3);
        checkpoint.put("state_dict", StateDict.of(all));
        Path ckpt = folder.resolve("last.ckpt");
        TorchFile.write(ckpt, checkpoint);
        Path safe = folder.resolve("encoder.safetensors");
        new SafetensorsFile(dict(1), Map.of()).write(safe);

        for (Path file : List.of(ckpt, safe)) {
            InjectionPlan plan = EncoderInjection.plan(fresh(file));
            assertThat(plan.online().under(IqnNetwork.IMAGE_HEAD).hasSameBits(dict(1))).isTrue();
        }
    }

    /** As PyTorch's tutorial saves checkpoints. */
    @Test
    void theOnlyDictOfTensorsIsTheNetworkWhateverItIsCalled() throws Exception {
        Path file = folder.resolve("mine.pt");
        TorchFile.write(file, Map.of("epoch", 3L, "model_state_dict", dict(1)));

        InjectionPlan plan = EncoderInjection.plan(fresh(file));

        assertThat(plan.online().under(IqnNetwork.IMAGE_HEAD).hasSameBits(dict(1))).isTrue();
    }

    @Test
    void aFileWithoutAnEncoderIsRefused() throws Exception {
        Path file = folder.resolve("head.pt");
        StateDict.of(Map.of("0.weight", TorchTensor.of(List.of(1L), 1))).write(file);

        assertThat(refusal(fresh(file)).reason()).isEqualTo(Reason.NO_ENCODER);
    }

    // ------------------------------------------------------------------------------------------ does it fit?

    @Test
    void wrongTensorsAreRefusedWithATable() throws Exception {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>(dict(1).tensors());
        tensors.remove("2.bias");
        tensors.put("4.bias", TorchTensor.of(List.of(2L), 1, 2));
        tensors.put("6.bias", TorchTensor.ofLongs(List.of(32L), new long[32]));
        tensors.put("8.weight", TorchTensor.of(List.of(1L), 1));
        Path file = folder.resolve("encoder.pt");
        StateDict.of(tensors).write(file);

        InjectionException refused = refusal(settings(file, Combine.MEAN, Fold.AUTO, true, true, true));

        assertThat(refused.reason()).isEqualTo(Reason.SHAPES);
        assertThat(refused.differences()).containsExactly(new Difference("2.bias", "-", "[32]"),
                new Difference("4.bias", "[2]", "[64]"), new Difference("6.bias", "int64 [32]",
                "float32 [32]"), new Difference("8.weight", "[1]", "-"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"arch_hash|\"0123456789abcdef\"", "image_size|64", "in_channels|3",
        "enc_dim|512", "encoder_sha256|\"00\""})
    void anEncoderThatIsNotWhatItsTextSaysIsRefusedUnlessItIsWanted(String key, String value)
            throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        meta("{\"image_normalization\": \"rl\", \"" + key + "\": " + value + "}");

        InjectionException refused = refusal(fresh(encoder));

        assertThat(refused.reason()).isEqualTo(Reason.MISMATCH);
        assertThat(refused.differences()).extracting(Difference::key).containsExactly(key);
        InjectionPlan plan = EncoderInjection.plan(settings(encoder, Combine.MEAN, Fold.AUTO, true, true,
                false));
        assertThat(codes(plan)).containsExactly("MISMATCH");
    }

    @Test
    void aTextThatIsNoneIsRefused() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        for (String wrong : List.of("{", "[]", "{\"in_channels\": \"1\"}", "{\"arch_hash\": 3}")) {
            meta(wrong);
            assertThat(refusal(fresh(encoder)).reason()).isEqualTo(Reason.META);
        }
    }

    @Test
    void anEncoderWithNumbersThatAreNoneIsRefused() throws Exception {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>(dict(1).tensors());
        float[] bias = tensors.get("4.bias").floats();
        bias[3] = Float.NaN;
        tensors.put("4.bias", TorchTensor.of(List.of(64L), bias));
        Path file = folder.resolve("encoder.pt");
        StateDict.of(tensors).write(file);

        assertThat(refusal(fresh(file)).differences()).containsExactly(
                new Difference("4.bias", "1 of 64 not finite", "0"));
    }

    @Test
    void aNetworkWithoutPicturesTakesNoEncoder() throws Exception {
        IqnNetwork blind = new IqnNetwork(Optional.empty(), 5, 8, 16, 4, 3);
        InjectionSettings settings = new InjectionSettings(encoder("encoder.pt", 1, ""), Optional.empty(),
                blind, Combine.MEAN, Fold.AUTO, false,
                new InjectionSettings.Target(save(), true, 0, false, "1"));

        assertThat(refusal(settings).reason()).isEqualTo(Reason.NO_IMAGE_HEAD);
    }

    // ------------------------------------------------------------------------------------------ first layer

    @Test
    void framesBecomeOneByTheirMeanOrTheirSum() throws Exception {
        Path encoder = encoder("encoder.pt", 3, "");
        float[] source = dict(3).get("0.weight").floats();
        double sum = (double) source[0] + source[16] + source[32];

        for (Combine how : Combine.values()) {
            InjectionPlan plan = EncoderInjection.plan(settings(encoder, how, Fold.NONE, false, true, false));

            TorchTensor weight = plan.online().get("img_head.0.weight");
            assertThat(weight.shape()).containsExactly(16L, 1L, 4L, 4L);
            assertThat(weight.floats()[0]).isEqualTo((float) (how == Combine.SUM ? sum : sum / 3));
            assertThat(plan.actions().get(0).change()).isEqualTo(how + " of 3 frames");
            assertThat(plan.online().get("img_head.0.bias").hasSameBits(dict(3).get("0.bias"))).isTrue();
        }
    }

    @Test
    void nothingIsFoldedThatIsNotKnownOrNotWanted() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");

        assertThat(codes(EncoderInjection.plan(fresh(encoder)))).containsExactly("NO_META",
                "NORMALIZATION_UNKNOWN");
        meta("{\"image_normalization\": \"01\"}");
        InjectionPlan none = EncoderInjection.plan(settings(encoder, Combine.MEAN, Fold.NONE, false, true,
                false));
        assertThat(codes(none)).containsExactly("NORMALIZATION");
        assertThat(none.online().under(IqnNetwork.IMAGE_HEAD).hasSameBits(dict(1))).isTrue();
        InjectionPlan other = EncoderInjection.plan(settings(encoder, Combine.MEAN, Fold.IQN, false, true,
                false));
        assertThat(codes(other)).containsExactly("NORMALIZATION");
        InjectionPlan auto = EncoderInjection.plan(fresh(encoder));
        assertThat(codes(auto)).isEmpty();
        assertThat(auto.actions().get(1).change()).isEqualTo("folded 01 into rl");
        meta("{\"image_normalization\": \"other\"}");
        assertThat(codes(EncoderInjection.plan(fresh(encoder)))).containsExactly("NORMALIZATION_UNKNOWN");
    }
}
