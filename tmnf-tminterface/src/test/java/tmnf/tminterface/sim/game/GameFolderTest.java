package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.tminterface.sim.track.BuiltInTracks;

/** Which challenge a name means. */
class GameFolderTest {

    @TempDir
    Path root;

    private final List<String> log = new ArrayList<>();
    private GameFolder folder; // after setUp
    private TrackMaps maps; // after setUp

    @BeforeEach
    void setUp() throws IOException {
        folder = GameFolder.create(root);
        Path deep = Files.createDirectories(folder.challenges().resolve("My Maps").resolve("été"));
        Files.write(deep.resolve("Curvy One.Challenge.Gbx"), BuiltInTracks.file("chicane"));
        maps = new TrackMaps(Optional.of(folder), log::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"My Maps/été/Curvy One.Challenge.Gbx", "My Maps\\été\\Curvy One.Challenge.Gbx",
        "my maps\\ÉTÉ\\curvy one.challenge.gbx", "./My Maps/../My Maps/été/Curvy One.Challenge.Gbx"})
    void aPathBelowTheChallengesIsFoundAsOnWindows(String name) throws IOException {
        assertThat(maps.find(name).track().name()).isEqualTo("chicane");
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "../../secret.Challenge.Gbx           | lies outside Tracks/Challenges",
        "/etc/passwd                          | lies outside Tracks/Challenges",
        "nothing.Challenge.Gbx                | there is no challenge",
        "My Maps                              | there is no challenge"})
    void whatIsNoneIsRefused(String name, String message) {
        assertThatThrownBy(() -> maps.find(name)).isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jump", "JUMP.Challenge.Gbx"})
    void aBuiltInTrackGoesByItsNameUnlessTheFolderHasOne(String name) throws IOException {
        assertThat(maps.find(name).track().name()).isEqualTo("jump");
        Files.write(folder.challenges().resolve("Jump.Challenge.Gbx"), BuiltInTracks.file("straight"));
        if (name.endsWith("Gbx")) {
            assertThat(maps.find(name).track().name()).isEqualTo("straight");
        }
    }

    @Test
    void aBrokenFileIsAnErrorEvenIfABuiltInTrackIsCalledSo() throws IOException {
        Files.writeString(folder.challenges().resolve("jump.Challenge.Gbx"), "no challenge");

        assertThatThrownBy(() -> maps.find("jump.Challenge.Gbx")).hasMessageContaining("no GBX file");
    }

    @Test
    void aFileThatChangesIsReadAgainAndOthersAreShared() throws IOException {
        Path file = folder.challenges().resolve("a.Challenge.Gbx");
        Files.write(file, BuiltInTracks.file("straight"));
        TrackMap first = maps.find("a.Challenge.Gbx");
        assertThat(maps.find("a.Challenge.Gbx").track()).isSameAs(first.track());
        Files.write(file, BuiltInTracks.file("circuit"));

        assertThat(maps.find("a.Challenge.Gbx").track().name()).isEqualTo("circuit");
    }

    @Test
    void withoutAFolderThereAreTheBuiltInTracks() throws IOException {
        TrackMaps bare = new TrackMaps(Optional.empty(), log::add);

        assertThat(bare.find("hairpins").track().name()).isEqualTo("hairpins");
        assertThatThrownBy(() -> bare.find("A01-Race.Challenge.Gbx")).hasMessageContaining(
                "the game has no folder");
    }

    @Test
    void aGivenChallengeComesFirstAndAReplacementHasItsUid() throws IOException {
        TrackMap given = TrackMap.of(BuiltInTracks.track("circuit"));
        maps.give("Mine.Challenge.Gbx", given);
        TrackMap path = TrackMap.of(BuiltInTracks.track("chicane"));
        maps.replace(path);

        assertThat(maps.find("mine").track()).isSameAs(given.track());
        assertThat(maps.find("My Maps/été/Curvy One.Challenge.Gbx").track()).isSameAs(path.track());
    }

    @Test
    void timesOfInputsAreThoseOfTMInterface2() {
        assertThat(InputText.decimal("0 press up\n10 steer -65536\n59990 rel up\n65130 press left\n"))
                .isEqualTo("0.00 press up\n0.01 steer -65536\n59.99 rel up\n1:05.13 press left\n");
        assertThat(InputText.decimal("")).isEmpty();
    }
}
