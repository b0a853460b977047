package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.CliTestBase;
import tmnf.gbx.line.NpyFiles;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.save.MapFiles;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** {@code map_cycle} where no game is: several tracks in one run, some held out, whatever they are called. */
@Timeout(120)
class SimulatedMapsTest extends CliTestBase {

    /** As maps of the exchange are called; as a file it has another name. */
    private static final String ODD = "_emp[a]_mydli_ \u00e9t\u00e9 *3*";
    private static final String SMALL = SmallNetwork.BLIND + """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 300
            training:
              run_name: several
              batch_size: 32
            memory:
              memory_size_schedule: [[0, [2000, 100]]]
            """;

    @BeforeEach
    void useOneThread() {
        variables.put("TMNF_TRAIN__THREADS", "1");
        variables.put("TMNF_EVAL__THREADS", "1");
    }

    private void cycle(String... entries) throws IOException {
        StringBuilder text = new StringBuilder(SMALL).append("map_cycle:\n  entries:\n");
        for (String entry : entries) {
            text.append("    - {").append(entry).append("}\n");
        }
        Files.writeString(cwd.resolve("several.yaml"), text);
    }

    private CliRun train(String... more) {
        String[] words = {"train", "--rl-config", "several.yaml", "--collectors", "1"};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return tmnf(all);
    }

    @Test
    void builtInTracksAndFilesHereAreRacedInTurnWithoutAGame() throws Exception {
        Files.createDirectories(cwd.resolve("tracks"));
        Files.write(cwd.resolve("tracks/mine.Challenge.Gbx"), BuiltInTracks.file("jump"));
        Files.createDirectories(cwd.resolve("maps"));
        Files.write(cwd.resolve("maps/mine.npy"), NpyFiles.format(MapTargets.builtIn("jump", 0.5).line()));
        cycle("short_name: one, map_path: straight, repeat: 2",
                "short_name: blind, map_path: random-3, is_exploration: false, fill_buffer: false",
                "short_name: mine, map_path: 'tracks\\mine.Challenge.Gbx', reference_line_path: mine.npy");

        CliRun run = train("--sim", "--max-frames", "40");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Map: one, 2 exploring races", "Map: blind, 1 greedy race",
                "Map: mine, 1 exploring race");
        assertThat(Files.readAllLines(cwd.resolve("save/several/races.csv")).stream().skip(1)
                .map(line -> line.split(",")[2]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("one", "blind", "mine");

        CliRun eval = tmnf("eval", "save/several", "--sim", "--races", "1", "--json");
        assertThat(eval.code()).as(eval.err()).isZero();
        assertThat(eval.json().at("/result/mapNames")).extracting(JsonNode::asText)
                .containsExactly("one", "blind", "mine");
    }

    @Test
    void aMapMayBeCalledAnything() throws Exception {
        cycle("short_name: '" + ODD + "', map_path: straight");
        Files.writeString(cwd.resolve("several.yaml"), Files.readString(cwd.resolve("several.yaml"))
                .replace("duration_ms: 300", "duration_ms: 30000"));
        SmallNetwork.weights(cwd.resolve("several.yaml"), 1).write(cwd.resolve("throttle.torch"));

        CliRun run = tmnf("eval", "throttle.torch", "--rl-config", "several.yaml", "--sim", "--races", "1",
                "--json");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode map = run.json().at("/result/maps/0");
        assertThat(map.get("map").asText()).isEqualTo(ODD);
        Path folder = cwd.resolve("eval/throttle");
        String name = MapFiles.name(ODD) + "_" + map.get("bestMs").asInt();
        assertThat(folder.resolve("best_runs").resolve(name).resolve(name + ".Replay.Gbx")).isRegularFile();
        assertThat(folder.resolve(MapFiles.name(ODD) + ".png")).isRegularFile();
    }

    @Test
    void whatCannotBeRacedIsRefusedWithASentence() throws Exception {
        cycle("short_name: one, map_path: straight");
        refused("map_cycle, one: map_path straight is a track of simulated games");
        cycle("short_name: one, map_path: straight, reference_line_path: straight.npy");
        refused("the built-in track straight has a line of its own", "--sim");
        cycle("short_name: one, map_path: stright");
        refused("a path, unless map_path is a built-in track of simulated games", "--sim");
        Files.createDirectories(cwd.resolve("maps"));
        Files.write(cwd.resolve("maps/one.npy"), NpyFiles.format(MapTargets.builtIn("straight", 0.5).line()));
        cycle("short_name: one, map_path: stright, reference_line_path: one.npy");
        refused("map_path stright: there is no " + shown(cwd.resolve("stright")) + ", none in the game's "
                + "folder of maps, and no built-in track is called so", "--sim");
        cycle("short_name: one, map_path: straight", "short_name: one, map_path: straight, "
                + "is_exploration: false");
        assertThat(train("--sim", "--dry-run").code()).isZero();
        cycle("short_name: one, map_path: straight", "short_name: one, map_path: chicane");
        refused("two maps, or one with two lines, have the short_name one: straight and chicane", "--sim");
        assertThat(cwd.resolve("save")).doesNotExist();
    }

    @Test
    void mapsThatAreTakenForOneAnotherAreRefused() throws Exception {
        Files.createDirectories(cwd.resolve("maps"));
        Files.write(cwd.resolve("straight.Challenge.Gbx"), BuiltInTracks.file("jump"));
        Files.write(cwd.resolve("maps/jump.npy"), NpyFiles.format(MapTargets.builtIn("jump", 0.5).line()));
        String jump = "short_name: jump, map_path: straight.Challenge.Gbx, reference_line_path: jump.npy";
        cycle("short_name: one, map_path: straight", jump);
        refused("simulated games take straight and straight.Challenge.Gbx for the same map", "--sim",
                "--dry-run");
        cycle(jump, "short_name: one, map_path: straight");
        refused("simulated games take straight.Challenge.Gbx and straight for the same map", "--sim",
                "--dry-run");
        cycle(jump, "short_name: again, map_path: straight.Challenge.Gbx, reference_line_path: jump.npy",
                "short_name: one, map_path: chicane");
        assertThat(train("--sim", "--dry-run").code()).isZero();

        cycle("short_name: A01, map_path: straight", "short_name: a01, map_path: chicane");
        refused("files of the short_names A01 and a01 have the same name on some systems", "--sim",
                "--dry-run");
        cycle("short_name: \u00c9t, map_path: straight", "short_name: \u00e9t, map_path: chicane");
        assertThat(train("--sim", "--dry-run").code()).as("their files have sums in their names").isZero();
    }

    private void refused(String what, String... words) {
        CliRun run = train(words);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(what);
    }
}
