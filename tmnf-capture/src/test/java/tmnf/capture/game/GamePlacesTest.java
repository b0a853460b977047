package tmnf.capture.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.launch.GameFolders;

class GamePlacesTest {

    @TempDir
    private Path home;

    private Path make(String folder) throws IOException {
        return Files.createDirectories(home.resolve(folder));
    }

    private List<Path> documents() {
        return GameFolders.documents(home, List.of(home.resolve(".wine")));
    }

    @Test
    void gamesOwnScriptsFolderWinsOverTheOneOfDocuments() throws IOException {
        Path game = make("Documents/TrackMania/Tracks").getParent();
        make("Documents/TMInterface/Scripts");
        assertThat(GamePlaces.find(Optional.empty(), Optional.empty(), documents()))
                .isEqualTo(new GamePlaces(game, home.resolve("Documents/TMInterface/Scripts")));

        make("Documents/TrackMania/Scripts");
        assertThat(GamePlaces.find(Optional.empty(), Optional.empty(), documents()).scripts())
                .isEqualTo(game.resolve("Scripts"));
    }

    @Test
    void foldersInsideOfWineAreFound() throws IOException {
        Path inside = make(".wine/drive_c/users/me/Documents/TrackMania/Tracks").getParent();
        make(".wine/drive_c/users/me/Documents/TMInterface");

        GamePlaces places = GamePlaces.find(Optional.empty(), Optional.empty(), documents());

        assertThat(places.game()).isEqualTo(inside);
        assertThat(places.scripts()).isEqualTo(inside.resolveSibling("TMInterface").resolve("Scripts"));
        assertThat(places.challenges()).isEqualTo(inside.resolve("Tracks/Challenges"));
        assertThat(places.autosaves()).isEqualTo(inside.resolve("Tracks/Replays/Autosaves"));
    }

    @Test
    void whatTheUserGivesWins() throws IOException {
        make("Documents/TrackMania/Scripts");
        Path game = make("elsewhere/Tracks").getParent();
        make("s");

        assertThat(GamePlaces.find(Optional.of(game), Optional.of(home.resolve("s")), documents()))
                .isEqualTo(new GamePlaces(game, home.resolve("s")));
    }

    @Test
    void missingFoldersAreErrorsThatSayWhatToDo() throws IOException {
        assertThatThrownBy(() -> GamePlaces.find(Optional.empty(), Optional.empty(), documents()))
                .isInstanceOfSatisfying(GameFilesException.class,
                        e -> assertThat(e.reason()).isEqualTo(GameFilesException.Reason.NO_GAME_FOLDER))
                .hasMessageContaining("TRACKMANIA_BASE_PATH");
        assertThatThrownBy(() -> GamePlaces.find(
                Optional.of(home.resolve("gone")), Optional.empty(), documents()))
                .isInstanceOf(GameFilesException.class).hasMessageContaining("gone");
        Path game = make("elsewhere");
        assertThatThrownBy(() -> GamePlaces.find(Optional.of(game), Optional.empty(), documents()))
                .isInstanceOfSatisfying(GameFilesException.class,
                        e -> assertThat(e.reason()).isEqualTo(GameFilesException.Reason.NO_GAME_FOLDER))
                .hasMessageContaining("has no Tracks in it");
        make("elsewhere/Tracks");
        assertThatThrownBy(() -> GamePlaces.find(Optional.of(game), Optional.empty(), documents()))
                .isInstanceOfSatisfying(GameFilesException.class,
                        e -> assertThat(e.reason()).isEqualTo(GameFilesException.Reason.NO_SCRIPTS_FOLDER))
                .hasMessageContaining("--scripts-dir");
        assertThatThrownBy(() -> GamePlaces.find(
                Optional.of(game), Optional.of(home.resolve("mistyped")), documents()))
                .isInstanceOfSatisfying(GameFilesException.class,
                        e -> assertThat(e.reason()).isEqualTo(GameFilesException.Reason.NO_SCRIPTS_FOLDER))
                .hasMessageContaining("mistyped");
        assertThat(home.resolve("mistyped")).doesNotExist();
    }
}
