package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.CliTestBase;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** The command with small networks in simulated games, and what it refuses. */
@Timeout(120)
class TrainCommandTest extends CliTestBase {

    private static final String SMALL = SmallNetwork.BLIND + """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 3000
            training:
              run_name: small
              batch_size: 32
            memory:
              memory_size_schedule: [[0, [2000, 100]]]
              number_times_single_memory_is_used_before_discard: 4
            tmnf:
              explorations_per_evaluation: 2
            """;

    @BeforeEach
    void useOneThread() throws IOException {
        variables.put("TMNF_TRAIN__THREADS", "1");
        Files.writeString(cwd.resolve("small.yaml"), SMALL);
    }

    private CliRun train(String... more) {
        String[] words = new String[more.length + 3];
        words[0] = "train";
        words[1] = "--rl-config";
        words[2] = "small.yaml";
        System.arraycopy(more, 0, words, 3, more.length);
        return tmnf(words);
    }

    @Test
    void aGoalWithoutEvaluationsIsWarnedOf() throws IOException {
        assertThat(train("--sim", "--map", "straight", "--goal", "20", "--dry-run").err())
                .doesNotContain("--goal");
        Files.writeString(cwd.resolve("small.yaml"), SMALL.replace("evaluation: 2", "evaluation: 0"));
        CliRun run = train("--sim", "--map", "straight", "--goal", "20", "--dry-run");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("--goal waits for a greedy race, and none will be driven",
                "explorations_per_evaluation above 0");
        assertThat(run.out()).contains("1 exploring race,").doesNotContain("greedy");
    }

    /** Of 106 frames about 100 are learned from, the others are for tests. */
    @Test
    void fewerFramesThanLearningBeginsWithAreWarnedOf() throws IOException {
        assertThat(train("--sim", "--dry-run").err()).doesNotContain("learning begins");
        assertThat(train("--sim", "--max-frames", "106", "--dry-run").err())
                .doesNotContain("learning begins");
        CliRun run = train("--sim", "--max-frames", "105", "--dry-run");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err().replaceAll("\\s+", " ")).contains("warning: --max-frames 105 brings at "
                + "most about 99 transitions to learn from, and learning begins with 100 (");
        Files.writeString(cwd.resolve("small.yaml"), SMALL.replace("[2000, 100]]", "[2000, 100]], "
                + "[5, [2000, 10]]")); // the schedules run at an eighth of the speed: from 40 on
        assertThat(train("--sim", "--max-frames", "60", "--dry-run").err()).doesNotContain("learning begins");
        Files.writeString(cwd.resolve("small.yaml"), SMALL + "  demonstrations: [img]\n");
        assertThat(train("--sim", "--max-frames", "1", "--dry-run").err()).doesNotContain("learning begins");
    }

    @Test
    void aRunLearnsGoesOnAndIsRefusedForAnotherNetwork() throws IOException {
        CliRun first = train("--sim", "--map", "straight", "--collectors", "1", "--max-frames", "200",
                "--json");
        assertThat(first.code()).as(first.err()).isZero();
        JsonNode result = first.json().get("result");
        assertThat(result.get("frames").asLong()).isGreaterThanOrEqualTo(200);
        assertThat(result.get("ending").asText()).isEqualTo("frames");
        Path folder = cwd.resolve("save/small");
        assertThat(folder.resolve("manifest.json")).exists();
        assertThat(folder.resolve("report.html")).exists();
        assertThat(tmnf("inspect", "save/small/weights1.torch").code()).isZero();

        CliRun second = train("--sim", "--map", "straight", "--collectors", "1", "--max-frames", "400");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("goes on from checkpoint 1");

        Files.writeString(cwd.resolve("small.yaml"), SMALL.replace("float_hidden_dim: 16",
                "float_hidden_dim: 24"));
        CliRun other = train("--sim", "--map", "straight", "--collectors", "1");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("float_feature_extractor");
    }

    @Test
    void theWeightsOfInitIqnAreWhereAFreshRunBegins() throws IOException {
        CliRun plan = train("--sim", "--map", "straight", "--dry-run");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("straight, 2 exploring races", "straight, 1 greedy race");
        assertThat(cwd.resolve("save")).doesNotExist();

        CliRun drawn = train("--sim", "--map", "straight", "--collectors", "1", "--max-frames", "1",
                "--run-name", "other");
        assertThat(drawn.err()).contains("with weights drawn anew");
        Files.createDirectories(cwd.resolve("save/small"));
        for (String name : new String[] {"weights1.torch", "weights2.torch"}) {
            Files.copy(cwd.resolve("save/other").resolve(name), cwd.resolve("save/small").resolve(name));
        }
        CliRun begun = train("--sim", "--map", "straight", "--collectors", "1", "--max-frames", "1");
        assertThat(begun.code()).as(begun.err()).isZero();
        assertThat(begun.err()).contains("a fresh run with the initial weights there");
    }

    @Test
    void aMapOfTheRealGameIsFoundWhereItKeepsThem() throws IOException {
        DrivenReplays.write(cwd.resolve("maps"), "straight", "straight", 1, 1, () -> false);
        Path replay = find(cwd.resolve("maps"), ".replay.gbx");
        Path mine = Files.createDirectories(cwd.resolve("game/Tracks/Challenges/mine"));
        Files.copy(cwd.resolve("maps/tracks/straight.Challenge.Gbx"), mine.resolve("A.Challenge.Gbx"));
        variables.put("TRACKMANIA_BASE_PATH", cwd.resolve("game").toString());

        CliRun plan = train("--map", "mine/A.Challenge.Gbx", "--line-from", replay.toString(), "--dry-run");
        CliRun other = train("--map", "B.Challenge.Gbx", "--line-from", replay.toString(), "--dry-run");

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("Map: A, ");
        assertThat(other.code()).isEqualTo(4);
        assertThat(other.err()).contains("no such file: B.Challenge.Gbx");
    }

    @Test
    void aChallengeIsRacedAlongTheDriveOfAReplay() throws IOException {
        DrivenReplays.write(cwd.resolve("maps"), "chicane", "chicane", 1, 1, () -> false);
        Path replay = find(cwd.resolve("maps"), ".replay.gbx");
        CliRun extracted = tmnf("extract-map", replay.toString(), "-o", "challenges");
        assertThat(extracted.code()).as(extracted.err()).isZero();
        Path challenge = cwd.resolve("chicane.Challenge.Gbx");
        Files.copy(find(cwd.resolve("challenges"), ".challenge.gbx"), challenge);

        CliRun run = train("--sim", "--map", challenge.toString(), "--line-from", replay.toString(),
                "--collectors", "1", "--max-frames", "60");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Map: chicane, 2 exploring races");

        Files.write(cwd.resolve("other.Challenge.Gbx"), BuiltInTracks.file("straight"));
        refused("is a drive on chicane", "--sim", "--map", "other.Challenge.Gbx", "--line-from",
                replay.toString());
    }

    private static Path find(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(ending)).findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() throws IOException {
        refused("no map to race on: map_cycle of small.yaml is empty");
        refused("no built-in track is called stright", "--sim", "--map", "stright");
        refused("is a track of simulated games", "--map", "straight");
        refused("exclude each other", "--sim", "--attach", "--map", "straight");
        refused("--collectors 0", "--sim", "--map", "straight", "--collectors", "0");
        refused("a line without --map", "--sim", "--line-from", "x.gbx");
        Files.writeString(cwd.resolve("small.yaml"), SMALL.replace("iqn_k: 8", "iqn_k: 7"));
        refused("iqn_k", "--sim", "--map", "straight");
        Files.writeString(cwd.resolve("small.yaml"), SMALL.replace("batch_size", "batchsize"));
        refused("batch_size", "--sim", "--map", "straight");
        Files.writeString(cwd.resolve("small.yaml"), SMALL.replace("[2000, 100]", "[2000000000, 100]"));
        refused("memory_size_schedule", "--sim", "--map", "straight");
        Files.writeString(cwd.resolve("small.yaml"), "a: [");
        refused("small.yaml", "--sim", "--map", "straight");
        assertThat(cwd.resolve("save")).doesNotExist();
    }

    private void refused(String what, String... words) {
        CliRun run = train(words);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(what);
    }
}
