package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.CliTestBase;
import tmnf.pretrain.torch.StateDict;

/**
 * {@code eval --best} drives the best greedy race of a training again. It begins with weights that always
 * accelerate and learns in steps too small to unlearn that, so that each race is finished; and after each
 * step new weights are published, so that many are while a race is driven.
 */
@Timeout(120)
class BestRaceAgainTest extends CliTestBase {

    private static final String SMALL = SmallNetwork.BLIND + """
            environment:
              tm_engine_step_per_action: 10
              cutoff_rollout_if_race_not_finished_within_duration_ms: 20000
            training:
              run_name: small
              batch_size: 32
              lr_schedule: [[0, 1.0e-5]]
            memory:
              memory_size_schedule: [[0, [2000, 50]]]
            exploration:
              epsilon_schedule: [[0, 0]]
              epsilon_boltzmann_schedule: [[0, 0]]
            performance:
              frames_before_save_best_runs: 0
              send_shared_network_every_n_batches: 1
            tmnf:
              explorations_per_evaluation: 1
            """;

    @BeforeEach
    void writeWeightsThatAlwaysAccelerate() throws Exception {
        variables.put("TMNF_EVAL__THREADS", "1"); // as other tests do: the engine starts once
        variables.put("TMNF_TRAIN__THREADS", "1");
        write("small.yaml", SMALL);
        StateDict weights = SmallNetwork.weights(cwd.resolve("small.yaml"), 1);
        Path run = Files.createDirectories(cwd.resolve("save/small"));
        for (String name : new String[] {"weights1.torch", "weights2.torch"}) {
            weights.write(run.resolve(name));
        }
    }

    @Test
    void theBestGreedyRaceOfATrainingIsDrivenAgainToTheHundredth() throws IOException {
        CliRun trained = tmnf("train", "--rl-config", "small.yaml", "--sim", "--map", "straight",
                "--collectors", "1", "--goal", "20s", "--json");
        assertThat(trained.code()).as(trained.err()).isZero();
        JsonNode result = trained.json().get("result");
        assertThat(result.get("ending").asText()).isEqualTo("goal"); // a greedy race was finished

        Path race = cwd.resolve("save/small/best_runs/straight_" + result.at("/bestMs/straight").asInt());
        JsonNode record = new ObjectMapper().readTree(race.resolve("record.json").toFile());
        assertThat(record.get("exploring").asBoolean()).isFalse();
        assertThat(record.get("weights")).as("weights that drove it").hasSize(1);
        assertThat(result.get("batches").asLong()).as("weights were published meanwhile")
                .isGreaterThan(record.at("/weights/0/version").asLong() + 1);

        CliRun again = tmnf("eval", "save/small", "--best", "--sim", "--map", "straight", "--races", "1",
                "--json");
        assertThat(again.code()).as(again.err()).isZero();
        JsonNode eval = again.json().get("result");
        assertThat(eval.get("ofBestRace").asBoolean()).isTrue();
        assertThat(eval.at("/races/0/finished").asBoolean()).isTrue();
        assertThat(eval.at("/races/0/raceTimeMs").asInt()).isEqualTo(record.get("race_time_ms").asInt());
    }
}
