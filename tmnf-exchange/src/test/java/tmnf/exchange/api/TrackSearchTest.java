package tmnf.exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackSearchTest {

    private static final String ROW = """
            [{"TrackId":5,"UId":"u5","AuthorTime":60000,"PrimaryType":0,"Environment":7,"Tags":[3,7],
              "UploadedAt":"2015-06-01T00:00:00","UnlimiterVersion":null}]""";

    private static String sent(TrackSearch search) {
        return search.parameters().stream().map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }

    private static Track track(String row) throws IOException {
        return PageReader.tracks("/").read(
                new ByteArrayInputStream(row.getBytes(StandardCharsets.UTF_8)), -1).rows().get(0);
    }

    @Test
    void leavesOutWhatPlainTmnfCannotLoad() {
        assertThat(sent(TrackSearch.builder().order(TrackOrder.AWARDS).count(7).build()))
                .isEqualTo("inunlimiter=0&inenvmix=0&order1=6&count=7");
        assertThat(sent(TrackSearch.builder().everything().build())).isEqualTo("count=100");
    }

    @Test
    void sendsEveryFilter() {
        TrackSearch search = TrackSearch.builder().ids(List.of(9L, 2L)).uids(List.of("b", "a")).name("A & B")
                .author("me").tags(List.of(7, 4)).allTags().withoutTags(List.of(2))
                .primaryType(TrackTraits.PrimaryType.PLATFORM)
                .environments(List.of(TrackTraits.Environment.STADIUM))
                .moods(List.of(TrackTraits.Mood.NIGHT, TrackTraits.Mood.DAY))
                .difficulties(List.of(TrackTraits.Difficulty.LUNATIC))
                .routes(List.of(TrackTraits.Routes.SYMMETRICAL)).shortestMs(1000).longestMs(2000)
                .uploadedAfter(Instant.parse("2010-01-02T03:04:05.678Z"))
                .uploadedBefore(Instant.parse("2011-01-01T00:00:00Z")).withReplays().includeUnlimiter()
                .orderCode(33).count(50).build().behind(77);

        assertThat(sent(search)).isEqualTo("id=2,9&uid=a,b&name=A & B&author=me&tag=4&tag=7&taginclusive=1"
                + "&etag=2&primarytype=2&environment=7&mood=1,3&difficulty=3&routes=2&authortimemin=1000"
                + "&authortimemax=2000&uploadedafter=2010-01-02T03:04:05&uploadedbefore=2011-01-01T00:00:00"
                + "&inhasrecord=1&inenvmix=0&order1=33&count=50&after=77");
    }

    @Test
    void sendsTheRareFiltersToo() {
        TrackSearch search = TrackSearch.builder().authorId(11).pack(12).video(13).awardedBy("a b")
                .commentedBy("c").replaysBy("r").leaderboard(TrackTraits.Leaderboard.NADEO)
                .vehicles(List.of(TrackTraits.Environment.STADIUM, TrackTraits.Environment.BAY))
                .unlimiterVersion(2).build();

        assertThat(sent(search)).isEqualTo("authoruserid=11&packid=12&videoid=13&awardedby=a b&commentedby=c"
                + "&replaysby=r&lbtype=2&vehicle=6,7&inenvmix=0&unlimiterver=2&count=100");
    }

    @ParameterizedTest
    @CsvSource({"HAS_RECORD, inhasrecord", "REPLAYS, inreplays", "SCREENSHOT, inscreenshot",
        "LATEST_AUTHOR, inlatestauthor", "LATEST_AWARDED_AUTHOR, inlatestawardedauthor",
        "SUPPORTER, insupporter", "AUTHOR_TIME_BEATEN, inauthortimebeaten", "UNLIMITER, inunlimiter",
        "ENVIRONMENT_MIX, inenvmix"})
    void asksForTracksInOrOutOfACollection(TrackCollection collection, String parameter) {
        assertThat(sent(TrackSearch.builder().everything().in(collection).build()))
                .isEqualTo(parameter + "=1&count=100");
        assertThat(sent(TrackSearch.builder().everything().notIn(collection).build()))
                .isEqualTo(parameter + "=0&count=100");
    }

    @Test
    void sendsTheLastWordOnACollection() {
        assertThat(sent(TrackSearch.builder().everything().notIn(TrackCollection.HAS_RECORD).build()
                .withReplays())).isEqualTo("inhasrecord=1&count=100");
        assertThat(sent(TrackSearch.builder().in(TrackCollection.UNLIMITER).build()))
                .isEqualTo("inunlimiter=1&inenvmix=0&count=100");
    }

    @Test
    void asksForAnyPlaceOfAnyOrder() {
        TrackSearch search = TrackSearch.builder().everything().order(TrackOrder.AWARDS)
                .secondOrder(TrackOrder.UPLOADED).build();

        assertThat(sent(search)).isEqualTo("order1=6&order2=2&count=100");
        assertThat(sent(search.at(Cursor.after(5)))).isEqualTo("order1=6&order2=2&count=100&after=5");
        assertThat(sent(search.at(Cursor.before(5)))).isEqualTo("order1=6&order2=2&count=100&before=5");
        assertThat(sent(search.at(Cursor.from(5)))).isEqualTo("order1=6&order2=2&count=100&from=5");
        assertThat(sent(search.at(Cursor.from(5)).inOrder(8))).isEqualTo("order1=8&order2=2&count=100");
        assertThat(search.filters()).isEmpty();
    }

    @Test
    void startsAfreshInAnotherOrder() {
        TrackSearch search = TrackSearch.builder().everything().build().behind(5).inOrder(2).withCount(9);

        assertThat(sent(search)).isEqualTo("order1=2&count=9");
        assertThat(search.behind(5).filters()).isEqualTo(search.filters());
    }

    @Test
    void asksForReplaysOnce() {
        assertThat(sent(TrackSearch.byName("x", 3).withReplays().withReplays()))
                .isEqualTo("name=x&inhasrecord=1&count=3");
    }

    @Test
    void findsTracksByTheirIds() throws Exception {
        TrackSearch search = TrackSearch.byIds(List.of(5L, 3L, 5L));

        assertThat(sent(search)).isEqualTo("id=3,5&count=3");
        assertThat(search.mismatch(track(ROW))).isEmpty();
        assertThat(search.mismatch(track("[{\"TrackId\":6}]"))).hasValue("other track");
        assertThatThrownBy(() -> TrackSearch.byIds(List.of())).isInstanceOf(IllegalArgumentException.class);
        List<Long> many = LongStream.rangeClosed(1, 51).boxed().toList();
        assertThatThrownBy(() -> TrackSearch.byIds(many)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("51");
    }

    @Test
    void judgesRowsAgain() throws Exception {
        Map<TrackSearchBuilder, String> expected = Map.of(
                TrackSearch.builder().uids(List.of("u6")), "other track",
                TrackSearch.builder().primaryType(TrackTraits.PrimaryType.LAPS), "primary type",
                TrackSearch.builder().environments(List.of(TrackTraits.Environment.BAY)), "environment",
                TrackSearch.builder().shortestMs(60_001), "author time",
                TrackSearch.builder().longestMs(59_999), "author time",
                TrackSearch.builder().uploadedAfter(Instant.parse("2015-06-01T00:00:01Z")), "upload time",
                TrackSearch.builder().uploadedBefore(Instant.parse("2015-05-31T00:00:00Z")), "upload time",
                TrackSearch.builder().tags(List.of(4, 5)), "tags",
                TrackSearch.builder().tags(List.of(3, 4)).allTags(), "tags",
                TrackSearch.builder().withoutTags(List.of(7)), "tags");

        for (Map.Entry<TrackSearchBuilder, String> search : expected.entrySet()) {
            assertThat(search.getKey().build().mismatch(track(ROW))).hasValue(search.getValue());
        }
    }

    @Test
    void judgesRareTraitsWhenRowsSayThem() throws Exception {
        Track track = track("""
                [{"TrackId":5,"Car":7,"Mood":1,"Difficulty":2,"Routes":0,"Uploader":{"UserId":11}}]""");
        Map<TrackSearchBuilder, String> expected = Map.of(
                TrackSearch.builder().vehicles(List.of(TrackTraits.Environment.BAY)), "vehicle",
                TrackSearch.builder().moods(List.of(TrackTraits.Mood.NIGHT)), "mood",
                TrackSearch.builder().difficulties(List.of(TrackTraits.Difficulty.LUNATIC)), "difficulty",
                TrackSearch.builder().routes(List.of(TrackTraits.Routes.MULTIPLE)), "routes",
                TrackSearch.builder().authorId(12), "author");

        for (Map.Entry<TrackSearchBuilder, String> search : expected.entrySet()) {
            assertThat(search.getKey().build().mismatch(track)).hasValue(search.getValue());
            assertThat(search.getKey().build().mismatch(track(ROW))).isEmpty();
        }
        assertThat(TrackSearch.builder().vehicles(List.of(TrackTraits.Environment.STADIUM)).authorId(11)
                .moods(List.of(TrackTraits.Mood.DAY, TrackTraits.Mood.NIGHT))
                .leaderboard(TrackTraits.Leaderboard.STAR).build().mismatch(track)).isEmpty();
    }

    @Test
    void keepsRowsThatFit() throws Exception {
        TrackSearch search = TrackSearch.builder().uids(List.of("u5")).tags(List.of(3, 4))
                .withoutTags(List.of(9)).primaryType(TrackTraits.PrimaryType.RACE)
                .environments(List.of(TrackTraits.Environment.STADIUM)).shortestMs(60_000).longestMs(60_000)
                .uploadedAfter(Instant.parse("2015-06-01T00:00:00Z"))
                .uploadedBefore(Instant.parse("2015-06-01T00:00:00Z")).build();

        assertThat(search.mismatch(track(ROW))).isEmpty();
        assertThat(TrackSearch.builder().tags(List.of(3, 7)).allTags().build().mismatch(track(ROW)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"alpha, true", "A RUN, true", "ha run, true", "$00fAlpha, true", "$f00alpha, true",
        "cafe, true", "gamma, false", "f00x, false", "$f00beta, false"})
    void judgesNamesWithoutColoursAndCase(String part, boolean matches) throws Exception {
        Track track = track("[{\"TrackId\":5,\"TrackName\":\"$f00Al$iPHA$z $oRun Caf\u00e9\"}]");

        assertThat(TrackSearch.byName(part, 1).mismatch(track).isEmpty()).isEqualTo(matches);
        assertThat(TrackSearch.byName("gamma", 1).mismatch(track)).hasValue("name");
        assertThat(track.isNamed("alpha run caf\u00e9")).isTrue();
        assertThat(track.isNamed("$f00Al$iPHA$z $oRun Caf\u00e9")).isTrue();
        assertThat(track.isNamed("alpha")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ULI, true", "co, true", "uta, false"})
    void judgesAuthorsByAllWhoAreNamed(String part, boolean matches) throws Exception {
        Track track = track("""
                [{"TrackId":5,"Uploader":{"Name":"uli"},
                  "Authors":[{"User":{"Name":"uli"}},{"User":{"Name":"Co"}},{"User":null},7]}]""");

        assertThat(TrackSearch.builder().author(part).build().mismatch(track).isEmpty()).isEqualTo(matches);
        assertThat(TrackSearch.builder().author("uta").build().mismatch(track)).hasValue("author");
    }

    @Test
    void judgesAuthorsByTheUploaderWhenNobodyElseIsNamed() throws Exception {
        TrackSearch search = TrackSearch.builder().author("uli").build();

        assertThat(search.mismatch(track("[{\"TrackId\":5,\"Uploader\":{\"Name\":\"Uli2\"}}]"))).isEmpty();
        assertThat(search.mismatch(track("[{\"TrackId\":5,\"Uploader\":{\"Name\":\"ute\"}}]")))
                .hasValue("author");
        assertThat(search.mismatch(track("[{\"TrackId\":5,\"Uploader\":null,\"Authors\":[]}]"))).isEmpty();
    }

    @Test
    void keepsRowsThatDoNotSay() throws Exception {
        TrackSearch search = TrackSearch.builder().uids(List.of("u6")).tags(List.of(3))
                .primaryType(TrackTraits.PrimaryType.RACE).shortestMs(5)
                .uploadedAfter(Instant.parse("2015-06-01T00:00:00Z")).build();

        assertThat(search.mismatch(track("[{\"TrackId\":5}]"))).isEmpty();
        assertThat(search.mismatch(track("[{\"TrackId\":5,\"Tags\":[]}]"))).hasValue("tags");
    }

    @Test
    void judgesTagsOfRowsThatComeFromElsewhere() {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        Track silent = new Track(1, "", "", -1, -1, "", Track.UNKNOWN_TIME, Track.UNKNOWN_TIME, -1, -1,
                List.of(), -1, -1, -1, none);

        assertThat(TrackSearch.builder().tags(List.of(1)).build().mismatch(silent)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"null, true", "4294967295, true", "-1, true", "0, false", "3, false"})
    void leavesOutTracksOfTheUnlimiterMod(String version, boolean matches) throws Exception {
        Track track = track("[{\"TrackId\":5,\"UnlimiterVersion\":" + version + "}]");

        assertThat(TrackSearch.builder().build().mismatch(track).isEmpty()).isEqualTo(matches);
        assertThat(TrackSearch.builder().includeUnlimiter().build().mismatch(track)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"awards, 6", "activity, 10", "uploaded, 2", "comments, 8", "value, 20", "downloads, 18",
        "name, 11", "length, 39", "default, 0", "longest-record, 42", "own-record, 30"})
    void knowsTheCodesOfOrders(String order, int code) {
        assertThat(TrackOrder.of(code)).get().hasToString(order);
        assertThat(TrackOrder.label(code)).isEqualTo(order);
        assertThat(TrackOrder.label(35)).isEqualTo("order-35");
    }

    @ParameterizedTest
    @CsvSource({"race, 0", "Press Forward, 10", "press-forward, 10", "PRESSFORWARD, 10", "altered_nadeo, 17",
        "7, 7", "tag-19, 19", "tag-3, 3"})
    void readsTags(String text, int id) {
        assertThat(TrackTag.parse(text)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pf", "-", "12345", "²"})
    void refusesTagsThatNobodyKnows(String text) {
        assertThatThrownBy(() -> TrackTag.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("press-forward");
    }
}
