package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.gbx.file.FileTrees;

/** Whoever configures {@code eval.best} gets the best weights of each run, and nothing else is refused. */
class EvalConfiguredTest extends CliTestBase {

    private static final String OF_BEST = "Weights: those of the run's best greedy race, straight in 9.99 s";

    /** A run of which only the best race is ever read, and a file of weights. */
    @BeforeEach
    void makeARun() throws Exception {
        variables.put("TMNF_EVAL__BEST", "true");
        write("small.yaml", SmallNetwork.BLIND);
        SmallNetwork.weights(cwd.resolve("small.yaml"), 0).write(cwd.resolve("zero.torch"));
        write("save/small/manifest.json", "");
        best("straight", 9_990);
    }

    private void best(String map, int timeMs) throws IOException {
        String race = "save/small/best_runs/" + map + "_" + timeMs + "/";
        write(race + "config_snapshot.yaml", SmallNetwork.BLIND);
        write(race + "record.json", "{\"map\": \"" + map + "\", \"race_time_ms\": " + timeMs
                + ", \"frames_played\": 77, \"exploring\": false, \"weights\": [{}]}");
        Files.copy(cwd.resolve("zero.torch"), cwd.resolve(race + "weights1.torch"));
    }

    /** Gives the run a checkpoint, of weights that drove none of its best races. */
    private void makeItTrained() throws IOException {
        variables.put("TMNF_TRAIN__THREADS", "1"); // as other tests do: the engine starts once
        FileTrees.move(cwd.resolve("save/small/best_runs"), cwd.resolve("kept"));
        FileTrees.delete(cwd.resolve("save/small"));
        write("training.yaml", SmallNetwork.BLIND + "training:\n  run_name: small\n");
        CliRun run = tmnf("train", "--rl-config", "training.yaml", "--sim", "--map", "straight",
                "--collectors", "1", "--max-frames", "1");
        assertThat(run.code()).as(run.err()).isZero();
        FileTrees.delete(cwd.resolve("save/small/best_runs")); // what it drove by chance
        FileTrees.move(cwd.resolve("kept"), cwd.resolve("save/small/best_runs"));
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

    /** Nothing is refused for what is only configured: with several best races the newest weights race. */
    @Test
    void ofARunWithBestRacesOnTwoMapsTheNewestAreTakenUnlessItWasTyped() throws Exception {
        makeItTrained();
        best("chicane", 9_980);

        CliRun run = eval("save/small");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Weights: the newest of the run",
                "its best races were driven by others: chicane in 9.98 s, ", "; straight in 9.99 s, ");
        assertThat(run.err()).doesNotContain("best race");

        CliRun typed = eval("save/small", "--best");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("has best races on 2 maps");
    }

    /** A full disk or a copy that was broken off leaves such. */
    @Test
    void damagedWeightsOfTheBestRaceLeaveTheNewestWithAWarning() throws Exception {
        makeItTrained();
        Path records = cwd.resolve("save/small/best_runs");
        Files.write(records.resolve("straight_9990/weights1.torch"), new byte[9]);
        for (String[] words : List.of(new String[] {"save/small"}, new String[] {"save/small", "--best"})) {
            CliRun run = eval(words);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("Weights: the newest of the run",
                    "; it kept no best race that can be read\n");
            assertThat(run.err()).contains("the newest weights race: of 1 best race in " + records
                    + " weights1.torch or record.json is missing or damaged");
        }
    }

    @Test
    void aWarningSaysThatABetterRaceMayBeLeftOut() throws Exception {
        best("straight", 9_980);
        Path records = cwd.resolve("save/small/best_runs");
        assertThat(eval("save/small", "--best").err()).doesNotContain("left out");
        write("save/small/best_runs/straight_9980/record.json", "{");

        CliRun run = eval("save/small", "--best");

        assertThat(run.out()).contains(OF_BEST);
        assertThat(run.err()).contains("a better race may be left out: of 1 best race in " + records
                + " weights1.torch or record.json is missing or damaged");
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
