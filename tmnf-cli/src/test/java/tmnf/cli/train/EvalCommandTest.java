package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.gbx.file.FileTrees;
import tmnf.rl.config.SettingsException;
import tmnf.tminterface.sim.driver.DrivenReplays;

/** The command with weights that always accelerate, or that were trained shortly, and what it refuses. */
@Timeout(120)
class EvalCommandTest extends CliTestBase {

    private static final String SMALL = SmallNetwork.BLIND + """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 20000
              cutoff_rollout_if_no_vcp_passed_within_duration_ms: 1000
            training:
              run_name: small
              batch_size: 32
            memory:
              memory_size_schedule: [[0, [2000, 100]]]
            """;

    @BeforeEach
    void makeWeights() throws Exception {
        variables.put("TMNF_EVAL__THREADS", "1"); // as other tests do: the engine starts once
        variables.put("TMNF_TRAIN__THREADS", "1");
        write("small.yaml", SMALL);
        weights("throttle.torch", 1);
    }

    private void weights(String file, float bias) throws IOException, SettingsException {
        SmallNetwork.weights(cwd.resolve("small.yaml"), bias).write(cwd.resolve(file));
    }

    private CliRun eval(String... words) {
        List<String> line = new ArrayList<>(List.of("eval"));
        line.addAll(List.of(words));
        return tmnf(line.toArray(String[]::new));
    }

    private CliRun straight(String... more) {
        List<String> line = new ArrayList<>(List.of("throttle.torch", "--rl-config", "small.yaml", "--sim",
                "--map", "straight", "--races", "2"));
        line.addAll(List.of(more));
        return eval(line.toArray(String[]::new));
    }

    @Test
    void racesAreToldWrittenAndNeverWrittenOver() throws IOException {
        CliRun first = straight("--json");
        assertThat(first.code()).as(first.err()).isZero();
        JsonNode result = first.json().get("result");
        assertThat(result.get("races")).hasSize(2);
        JsonNode race = result.at("/races/1");
        assertThat(race.get("finished").asBoolean()).isTrue();
        assertThat(race.get("zone")).isEqualTo(race.get("zones"));
        JsonNode map = result.at("/maps/0");
        assertThat(map.get("finished").asInt()).isEqualTo(2);
        assertThat(map.get("identical").asBoolean()).isTrue();
        assertThat(map.get("verified").asBoolean()).isTrue();
        assertThat(map.get("bestMs")).isEqualTo(race.get("raceTimeMs"));
        String time = "straight_" + map.get("bestMs").asInt();
        Path folder = cwd.resolve("eval/throttle");
        for (String file : List.of("statistics.json", "races.csv", "straight.png", "best_runs/" + time
                + "/" + time + ".inputs", "best_runs/" + time + "/" + time + ".txt", "best_runs/" + time + "/"
                + time + ".Replay.Gbx")) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
        }
        CliRun looked = tmnf("inspect", "eval/throttle/best_runs/" + time + "/" + time + ".Replay.Gbx");
        assertThat(looked.code()).as(looked.err()).isZero();
        byte[] before = Files.readAllBytes(folder.resolve("statistics.json"));

        CliRun second = straight();
        assertThat(second.err()).contains("Nothing beside throttle.torch says how its inputs are scaled",
                "  state_normalization:", "    damper_std: 0.5");
        write("python.yaml", SMALL + "state_normalization:\n  damper_std: 0.5\n");
        assertThat(straight("--dry-run", "--rl-config", "python.yaml").out()).contains("Weights: ")
                .doesNotContain("Nothing beside");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).contains("straight, race 1: finished in ", " decisions",
                "straight: finished 2 of 2, best ", "all races identical",
                "driven once more by its script, the best run takes the same time",
                "Written to eval/throttle_2: statistics.json");
        assertThat(folder.resolve("statistics.json")).hasBinaryContent(before);

        CliRun taken = straight("--out", "eval/throttle");
        assertThat(taken.code()).isEqualTo(2);
        assertThat(taken.err()).contains("holds an evaluation already", "--overwrite");
        write("mine/notes.txt", "mine");
        assertThat(straight("--out", "mine", "--overwrite").err()).contains("something else");
        assertThat(cwd.resolve("mine/notes.txt")).hasContent("mine");
        assertThat(folder.resolve("straight.gif")).doesNotExist();
        assertThat(straight("--overwrite", "--races", "1", "--film").code()).isZero();
        assertThat(folder.resolve("straight.gif")).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("races.csv"))).hasSize(2);
    }

    @Test
    void theDampersOfARunOfTheOriginalAreItsOwnUnlessTheyAreWritten() throws Exception {
        Path theirs = Files.createDirectories(cwd.resolve("theirs"));
        Files.copy(cwd.resolve("throttle.torch"), theirs.resolve("weights1.torch"));
        Files.writeString(theirs.resolve("scaler.torch"), "not looked at");
        String[] words = {"theirs", "--rl-config", "small.yaml", "--sim", "--map", "straight", "--dry-run"};
        assertThat(eval(words).out()).contains("scaling of the inputs: the configuration's, with the Python"
                + " tool's dampers");
        assertThat(eval(words).err()).doesNotContain("Linesight");
        write("small.yaml", SMALL + "state_normalization:\n  damper_std: 0.06\n"); // a run of Linesight
        CliRun written = eval(words);
        assertThat(written.out()).contains("scaling of the inputs: the configuration's")
                .doesNotContain("the Python tool's dampers", "damper_std: 0.5");
        assertThat(written.err()).contains("dampers are divided by 0.06", "right for a run of Linesight");
    }

    @Test
    void aTrainedRunIsRacedWithAsItsSnapshotSays() throws IOException {
        CliRun trained = tmnf("train", "--rl-config", "small.yaml", "--sim", "--map", "straight",
                "--collectors", "1", "--max-frames", "100");
        assertThat(trained.code()).as(trained.err()).isZero();

        CliRun run = eval("save/small", "--sim", "--map", "straight", "--races", "1", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode result = run.json().get("result");
        assertThat(result.get("frames").asLong()).isGreaterThanOrEqualTo(100);
        assertThat(result.get("scaling").asText()).contains("statistics.json");
        assertThat(result.at("/races/0/decisions").asInt()).isPositive();
        assertThat(cwd.resolve("eval/small/races.csv")).exists();

        bestRacesAreNamedAndTaken();

        // The snapshot's sizes win over those of another file, whose limits of time count.
        CliRun other = eval("save/small/checkpoints/1", "--rl-config", projectRoot().resolve(
                "config/rl/demo.yaml").toString(), "--sim", "--map", "straight", "--dry-run");
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(other.out()).contains("checkpoints", "1 simulated game", "5 greedy races", "small_1");
        assertThat(cwd.resolve("eval/small_1")).doesNotExist();
    }

    /** The run's newest weights stand still, and those of its best race do not. */
    private void bestRacesAreNamedAndTaken() throws IOException {
        String[] dry = {"save/small", "--sim", "--map", "straight", "--dry-run"};
        String[] best = {"save/small", "--best", "--sim", "--map", "straight", "--dry-run"};
        FileTrees.delete(cwd.resolve("save/small/best_runs")); // what it drove by chance
        assertThat(eval(dry).out()).contains("Weights: the newest of the run, after ")
                .doesNotContain("best");
        CliRun none = eval(best);
        assertThat(none.out()).containsPattern("Weights: the newest of the run, after \\d+ frames: "
                + ".+weights1\\.torch; it kept no best race yet\n");
        assertThat(none.err()).doesNotContain("BEST_RACE", "best race");

        Path race = Files.createDirectories(cwd.resolve("save/small/best_runs/straight_9990"));
        Files.copy(cwd.resolve("throttle.torch"), race.resolve("weights1.torch"));
        Files.copy(cwd.resolve("save/small/config_snapshot.yaml"), race.resolve("config_snapshot.yaml"));
        String record = "{\"map\": \"straight\", \"race_time_ms\": 9990, \"frames_played\": 77, "
                + "\"exploring\": false, \"weights\": [{}]}";
        Files.writeString(race.resolve("record.json"), "{");
        CliRun damaged = eval(best);
        assertThat(damaged.out()).contains("weights1.torch; it kept no best race that can be read\n");
        assertThat(damaged.err()).contains("the newest weights race: of 1 best race in "
                + shown(race.getParent()) + " weights1.torch or record.json is missing or damaged");
        assertThat(eval(dry).err()).doesNotContain("best race");
        Files.writeString(race.resolve("record.json"), record);
        assertThat(eval(dry).out()).contains("Weights: the newest of the run, after ",
                "weights1.torch; --best takes those of its best greedy race, straight in 9.99 s, " + race
                        + "\n");
        CliRun raced = eval("save/small", "--best", "--sim", "--map", "straight", "--races", "1", "--json");
        assertThat(raced.code()).as(raced.err()).isZero();
        assertThat(raced.err()).contains("Weights: those of the run's best greedy race, straight in 9.99 s, "
                + "after 77 frames: " + race.resolve("weights1.torch"));
        JsonNode result = raced.json().get("result");
        assertThat(result.at("/maps/0/finished").asInt()).isEqualTo(1);
        assertThat(result.get("ofBestRace").asBoolean()).isTrue();
        assertThat(result.get("frames").asLong()).isEqualTo(77);

        Path other = Files.createDirectories(race.resolveSibling("chicane_9"));
        Files.copy(cwd.resolve("throttle.torch"), other.resolve("weights1.torch"));
        Files.writeString(other.resolve("record.json"), record.replace("straight", "chicane"));
        refused(2, "has best races on 2 maps", best);
        refused(2, "--best takes the folder of a run, and throttle.torch is none", "throttle.torch", "--best",
                "--sim", "--map", "straight");
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() throws Exception {
        refused(4, "no such file: missing.torch", "missing.torch", "--sim", "--map", "straight");
        Files.createDirectories(cwd.resolve("empty"));
        refused(4, "neither manifest.json nor weights1.torch", "empty", "--sim", "--map", "straight");
        write("text.torch", "no weights");
        refused(1, "text.torch", "text.torch", "--sim", "--map", "straight");
        refused(2, "float_feature_extractor.0.weight is [16, 184], the network's is [256, 184]",
                "throttle.torch", "--sim", "--map", "straight");
        weights("broken.torch", Float.NaN);
        refused(1, "A_head.2.bias holds NaN", "broken.torch", "--rl-config", "small.yaml", "--sim", "--map",
                "straight");
        refused(2, "--races 0", "throttle.torch", "--sim", "--map", "straight", "--races", "0");
        refused(2, "--film draws simulated games", "throttle.torch", "--rl-config", "small.yaml", "--map",
                "straight", "--film");
        refused(2, "no map to race on: map_cycle of small.yaml is empty", "throttle.torch", "--rl-config",
                "small.yaml");
        refused(2, "a line without --map", "throttle.torch", "--rl-config", "small.yaml", "--sim",
                "--line-from", "x.gbx");
        refused(2, "no built-in track is called stright", "throttle.torch", "--rl-config", "small.yaml",
                "--sim", "--map", "stright");
        refused(2, "is a track of simulated games", "throttle.torch", "--rl-config", "small.yaml", "--map",
                "straight");
        assertThat(eval().code()).isEqualTo(2);
        assertThat(cwd.resolve("eval")).doesNotExist();
    }

    /** So what was trained by {@code train --sim} is raced with by {@code eval --sim} alone. */
    @ParameterizedTest
    @ValueSource(strings = {"straight", "chicane"})
    void withoutAMapARunRacesOnTheTrackOfItsTraining(String track) throws IOException {
        List<String> line = new ArrayList<>(List.of("train", "--rl-config", "small.yaml", "--sim",
                "--collectors", "1", "--max-frames", "1"));
        if (!track.equals("straight")) {
            line.addAll(List.of("--map", track));
        }
        CliRun trained = tmnf(line.toArray(String[]::new));
        assertThat(trained.code()).as(trained.err()).isZero();

        CliRun run = eval("save/small", "--sim", "--dry-run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Map: " + track + ", 5 greedy races");
        assertThat(words(run)).contains("No map is given: it is " + track + ", which the run was trained on; "
                + "--map names another one").doesNotContain("warning");
        refused(2, "config_snapshot.yaml is empty", "save/small");
        assertThat(eval("save/small").err()).doesNotContain("trained on");
        requireAWarningWhereItIsNotClear();
    }

    private void requireAWarningWhereItIsNotClear() throws IOException {
        Path races = cwd.resolve("save/small/races.csv");
        List<String> rows = Files.readAllLines(races);
        String[] words = {"save/small", "--sim", "--dry-run"};

        Files.write(races, List.of(rows.get(0), rows.get(1).replaceFirst("straight|chicane", "mine")));
        assertThat(words(eval(words))).contains("the run was trained on mine: name it with --map",
                "it is the built-in track straight");
        Files.write(races, List.of(rows.get(0), rows.get(1), rows.get(1).replaceFirst("straight|chicane",
                "hairpins")));
        assertThat(words(eval(words))).contains(", hairpins: name one with --map");
        assertThat(words(eval("save/small", "--sim", "--map", "hairpins", "--dry-run")))
                .doesNotContain("trained on");
        Files.delete(races);
        assertThat(words(eval(words))).contains("the run has driven no race yet");
    }

    /** Its messages, however their lines are folded. */
    private static String words(CliRun run) {
        return run.err().replaceAll("\\s+", " ");
    }

    @Test
    void helpSaysOfEachCommandWhatItDoesWithoutAMap() {
        for (String command : List.of("train", "eval")) {
            assertThat(tmnf(command, "--help").out().replaceAll("\\s+", " "))
                    .contains("where that is empty, straight with --sim");
        }
    }

    private void refused(int code, String what, String... words) {
        CliRun run = eval(words);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(what);
    }

    @Test
    void aGameThatDoesNotRunEndsItAndSaysSo() throws Exception {
        Path challenge = cwd.resolve("Tracks/Challenges/chicane.Challenge.Gbx");
        DrivenReplays.write(cwd.resolve("maps"), "chicane", "chicane", 1, 1, () -> false);
        Files.createDirectories(challenge.getParent());
        Path replay = find(cwd.resolve("maps"), ".replay.gbx");
        assertThat(tmnf("extract-map", replay.toString(), "-o", "made").code()).isZero();
        Files.copy(find(cwd.resolve("made"), ".challenge.gbx"), challenge);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        CliRun run = eval("throttle.torch", "--rl-config", "small.yaml", "--map", challenge.toString(),
                "--line-from", replay.toString(), "--game-dir", cwd.toString(), "--base-tmi-port",
                Integer.toString(port));
        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("no race could be driven", Integer.toString(port));
        assertThat(cwd.resolve("eval")).doesNotExist();
    }

    private static Path find(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(ending)).findFirst()
                    .orElseThrow();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
    void aSignalEndsItWithWhatWasDrivenAndNoFolder() throws Exception {
        InterruptsArrive.orSkip();
        List<String> lines;
        try (ChildProcess process = ChildProcess.tmnf(cwd, List.of("-Xmx512m"), List.of("eval",
                "throttle.torch", "--rl-config", "small.yaml", "--sim", "--map", "straight", "--races",
                "1000", "--threads", "1", "--json-lines"))) {
            process.awaitOutput("\"race\"");
            process.signal("INT");
            assertThat(process.exitCode(30)).as(process.err()).isEqualTo(130);
            lines = process.out().lines().toList();
        }
        JsonNode result = new ObjectMapper().readTree(lines.get(lines.size() - 1)).get("result");
        assertThat(result.get("ending").asText()).isEqualTo("interrupted");
        assertThat(result.get("races").size()).isBetween(1, 999);
        assertThat(cwd.resolve("eval")).doesNotExist();
    }
}
