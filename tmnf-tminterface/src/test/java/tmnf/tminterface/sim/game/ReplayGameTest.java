package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.state.SimStateData;

/**
 * What a capture does: script and challenge of a real replay into the game's folder, the script, the map, a
 * restart, frames on the way. In virtual time, with the path of the replay in place of its challenge.
 */
@Timeout(60)
class ReplayGameTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String MAP = "Randomizer.Challenge.Gbx";
    private static final String FILE = "petrp_Randomizer TMF test track.Replay.gbx";

    @TempDir
    Path folder;

    private Replay replay; // after setUp
    private Ghost ghost; // after setUp
    private GameFolder gameFolder; // after setUp
    private TrackMaps maps; // after setUp
    private final List<String> log = new ArrayList<>();
    private List<String> gameLog = List.of(); // of the latest capture

    @BeforeEach
    void setUp() throws Exception {
        Optional<Path> samples = Samples.folder();
        assumeTrue(samples.isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
        replay = GbxFiles.readReplay(samples.get().resolve("replays").resolve(FILE)).content();
        ghost = replay.bestGhost().orElseThrow();
        gameFolder = GameFolder.create(folder);
        Files.write(gameFolder.challenges().resolve(MAP), replay.challengeBytes());
        script("run.txt", ReplayScripts.of(ghost,
                ScriptOptions.DEFAULT.withStyle(ScriptStyle.EXACT)).text());
        maps = new TrackMaps(Optional.of(gameFolder), log::add);
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(gameFolder.scripts().resolve(name), text);
    }

    /** Drives the script; the time of the finish, or empty if there was none a second after the ghost's. */
    private Optional<Integer> capture(String script, List<Integer> splits) throws IOException {
        try (VirtualGame game = new VirtualGame(maps, VirtualGame.QUICK, FaultPlan.NONE, gameFolder.scripts(),
                null); GameLink link = game.link()) {
            gameLog = game.log;
            link.reconnect(new PluginSettings(SOON, 100, 4), SOON);
            for (String command : List.of("set skip_map_load_screens true", "set disable_forced_camera true",
                    "set countdown_speed 4", "load " + script, "set execute_commands true",
                    "map randomizer.challenge.gbx")) {
                link.executeCommand(command);
            }
            link.acknowledge();
            assertThat(((ServerMessage.RunStep) link.await(SOON)).raceTimeMs()).isEqualTo(-2600);
            link.executeCommand("load " + script);
            link.executeCommand("set execute_commands true");
            link.giveUp();
            link.acknowledge();
            while (true) {
                ServerMessage message = link.await(SOON);
                if (message instanceof ServerMessage.CheckpointCount count) {
                    SimStateData state = SimStateData.wrap(link.getSimulationState());
                    splits.add(state.checkpointData().cpTimeMs(count.current() - 1));
                    if (count.current() == count.target()) {
                        return Optional.of(splits.get(splits.size() - 1));
                    }
                } else if (message instanceof ServerMessage.RunStep step
                        && step.raceTimeMs() > ghost.raceTimeMs() + 1000) {
                    return Optional.empty();
                } else if (message instanceof ServerMessage.RunStep step && step.raceTimeMs() == 2000) {
                    link.setSpeed(0);
                    link.requestFrame(32, 32);
                } else if (message instanceof ServerMessage.Frame) {
                    link.setSpeed(4);
                }
                link.acknowledge();
            }
        }
    }

    /** What a capture by validation does: no script of its own, the command {@code replay} in its place. */
    @Test
    void theCommandReplayInjectsTheInputsOfTheReplay() throws Exception {
        maps.replace(TrackMap.of(replay));
        try (VirtualGame game = new VirtualGame(maps, VirtualGame.QUICK, FaultPlan.NONE, gameFolder.scripts(),
                MAP); GameLink link = game.link()) {
            link.reconnect(new PluginSettings(SOON, 1000, 1), SOON);
            link.executeCommand("set countdown_speed 4; set replay_speed 8; replay; press delete");
            assertThat(link.getInputs()).isEmpty();
            link.acknowledge();
            while (!link.await(SOON).equals(new ServerMessage.RunStep(-1000))) {
                link.acknowledge();
            }
            assertThat(link.getInputs()).contains("press up");
            long began = game.time.nanos();
            link.acknowledge();
            assertThat(splits(link)).isEqualTo(
                    ghost.checkpoints().stream().map(passage -> passage.timeMs()).toList());
            // A second of countdown at 4, then the race at 8.
            assertThat((game.time.nanos() - began) / 1e9).isBetween(0.25 + ghost.raceTimeMs() / 8e3 - 0.1,
                    0.25 + ghost.raceTimeMs() / 8e3 + 0.3);
        }
    }

    @Test
    void theCommandReplayStopsAtItsTimeAndNeedsAReplay() throws Exception {
        maps.replace(TrackMap.of(replay));
        try (VirtualGame game = new VirtualGame(maps, VirtualGame.QUICK, FaultPlan.NONE, gameFolder.scripts(),
                MAP); GameLink link = game.link()) {
            link.reconnect(new PluginSettings(SOON, 100, 20), SOON);
            link.executeCommand("replay 1500; press delete");
            link.acknowledge();
            while (!link.await(SOON).equals(new ServerMessage.RunStep(4000))) {
                link.acknowledge();
            }
            List<Long> times = CommandList.parse(link.getInputs()).timedCommands().stream()
                    .map(command -> command.timestampMs()).toList();
            assertThat(times).isNotEmpty().allMatch(time -> time <= 1500);
            assertThat(InputTimeline.of(CommandList.parse(Files.readString(
                    gameFolder.scripts().resolve("run.txt")))).size()).isGreaterThan(times.size());
        }
        try (VirtualGame game = VirtualGame.with(); GameLink link = game.link()) {
            link.reconnect(new PluginSettings(SOON, 100, 1), SOON);
            link.executeCommand("replay");
            link.acknowledge();
            game.time.waitFor(() -> game.log.stream().anyMatch(line -> line.startsWith("no replay was")),
                    SOON.toNanos());
            assertThat(game.log).anyMatch(line -> line.startsWith("no replay was validated"));
        }
    }

    @Test
    void theCarFollowsTheGhostWhileTheScriptAgreesWithIt() throws Exception {
        maps.replace(TrackMap.of(replay));
        List<Integer> splits = new ArrayList<>();

        assertThat(capture("run.txt", splits)).hasValue(ghost.raceTimeMs());
        List<Integer> ghosts = new ArrayList<>();
        ghost.checkpoints().forEach(passage -> ghosts.add(passage.timeMs()));
        assertThat(splits).isEqualTo(ghosts);
        assertThat(gameLog).noneMatch(line -> line.contains("off its path"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 press up\n", "0 press up\n0 steer 30000\n", ""})
    void aWrongScriptDoesNotPass(String script) throws Exception {
        maps.replace(TrackMap.of(replay));
        script("wrong.txt", script);

        assertThat(capture("wrong.txt", new ArrayList<>())).isNotEqualTo(Optional.of(ghost.raceTimeMs()));
        assertThat(gameLog).filteredOn(line -> line.contains("off its path")).hasSize(1);
    }

    @Test
    void withoutItsPathTheModelDrivesTheScriptAsARaceByItselfDoes() throws Exception {
        String text = Files.readString(gameFolder.scripts().resolve("run.txt"));
        Race race = new Race(TrackMap.of(replay).track(), new StadiumCarEngine());
        race.runScript(InputTimeline.of(CommandList.parse(text)), command -> { });
        while (!race.isFinished() && race.tickTimeMs() < ghost.raceTimeMs() + 1000) {
            race.tick();
        }

        Optional<Integer> expected = race.isFinished() ? Optional.of(race.raceTimeMs()) : Optional.empty();
        assertThat(capture("run.txt", new ArrayList<>())).isEqualTo(expected);
    }

    @Test
    void aPersonalBestThatNobodyMovedAwayDrivesThroughThePictures() throws Exception {
        byte[] alone = picture();
        Path best = gameFolder.autosaves().resolve("anna_" + maps.find(MAP).track().name() + ".Replay.gbx");
        Files.write(best,
                Files.readAllBytes(Samples.folder().orElseThrow().resolve("replays").resolve(FILE)));
        byte[] accompanied = picture();
        Files.move(best, best.resolveSibling(best.getFileName() + ".bak"));

        assertThat(accompanied).isNotEqualTo(alone);
        assertThat(log).anyMatch(line -> line.startsWith("the ghost of anna_"));
        assertThat(picture()).isEqualTo(alone);
    }

    /** The car stands at the start, one second after the green light. */
    private byte[] picture() throws IOException {
        TrackMap map = maps.find(MAP);
        Race race = map.newRace();
        while (race.tickTimeMs() < 1000) {
            race.tick();
        }
        byte[] pixels = new byte[64 * 64 * 4];
        map.newPainter().paint(race, new FramePainter.Picture(2, false, 64, 64), pixels);
        return pixels;
    }

    @Test
    void statesDoNotDependOnWallTime() throws Exception {
        List<GameSettings> paces = List.of(VirtualGame.QUICK, VirtualGame.QUICK.withPace(7, 3),
                VirtualGame.QUICK.withPace(GameSettings.UNLIMITED, 1000));
        for (boolean path : new boolean[] {false, true}) {
            if (path) {
                maps.replace(TrackMap.of(replay));
            }
            List<byte[]> states = new ArrayList<>();
            for (GameSettings pace : paces) {
                states.add(stateAt(3000, pace));
            }
            assertThat(states.get(1)).isEqualTo(states.get(0));
            assertThat(states.get(2)).isEqualTo(states.get(0));
        }
    }

    private byte[] stateAt(int raceTimeMs, GameSettings pace) throws IOException {
        try (VirtualGame game = new VirtualGame(maps, pace, FaultPlan.NONE, gameFolder.scripts(), MAP);
                GameLink link = game.link()) {
            link.reconnect(new PluginSettings(SOON, 100, 1), SOON);
            link.executeCommand("load run.txt");
            link.acknowledge();
            while (true) {
                if (link.await(SOON) instanceof ServerMessage.RunStep step) {
                    if (step.raceTimeMs() == raceTimeMs) {
                        return link.getSimulationState();
                    }
                    link.setSpeed(1 + Math.abs(step.raceTimeMs()) % 700 / 30f);
                }
                link.acknowledge();
            }
        }
    }

    @Test
    void ofSeveralReplaysOfOneChallengeTheGhostOfTheLoadedScriptIsFollowed() throws Exception {
        List<Ghost> ghosts = new ArrayList<>();
        for (String name : List.of("Bruno_B13-Obstacle", "Drarker_B13-Obstacle.95", "user_B13-Obstacle")) {
            Replay each = GbxFiles.readReplay(Samples.folder().orElseThrow().resolve("replays")
                    .resolve(name + ".Replay.gbx")).content();
            maps.replace(TrackMap.of(each));
            Files.write(gameFolder.challenges().resolve("B13.Challenge.Gbx"), each.challengeBytes());
            ghosts.add(each.bestGhost().orElseThrow());
            script(ghosts.size() + ".txt", ReplayScripts.of(ghosts.get(ghosts.size() - 1),
                    ScriptOptions.DEFAULT.withStyle(ScriptStyle.EXACT)).text());
        }
        try (VirtualGame game = new VirtualGame(maps, VirtualGame.QUICK, FaultPlan.NONE, gameFolder.scripts(),
                "B13.Challenge.Gbx"); GameLink link = game.link()) {
            link.reconnect(new PluginSettings(SOON, 1000, 10), SOON);
            link.executeCommand("set countdown_speed 4");
            link.acknowledge();
            for (int i : new int[] {3, 1, 2}) {
                link.await(SOON);
                link.giveUp();
                link.executeCommand("load " + i + ".txt");
                link.acknowledge();
                // The console works in frames: by the second run step of the countdown the script is there.
                assertThat(link.await(SOON)).isEqualTo(new ServerMessage.RunStep(-2000));
                link.acknowledge();
                link.await(SOON);
                link.giveUp();
                link.acknowledge();
                assertThat(splits(link)).as("of ghost %d", i).isEqualTo(
                        ghosts.get(i - 1).checkpoints().stream().map(passage -> passage.timeMs()).toList());
            }
        }
    }

    /** The times of the checkpoints and the finish; ends with the finish acknowledged. */
    private static List<Integer> splits(GameLink link) throws IOException {
        List<Integer> splits = new ArrayList<>();
        while (true) {
            ServerMessage message = link.await(SOON);
            if (message instanceof ServerMessage.CheckpointCount count) {
                SimStateData state = SimStateData.wrap(link.getSimulationState());
                splits.add(state.checkpointData().cpTimeMs(count.current() - 1));
                link.acknowledge();
                if (count.current() == count.target()) {
                    return splits;
                }
            } else {
                boolean late = message instanceof ServerMessage.RunStep step && step.raceTimeMs() > 30_000;
                assertThat(late).as("a race that does not end, after %s", splits).isFalse();
                link.acknowledge();
            }
        }
    }
}
