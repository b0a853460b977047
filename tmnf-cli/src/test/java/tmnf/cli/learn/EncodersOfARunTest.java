package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.gbx.PythonProgram;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;

/** The encoder of a real run, whichever of its files is named and however it was saved once more. */
class EncodersOfARunTest extends PretrainTestBase {

    /** Small, so that drawing it takes no time. */
    private static final String CONFIG = """
            neural_network:
              w_downsized: %d
              h_downsized: 40
              float_hidden_dim: 8
              dense_hidden_dimension: 16
              iqn_embedding_dimension: 4
            """;
    private static final Path RUN = Path.of("out/run_001");

    private byte[] expected; // weights of the driver with encoder.pt

    @BeforeEach
    void run() throws IOException {
        write("rl.yaml", CONFIG.formatted(40));
        write("wide.yaml", CONFIG.formatted(48));
        labelledDataset();
        CliRun run = pretrain("--rl-config-path", "rl.yaml", "--image-normalization", "01");
        assertThat(run.code()).as(run.err()).isZero();
        expected = weights("rl.yaml", RUN.resolve("encoder.pt").toString());
        assertThat(StateDict.read(cwd.resolve("save/weights1.torch")).under("img_head.")
                .hasSameBits(StateDict.read(cwd.resolve(RUN).resolve("encoder.pt")))).as("folded").isFalse();
    }

    private CliRun init(String config, String... words) {
        return tmnf(Stream.concat(Stream.of("init-iqn", "--rl-config", config, "--overwrite"),
                Stream.of(words)).toArray(String[]::new));
    }

    private byte[] weights(String config, String... words) throws IOException {
        CliRun run = init(config, words);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("warning");
        return Files.readAllBytes(cwd.resolve("save/weights1.torch"));
    }

    private String best() throws IOException {
        try (Stream<Path> files = Files.list(cwd.resolve(RUN).resolve("checkpoints"))) {
            return cwd.relativize(files.filter(file -> file.getFileName().toString().startsWith("best-"))
                    .findFirst().orElseThrow()).toString();
        }
    }

    @Test
    void theBestCheckpointGivesTheSameWeightsAsTheExportedEncoder() throws IOException {
        String meta = RUN.resolve("pretrain_meta.json").toString();
        String copy = Files.copy(cwd.resolve(best()), cwd.resolve("copy.ckpt")).getFileName().toString();

        for (List<String> words : List.of(List.of(best()), List.of(best(), "--meta-json", meta),
                List.of(copy), List.of(copy, "--meta-json", meta))) {
            assertThat(weights("rl.yaml", words.toArray(String[]::new))).as(words.toString())
                    .isEqualTo(expected);
        }
        for (String file : List.of(best(), copy)) {
            CliRun wide = init("wide.yaml", file);
            assertThat(wide.code()).as(wide.err()).isEqualTo(6);
            assertThat(wide.out()).containsPattern("image_size +40x40 +48x40");
        }
    }

    @Test
    void theExportedEncoderSavedOnceMoreGivesTheSameWeights() throws IOException {
        Path encoder = cwd.resolve(RUN).resolve("encoder.pt");
        StateDict dict = StateDict.read(encoder);
        Path safe = cwd.resolve(RUN).resolve("encoder.safetensors");
        new SafetensorsFile(dict, Map.of("format", "pt")).write(safe);
        Path saved = cwd.resolve(RUN).resolve("again.pt");
        TorchFile.write(saved, Map.of("epoch", 3L, "model_state_dict", dict));

        for (Path file : List.of(safe, saved)) {
            assertThat(weights("rl.yaml", file.toString())).as(file.toString()).isEqualTo(expected);
        }
        Files.move(saved, encoder, StandardCopyOption.REPLACE_EXISTING);
        assertThat(weights("rl.yaml", encoder.toString())).as("in its place").isEqualTo(expected);
        assertThat(weights("rl.yaml", safe.toString())).as("without the first file").isEqualTo(expected);
    }

    @Test
    void pyTorchSavesTheSameEncoderOnceMore() throws Exception {
        Path encoder = cwd.resolve(RUN).resolve("encoder.pt");
        byte[] before = Files.readAllBytes(encoder);
        PythonProgram python = PythonProgram.run(List.of("torch"), cwd, "-c", "import torch, sys; "
                + "torch.save(torch.load(sys.argv[1]), sys.argv[1])", encoder.toString());
        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(Files.readAllBytes(encoder)).isNotEqualTo(before);

        assertThat(weights("rl.yaml", encoder.toString())).isEqualTo(expected);
    }

    @Test
    void theEncoderOfAnotherRunBesideTheDescriptionIsRefused() throws IOException {
        assertThat(pretrain("--rl-config-path", "rl.yaml", "--seed", "7").code()).isZero();
        Path other = cwd.resolve(RUN).resolve("other.safetensors");
        new SafetensorsFile(StateDict.read(cwd.resolve("out/run_002/encoder.pt")), Map.of()).write(other);

        CliRun run = init("rl.yaml", other.toString());

        assertThat(run.code()).as(run.err()).isEqualTo(6);
        assertThat(run.out()).containsPattern("encoder_sha256 +[0-9a-f]{64} +[0-9a-f]{64}\n");
    }

    @Test
    void cloningBeginsWithAnyOfThemToo() throws IOException {
        for (String file : List.of(best(), "save/weights1.torch", RUN.toString())) {
            CliRun run = tmnf("pretrain", "bc", "--rl-config-path", "rl.yaml", "--encoder-init-path", file,
                    "--image-normalization", "rl", "--output-dir", "cloned", "--dry-run");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).as("whatever its pictures were").doesNotContain("normalised as");
        }
    }
}
