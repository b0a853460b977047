package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.CliTestBase;
import tmnf.gbx.GbxFiles;
import tmnf.rl.collect.SimulatedSource;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.GameMaps;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;

/** Training in a game that runs already, with a folder as the real one. */
@Timeout(120)
class AttachedTrainingTest extends CliTestBase {

    private static final String SETTINGS = SmallNetwork.SEEING + """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 1000
            training:
              run_name: attached
              batch_size: 32
            memory:
              memory_size_schedule: [[0, [2000, 100]]]
            performance:
              running_speed: 1000
            """;

    private static Path find(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(ending)).findFirst()
                    .orElseThrow();
        }
    }

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private GameFolder folder;
    private TrackMaps maps;
    private Path replay;
    private Path map;
    private BeforeLoading beforeLoading = () -> { };

    /** What the game does before it looks for a challenge and its personal best. */
    private interface BeforeLoading {
        void run() throws IOException;
    }

    @BeforeEach
    void makeTheGamesFolder() throws Exception {
        variables.put("TMNF_TRAIN__THREADS", "1");
        variables.put("TMNF_EVAL__THREADS", "1");
        Files.writeString(cwd.resolve("attached.yaml"), SETTINGS);
        DrivenReplays.write(cwd.resolve("drives"), "chicane", "chicane", 1, 1, () -> false);
        replay = find(cwd.resolve("drives"), ".replay.gbx");
        folder = GameFolder.create(cwd.resolve("game"));
        assertThat(tmnf("extract-map", replay.toString(), "-o", "game/Tracks/Challenges").code()).isZero();
        map = find(folder.challenges(), ".challenge.gbx");
        maps = new TrackMaps(Optional.of(folder), log::add);
    }

    /** A command in a game that runs, whose log is empty when it is given. */
    private CliRun inTheGame(String... words) throws IOException {
        log.clear();
        GameMaps loaded = name -> {
            beforeLoading.run();
            return maps.find(name);
        };
        try (SimulatedGames games = SimulatedGames.start(0, 1, ignored -> new SimulatedGame.Setup(loaded,
                folder.scripts(), Optional.empty(), SimulatedSource.FAST.withFocus(true), FaultPlan.NONE, 0,
                Optional.empty()), (ignored, line) -> log.add(line))) {
            List<String> all = new ArrayList<>(List.of(words));
            all.addAll(List.of("--rl-config", "attached.yaml", "--attach", "--collectors", "1",
                    "--base-tmi-port", games.ports().get(0).toString(), "--game-dir",
                    folder.root().toString(), "--map", map.toString(), "--line-from", replay.toString()));
            return tmnf(all.toArray(String[]::new));
        }
    }

    @Test
    void personalBestsAreHiddenWhileItTrainsAndAreThereAgainAfterwards() throws Exception {
        String name = GbxFiles.readReplay(replay).content().challenge().orElseThrow().name();
        Path best = folder.autosaves().resolve("somebody_" + name + ".Replay.gbx");
        Files.copy(replay, best);
        maps.find(folder.challenges().relativize(map).toString());
        assertThat(log).anyMatch(line -> line.contains("drives along"));

        CliRun run = inTheGame("train", "--max-frames", "60");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Personal bests hidden until the end: 1");
        assertThat(log).noneMatch(line -> line.contains("drives along")).isNotEmpty();
        assertThat(best).hasSameBinaryContentAs(replay);
        assertThat(folder.autosaves()).isDirectoryNotContaining("glob:**hidden*");
    }

    /** The game makes one of a race that was finished without us, when it leaves it for the next map. */
    @ParameterizedTest
    @ValueSource(strings = {"train --max-frames 60", "eval save/attached --races 1"})
    void aPersonalBestThatAppearsWhileTheMapIsLoadedHasItLoadedAgain(String command) throws Exception {
        assertThat(inTheGame("train", "--max-frames", "60").code()).isZero();
        String name = GbxFiles.readReplay(replay).content().challenge().orElseThrow().name();
        Path best = folder.autosaves().resolve("somebody_" + name + ".Replay.gbx");
        AtomicInteger loads = new AtomicInteger();
        beforeLoading = () -> {
            if (loads.incrementAndGet() == 1) {
                Files.copy(replay, best);
            }
        };

        String resumed = command.startsWith("train") ? command.replace("60", "120") : command;
        CliRun run = inTheGame(resumed.split(" "));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(loads).hasValue(2);
        assertThat(log.stream().filter(line -> line.contains("drives along"))).as("in the first race")
                .hasSize(1);
        assertThat(best).hasSameBinaryContentAs(replay);
    }

    @Test
    void gamesLogInWithTheAccountThatIsNamedToTrainAndToEvaluate() throws Exception {
        variables.put("USERNAME", "system account");
        Files.writeString(cwd.resolve(".env"), "USERNAME=anna\n");

        CliRun trained = inTheGame("train", "--max-frames", "60");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(log).contains("> set autologin anna", "logged in as anna");

        CliRun driven = inTheGame("eval", "save/attached", "--races", "1");
        assertThat(driven.code()).as(driven.err()).isZero();
        assertThat(log).contains("> set autologin anna", "logged in as anna");

        variables.put("TMNF_USERNAME", "an na");
        for (String command : List.of("train", "eval save/attached")) {
            CliRun refused = inTheGame(command.split(" "));
            assertThat(refused.code()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err()).contains("no account of the game is called 'an na'", "TMNF_USERNAME");
        }
    }
}
