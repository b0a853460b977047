package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.gbx.PythonProgram;
import tmnf.pretrain.engine.TorchEngine;

/** The example that takes a run's files away into PyTorch, on the files of real commands. */
class PyTorchJudgesTest extends CliTestBase {

    private static final int HEIGHT = 40;
    private static final int WIDTH = 48;
    private static final List<String> MODULES = List.of("torch", "numpy");

    private Path run;
    private Path driver;
    private Path expected;

    @BeforeEach
    void makeFiles() throws Exception {
        PythonProgram.required(MODULES);
        run = cwd.resolve("output/run_001");
        driver = cwd.resolve("save");
        expected = cwd.resolve("expected");
        MadeFrames.write(cwd.resolve("img"), 4, 13, 64);
        Files.writeString(cwd.resolve("img/track1/pos1_player_5000ms/frame_00004_200ms.jpeg"), "no picture");
        write("rl.yaml", "neural_network:\n  w_downsized: " + WIDTH + "\n  h_downsized: " + HEIGHT + "\n");
        pretrain(3);
        pretrain(4, "--resume", "--run-name", "run_001");
        CliRun init = tmnf("init-iqn", "output/run_001/encoder.pt", "--rl-config", "rl.yaml", "--save-dir",
                "save");
        assertThat(init.code()).as(init.err()).isZero();
        ExpectedOutputs outputs = new ExpectedOutputs(expected);
        outputs.encoder(run.resolve("encoder.pt"), 2, HEIGHT, WIDTH);
        outputs.cloned(run, HEIGHT, WIDTH);
        outputs.driver(driver.resolve("weights1.torch"), HEIGHT, WIDTH);
        outputs.frames(cwd.resolve("cache"));
    }

    private void pretrain(int epochs, String... more) {
        // An engine that another test of this process has started keeps its threads.
        int threads = TorchEngine.running().map(TorchEngine::threadCount).orElse(1);
        List<String> words = Stream.concat(Stream.of("pretrain", "--data-dir", "img", "--output-dir",
                "output", "--preprocess-cache-dir", "cache", "--rl-config-path", "rl.yaml", "--threads",
                "" + threads, "--workers", "1", "--batch-size", "8", "--n-stack", "2", "--val-fraction",
                "0.5", "--image-normalization", "iqn", "--epochs", "" + epochs), Stream.of(more)).toList();
        CliRun ran = tmnf(words.toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isEqualTo(3); // a frame is unreadable
    }

    /** What the example says of each kind of file. */
    private Map<String, String> check(int exit) throws IOException, InterruptedException {
        PythonProgram python = PythonProgram.run(MODULES, cwd, projectRoot()
                .resolve("docs/examples/check_pretrain.py").toString(), run.toString(), "--cache",
                cwd.resolve("cache").toString(), "--weights", driver.toString(), "--expected",
                expected.toString());
        assertThat(python.err()).isEmpty();
        assertThat(python.exit()).as(python.out()).isEqualTo(exit);
        Map<String, String> lines = new TreeMap<>();
        python.out().lines().forEach(line -> {
            String[] parts = line.split(" {2,}", 3);
            assertThat(parts).as(line).hasSize(3);
            lines.put(parts[0], parts[1] + " " + parts[2]);
        });
        return lines;
    }

    @Test
    void findsNothingWrongWithWhatWeWriteAndFindsEachDamage() throws Exception {
        requireAllWell();
        damageAll();

        Map<String, String> lines = check(1);

        assertThat(lines.values()).as(lines.toString()).allMatch(line -> line.startsWith("WRONG "));
        assertThat(lines.get("encoder.pt")).contains("the output differs by up to");
        assertThat(lines.get("cloned parts")).contains("the output differs by up to");
        assertThat(lines.get("pretrain_meta.json")).contains("encoder_sha256 is of another encoder.pt");
        assertThat(lines.get("event files")).contains(" of epoch 4 is ", " in metrics.csv, ");
        assertThat(lines.get("cache")).contains("the first frames have other pixels");
        assertThat(lines.get("validation loss")).contains(".ckpt: val_loss is ");
        assertThat(lines.get("weights of the driver")).contains("the output differs by up to");

        try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
            flipABit(files.sorted().findFirst().orElseThrow(), -20);
        }
        assertThat(check(1).get("event files")).contains("the checksum of a record is wrong");
    }

    private void requireAllWell() throws Exception {
        Map<String, String> lines = check(0);

        assertThat(lines.keySet()).containsExactly("cache", "checkpoints", "cloned parts", "encoder.pt",
                "event files", "pretrain_meta.json", "validation loss", "weights of the driver");
        assertThat(lines.values()).as(lines.toString()).allMatch(line -> line.startsWith("ok "));
        assertThat(lines.get("encoder.pt")).contains(" features of 3 pictures differ by at most ");
        assertThat(lines.get("checkpoints")).contains("best-epoch=", "last.ckpt: epoch 4, ");
        assertThat(lines.get("cloned parts")).contains("22 tensors, 2 other heads, 3x4 values differ by ",
                "float_head.pt of 5 numbers", "actions_head.pt with 3 heads");
        assertThat(lines.get("event files")).startsWith("ok 2 files, ");
        assertThat(lines.get("cache")).contains("52 frames of 48x40, 1 of them unreadable, 4 replays");
        assertThat(lines.get("validation loss")).contains("last.ckpt: 0.0");
        assertThat(lines.get("weights of the driver")).contains("target the same; 12x12 values differ by at");
    }

    private void damageAll() throws IOException {
        flipABit(expected.resolve("encoder_output.npy"), -1);
        flipABit(expected.resolve("bc_values.npy"), -1);
        flipABit(expected.resolve("iqn_values.npy"), -1);
        flipABit(expected.resolve("frames.npy"), -1);
        Path metrics = run.resolve("metrics.csv");
        List<String> rows = Files.readAllLines(metrics);
        Files.writeString(metrics, String.join("\r\n", rows.get(0), rows.get(1), rows.get(2), rows.get(3),
                rows.get(3).replaceFirst("^3", "4")) + "\r\n");
        ObjectMapper json = new ObjectMapper();
        Path meta = run.resolve("pretrain_meta.json");
        ObjectNode text = (ObjectNode) json.readTree(meta.toFile());
        json.writeValue(meta.toFile(), text.put("encoder_sha256", "0"));
        Files.copy(meta, run.resolve("checkpoints/other.ckpt"));
    }

    /** At an offset from the end. */
    private static void flipABit(Path path, int at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(file.length() + at);
            int value = file.read();
            file.seek(file.length() + at);
            file.write(value ^ 1);
        }
    }
}
