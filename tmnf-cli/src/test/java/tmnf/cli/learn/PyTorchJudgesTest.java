package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.gbx.PythonProgram;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.AdamState;
import tmnf.pretrain.run.Checkpoint;
import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.run.EpochRow;
import tmnf.pretrain.run.MetricsFiles;
import tmnf.pretrain.tensorboard.EventValue;
import tmnf.pretrain.tensorboard.EventWriter;
import tmnf.pretrain.torch.StateDict;

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
        run = Files.createDirectories(cwd.resolve("output/run_001"));
        driver = Files.createDirectories(cwd.resolve("save"));
        expected = cwd.resolve("expected");
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        IqnNetwork network = ExpectedOutputs.driver(HEIGHT, WIDTH);
        List<WeightSpec> specs = new ArrayList<>(new Encoder(1, HEIGHT, WIDTH).specs("encoder."));
        try (NDManager scope = engine.manager();
                Weights all = new Weights(scope, specs, false);
                Weights pair = new Weights(scope, network.specs(), false)) {
            all.draw(1);
            StateDict encoder = StateDicts.of(all, "encoder.");
            encoder.write(run.resolve("encoder.pt"));
            pair.draw(2);
            StateDicts.load(pair, IqnNetwork.IMAGE_HEAD, encoder);
            StateDicts.of(pair, "").write(driver.resolve("weights1.torch"));
            StateDicts.of(pair, "").write(driver.resolve("weights2.torch"));
            List<EpochRow> rows = List.of(new EpochRow(1, 5, Map.of("train_loss", 0.1, "val_loss", 0.2)),
                    new EpochRow(2, 10, Map.of("train_loss", 0.01, "val_loss", 0.02)));
            int size = Math.toIntExact(all.flat().size());
            StateDict weights = StateDicts.of(all, "");
            CheckpointFile.write(Files.createDirectories(run.resolve("checkpoints")).resolve("last.ckpt"),
                    new Checkpoint(Map.of("task", "AE"), weights, AdamSettings.DEFAULT,
                            new AdamState(10, new float[size], new float[size]), rows,
                            new Checkpoint.Progress(2, 10, 0.02, 2, 0.02, 0), weights));
            new MetricsFiles(run.resolve("metrics.csv"), Optional.empty()).write(rows);
            try (EventWriter events = EventWriter.create(run.resolve("tensorboard"), Clock.systemUTC())) {
                for (EpochRow row : rows) {
                    List<EventValue> values = new ArrayList<>(List.of(
                            new EventValue.Scalar("epoch", row.epoch())));
                    row.values().forEach((name, value) -> values.add(
                            new EventValue.Scalar(name, value.floatValue())));
                    events.values(row.step(), values);
                }
                events.text(10, "configuration", "{}");
            }
        }
        ExpectedOutputs outputs = new ExpectedOutputs(expected);
        outputs.encoder(run.resolve("encoder.pt"), new Encoder(1, HEIGHT, WIDTH));
        outputs.driver(driver.resolve("weights1.torch"), network);
    }

    private PythonProgram check() throws IOException, InterruptedException {
        return PythonProgram.run(MODULES, cwd, projectRoot().resolve("docs/examples/check_pretrain.py")
                .toString(), run.toString(), "--weights", driver.toString(), "--expected",
                expected.toString());
    }

    @Test
    void findsNothingWrongWithWhatWeWrite() throws Exception {
        PythonProgram python = check();

        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(python.out().lines()).as(python.out()).hasSize(7)
                .anyMatch(line -> line.matches("encoder.pt +ok .* differ by at most .*"))
                .anyMatch(line -> line.matches("weights of the driver +ok .*12x12 values differ by at most .*"));
    }

    @Test
    void findsWhatIsWrong() throws Exception {
        flipABit(expected.resolve("encoder_output.npy"), -1);
        flipABit(expected.resolve("iqn_values.npy"), -1);
        Path metrics = run.resolve("metrics.csv");
        Files.writeString(metrics, Files.readString(metrics).replace("0.02", "0.021"));
        try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
            flipABit(files.findFirst().orElseThrow(), -20);
        }

        PythonProgram python = check();

        assertThat(python.exit()).as(python.output()).isEqualTo(1);
        assertThat(python.out()).contains("");
        System.out.println(python.out());
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
