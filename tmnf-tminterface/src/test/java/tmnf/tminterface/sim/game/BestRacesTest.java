package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** The replays that a game keeps of finished races in its folder. In virtual time. */
@Timeout(60)
class BestRacesTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String FAST = "0 press up\n";
    private static final String SLOW = "0 press up\n1000 rel up\n3000 press up\n";

    @TempDir
    Path root;

    private final List<String> log = new ArrayList<>();
    private GameFolder folder; // after setUp

    @BeforeEach
    void setUp() throws IOException {
        folder = GameFolder.create(root);
        Files.write(folder.challenges().resolve("s.Challenge.Gbx"), BuiltInTracks.file("straight"));
    }

    /** A race by a script up to the dialog with the medals; the time at which it finished. */
    private int race(String script, String commands, boolean prevented) throws IOException {
        Files.writeString(folder.scripts().resolve("run.txt"), script);
        TrackMaps maps = new TrackMaps(Optional.of(folder), log::add);
        try (VirtualGame game = new VirtualGame(maps, VirtualGame.QUICK, FaultPlan.NONE, folder.scripts(),
                "s.Challenge.Gbx"); GameLink link = game.link()) {
            link.reconnect(new PluginSettings(SOON, 1000, 20), SOON);
            link.executeCommand(commands + "load run.txt; press delete");
            link.acknowledge();
            while (true) {
                ServerMessage message = link.await(SOON);
                if (message instanceof ServerMessage.CheckpointCount count
                        && count.current() == count.target()) {
                    if (prevented) {
                        link.preventSimulationFinish();
                    }
                    link.acknowledge();
                    return afterwards(game, link, prevented);
                }
                link.acknowledge();
            }
        }
    }

    /** The game is silent in its dialog; without a finish the race just goes on. */
    private int afterwards(VirtualGame game, GameLink link, boolean prevented) throws IOException {
        int last = 0;
        for (int steps = 0; steps < 200; steps++) {
            try {
                ServerMessage.RunStep step = (ServerMessage.RunStep) link.await(Duration.ofSeconds(1));
                last = step.raceTimeMs();
            } catch (GameTimeoutException e) {
                break;
            }
            link.acknowledge();
        }
        assertThat(game.log.contains("the game is in dialog")).as("%s", game.log).isNotEqualTo(prevented);
        return last;
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.autosaves())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Ghost ghost(String name) throws IOException {
        Replay replay = GbxFiles.readReplay(folder.autosaves().resolve(name)).content();
        assertThat(replay.challenge().orElseThrow().uid()).isEqualTo(BuiltInTracks.track("straight").uid());
        return replay.bestGhost().orElseThrow();
    }

    @Test
    void aFinishedRaceIsKeptUnderTheNamesOfDriverAndTrack() throws IOException {
        int timeMs = race(FAST, "", false);

        assertThat(kept()).containsExactly("Player_straight.Replay.gbx");
        assertThat(ghost("Player_straight.Replay.gbx").raceTimeMs()).isEqualTo(timeMs);
    }

    @Test
    void onlyAFasterRaceTakesItsPlaceAndEachDriverHasOne() throws IOException {
        int slow = race(SLOW, "set autologin anna; ", false);
        int fast = race(FAST, "set autologin anna; ", false);
        assertThat(fast).isLessThan(slow);
        assertThat(ghost("anna_straight.Replay.gbx").raceTimeMs()).isEqualTo(fast);
        race(SLOW, "set autologin anna; ", false);
        race(SLOW, "set autologin a/b; ", false);

        assertThat(ghost("anna_straight.Replay.gbx").raceTimeMs()).isEqualTo(fast);
        assertThat(kept()).containsExactly("a_b_straight.Replay.gbx", "anna_straight.Replay.gbx");
    }

    @Test
    void aPreventedFinishIsNoneAndWhatIsNoReplayOfTheTrackStays() throws IOException {
        race(FAST, "", true);
        assertThat(kept()).isEmpty();
        Path other = folder.autosaves().resolve("Player_straight.Replay.gbx");
        Files.writeString(other, "somebody's notes");
        race(FAST, "", false);

        assertThat(other).hasContent("somebody's notes");
        assertThat(kept()).hasSize(1);
    }

    @Test
    void theNextTimeItsGhostDrivesAlong() throws IOException {
        race(FAST, "", false);
        race(FAST, "", false);

        assertThat(log).contains("the ghost of Player_straight.Replay.gbx drives along");
    }
}
