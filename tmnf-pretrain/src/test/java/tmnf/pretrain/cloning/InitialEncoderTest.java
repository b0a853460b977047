package tmnf.pretrain.cloning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;

/** The encoder that cloning begins with, from the files that may have one. */
class InitialEncoderTest {

    private static final BehaviouralCloning OBJECTIVE = seeing(Normalization.IQN);

    @TempDir
    private Path folder;
    private final NDManager scope = TestEngine.start().manager();

    private static BehaviouralCloning seeing(Normalization normalization) {
        return new BehaviouralCloning(new CloningNetwork(new StackedEncoder(1, StackedEncoder.Mode.CHANNEL,
                34, 34), Optional.empty(), 1, 0, 3, Dropout.NONE), normalization,
                new ActionColumns(List.of(0)), List.of(1.0));
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private Weights drawn(long seed) {
        Weights weights = new Weights(scope, OBJECTIVE.specs(), false);
        weights.draw(seed);
        return weights;
    }

    private void meta(String json) throws Exception {
        Files.writeString(folder.resolve("pretrain_meta.json"), json);
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatExceptionOfType(CloningException.class).isThrownBy(call).satisfies(e ->
                assertThat(e.getMessage()).contains(words));
    }

    @Test
    void anEncoderIsTakenFromItsFileOrTheFolderOfItsRun() throws Exception {
        Weights other = drawn(1);
        StateDicts.of(other, "encoder.").write(folder.resolve("encoder.pt"));
        for (Path given : List.of(folder, folder.resolve("encoder.pt"))) {
            Weights weights = drawn(2);
            float[] head = weights.toFloats("action_head.weight");

            CloningStart.Taken taken = CloningStart.initialEncoder(OBJECTIVE, given).into(weights);

            assertThat(taken.file()).isEqualTo(folder.resolve("encoder.pt"));
            assertThat(taken.warnings()).isEmpty();
            assertThat(weights.toFloats("encoder.4.weight")).isEqualTo(other.toFloats("encoder.4.weight"));
            assertThat(weights.toFloats("action_head.weight")).isEqualTo(head);
        }
    }

    /** A pixel of 0 to 1 is 2 p - 1 here: halved weights, and half of their sum on top, are the same. */
    @Test
    void anEncoderOfOtherPicturesAnswersAsItDid() throws Exception {
        Weights other = drawn(1);
        StateDicts.of(other, "encoder.").write(folder.resolve("encoder.pt"));
        meta("{\"image_normalization\": \"01\"}");
        Weights weights = drawn(2);

        CloningStart.Taken taken = CloningStart.initialEncoder(OBJECTIVE, folder).into(weights);

        assertThat(taken.warnings()).isEmpty();
        assertThat(taken.notes()).singleElement().asString().contains("folded", "01 to iqn");
        float[] before = other.toFloats("encoder.0.weight");
        float[] after = weights.toFloats("encoder.0.weight");
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isEqualTo(before[i] / 2);
            sum += i < 16 ? before[i] : 0; // of the first channel, 4x4
        }
        assertThat(weights.toFloats("encoder.0.bias")[0])
                .isCloseTo((float) (other.toFloats("encoder.0.bias")[0] + sum / 2), within(1e-6f));
        assertThat(weights.toFloats("encoder.2.weight")).isEqualTo(other.toFloats("encoder.2.weight"));

        meta("{\"image_normalization\": \"odd\"}");
        assertThat(CloningStart.initialEncoder(OBJECTIVE, folder).warnings()).singleElement()
                .asString().contains("normalised as odd", "iqn");
    }

    /** What the probe and the driver's network take as an encoder. */
    @Test
    void anEncoderIsTakenFromCheckpointsNetworksAndSafetensorsToo() throws Exception {
        StateDict encoder = StateDicts.of(drawn(1), "encoder.");
        Path run = Files.createDirectories(folder.resolve("checkpoints"));
        Path checkpoint = run.resolve("last.ckpt");
        TorchFile.write(checkpoint, Map.of("state_dict", encoder.prefixed("encoder."), "tmnf", Map.of(
                "settings", Map.of("image_normalization", "rl"))));
        Path tutorial = folder.resolve("mine.pt");
        TorchFile.write(tutorial, Map.of("epoch", 3L, "model_state_dict", encoder));
        Path driver = folder.resolve("weights1.torch");
        Map<String, TorchTensor> all = new LinkedHashMap<>(encoder.prefixed("img_head.").tensors());
        all.put("iqn_fc.0.bias", TorchTensor.of(List.of(1L), 1));
        StateDict.of(all).write(driver);
        Path safe = folder.resolve("encoder.safetensors");
        new SafetensorsFile(encoder, Map.of()).write(safe);

        for (Path given : List.of(checkpoint, tutorial, driver, safe, folder)) {
            Weights weights = drawn(2);
            CloningStart.Taken taken = CloningStart.initialEncoder(seeing(Normalization.RL), given)
                    .into(weights);
            assertThat(StateDicts.of(weights, "encoder.").hasSameBits(encoder)).as(given.toString()).isTrue();
            assertThat(taken.warnings()).as(given.toString()).isEmpty();
            assertThat(taken.notes()).as(given.toString()).isEmpty();
            assertThat(CloningStart.initialEncoder(OBJECTIVE, given).notes())
                    .hasSize(given.equals(tutorial) || given.equals(safe) ? 0 : 1);
        }
        assertRefused(() -> CloningStart.initialEncoder(OBJECTIVE, write("nothing.pt")),
                "nothing.pt: no encoder in it", "name an encoder.pt");
    }

    private Path write(String name) throws Exception {
        Path file = folder.resolve(name);
        StateDict.of(Map.of("8.weight", TorchTensor.of(List.of(1L), 1))).write(file);
        return file;
    }

    @Test
    void anEncoderThatIsNotTheOneThatIsDescribedIsWarnedOf() throws Exception {
        StateDicts.of(drawn(1), "encoder.").write(folder.resolve("encoder.pt"));
        meta("{\"encoder_sha256\": \"" + PretrainMeta.sha256(folder.resolve("encoder.pt")) + "\"}");
        assertThat(CloningStart.initialEncoder(OBJECTIVE, folder).warnings()).isEmpty();

        StateDicts.of(drawn(2), "encoder.").write(folder.resolve("encoder.pt"));
        assertThat(CloningStart.initialEncoder(OBJECTIVE, folder).warnings()).singleElement().asString()
                .contains("encoder.pt is not the encoder that ", "pretrain_meta.json describes");
    }

    @Test
    void anEncoderThatIsMissingOrOfAnotherShapeIsRefusedAndChangesNothing() throws Exception {
        Weights weights = drawn(2);
        float[] before = weights.toFloats();

        assertRefused(() -> CloningStart.initialEncoder(OBJECTIVE, folder.resolve("gone.pt")),
                "no such file");
        assertRefused(() -> CloningStart.initialEncoder(OBJECTIVE, folder), "has none of encoder.pt, ");
        Map<String, TorchTensor> tensors = new LinkedHashMap<>(StateDicts.of(weights, "encoder.").tensors());
        tensors.remove("2.bias");
        tensors.put("4.bias", TorchTensor.of(List.of(1L), 3));
        StateDict.of(tensors).write(folder.resolve("encoder.pt"));
        assertRefused(() -> CloningStart.initialEncoder(OBJECTIVE, folder),
                "encoder.2.bias is missing", "encoder.4.bias has the shape [1]", "pretrain an encoder");
        Files.writeString(folder.resolve("encoder.pt"), "nothing");
        assertRefused(() -> CloningStart.initialEncoder(OBJECTIVE, folder), "encoder.pt");
        assertThat(weights.toFloats()).isEqualTo(before);
    }
}
