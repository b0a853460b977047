package tmnf.exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.ExchangeException;

class PageReaderTest {

    private static Page<Track> tracks(String body) throws IOException {
        return PageReader.tracks("/api/tracks").read(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), -1);
    }

    private static ListedReplay replay(String row) throws IOException {
        Page<ListedReplay> page = PageReader.replays("/api/replays").read(
                new ByteArrayInputStream(("[" + row + "]").getBytes(StandardCharsets.UTF_8)), -1);
        assertThat(page.rows()).hasSize(1);
        return page.rows().get(0);
    }

    @Test
    void readsTheRowsOfTheDocumentation() throws Exception {
        Page<Track> page = tracks("""
                {"More":true,"Results":[
                 {"TrackId":1000001,"TrackName":"[PF] Ph/\\\\ntom $f00Run",
                  "UId":"1VC4AjbHRzRoMxhlg8xOer0zAAA",
                  "AuthorTime":199010,"Awards":1052,"Tags":[10],"Uploader":{"Name":"» Ptit®"},
                  "UploadedAt":"2009-02-20T16:57:38","WRReplay":{"ReplayId":7000001,"ReplayTime":89250}},
                 {"TrackId":1000002,"TrackName":"no runs yet","UId":"AbC","AuthorTime":31230,"Awards":900,
                  "Tags":[],"Uploader":{"Name":"b"},"UploadedAt":"2010-05-01T09:00:00.5",
                  "WRReplay":null}]}""");

        Track first = page.rows().get(0);
        Track second = page.rows().get(1);
        assertThat(page.more()).isTrue();
        assertThat(page.last()).isEqualTo(1000002);
        assertThat(first.name()).isEqualTo("[PF] Ph/\\ntom $f00Run");
        assertThat(first.uid()).isEqualTo("1VC4AjbHRzRoMxhlg8xOer0zAAA");
        assertThat(first.authorTimeMs()).isEqualTo(199_010);
        assertThat(first.awards()).isEqualTo(1052);
        assertThat(first.tags()).containsExactly(10);
        assertThat(first.uploader()).isEqualTo("» Ptit®");
        assertThat(first.uploadedAt()).isEqualTo(Instant.parse("2009-02-20T16:57:38Z"));
        assertThat(first.updatedAt()).isEqualTo(Track.UNKNOWN_TIME);
        assertThat(first.recordReplayId()).isEqualTo(7000001);
        assertThat(first.recordTimeMs()).isEqualTo(89_250);
        assertThat(first.source().get("UId").asText()).isEqualTo("1VC4AjbHRzRoMxhlg8xOer0zAAA");
        assertThat(second.uploadedAt()).isEqualTo(Instant.parse("2010-05-01T09:00:00.500Z"));
        assertThat(second.recordReplayId()).isEqualTo(-1);
        assertThat(second.unlimiterVersion()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"More\":false,\"Results\":[{\"TrackId\":5}]} | 1 | false",
        "{\"Results\":[{\"TrackId\":5}],\"More\":true} | 1 | true",
        "{\"Results\":[{\"TrackId\":5}]} | 1 | true",
        "{\"Results\":[]} | 0 | false",
        "{\"more\":true,\"results\":[{\"trackid\":5}]} | 1 | true",
        "{\"More\":1,\"Results\":[{\"TrackId\":5}]} | 1 | true",
        "{\"More\":null,\"Results\":[{\"TrackId\":5}]} | 1 | true",
        "{\"Extra\":{\"Results\":[1]},\"Results\":[{\"TrackId\":5}],\"More\":false,\"X\":[[]]} | 1 | false",
        "[{\"TrackId\":5}] | 1 | true",
        "[] | 0 | false"})
    void readsEveryFormOfEnvelope(String body, int rows, boolean more) throws Exception {
        Page<Track> page = tracks(body);

        assertThat(page.rows()).hasSize(rows);
        assertThat(page.more()).isEqualTo(more);
        assertThat(page.last()).isEqualTo(rows == 0 ? -1 : 5);
    }

    @Test
    void skipsRowsWithoutAnIdAndCountsThem() throws Exception {
        Page<Track> page = tracks("{\"Results\":[{\"TrackId\":null},{},null,7,[],\"x\",{\"TrackId\":0},"
                + "{\"TrackId\":-3},{\"TrackId\":\"12\"},{\"TrackId\":\"\"}],\"More\":true}");

        assertThat(page.rows()).extracting(Track::id).containsExactly(12L);
        assertThat(page.skipped()).isEqualTo(9);
        assertThat(page.last()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "{}", "{\"Results\":null}", "{\"Results\":{}}", "{\"Results\":7}",
        "null", "7", "\"x\"", "sorry, no", "{\"Results\":[{\"TrackId\":5}", "{\"Results\":[{\"Track",
        "[{\"TrackId\":5},", "{\"Results\":[{\"TrackId\":5}],\"More\":"})
    void refusesWhatIsNoList(String body) {
        assertThatThrownBy(() -> tracks(body)).isInstanceOfSatisfying(ExchangeException.class, e -> {
            assertThat(e.kind()).isEqualTo(ExchangeException.Kind.CONTENT);
            assertThat(e.isWorthRetrying()).isTrue();
            assertThat(e.path()).isEqualTo("/api/tracks");
            assertThat(e).hasMessageContaining("/api/tracks").hasMessageContaining(body.strip());
        });
    }

    @Test
    void showsNoMoreThanTheStartOfALongAnswer() {
        assertThatThrownBy(() -> tracks("oh dear\n\u0007" + "x".repeat(100_000)))
                .hasMessageContaining("oh dear x")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n"));
    }

    @Test
    void takesAWebPageForBeingTurnedAway() {
        assertThatThrownBy(() -> tracks("\n<!DOCTYPE html><html>Are you human?</html>"))
                .isInstanceOfSatisfying(ExchangeException.class,
                        e -> assertThat(e.kind()).isEqualTo(ExchangeException.Kind.BLOCKED))
                .hasMessageContaining("web page").hasMessageContaining("Are you human?");
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThatThrownBy(() -> tracks("{\"Results\":[{\"TrackId\":1,\"X\":" + "[".repeat(100_000)))
                .isInstanceOf(ExchangeException.class);
    }

    @Test
    void leavesTroubleOfTheNetworkAsItIs() {
        ExchangeException cut = new ExchangeException(ExchangeException.Kind.TRANSIENT, 200, "/x", "cut");
        InputStream body = new InputStream() {
            private int left = 300;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw cut;
                }
                return ' ';
            }
        };

        assertThatThrownBy(() -> PageReader.tracks("/api/tracks").read(body, -1)).isSameAs(cut);
    }

    @Test
    void readsAReplayOfTheDocumentation() throws Exception {
        ListedReplay replay = replay("""
                {"ReplayId":7000001,"User":{"UserId":2627,"Name":"ben 3847"},"ReplayTime":89250,
                 "ReplayScore":0,"ReplayRespawns":2,"Position":1,"IsBest":1,"IsLeaderboard":0,
                 "Validated":true,
                 "TrackAt":"2009-02-20T16:57:38","ReplayAt":"2021-04-02T18:11:05.37"}""");

        assertThat(replay).isEqualTo(new ListedReplay(7000001, 2627, "ben 3847", 89_250, 0, 2, 1,
                ListedReplay.Flag.YES, ListedReplay.Flag.NO, ListedReplay.Flag.YES,
                Instant.parse("2009-02-20T16:57:38Z"), Instant.parse("2021-04-02T18:11:05.370Z")));
    }

    @ParameterizedTest
    @CsvSource({"null, -1", "0, -1", "-5, -1", "4294967295, -1", "99999999999999999999, -1", "1e400, -1",
        "1.5, -1", "true, -1", "[1], -1", "{}, -1", "'\"\"', -1", "'\"fast\"', -1",
        "'\"9999999999999999999\"', -1", "'\" 12340 \"', 12340", "12340, 12340", "12340.0, 12340"})
    void readsTimesThatAreNone(String json, long timeMs) throws Exception {
        assertThat(replay("{\"ReplayId\":1,\"ReplayTime\":" + json + "}").timeMs()).isEqualTo(timeMs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"User\":null", ",\"User\":7", ",\"User\":{\"Name\":null}", ",\"User\":{}"})
    void readsReplaysOfNobody(String user) throws Exception {
        ListedReplay replay = replay("{\"ReplayId\":1" + user + ",\"Unheard\":{\"Of\":[1,2]}}");

        assertThat(replay.userName()).isEmpty();
        assertThat(replay.userId()).isEqualTo(-1);
        assertThat(replay.respawns()).isEqualTo(-1);
        assertThat(replay.validated()).isEqualTo(ListedReplay.Flag.UNKNOWN);
        assertThat(replay.trackAt()).isEqualTo(Track.UNKNOWN_TIME);
    }

    @ParameterizedTest
    @CsvSource({"2024-08-03T17:04:02.12, 2024-08-03T17:04:02.120Z", "2024-08-03T17:04, 2024-08-03T17:04:00Z",
        "2024-08-03, 2024-08-03T00:00:00Z", "2024-08-03T17:04:02Z, 2024-08-03T17:04:02Z",
        "2024-08-03T17:04:02+02:00, 2024-08-03T15:04:02Z"})
    void readsTimesOfDayAsUtc(String sent, Instant time) throws Exception {
        assertThat(replay("{\"ReplayId\":1,\"TrackAt\":\"" + sent + "\"}").trackAt()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2024-13-03T17:04:02", "2024-02-30", "20240803T170402"})
    void takesOtherTimesOfDayForUnknown(String sent) throws Exception {
        assertThat(replay("{\"ReplayId\":1,\"TrackAt\":\"" + sent + "\"}").trackAt())
                .isEqualTo(Track.UNKNOWN_TIME);
    }

    @Test
    void keepsNamesWithBrokenUnicode() throws Exception {
        ListedReplay replay = replay("{\"ReplayId\":1,\"User\":{\"Name\":\"a\\ud83dz\\u0000\"}}");

        assertThat(replay.userName()).isEqualTo("a\ud83dz\u0000");
    }
}
