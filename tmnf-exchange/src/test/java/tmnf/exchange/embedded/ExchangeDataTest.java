package tmnf.exchange.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.gbx.synthetic.SyntheticReplays;

/** What is derived from the files of a folder, and what tracks.json overrides. */
class ExchangeDataTest {

    private static final byte[] PAGE = "<html>no replay</html>".getBytes(StandardCharsets.UTF_8);
    private static final SyntheticReplays TRACK = DataFolder.track("$f00First $zTrack", 1);
    private static final SyntheticReplays OLDER = DataFolder.track("$f00First $zTrack", 2);

    @TempDir
    Path folder;
    private DataFolder files;

    @BeforeEach
    void files() {
        files = new DataFolder(folder);
    }

    @Test
    void aTrackIsDescribedByItsChallenge() throws IOException {
        files.challenge("41", TRACK);

        JsonNode row = read().track(41).orElseThrow().row();

        assertThat(row.path("TrackId").asLong()).isEqualTo(41);
        assertThat(row.path("TrackName").asText()).isEqualTo("$f00First $zTrack");
        assertThat(row.path("UId").asText()).isEqualTo(TRACK.challenge().uid());
        assertThat(row.path("AuthorTime").asInt()).isEqualTo(TRACK.challenge().medals().authorMs());
        assertThat(row.path("Uploader").path("Name").asText()).isEqualTo("tmnf");
        assertThat(row.path("Environment").asInt()).isEqualTo(7);
        assertThat(row.path("Car").asInt()).isEqualTo(7);
        assertThat(row.path("PrimaryType").asInt()).isZero();
        assertThat(row.path("Mood").asInt()).isEqualTo(1);
        assertThat(row.path("UploadedAt").asText()).isEqualTo("2020-05-01T08:00:00");
        assertThat(row.path("WRReplay").isNull()).isTrue();
    }

    @Test
    void replaysAreRankedByVersionThenTimeAndEachDriversFirstIsTheBest() throws IOException {
        files.challenge("41", TRACK);
        files.replay("41", "a.replay.gbx", TRACK, 3, "anna");
        files.replay("41", "b.replay.gbx", TRACK, 1, "bert");
        files.replay("41", "c.replay.gbx", TRACK, 5, "bert");
        files.replay("41", "d.replay.gbx", OLDER, 1, "carl");

        ServedTrack track = read().track(41).orElseThrow();

        assertThat(track.replays()).extracting(replay -> name(replay))
                .containsExactly("b.replay.gbx", "a.replay.gbx", "c.replay.gbx", "d.replay.gbx");
        assertThat(track.replays()).extracting(replay -> replay.row().path("Position").asInt(0))
                .containsExactly(1, 2, 0, 0);
        assertThat(track.replays()).extracting(replay -> replay.row().path("IsBest").asInt())
                .containsExactly(1, 1, 0, 1);
        assertThat(track.replays()).extracting(replay -> replay.row().path("IsLeaderboard").asInt())
                .containsExactly(1, 1, 0, 0);
        assertThat(track.replays()).extracting(replay -> replay.row().path("TrackAt").asText())
                .containsExactly("2020-05-01T08:00:00", "2020-05-01T08:00:00", "2020-05-01T08:00:00",
                        "2020-04-30T08:00:00");
        JsonNode record = track.row().path("WRReplay");
        assertThat(record.path("ReplayId").asLong()).isEqualTo(track.replays().get(0).id());
        assertThat(record.path("User").path("Name").asText()).isEqualTo("$f00bert");
    }

    @Test
    void aReplayIsDescribedByItsHeader() throws IOException {
        files.replay("41", "pos9_somebody_1ms.replay.gbx", TRACK, 2, "anna");
        files.replay("42", "x.replay.gbx", TRACK, 2, "anna");

        ExchangeData data = read();
        JsonNode row = data.track(41).orElseThrow().replays().get(0).row();

        assertThat(row.path("ReplayTime").asInt()).isGreaterThan(1);
        assertThat(row.path("ReplayRespawns").asInt(-1)).isZero();
        assertThat(row.path("User").path("Name").asText()).isEqualTo("$f00anna");
        assertThat(row.path("Validated").asBoolean()).isTrue();
        assertThat(row.path("ReplayAt").asText()).isEqualTo("2020-05-01T08:00:00");
        assertThat(data.track(42).orElseThrow().replays().get(0).userId())
                .isEqualTo(row.path("User").path("UserId").asLong());
    }

    @Test
    void aFileThatIsNoReplayIsDescribedByItsName() throws IOException {
        files.replay("41", "pos1_some_body_12340ms.replay.gbx", PAGE);
        files.replay("41", "pos2_x_55ms-7654.REPLAY.gbx", new byte[0]);
        files.replay("41", "other.replay.gbx", PAGE);

        List<ServedReplay> replays = read().track(41).orElseThrow().replays();

        assertThat(replays).extracting(replay -> replay.row().path("ReplayTime").asInt(-1))
                .containsExactly(55, 12340, -1);
        assertThat(replays).extracting(replay -> replay.row().path("User").path("Name").asText())
                .containsExactly("x", "some_body", "unknown");
        assertThat(replays.get(0).id()).isEqualTo(7654);
    }

    @Test
    void aTrackWithoutAChallengeIsDescribedByItsReplays() throws IOException {
        files.replay("41", "a.replay.gbx", OLDER, 1, "anna");
        files.replay("41", "b.replay.gbx", TRACK, 2, "bert");
        files.replay("41", "c.replay.gbx", TRACK, 3, "carl");

        ServedTrack track = read().track(41).orElseThrow();

        assertThat(track.row().path("UId").asText()).isEqualTo(TRACK.challenge().uid());
        assertThat(track.challengeFile()).isEmpty();
        assertThat(name(track.replays().get(2))).isEqualTo("a.replay.gbx");
    }

    @Test
    void numbersStayWhenFilesComeAndGo() throws IOException {
        for (int i = 0; i < 20; i++) {
            files.replay("41", "file" + i + ".replay.gbx", PAGE);
        }
        Map<String, Long> before = idsByName(read());
        files.replay("40", "a.replay.gbx", PAGE);
        files.replay("41", "a.replay.gbx", PAGE);
        Files.delete(folder.resolve("replays/41/file3.replay.gbx"));
        Map<String, Long> after = idsByName(read());

        before.remove("file3.replay.gbx");
        assertThat(after).containsAllEntriesOf(before).hasSize(20);
        assertThat(before.values()).doesNotHaveDuplicates()
                .allMatch(id -> id >= 1L << 40 && id < 1L << 41);
    }

    @Test
    void aNumberInANameIsTheReplaysNumberUnlessItIsTaken() throws IOException {
        files.replay("41", "77.replay.gbx", PAGE);
        files.replay("41", "pos1_a_9ms-78.replay.gbx", PAGE);
        files.replay("42", "pos3_b_9ms-77.replay.gbx", PAGE);

        ExchangeData data = read();

        assertThat(name(data.replay(77).orElseThrow())).isEqualTo("77.replay.gbx");
        assertThat(name(data.replay(78).orElseThrow())).isEqualTo("pos1_a_9ms-78.replay.gbx");
        assertThat(data.replayCount()).isEqualTo(3);
        assertThat(data.warnings()).singleElement().asString().contains("77 exists twice");
    }

    @Test
    void takenNumbersMoveToTheNextFreeOne() {
        StableIds ids = new StableIds();
        assertThat(ids.take(StableIds.of("a"))).isTrue();

        assertThat(ids.takeFor("a")).isEqualTo(StableIds.of("a") + 1);
        assertThat(ids.take(StableIds.of("a"))).isFalse();
    }

    @Test
    void foldersAndFilesWithoutANumberAreSkippedWithAWord() throws IOException {
        files.replay("A01-Race", "a.replay.gbx", PAGE);
        files.replay("007", "a.replay.gbx", PAGE);
        files.replay("41", "note.txt", PAGE);
        files.replay("41", ".pos1_a_1ms.replay.gbx.part", PAGE);
        files.replay(".hidden", "a.replay.gbx", PAGE);
        files.challenge("readme", TRACK);

        ExchangeData data = read();

        assertThat(data.tracks()).extracting(ServedTrack::id).containsExactly(41L);
        assertThat(data.replayCount()).isZero();
        assertThat(data.warnings()).hasSize(3)
                .anyMatch(line -> line.startsWith("replays/A01-Race is skipped"))
                .anyMatch(line -> line.startsWith("replays/007"))
                .anyMatch(line -> line.startsWith("tracks/readme.Challenge.Gbx"));
    }

    @Test
    void challengesMayCarryANameBehindTheNumber() throws IOException {
        files.challenge("41_Level 2", OLDER);
        files.challenge("42_b", OLDER);
        files.challenge("42", TRACK);

        ExchangeData data = read();

        assertThat(data.tracks()).extracting(ServedTrack::id).containsExactly(41L, 42L);
        assertThat(data.track(42).orElseThrow().text("UId")).isEqualTo(TRACK.challenge().uid());
    }

    @Test
    void tracksJsonOverridesWhatFilesSay() throws IOException {
        files.challenge("41", TRACK);
        files.replay("41", "a.replay.gbx", TRACK, 1, "anna");
        files.replay("A01-Race", "b.replay.gbx", TRACK, 1, "bert");
        files.tracksJson("""
                [{"TrackId": 41, "TrackName": "Other", "Awards": 12, "Tags": [4, 7], "Unknown": {"x": 1},
                  "Uploader": {"Name": "zoe"}, "WRReplay": {"ReplayId": 5},
                  "UploadedAt": "2009-02-20T16:57:38.5", "UpdatedAt": "2010-01-01T00:00:00"},
                 {"TrackId": 2233, "Folder": "A01-Race"},
                 {"TrackId": 99, "TrackName": "Nobody drove here"}]
                """);

        ExchangeData data = read();
        ServedTrack track = data.track(41).orElseThrow();

        assertThat(track.text("TrackName")).isEqualTo("Other");
        assertThat(track.row().path("Uploader").path("Name").asText()).isEqualTo("zoe");
        assertThat(track.replays().get(0).row().path("TrackAt").asText()).isEqualTo("2010-01-01T00:00:00");
        assertThat(track.row().path("WRReplay").path("ReplayId").asLong())
                .as("the record is a replay that can be fetched").isEqualTo(track.replays().get(0).id());
        assertThat(data.track(2233).orElseThrow().replays()).hasSize(1);
        assertThat(data.track(99).orElseThrow().replays()).isEmpty();
        assertThat(data.warnings()).isEmpty();
    }

    @Test
    void replaysOfTracksJsonOverrideTheirFilesAndMayLackOne() throws IOException {
        files.challenge("41", TRACK);
        files.replay("41", "a.replay.gbx", TRACK, 1, "anna");
        files.replay("41", "b.replay.gbx", TRACK, 2, "bert");
        files.tracksJson("""
                [{"TrackId": 41, "Replays": [
                   {"File": "a.replay.gbx", "ReplayId": 900, "ReplayTime": null, "Validated": false},
                   {"File": "gone.replay.gbx", "ReplayTime": 5, "User": {"UserId": 3, "Name": "ghost"}},
                   {"ReplayId": 901, "ReplayTime": 6, "TrackAt": "2000-01-01T00:00:00"}]}]
                """);

        ExchangeData data = read();
        List<ServedReplay> replays = data.track(41).orElseThrow().replays();

        assertThat(replays).extracting(replay -> replay.row().path("User").path("Name").asText())
                .containsExactly("ghost", "$f00bert", "$f00anna", "unknown");
        assertThat(replays.get(0).file()).isEmpty();
        assertThat(replays.get(0).row().has("File")).isFalse();
        assertThat(replays.get(2).id()).isEqualTo(900);
        assertThat(replays.get(2).row().path("Validated").asBoolean(true)).isFalse();
        assertThat(data.replay(901).orElseThrow().file()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"TrackId\": 1}                          | line 1, column 1 | must start with [",
        "[{\"TrackId\": 1},\\n {\"TrackName\": 2}]  | line 2, column 2 | no TrackId",
        "[{\"TrackId\": \"1\"}]                    | line 1, column 2 | no TrackId",
        "[{\"TrackId\": 1}, 7]                     | line 1, column 18 | not a track",
        "[{\"TrackId\": 1}, {\"TrackId\": 1}]      | line 1, column 18 | second track with TrackId 1",
        "[{\"TrackId\": 1, \"Replays\": [{}]}]     | line 1, column 2 | replay 1 of track 1",
        "[{\"TrackId\": 1, \"Replays\": 3}]        | line 1, column 2 | is no list",
        "[{\"TrackId\": 1, \"Folder\": 3}]         | line 1, column 2 | is no text",
        "[{\"TrackId\": 1,\\n oops}]                | line 2 | no JSON",
        "[{\"TrackId\": 1}                         | line 1 | no JSON",
        "[] []                                     | line 1, column 4 | something follows"})
    void aBrokenTracksJsonIsRefusedWithThePlace(String json, String place, String why) throws IOException {
        files.tracksJson(json.replace("\\n", "\n"));

        assertThatThrownBy(this::read).isInstanceOf(ExchangeDataException.class)
                .hasMessageContaining("tracks.json, " + place).hasMessageContaining(why);
    }

    @Test
    void aMissingFolderIsSaidAndAnEmptyOneIsEmpty() throws IOException {
        assertThat(read().tracks()).isEmpty();
        assertThatThrownBy(() -> ExchangeData.read(folder.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private ExchangeData read() throws IOException {
        return ExchangeData.read(folder);
    }

    private static String name(ServedReplay replay) {
        return replay.file().map(file -> file.getFileName().toString()).orElse("");
    }

    private static Map<String, Long> idsByName(ExchangeData data) {
        Map<String, Long> ids = new TreeMap<>();
        data.track(41).orElseThrow().replays().forEach(replay -> ids.put(name(replay), replay.id()));
        return ids;
    }
}
