package tmnf.rl.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;

/** What tells of an encoder what it was made for, and when it is held to be another one's description. */
class DescribedEncoderTest extends InjectionTestBase {

    private InjectionException refused(Path encoder) {
        InjectionException refused = catchThrowableOfType(InjectionException.class,
                () -> EncoderInjection.plan(fresh(encoder)));
        assertThat(refused).as(encoder.toString()).isNotNull();
        return refused;
    }

    /** The bytes of such a file are others, which says nothing of the encoder. */
    @Test
    void theEncoderOfTheTextInAnotherFormIsTheSame() throws Exception {
        Path encoder = encoder("encoder.pt", 1, "");
        meta("{\"image_normalization\": \"01\", \"encoder_sha256\": \"" + PretrainMeta.sha256(encoder)
                + "\"}");
        Path text = folder.resolve("pretrain_meta.json");
        StateDict folded = EncoderInjection.plan(fresh(encoder)).online();
        Path safe = folder.resolve("encoder.safetensors");
        new SafetensorsFile(dict(1), Map.of()).write(safe);
        Path checkpoint = folder.resolve("whole.ckpt");
        TorchFile.write(checkpoint, Map.of("state_dict", dict(1).prefixed("encoder.")));
        TorchFile.write(encoder, Map.of("state_dict", dict(1))); // saved once more, in its place

        for (Path file : List.of(encoder, safe, checkpoint)) {
            for (Optional<Path> given : List.of(Optional.<Path>empty(), Optional.of(text))) {
                InjectionPlan plan = EncoderInjection.plan(described(file, given));
                assertThat(plan.online().hasSameBits(folded)).as(file + " " + given).isTrue();
                assertThat(plan.warnings()).isEmpty();
            }
        }
        Path other = folder.resolve("other.safetensors");
        Map<String, TorchTensor> tensors = new LinkedHashMap<>(dict(1).tensors());
        tensors.put("6.bias", TorchTensor.of(List.of(32L), new float[32]));
        new SafetensorsFile(StateDict.of(tensors), Map.of()).write(other);
        assertThat(refused(other).differences()).extracting(Difference::key)
                .containsExactly("encoder_sha256");
    }

    /** Another version of this program may write other bytes; then the run's own file tells. */
    @Test
    void theRunsOwnFileTellsWhatItsHashIsOf() throws Exception {
        Path encoder = folder.resolve("encoder.pt");
        TorchFile.write(encoder, Map.of("state_dict", dict(1)));
        meta("{\"image_normalization\": \"rl\", \"encoder_sha256\": \"" + PretrainMeta.sha256(encoder)
                + "\"}");
        Path safe = folder.resolve("encoder.safetensors");
        new SafetensorsFile(dict(1), Map.of()).write(safe);
        assertThat(EncoderInjection.plan(fresh(safe)).warnings()).isEmpty();

        encoder("encoder.pt", 1, "");
        assertThat(refused(safe).reason()).as("it is not there any more").isEqualTo(Reason.MISMATCH);
    }

    @Test
    void aCheckpointIsDescribedFromTheFolderAboveOrByItself() throws Exception {
        Path file = Files.createDirectories(folder.resolve("checkpoints")).resolve("last.ckpt");
        Map<String, String> settings = new HashMap<>(Map.of("image_normalization", "01", "image_size",
                "44x36", "n_stack", "1"));
        checkpoint(file, settings);

        InjectionPlan alone = EncoderInjection.plan(fresh(file));

        assertThat(alone.warnings()).isEmpty();
        assertThat(alone.actions().get(0).change()).isEqualTo("folded 01 into rl");
        meta("{\"image_normalization\": \"01\", \"image_size\": 64, \"encoder_sha256\": \"00\"}");
        assertThat(refused(file).differences()).containsExactly(
                new Difference("image_size", "44x36", "64x64"), new Difference("image_size", "64x64",
                "44x36"));
        meta("{\"image_normalization\": \"iqn\"}");
        assertThat(refused(file).differences()).as("of another run")
                .containsExactly(new Difference("image_normalization", "01", "iqn"));
        Files.delete(folder.resolve("pretrain_meta.json"));
        settings.put("image_size", "64x64");
        checkpoint(file, settings);
        InjectionException refused = refused(file);
        assertThat(refused.differences()).containsExactly(new Difference("image_size", "64x64", "44x36"));
        assertThat(refused).hasMessageContaining("does not fit the settings in " + file);
    }

    @Test
    void anEncoderAmongTheCheckpointsIsOfAnotherEpochThanTheExportedOne() throws Exception {
        meta("{\"image_normalization\": \"rl\", \"encoder_sha256\": \"00\"}");
        Path text = folder.resolve("pretrain_meta.json");
        Files.createDirectories(folder.resolve("checkpoints"));
        Files.createDirectories(folder.resolve("kept"));
        Path among = encoder("checkpoints/mine.pt", 1, "");
        Path elsewhere = encoder("kept/mine.pt", 1, "");

        assertThat(EncoderInjection.plan(fresh(among)).warnings()).isEmpty();
        assertThat(EncoderInjection.plan(described(among, Optional.of(text))).warnings()).isEmpty();
        assertThat(codes(EncoderInjection.plan(fresh(elsewhere)))).contains("NO_META");
        assertThat(catchThrowableOfType(InjectionException.class, () -> EncoderInjection.plan(
                described(elsewhere, Optional.of(text)))).differences()).extracting(Difference::key)
                .containsExactly("encoder_sha256");
    }

    private static void checkpoint(Path file, Map<String, String> settings) throws IOException {
        TorchFile.write(file, Map.of("state_dict", dict(1).prefixed("encoder."), "tmnf",
                Map.of("settings", settings)));
    }

    private InjectionSettings described(Path encoder, Optional<Path> text) {
        return new InjectionSettings(encoder, text, NETWORK, Combine.MEAN, Fold.AUTO, false,
                new InjectionSettings.Target(save(), true, 3, false, "1.0"));
    }
}
