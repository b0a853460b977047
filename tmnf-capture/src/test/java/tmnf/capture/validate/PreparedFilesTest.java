package tmnf.capture.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.game.GamePlaces;

class PreparedFilesTest {

    @TempDir
    Path root;

    @Test
    void areCopiedIntoFoldersOfTheirOwnAndRemovedAgainWithoutTouchingOthers() throws IOException {
        GamePlaces places = new GamePlaces(root, root.resolve("Scripts"));
        Path others = root.resolve("Tracks/Replays/mine.Replay.Gbx");
        Files.createDirectories(others.getParent());
        Files.writeString(others, "mine");
        Path replay = Files.writeString(root.resolve("pos1.replay.gbx"), "replay");

        PreparedFiles files = PreparedFiles.put(places, replay, "924307", new byte[] {1, 2});

        assertThat(files.replay()).isEqualTo(root.resolve("Tracks/Replays/tmnf-validate/pos1.replay.gbx"))
                .hasContent("replay");
        assertThat(files.challenge()).hasBinaryContent(new byte[] {1, 2}).isEqualTo(
                root.resolve("Tracks/Challenges/tmnf-validate/924307.Challenge.Gbx"));
        assertThat(PreparedFiles.clean(places)).containsExactly(files.replay(), files.challenge());
        assertThat(files.replay().getParent()).doesNotExist();
        assertThat(files.challenge().getParent()).doesNotExist();
        assertThat(others).hasContent("mine");
        assertThat(replay).exists();
        assertThat(PreparedFiles.clean(places)).isEmpty();
    }
}
