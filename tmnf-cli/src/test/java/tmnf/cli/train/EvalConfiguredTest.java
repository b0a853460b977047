package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.config.TrainSettings;

/** Whoever configures {@code eval.best} gets the best weights of each run, and nothing else is refused. */
class EvalConfiguredTest extends CliTestBase {

    private static final String SMALL = """
            neural_network:
              use_iqn_image_head: false
              float_hidden_dim: 16
              dense_hidden_dimension: 32
              iqn_embedding_dimension: 8
              iqn_k: 8
            """;
    private static final String OF_BEST = "Weights: those of the run's best greedy race, straight in 9.99 s";

    /** A run of which only the best race is ever read, and a file of weights. */
    @BeforeEach
    void makeARun() throws Exception {
        variables.put("TMNF_EVAL__BEST", "true");
        write("small.yaml", SMALL);
        Map<String, TorchTensor> zeros = new LinkedHashMap<>();
        for (WeightSpec spec : TrainSettings.of(RlSettingsFile.read(cwd.resolve("small.yaml"),
                Path.of("small.yaml"))).sizes().network().specs()) {
            zeros.put(spec.name(), TorchTensor.of(spec.shape(), new float[Math.toIntExact(spec.size())]));
        }
        StateDict.of(zeros).write(cwd.resolve("zero.torch"));
        write("save/small/manifest.json", "");
        String race = "save/small/best_runs/straight_9990/";
        write(race + "config_snapshot.yaml", SMALL);
        write(race + "record.json", "{\"map\": \"straight\", \"race_time_ms\": 9990, \"frames_played\": 77, "
                + "\"exploring\": false, \"weights\": [{}]}");
        Files.copy(cwd.resolve("zero.torch"), cwd.resolve(race + "weights1.torch"));
    }

    private CliRun eval(String... words) {
        List<String> line = new ArrayList<>(List.of("eval"));
        line.addAll(List.of(words));
        line.addAll(List.of("--sim", "--map", "straight", "--dry-run"));
        return tmnf(line.toArray(String[]::new));
    }

    @Test
    void ofARunTheBestOnesAreTakenTypedOrNot() {
        assertThat(eval("save/small").out()).contains(OF_BEST);
        assertThat(eval("save/small", "--best").out()).contains(OF_BEST);
    }

    @Test
    void aFileIsTakenUnlessItWasTyped() {
        CliRun run = eval("zero.torch", "--rl-config", "small.yaml");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Weights: ", "zero.torch");

        CliRun typed = eval("zero.torch", "--rl-config", "small.yaml", "--best");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("--best takes the folder of a run, and zero.torch is none");
    }
}
