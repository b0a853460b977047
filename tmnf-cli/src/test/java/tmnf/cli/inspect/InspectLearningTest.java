package tmnf.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.pretrain.tensorboard.EventWriter;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.TorchType;

class InspectLearningTest extends CliTestBase {

    private final TorchTensor rows = TorchTensor.of(List.of(2L, 2L), 1, -2, 3, 0.5f);

    @BeforeEach
    void writeFiles() throws IOException {
        StateDict.of(Map.of("w", rows)).write(cwd.resolve("a.pt"));
        StateDict.of(Map.of("w", TorchTensor.of(List.of(2L, 2L), 1, -2, 3.25f, 0.5f)))
                .write(cwd.resolve("b.torch"));
    }

    @Test
    void listsTensorsWithTheirNumbersInShort() {
        CliRun run = tmnf("inspect", "a.pt");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("a.pt: PyTorch file, 1 tensors, 4 numbers")
                .containsPattern("w +float32 +\\[2, 2] +norm 3\\.775 +-2 to 3, mean 0\\.6250");
        JsonNode file = tmnf("inspect", "a.pt", "--json").json().at("/result/files/0");
        assertThat(file.get("kind").asText()).isEqualTo("PyTorch file");
        assertThat(file.at("/tensors/0/shape/1").asInt()).isEqualTo(2);
        assertThat(file.at("/tensors/0/strides").isNull()).isTrue();
        assertThat(file.at("/tensors/0/max").asDouble()).isEqualTo(3);
    }

    @Test
    void aCheckpointShowsItsValuesItsStridesAndWhatIsNotFinite() throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epoch", 3);
        tree.put("state_dict", Map.of("w", new TorchTensor(TorchType.FLOAT32, List.of(2L, 2L),
                List.of(1L, 2L), 0, rows.storage())));
        tree.put("list", List.of(TorchTensor.of(List.of(3L), Float.NaN, Float.POSITIVE_INFINITY, 1)));
        TorchFile.write(cwd.resolve("last.ckpt"), tree);

        CliRun run = tmnf("inspect", "last.ckpt");

        assertThat(run.out()).contains("state_dict/w", "strides [1, 2]", "epoch = 3",
                "list/0: 1 NaN, 1 infinite of 3");
        assertThat(run.code()).isZero();
        assertThat(tmnf("inspect", "--check", "last.ckpt").code()).isEqualTo(6);
        assertThat(tmnf("inspect", "--limit", "0", "last.ckpt").out()).contains("... and 1 more values");
    }

    /** Of a checkpoint of another program, with a path in it. */
    @Test
    void whatIsLeftToPythonIsListedAsOpaque() throws IOException {
        String program = "\u0080\u0002}(X\u0005\0\0\0epochK\u0003X\u0004\0\0\0pathcpathlib\nPosixPath\n)Ru.";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(cwd.resolve("foreign.ckpt")))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(program.getBytes(StandardCharsets.ISO_8859_1));
        }

        CliRun run = tmnf("inspect", "foreign.ckpt");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("epoch = 3", "path: opaque, left to pathlib.PosixPath");
        JsonNode file = tmnf("inspect", "foreign.ckpt", "--json").json().at("/result/files/0");
        assertThat(file.at("/opaque/path").asText()).isEqualTo("pathlib.PosixPath");
        assertThat(file.at("/values/path").isMissingNode()).isTrue();
        assertThat(tmnf("inspect", "foreign.ckpt", "foreign.ckpt").code()).isZero();
    }

    @Test
    void safetensorsAndTheTextBesideAreShown() throws IOException {
        new SafetensorsFile(StateDict.of(Map.of("w", rows)), Map.of("format", "pt"))
                .write(cwd.resolve("a.safetensors"));
        write("pretrain_meta.json", "{\"task\": \"ae\", \"n_stack\": 3}");

        assertThat(tmnf("inspect", "a.safetensors").out()).contains("safetensors file", "format = pt",
                "pretrain_meta.json:", "n_stack: 3");
        assertThat(tmnf("inspect", "a.safetensors", "--json").json()
                .at("/result/files/0/pretrainMeta/n_stack").asInt()).isEqualTo(3);
        write("pretrain_meta.json", "no JSON");
        assertThat(tmnf("inspect", "a.safetensors").code()).isZero();
    }

    @Test
    void twoFilesWithTheSameBitsAreTheSameHoweverTheyLie() throws IOException {
        TorchTensor columns = new TorchTensor(TorchType.FLOAT32, List.of(2L, 2L), List.of(1L, 2L), 0,
                TorchTensor.of(List.of(4L), 1, 3, -2, 0.5f).storage());
        StateDict.of(Map.of("w", columns)).write(cwd.resolve("columns.pt"));

        CliRun run = tmnf("inspect", "a.pt", "columns.pt");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("the same bits in all 1 tensors");
    }

    @Test
    void keysOfFilesCannotControlTheTerminalNorForgeLines() throws IOException {
        String key = "w\u001b[31m\nforged";
        StateDict.of(Map.of(key, TorchTensor.of(List.of(2L, 2L), 1, 2, 3, Float.NaN)))
                .write(cwd.resolve("evil.pt"));

        for (String[] line : List.of(new String[] {"inspect", "evil.pt"},
                new String[] {"inspect", "evil.pt", "a.pt"})) {
            CliRun run = tmnf(line);
            assertThat(run.out() + run.err()).doesNotContain("\u001b", "\nforged");
        }
        assertThat(tmnf("inspect", "evil.pt").out()).contains("w\\x1b[31m\\x0aforged");
        assertThat(tmnf("inspect", "evil.pt", "--json").json().at("/result/files/0/tensors/0/key").asText())
                .isEqualTo(key);
    }

    @Test
    void whatDiffersIsListedAndEndsWithSix() throws IOException {
        CliRun run = tmnf("inspect", "a.pt", "b.torch");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out()).containsPattern("w +other values +float32 \\[2, 2], at most 0\\.2500 apart")
                .contains("1 of 1 tensors differ");
        Map<String, TorchTensor> other = new LinkedHashMap<>();
        other.put("w", TorchTensor.of(List.of(4L), 1, -2, 3, 0.5f));
        other.put("x", rows);
        StateDict.of(other).write(cwd.resolve("c.pt"));
        JsonNode json = tmnf("inspect", "a.pt", "c.pt", "--json").json();
        assertThat(json.at("/exitCode").asInt()).isEqualTo(6);
        assertThat(json.at("/result/same").asBoolean()).isFalse();
        assertThat(json.at("/result/tensors/0/relation").asText()).isEqualTo("other shape");
        assertThat(json.at("/result/tensors/1/relation").asText()).isEqualTo("only in the second");
    }

    @Test
    void aDamagedFileIsRefusedAndTheOthersAreShown() throws IOException {
        Files.write(cwd.resolve("broken.pt"), new byte[] {'P', 'K', 3, 4, 0});

        CliRun run = tmnf("inspect", "broken.pt", "a.pt", "b.torch");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).contains("broken.pt: refused", "a.pt: PyTorch file", "b.torch: PyTorch file");
        assertThat(tmnf("inspect", "a.pt", "missing.pt").code()).isEqualTo(4);
        assertThat(tmnf("inspect", "a.pt", "broken.pt").code()).isEqualTo(1);
    }

    @Test
    void aRunFolderShowsItsEventFilesTagByTag() throws IOException {
        Path logs = Files.createDirectories(cwd.resolve("run/tensorboard"));
        try (EventWriter writer = EventWriter.create(logs, Clock.systemUTC())) {
            writer.scalar(1, "train_loss", 0.5f);
            writer.scalar(4, "train_loss", 0.25f);
            writer.text(0, "config", "lr 1");
        }

        CliRun run = tmnf("inspect", "run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("TensorBoard events, 3 events, 2 tags")
                .containsPattern("train_loss +scalar +2 times, steps 1 to 4, last 0\\.25");
    }
}
