package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.CliTestBase;
import tmnf.gbx.GbxFiles;
import tmnf.rl.collect.SimulatedSource;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;

/** Training in a game that runs already, with a folder as the real one. */
@Timeout(120)
class AttachedTrainingTest extends CliTestBase {

    private static final String SETTINGS = """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 1000
            neural_network:
              w_downsized: 36
              h_downsized: 36
              float_hidden_dim: 16
              dense_hidden_dimension: 32
              iqn_embedding_dimension: 8
              iqn_k: 8
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

    @Test
    void personalBestsAreHiddenWhileItTrainsAndAreThereAgainAfterwards() throws Exception {
        variables.put("TMNF_TRAIN__THREADS", "1");
        Files.writeString(cwd.resolve("attached.yaml"), SETTINGS);
        DrivenReplays.write(cwd.resolve("drives"), "chicane", "chicane", 1, 1, () -> false);
        Path replay = find(cwd.resolve("drives"), ".replay.gbx");
        GameFolder folder = GameFolder.create(cwd.resolve("game"));
        assertThat(tmnf("extract-map", replay.toString(), "-o", "game/Tracks/Challenges").code()).isZero();
        Path map = find(folder.challenges(), ".challenge.gbx");
        String name = GbxFiles.readReplay(replay).content().challenge().orElseThrow().name();
        Path best = folder.autosaves().resolve("somebody_" + name + ".Replay.gbx");
        Files.copy(replay, best);

        ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
        TrackMaps maps = new TrackMaps(Optional.of(folder), log::add);
        maps.find(folder.challenges().relativize(map).toString());
        assertThat(log).anyMatch(line -> line.contains("drives along"));
        log.clear();
        try (SimulatedGames games = SimulatedGames.start(0, 1, ignored -> new SimulatedGame.Setup(maps,
                folder.scripts(), Optional.empty(), SimulatedSource.FAST.withFocus(true), FaultPlan.NONE, 0,
                Optional.empty()), (ignored, line) -> log.add(line))) {
            CliRun run = tmnf("train", "--rl-config", "attached.yaml", "--attach", "--collectors", "1",
                    "--base-tmi-port", games.ports().get(0).toString(), "--game-dir",
                    folder.root().toString(),
                    "--map", map.toString(), "--line-from", replay.toString(), "--max-frames", "60");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("Personal bests hidden until the end: 1");
        }
        assertThat(log).noneMatch(line -> line.contains("drives along")).isNotEmpty();
        assertThat(best).hasSameBinaryContentAs(replay);
        assertThat(folder.autosaves()).isDirectoryNotContaining("glob:**hidden*");
    }
}
