package tmnf.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.capture.plan.Shard;
import tmnf.capture.write.CaptureStore;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.console.LoadedScript;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.GameMap;
import tmnf.tminterface.sim.game.GameMaps;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMap;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.CarEngine;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** One replay by the command, and each way in which it can end. */
@Timeout(120)
class ValidateCommandTest extends CaptureTestBase {

    private static final String REPLAY = "maps/replays/t1/pos1.replay.gbx";

    private CliRun validate(String... more) {
        return validate(REPLAY, more);
    }

    private CliRun validate(Object replay, String[] more) {
        List<String> words = new ArrayList<>(List.of("validate", "--replay-path", replay.toString(), "--sim",
                "--width", "32", "--height", "32", "--running-speed", "1000", "--replay-speed", "1000"));
        words.addAll(List.of(more));
        return tmnf(words.toArray(String[]::new));
    }

    @Test
    void agreesShowsATableAndWritesACaptureThatTheCheckAccepts() throws IOException {
        race("t1", 1);

        CliRun run = validate("--output-dir", "img");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("No difference between the two drives", "apart in ",
                "The script does what the game's validation does. Captured 83 frames: img/t1/pos1.replay")
                .containsPattern("finish +(\\S+) +\\1 +\\1").containsPattern("mean distance +- +0\\.0\\d+ m");
        assertThat(run.err()).contains("Drive 1 of 2", "Drive 2 of 2", "Next: tmnf inspect --check img");
        var first = published("img");
        assertThat(first.keySet()).contains("t1/pos1.replay/frame_00012_1200ms.jpeg");
        assertThat(first.get("t1/pos1.replay/metadata.json")).contains("\"mode\": \"validate_replay\"",
                "\"sent_replay_command\": true", "\"used_startup_validatepath\": false",
                "\"tmi_script_used\": \"replay\"", "\"oracle_verdict\": \"agree\"");

        // A validation of the same replay takes the place of the one before.
        assertThat(validate("--output-dir", "img").code()).isZero();
        assertThat(published("img")).isEqualTo(first);
    }

    /** Frames, labels, actions and states are those of the main capture. */
    @Test
    void theCaptureIsThatOfTheScriptButForItsMetadata() throws IOException {
        race("t1", 1);

        assertThat(validate("--output-dir", "validated").code()).isZero();
        assertThat(capture("captured", "--no-vcp-auto-generate").code()).isZero();

        var validated = published("validated");
        var captured = published("captured");
        assertThat(validated.remove("t1/pos1.replay/metadata.json")).isNotNull();
        assertThat(captured.remove("t1/pos1.replay/metadata.json")).isNotNull();
        assertThat(validated).isEqualTo(captured).hasSizeGreaterThan(80);
    }

    @Test
    void theSeedsCommandWorksWithTheNamesOfThePythonTools() throws IOException {
        race("924307", 1);

        CliRun run = tmnf("validate", "--sim", "--replay-speed", "1000", "--replay-path",
                "maps/replays/924307/pos1.replay.gbx", "--output-dir", "maps/img_validate", "--fps", "10",
                "--step-ms", "10", "--running-speed", "1000");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(published("maps/img_validate").keySet())
                .contains("924307/pos1.replay/manifest.json", "924307/pos1.replay/frame_00000_0ms.jpeg");
    }

    /** All of the Python tool but --config, which is --rl-config here. */
    @Test
    void theOptionsOfThePythonToolAreTakenAndWithoutTheCommandReplayNothingDrives() throws IOException {
        race("t1", 1);
        write("rl.yaml", "neural_network:\n  w_downsized: 48\n  h_downsized: 40\nrunning_speed: 100\n");

        CliRun run = tmnf("validate", "--sim", "--replay-path", REPLAY, "--track-id", "77", "--tracks-dir",
                "tracks", "--output-dir", "out", "--fps", "10", "--step-ms", "10", "--replay-speed", "1000",
                "--base-tmi-port", freePort(), "--no-replay-command", "--rl-config",
                "rl.yaml");

        assertThat(run.code()).as(run.err()).isEqualTo(6);
        assertThat(run.out()).contains("A capture would not take the drive \"validated\"")
                .doesNotContain("A capture would not take the drive \"script\"");
        assertThat(cwd.resolve("out/.capture/quarantine/77/pos1.replay/metadata.json")).content()
                .contains("\"width\": 48", "\"height\": 40", "\"running_speed\": 100",
                        "\"sent_replay_command\": false", "\"status\": \"rejected\"");
    }

    @Test
    void aConversionThatIsATickOffEndsWithSixAndIsPutAside() throws IOException {
        race("t1", 1);

        CliRun run = validate("--output-dir", "img", "--input-time-offset-ms", "10");

        assertThat(run.code()).as(run.err()).isEqualTo(6);
        assertThat(run.out()).contains("First difference at ", "The inputs that the game tells are others");
        assertThat(run.err()).contains("the script does not do what the game's validation does",
                "img/.capture/quarantine");
        assertThat(published("img")).isEmpty();
    }

    @Test
    void jsonHasTheVerdictAndBothDrives() throws IOException {
        race("t1", 1);

        JsonNode right = validate("--json").json().get("result");
        JsonNode wrong = validate("--json", "--input-time-offset-ms", "10").json();

        assertThat(right.get("verdict").asText()).isEqualTo("agree");
        assertThat(right.get("published").asBoolean()).isTrue();
        assertThat(right.get("script").get("splitsMs")).isEqualTo(right.get("ghostSplitsMs"));
        assertThat(right.get("validated").get("samplesCompared").asInt()).isGreaterThan(10);
        assertThat(right.has("firstDifferenceMs")).isFalse();
        assertThat(wrong.get("exitCode").asInt()).isEqualTo(6);
        assertThat(wrong.get("result").get("verdict").asText()).isEqualTo("differ");
        assertThat(wrong.get("result").get("firstDifferenceMs").isInt()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"StadiumA3(00'09''69).Replay.Gbx", "petrp_Randomizer TMF test track.Replay.gbx"})
    void aRealReplayIsFollowedAlongItsPathAndAWrongScriptIsNot(String name) {
        Path replay = Samples.required().resolve("replays").resolve(name);

        CliRun right = validate(replay, new String[] {"--track-id", "t9", "--output-dir", "img"});
        CliRun wrong = validate(replay, new String[] {"--track-id", "t9", "--output-dir", "wrong",
            "--input-time-offset-ms", "10"});

        assertThat(right.code()).as(right.err() + right.out()).isZero();
        assertThat(right.out()).contains("No difference between the two drives");
        assertThat(wrong.code()).as(wrong.err() + wrong.out()).isEqualTo(6);
    }

    // ----------------------------------------------------------------------------------------- running games

    @Test
    void aRunningGameThatHasValidatedTheReplayIsUsedWithTheUsualPlugin() throws IOException {
        race("t1", 1);

        CliRun run = attached(true);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(published("img").get("t1/pos1.replay/metadata.json")).contains("\"python-link\"",
                "\"oracle_verdict\": \"agree\"");
        assertThat(filesOf("game")).as("files left in the game's folder").isEmpty();
    }

    @Test
    void aRunningGameThatHasValidatedNothingEndsWithFourAndSaysWhatToDo() throws IOException {
        race("t1", 1);

        CliRun run = attached(false);

        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains("the game has no inputs of a validated replay");
        assertThat(run.out()).contains("Launch, then Validate");
        assertThat(published("img")).isEmpty();
        assertThat(filesOf("game")).isEmpty();
    }

    /** In a game whose cars start half a metre further on. */
    @Test
    void twoDrivesThatAgreeButNotWithTheGhostEndWithThree() throws IOException {
        race("t1", 1);
        Ghost ghost = GbxFiles.readReplay(cwd.resolve(REPLAY)).content().bestGhost().orElseThrow();
        GameMap moved = TrackMap.of(BuiltInTracks.track("straight"), HalfAMetreOn::new);

        CliRun run = attached(folder -> new GameMaps() {
            @Override
            public GameMap find(String name) {
                return moved;
            }

            @Override
            public Optional<LoadedScript> validated(long untilMs) {
                return Optional.of(TrackMap.inputs(ghost, untilMs));
            }
        }, "--max-distance", "0.4");

        assertThat(run.code()).as(run.err() + run.out()).isEqualTo(3);
        assertThat(run.out()).contains("No difference between the two drives",
                "A capture would not take the drive \"script\"");
        assertThat(run.err()).contains("neither does what the ghost did");
        assertThat(published("img")).isEmpty();
        assertThat(cwd.resolve("img/.capture/quarantine/t1/pos1.replay/reason.json")).exists();
    }

    /** The usual car, put elsewhere. */
    private static final class HalfAMetreOn implements CarEngine {

        private final CarEngine usual = new StadiumCarEngine();

        @Override
        public void place(CarState car, Pose pose, int atMs) {
            Vec3 at = pose.position();
            Vec3 on = pose.forward();
            usual.place(car, new Pose(new Vec3(at.x() + on.x() / 2, at.y() + on.y() / 2, at.z() + on.z() / 2),
                    pose.left(), pose.up(), pose.forward()), atMs);
        }

        @Override
        public void tick(CarState car, CarInputs inputs, SurfaceMesh surfaces, int startMs) {
            usual.tick(car, inputs, surfaces, startMs);
        }
    }

    private CliRun attached(boolean validated) throws IOException {
        return attached(folder -> {
            TrackMaps maps = new TrackMaps(Optional.of(folder), line -> { });
            if (validated) {
                maps.replace(TrackMaps.readReplay(cwd.resolve(REPLAY)));
            }
            return maps;
        });
    }

    /** What a game of the test finds. */
    @FunctionalInterface
    private interface Maps {
        GameMaps in(GameFolder folder) throws IOException;
    }

    private CliRun attached(Maps found, String... more) throws IOException {
        GameFolder folder = GameFolder.create(cwd.resolve("game"));
        GameMaps maps = found.in(folder);
        GameSettings settings =
                GameSettings.DEFAULTS.withPace(GameSettings.UNLIMITED, GameSettings.UNLIMITED);
        try (SimulatedGames games = SimulatedGames.start(0, 1, i -> new SimulatedGame.Setup(maps,
                folder.scripts(), Optional.empty(), settings, FaultPlan.NONE, i, Optional.empty()),
                (i, line) -> { })) {
            List<String> words = new ArrayList<>(List.of("validate", "--replay-path", REPLAY, "--attach",
                    "--game-dir", "game", "--width", "32", "--height", "32", "--running-speed", "1000",
                    "--replay-speed", "1000", "--output-dir", "img", "--base-tmi-port",
                    Integer.toString(games.ports().get(0))));
            words.addAll(List.of(more));
            return tmnf(words.toArray(String[]::new));
        }
    }

    // ----------------------------------------------------------------------------------------- other endings

    @Test
    void anInconsistentCommandLineEndsWithTwo() throws IOException {
        race("t1", 1);

        assertThat(tmnf("validate", "--sim").code()).isEqualTo(2);
        assertThat(tmnf("validate", "--sim").err()).contains("--replay-path is missing");
        assertThat(validate("--step-ms", "15").code()).isEqualTo(2);
        assertThat(validate("--replay-speed", "0").code()).isEqualTo(2);
        assertThat(validate("--track-id", "a/b").code()).isEqualTo(2);
        assertThat(validate("--prepare-only").code()).isEqualTo(2);
        assertThat(validate("--attach").code()).isEqualTo(2);
        CliRun startup = tmnf("validate", "--replay-path", REPLAY, "--use-startup-validatepath", "--launch");
        assertThat(startup.code()).isEqualTo(2);
        assertThat(startup.err()).contains("works on Windows only");
    }

    @Test
    void aReplayThatIsMissingOrNoneEndsWithFour() throws IOException {
        assertThat(validate().code()).isEqualTo(4);

        write(REPLAY, "no replay");
        CliRun run = validate();

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains(REPLAY + " cannot be validated");
    }

    @Test
    void aCaptureOfAnotherKindIsNotReplaced() throws IOException {
        race("t1", 1);
        assertThat(capture("img").code()).isZero();
        var before = published("img");

        CliRun run = validate("--output-dir", "img");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("a capture that is none of this command is in img/t1/pos1.replay");
        assertThat(published("img")).isEqualTo(before);
    }

    @Test
    void anOutputFolderInUseEndsWithFive() throws IOException {
        race("t1", 1);
        try (CaptureStore other = CaptureStore.open(cwd.resolve("img"), Shard.ALL)) {
            assertThat(other).isNotNull();
            assertThat(validate("--output-dir", "img").code()).isEqualTo(5);
        }
    }

    @Test
    void aPortThatNobodyListensOnEndsWith69InTime() throws IOException {
        race("t1", 1);
        game();

        CliRun run = tmnf("validate", "--replay-path", REPLAY, "--game-dir", "game", "--base-tmi-port",
                freePort(), "--connect-timeout", "300ms");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("nothing was compared: unreachable");
        assertThat(published("capture_validate_out")).isEmpty();
        assertThat(filesOf("game")).isEmpty();
    }

    @Test
    void aGameThatHangsEndsWith69InTime() throws IOException {
        race("t1", 1);

        CliRun run = validate("--sim-fault", "silence:at=510", "--silence-timeout", "700ms",
                "--drain-timeout", "300ms");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("race-silent");
        assertThat(published("capture_validate_out")).isEmpty();
    }

    // ------------------------------------------------------------------------------------------- preparation

    @Test
    void preparesTheGamesFoldersSaysWhatToDoAndCleansThemAgain() throws IOException {
        race("t1", 1);
        game();

        CliRun run = tmnf("validate", "--replay-path", REPLAY, "--game-dir", "game", "--prepare-only");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Edit a replay", "Launch, then Validate", "validate --clean removes");
        assertThat(filesOf("game")).containsExactly("Tracks/Challenges/tmnf-validate/t1.Challenge.Gbx",
                "Tracks/Replays/tmnf-validate/pos1.replay.gbx");
        assertThat(cwd.resolve("capture_validate_out")).doesNotExist();

        CliRun clean = tmnf("validate", "--game-dir", "game", "--clean");

        assertThat(clean.code()).as(clean.err()).isZero();
        assertThat(clean.out().lines()).hasSize(2).allMatch(line -> line.startsWith("removed "));
        assertThat(filesOf("game")).isEmpty();
        assertThat(tmnf("validate", "--game-dir", "game", "--clean").out()).contains("Nothing to remove");
    }

    private List<String> filesOf(String folder) throws IOException {
        Path root = cwd.resolve(folder);
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> shown(root.relativize(file))).filter(name -> !name.endsWith(".lock"))
                    .sorted().toList();
        }
    }

    private void game() throws IOException {
        Files.createDirectories(cwd.resolve("game/Tracks/Challenges"));
        Files.createDirectories(cwd.resolve("game/Scripts"));
    }
}
