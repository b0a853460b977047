package tmnf.capture.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.sim.game.FramePainter;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.GameMap;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.race.Race;

/** The challenge of a real replay, whose path is followed, with a personal best that comes and goes. */
class FollowingMapsTest {

    private static final String REPLAY = "StadiumA3(00'09''69).Replay.Gbx";
    private static final int SIDE = 64;
    private static final int TICKS = 400;

    @TempDir
    Path root;

    @Test
    void eachLoadingShowsThePersonalBestThatIsThereThen() throws Exception {
        Path file = Samples.required().resolve("replays").resolve(REPLAY);
        Replay replay = GbxFiles.readReplay(file).content();
        GameFolder folder = GameFolder.create(root);
        Files.write(folder.challenges().resolve("a.Challenge.Gbx"), replay.challengeBytes());
        List<String> log = new ArrayList<>();
        FollowingMaps maps = new FollowingMaps(new TrackMaps(Optional.of(folder), log::add), folder);
        maps.follow(file);
        byte[] alone = picture(maps.find("a.Challenge.Gbx"));

        Path best = folder.autosaves().resolve("somebody_"
                + replay.challenge().orElseThrow().name() + ".Replay.gbx");
        Files.copy(file, best);
        byte[] withGhost = picture(maps.find("a.Challenge.Gbx"));
        Files.delete(best);
        byte[] again = picture(maps.find("a.Challenge.Gbx"));

        assertThat(withGhost).isNotEqualTo(alone);
        assertThat(again).isEqualTo(alone);
    }

    /** The car stands where the countdown has it; a ghost is ahead after some seconds. */
    private static byte[] picture(GameMap loaded) throws IOException {
        GameMap map = loaded.suiting(Optional.empty());
        Race race = map.newRace();
        for (int i = 0; i < TICKS; i++) {
            race.tick();
        }
        byte[] pixels = new byte[SIDE * SIDE * Integer.BYTES];
        map.newPainter().paint(race, new FramePainter.Picture(1, false, SIDE, SIDE), pixels);
        return pixels;
    }
}
