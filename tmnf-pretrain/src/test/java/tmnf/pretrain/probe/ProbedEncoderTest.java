package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;

/** What is taken of a run that an encoder lies beside, and what is said where it is another run's. */
class ProbedEncoderTest {

    @TempDir
    private Path run;

    private static Path write(Path file, int channels, float value) throws IOException {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : new Encoder(channels, 40, 40).specs("")) {
            float[] values = new float[(int) spec.size()];
            values[0] = value;
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), values));
        }
        Files.createDirectories(file.getParent());
        StateDict.of(tensors).write(file);
        return file;
    }

    @BeforeEach
    void ofARun() throws IOException {
        Path encoder = write(run.resolve("encoder.pt"), 1, 1);
        Files.writeString(run.resolve("pretrain_meta.json"), "{\"image_normalization\": \"rl\", \"seed\": 7,"
                + " \"arch_hash\": \"" + StateDict.read(encoder).archHash() + "\", \"encoder_sha256\": \""
                + PretrainMeta.sha256(encoder) + "\"}");
    }

    private static void hasTheRuns(ProbedEncoder encoder) {
        assertThat(encoder.normalization()).isEqualTo(Optional.of(Normalization.RL));
        assertThat(encoder.origin().seed()).isEqualTo(OptionalLong.of(7));
    }

    @Test
    void theRunsOwnIsNotDoubted() throws IOException, ProbeException {
        for (Path given : new Path[] {run, run.resolve("encoder.pt"), Files.copy(run.resolve("encoder.pt"),
                run.resolve("renamed.pt"))}) {
            ProbedEncoder encoder = ProbedEncoder.read(given);
            hasTheRuns(encoder);
            assertThat(encoder.doubt()).as(given.toString()).isEmpty();
        }
    }

    @Test
    void anotherOneBesideARunsDescriptionIsSaid() throws IOException, ProbeException {
        write(run.resolve("encoder.pt"), 1, 2);
        ProbedEncoder retrained = ProbedEncoder.read(run);
        hasTheRuns(retrained);
        assertThat(retrained.doubt().orElseThrow()).contains("encoder.pt is not the encoder that ",
                "pretrain_meta.json describes", "name those that are right");

        assertThat(ProbedEncoder.read(write(run.resolve("other.pt"), 3, 1)).doubt())
                .as("of another shape").isPresent();
    }

    /** Other formats, and PyTorch when it saves again, have other bytes. */
    @Test
    void theSameWeightsInAnotherFormatAreTheRunsOwn() throws IOException, ProbeException {
        Map<String, TorchTensor> tensors = StateDict.read(run.resolve("encoder.pt")).tensors();
        Path converted = run.resolve("encoder.safetensors");
        new SafetensorsFile(StateDict.of(tensors), Map.of("format", "pt")).write(converted);
        Path saved = run.resolve("saved.pt");
        TorchFile.write(saved, Map.of("state_dict", StateDict.of(tensors)));
        for (Path given : new Path[] {converted, saved}) {
            assertThat(ProbedEncoder.read(given).doubt()).as(given.toString()).isEmpty();
        }

        write(run.resolve("encoder.pt"), 1, 2);
        assertThat(ProbedEncoder.read(converted).doubt()).as("the bytes that a run makes of it").isEmpty();
        StateDict.of(tensors).write(run.resolve("encoder.pt"));
        assertThat(ProbedEncoder.read(write(run.resolve("other.pt"), 1, 2)).doubt())
                .as("other weights of the same shape").isPresent();
    }

    @Test
    void onlyCheckpointsAreDescribedFromAbove() throws IOException, ProbeException {
        ProbedEncoder foreign = ProbedEncoder.read(write(run.resolve("foreign/encoder.pt"), 1, 2));
        assertThat(foreign.normalization()).isEmpty();
        assertThat(foreign.origin()).isEqualTo(ProbedEncoder.Origin.UNKNOWN);

        ProbedEncoder checkpoint = ProbedEncoder.read(write(run.resolve("checkpoints/mine.pt"), 1, 2));
        hasTheRuns(checkpoint);
        assertThat(checkpoint.doubt()).as("of another epoch").isEmpty();
        hasTheRuns(ProbedEncoder.read(write(run.resolve("kept/last.ckpt"), 1, 2)));
        hasTheRuns(ProbedEncoder.read(write(run.resolve("kept/best-epoch=012-val_loss=0.0113.ckpt"), 1, 2)));
    }

    /** A run that was killed has written nothing else. */
    @Test
    void aCheckpointAloneTellsOfItself() throws IOException, ProbeException {
        Files.delete(run.resolve("pretrain_meta.json"));
        StateDict weights = StateDict.read(run.resolve("encoder.pt")).prefixed("encoder.");
        Path last = run.resolve("last.ckpt");
        TorchFile.write(last, Map.of("state_dict", weights, "tmnf", Map.of("settings", Map.of(
                "image_normalization", "iqn", "image_size", "44x36", "n_stack", "2", "seed", "7",
                "val_fraction", "0.25", "task", "FORWARD"))));

        ProbedEncoder encoder = ProbedEncoder.read(last);

        assertThat(encoder.normalization()).isEqualTo(Optional.of(Normalization.IQN));
        assertThat(encoder.width()).isEqualTo(OptionalInt.of(44));
        assertThat(encoder.height()).isEqualTo(OptionalInt.of(36));
        assertThat(encoder.origin()).isEqualTo(new ProbedEncoder.Origin(Optional.empty(),
                OptionalDouble.of(0.25), OptionalLong.of(7), Optional.of("forward"), Optional.empty(),
                OptionalInt.of(2), OptionalInt.empty(), OptionalInt.empty(), false));
        assertThat(encoder.doubt()).isEmpty();
        Files.writeString(run.resolve("pretrain_meta.json"), "{\"image_normalization\": \"01\"}");
        assertThat(ProbedEncoder.read(last).doubt()).as("beside another run's description").isPresent();
    }
}
