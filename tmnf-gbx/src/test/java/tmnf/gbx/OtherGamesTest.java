package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxHeaderFacts.Kind;
import tmnf.gbx.chunk.TestBodies;

/** Which game wrote a file, from its header; files of games with another layout are refused by name. */
class OtherGamesTest {

    private static final int OLD_CHALLENGE = 0x2400_3000;
    private static final int CHALLENGE = 0x0304_3000;
    private static final int OLD_REPLAY = 0x2403_F000;
    private static final int REPLAY = 0x0309_3000;

    @TempDir
    private Path folder;

    private static String xml(String version, String exeVersion) {
        return "<header type=\"x\" version=\"" + version + "\" exever=\"" + exeVersion + "\">"
                + "<ident uid=\"theUid\" name=\"n\" author=\"theAuthor\"/>"
                + "<desc envir=\"Bay\" mood=\"Night\" type=\"Race\" nblaps=\"3\"/>"
                + "<times bronze=\"4\" authortime=\"1234\" best=\"777\" respawns=\"2\"/></header>";
    }

    static Stream<Arguments> games() {
        return Stream.of(
                Arguments.of(GameVersion.TM_ORIGINAL, OLD_CHALLENGE, ""),
                Arguments.of(GameVersion.TM_ORIGINAL, OLD_REPLAY, ""),
                Arguments.of(GameVersion.SUNRISE_ESWC, OLD_CHALLENGE, xml("TMc.5", "0.1.9.9")),
                Arguments.of(GameVersion.SUNRISE_ESWC, OLD_REPLAY, xml("TMr.4", "0.1.9.9")),
                Arguments.of(GameVersion.UNITED, OLD_CHALLENGE, xml("TMc.6", "0.2.1.1")),
                Arguments.of(GameVersion.UNITED, REPLAY, xml("TMr.6", "0.2.1.1")),
                Arguments.of(GameVersion.FOREVER, CHALLENGE, xml("TMc.6", "2.11.26")),
                Arguments.of(GameVersion.FOREVER, REPLAY, xml("TMr.7", "2.11.16")),
                Arguments.of(GameVersion.MANIAPLANET, CHALLENGE, xml("", "3.3.0")),
                Arguments.of(GameVersion.MANIAPLANET, REPLAY, xml("", "3.3.0")),
                Arguments.of(GameVersion.UNKNOWN, CHALLENGE, ""),
                Arguments.of(GameVersion.UNKNOWN, REPLAY, ""));
    }

    @ParameterizedTest(name = "{0}, class {1}")
    @MethodSource("games")
    void headerTellsTheGameAndWhatGamesHaveInCommon(GameVersion game, int classId, String xml)
            throws IOException {
        Path file = Files.write(folder.resolve("any.gbx"), TestBodies.file(classId, xml, out -> out.i32(99)));

        GbxHeaderFacts facts = GbxFiles.readHeader(file);

        assertThat(facts.game()).isEqualTo(game);
        assertThat(facts.kind()).isEqualTo(
                classId == REPLAY || classId == OLD_REPLAY ? Kind.REPLAY : Kind.CHALLENGE);
        if (!xml.isEmpty()) {
            assertThat(facts.mapUid()).isEqualTo("theUid");
            assertThat(facts.author()).isEqualTo("theAuthor");
            assertThat(facts.environment()).isEqualTo("Bay");
            assertThat(facts.mood()).isEqualTo("Night");
            assertThat(facts.mapType()).isEqualTo("Race");
            assertThat(facts.laps()).isEqualTo(3);
            assertThat(facts.authorTimeMs()).isEqualTo(1234);
            assertThat(facts.bestTime()).hasValue(777);
            assertThat(facts.respawns()).isEqualTo(2);
        }
    }

    static Stream<Arguments> gamesWithAnotherLayout() {
        return games().filter(arguments -> !((GameVersion) arguments.get()[0]).readable());
    }

    @ParameterizedTest(name = "{0}, class {1}")
    @MethodSource("gamesWithAnotherLayout")
    void filesOfOtherGamesAreRefusedByTheNameOfTheGame(GameVersion game, int classId, String xml) {
        // The body would be unreadable: it must not even be looked at.
        byte[] file = TestBodies.file(classId, xml, out -> out.i32(99));

        GbxFormatException e = catchThrowableOfType(
                GbxFormatException.class, () -> GbxFiles.read("their.gbx", file, GbxReadOptions.FULL));

        assertThat(e.reason()).isEqualTo(Reason.OTHER_GAME);
        assertThat(e).hasMessageStartingWith("their.gbx: written by " + game.title());
        assertThat(e.detail()).contains("use a file of " + GameVersion.FOREVER.title());
        assertThat(e.header().game()).isEqualTo(game);
        assertThat(e.header().classId()).isEqualTo(classId);
        assertThat(e.header().mapUid()).isEqualTo(xml.isEmpty() ? "" : "theUid");
    }

    static Stream<Arguments> gamesWithOurLayout() {
        return games().filter(arguments -> ((GameVersion) arguments.get()[0]).readable());
    }

    @ParameterizedTest(name = "{0}, class {1}")
    @MethodSource("gamesWithOurLayout")
    void bodiesOfOtherFilesAreTried(GameVersion game, int classId, String xml) {
        byte[] file = TestBodies.file(classId, xml, out -> out.i32(99));

        assertThatThrownBy(() -> GbxFiles.read("our.gbx", file, GbxReadOptions.FULL))
                .isInstanceOfSatisfying(GbxFormatException.class, e -> {
                    assertThat(e.detail()).contains("unknown chunk");
                    assertThat(e.header().game()).isEqualTo(game);
                });
    }
}
