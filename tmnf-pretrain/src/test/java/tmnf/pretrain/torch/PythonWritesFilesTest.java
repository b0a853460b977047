package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.PythonProgram;

/** What the PyTorch of this machine, whatever its version, writes: we find the same bits in it. */
class PythonWritesFilesTest {

    @TempDir
    Path folder;

    @Test
    void everyTensorHasTheBitsAndStridesThatPyTorchSaved() throws Exception {
        Path script = folder.resolve("torch_writes.py");
        try (InputStream in = getClass().getResourceAsStream(script.getFileName().toString())) {
            Files.write(script, in.readAllBytes());
        }
        Path files = Files.createDirectory(folder.resolve("files"));

        PythonProgram python =
                PythonProgram.run(List.of("torch"), folder, script.toString(), files.toString());

        assertThat(python.exit()).as(python.output()).isZero();
        List<String> found = new ArrayList<>();
        try (Stream<Path> written = Files.list(files)) {
            for (Path file : written.toList()) {
                found.addAll(GoldenBits.of(file.getFileName().toString(), file));
            }
        }
        assertThat(found).hasSizeGreaterThan(80)
                .containsExactlyInAnyOrderElementsOf(python.out().lines().toList());
        assertThat(StateDict.read(files.resolve("compiled.pt"))
                .hasSameBits(StateDict.read(files.resolve("channels_last.pt")))).isTrue();
        TorchFile checkpoint = TorchFile.read(files.resolve("lightning.ckpt"));
        assertThat(checkpoint.at(Long.class, "epoch")).isEqualTo(12);
        assertThat(checkpoint.at(Double.class, "MixedPrecision", "scale")).isEqualTo(65536);
        assertThat(checkpoint.at(Double.class, "optimizer_states", 0, "param_groups", 0, "lr"))
                .isEqualTo(5e-4);
        assertThat(checkpoint.stateDict("state_dict").under("encoder.").names())
                .isEqualTo(StateDict.read(files.resolve("plain.pt")).names());
    }
}
