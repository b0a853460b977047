package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.PythonProgram;

/** A real Python as the judge of what we write, where the machine has one. */
class PythonReadsOurFilesTest {

    /** The safe reader of PyTorch 1 takes no floating-point number besides those in tensors. */
    private static final String LOAD = """
            import sys, torch
            safe, usual = {"weights_only": True}, {}
            for how in (safe, usual):
                for name, value in torch.load(sys.argv[2], **how).items():
                    print(name, value.dtype, list(value.shape), value.double().sum().item())
            for how in (usual, usual if torch.__version__.startswith("1.") else safe):
                tree = torch.load(sys.argv[1], **how)
                print(type(tree["net"]).__name__, len(tree["net"]), tree["epoch"], tree["best"], tree["text"],
                      tree["none"], tree["list"], tree["tuple"], tree["big"])
            """;


    @TempDir
    Path folder;

    private Path file;
    private Path net;

    @BeforeEach
    void writeFile() throws IOException {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        TorchTensor rows = TorchTensor.of(List.of(2L, 3L), 1, 2, 3, 4, 5, 6.5f);
        tensors.put("rows", rows);
        tensors.put("columns", new TorchTensor(TorchType.FLOAT32, List.of(3L, 2L), List.of(1L, 3L), 0,
                rows.storage()));
        tensors.put("scalar", TorchTensor.ofLongs(List.of(), -7));
        tensors.put("flags", TorchTensor.of(TorchType.BOOL, List.of(3L), new byte[] {1, 0, 1}));
        tensors.put("half", TorchTensor.of(TorchType.FLOAT16, List.of(1L), new byte[] {0, 0x3c}));
        tensors.put("empty", TorchTensor.of(List.of(0L, 4L)));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("net", StateDict.of(tensors));
        tree.put("epoch", 300);
        tree.put("best", 0.25);
        tree.put("text", "ä");
        tree.put("none", null);
        tree.put("list", List.of(1L, -70_000L));
        tree.put("tuple", TorchTuple.of(true, 0.5));
        tree.put("big", Long.MIN_VALUE);
        file = Files.createDirectory(folder.resolve("ours")).resolve("ours.pt");
        TorchFile.write(file, tree);
        net = folder.resolve("net.pt");
        StateDict.of(tensors).write(net);
    }

    @Test
    void torchLoadsIt() throws Exception {
        String out = python("torch", "-c", LOAD, file.toString(), net.toString());

        String tensors = """
                rows torch.float32 [2, 3] 21.5
                columns torch.float32 [3, 2] 21.5
                scalar torch.int64 [] -7.0
                flags torch.bool [3] 2.0
                half torch.float16 [1] 1.0
                empty torch.float32 [0, 4] 0.0
                """;
        String tree = "OrderedDict 6 300 0.25 ä None [1, -70000] (True, 0.5) -9223372036854775808\n";
        assertThat(out).isEqualTo(tensors + tensors + tree + tree);
    }

    @Test
    void picklesOwnReaderFindsTheSameBits() throws Exception {
        Path script = folder.resolve("golden_bits.py");
        try (InputStream in = getClass().getResourceAsStream("golden_bits.py")) {
            Files.write(script, in.readAllBytes());
        }

        String out = python("numpy", script.toString(), file.getParent().toString());

        assertThat(out.lines().toList()).isEqualTo(GoldenBits.of("ours.pt", file));
    }

    private String python(String module, String... arguments) throws Exception {
        PythonProgram python = PythonProgram.run(List.of(module), folder, arguments);
        assertThat(python.exit()).as(python.output()).isZero();
        return python.out();
    }
}
