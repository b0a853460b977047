package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.PythonProgram;
import tmnf.pretrain.inspect.TensorComparison;
import tmnf.pretrain.inspect.TensorFile;

/** Checkpoints of other programs hold more than tensors: what is of use is read, and nothing is run. */
class PythonWritesForeignFilesTest {

    @TempDir
    static Path folder;

    private static Path files;

    @BeforeAll
    static void write() throws Exception {
        Path script = folder.resolve("torch_foreign.py");
        try (InputStream in = PythonWritesForeignFilesTest.class
                .getResourceAsStream(script.getFileName().toString())) {
            Files.write(script, in.readAllBytes());
        }
        files = Files.createDirectory(folder.resolve("files"));
        PythonProgram python =
                PythonProgram.run(List.of("torch"), folder, script.toString(), files.toString());
        assertThat(python.exit()).as(python.output()).isZero();
    }

    @Test
    void theWeightsOfACheckpointAreReadWhateverLiesBeside() throws IOException {
        StateDict plain = StateDict.read(files.resolve("plain.pt"));
        for (int protocol = 2; protocol <= 5; protocol++) {
            Path file = files.resolve("protocol" + protocol + ".ckpt");
            TorchFile read = TorchFile.read(file);

            assertThat(read.weights().hasSameBits(plain)).as("protocol %d", protocol).isTrue();
            assertThat(read.at(String.class, "last")).isEqualTo("still here");
            assertThat(read.at(Boolean.class, "deep", 0, "is")).isTrue();
            assertThat(read.at(TorchTensor.class, "parameter").floats()).containsExactly(1, 1, 1);
            assertThat(read.at(Double.class, "lr_schedulers", 0, "base_lrs",
                    0)).isPositive();
            assertThat(read.map("keys").get(true)).isEqualTo(6L);
            assertThat(read.map("keys")).hasSize(6);
            assertThat(read.at(TorchTensor.class, "optimizer_states", 0, "state", 0, "exp_avg").shape())
                    .containsExactly(4L, 3L);
            refused("Path, which", () -> read.at(String.class, "path"));
            refused("Path, which", () -> read.at(Object.class, "path", "parent"));
            refused("__main__.Own", () -> read.at(TorchTensor.class, "own", "weights"));
            refused("system", () -> read.at(Object.class, "evil"));
            assertThat(read.at(TorchOpaque.class, "device").global()).isEqualTo("torch.device");
        }
        assertThat(files.resolve("run")).doesNotExist();
    }

    @Test
    void whatIsOpaqueIsListedAsSuch() throws IOException {
        TensorFile second = TensorFile.read(files.resolve("protocol2.ckpt"));
        TensorFile fifth = TensorFile.read(files.resolve("protocol5.ckpt"));

        for (TensorFile file : List.of(second, fifth)) {
            assertThat(file.opaque().get("path")).startsWith("pathlib.").endsWith("Path");
            assertThat(file.opaque().get("number")).startsWith("numpy.").endsWith(".multiarray.scalar");
            assertThat(file.opaque().get("deep/0/path")).endsWith("Path");
            assertThat(file.opaque()).containsEntry("size", "torch.Size")
                    .containsEntry("type", "torch.float32")
                    .containsEntry("counts", "collections.defaultdict").containsEntry("own", "__main__.Own")
                    .containsEntry("known", "collections.OrderedDict")
                    .containsEntry("complexes", "torch.ComplexFloatStorage");
            assertThat(file.values()).containsEntry("epoch", 7L).doesNotContainKey("path")
                    .containsEntry("keys/<" + file.opaque().get("path") + ">#2", 3L)
                    .containsEntry("keys/<" + file.opaque().get("path") + ">#3", 4L);
            assertThat(file.tensors()).containsKeys("parameter", "state_dict/0.weight")
                    .doesNotContainKey("own/weights");
        }
        assertThat(second.opaque()).containsEntry("set", "__builtin__.set");
        assertThat(fifth.opaque()).containsEntry("set", "builtins.set")
                .containsEntry("frozen", "builtins.frozenset").containsEntry("bytes", "builtins.bytes")
                .containsEntry("changeable", "builtins.bytes");
        assertThat(TensorComparison.of(second, TensorFile.read(files.resolve("protocol2.ckpt"))).isSame())
                .isTrue();
        assertThat(TensorComparison.of(second, fifth).values()).contains("set").doesNotContain("path");
    }

    @Test
    void whatIsOpaqueAsAWholeOrWhereWeightsShouldBeIsRefusedByName() {
        refused("system", () -> TorchFile.read(files.resolve("evil.pt")));
        refused("torch.nn.modules.container.Sequential", () -> TorchFile.read(files.resolve("whole.pt")));
        refused("__main__.Own", () -> TorchFile.read(files.resolve("own.ckpt")).weights());
        refused("[state_dict, 0.bias] is left to numpy", () -> TorchFile.read(files.resolve("entry.ckpt"))
                .weights());
        assertThat(files.resolve("run")).doesNotExist();
        assertThatThrownBy(() -> TorchFile.write(files.resolve("own.pt"),
                TorchFile.read(files.resolve("own.ckpt")).root()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("TorchOpaque");
    }

    @Test
    void integersBeyondTheLimitAreRefused() {
        assertThatThrownBy(() -> TorchFile.read(files.resolve("large.ckpt")))
                .isInstanceOfSatisfying(TorchFormatException.class, e ->
                        assertThat(e.reason()).isEqualTo(TorchFormatException.Reason.LIMIT))
                .hasMessageContaining("an integer of 263 bytes");
    }

    private static void refused(String global, ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(TorchFormatException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(TorchFormatException.Reason.FORBIDDEN);
            assertThat(refused.record()).isEqualTo("data.pkl");
        }).hasMessageContaining(global).hasMessageContaining("which is never run");
    }
}
