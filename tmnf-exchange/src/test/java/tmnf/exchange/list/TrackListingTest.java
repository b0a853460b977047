package tmnf.exchange.list;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.FakeSite;
import tmnf.exchange.api.Track;
import tmnf.exchange.api.TrackOrder;
import tmnf.exchange.api.TrackSearch;
import tmnf.exchange.download.FolderBusyException;
import tmnf.exchange.http.BudgetListener;
import tmnf.exchange.http.VirtualTime;
import tmnf.exchange.list.TrackListReport.Ending;

class TrackListingTest {

    private static final FakeSite FAKE = new FakeSite();
    private static final int AWARDS = TrackOrder.AWARDS.code();

    @RegisterExtension
    static final WireMockExtension SITE = WireMockExtension.newInstance()
            .options(options().dynamicPort().extensions(FAKE)).build();

    @TempDir
    Path folder;

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> accepted = new ArrayList<>();
    private Runnable onPage = () -> {};
    private ExchangeClient client;

    @BeforeEach
    void open() {
        FAKE.reset();
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withTransformers(FakeSite.NAME)));
        client = newClient();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static ExchangeClient newClient() {
        ExchangeConfig config = ExchangeConfig.of(URI.create(SITE.baseUrl()), "tmnf/test").withRetries(3);
        return new ExchangeClient(config, new VirtualTime(), BudgetListener.NONE);
    }

    private Path output() {
        return folder.resolve("maps").resolve("ids.txt");
    }

    private Path partial() {
        return output().resolveSibling("ids.txt.partial.jsonl");
    }

    private TrackListConfig config() {
        return TrackListConfig.of(TrackSearch.builder().build(), TrackOrder.AWARDS, output())
                .withPages(99, 10);
    }

    private TrackListing listing(TrackListConfig config) {
        return new TrackListing(client, config, new TrackListListener() {
            @Override
            public void accepted(Track track) {
                accepted.add(track.id());
            }

            @Override
            public void page(String order, int page, int rows, int tracks) {
                onPage.run();
            }

            @Override
            public void warning(String code, String message) {
                warnings.add(code);
            }
        });
    }

    private TrackListReport run(TrackListConfig config) throws Exception {
        accepted.clear();
        return listing(config).run();
    }

    /** Tracks {@code from}, {@code from - 1}, ... {@code to}, which have as many awards. */
    private static List<Long> down(long from, long to) {
        return LongStream.rangeClosed(to, from).map(id -> from + to - id).boxed().toList();
    }

    private static List<String> cursors() {
        return SITE.findAll(getRequestedFor(urlPathEqualTo("/api/tracks"))).stream()
                .map(request -> request.queryParameter("after"))
                .map(after -> after.isPresent() ? after.firstValue() : "").toList();
    }

    private List<Long> written() throws IOException {
        String text = Files.readString(output());
        assertThat(text).endsWith("\n").doesNotContain("\r");
        return text.lines().map(Long::valueOf).toList();
    }

    private static int replayQuestions() {
        return SITE.findAll(getRequestedFor(urlPathEqualTo("/api/replays"))).size();
    }

    @Test
    void followsTheCursorToTheLastPage() throws Exception {
        FAKE.tracks.put(AWARDS, down(125, 101));

        TrackListReport report = run(config());

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.ids()).isEqualTo(down(125, 101));
        assertThat(written()).isEqualTo(down(125, 101));
        assertThat(accepted).isEqualTo(down(125, 101));
        assertThat(cursors()).containsExactly("", "116", "106");
        assertThat(report.pages()).isEqualTo(3);
        assertThat(report.rows()).isEqualTo(25);
        assertThat(report.written()).isTrue();
        assertThat(partial()).doesNotExist();
        assertThat(folder.resolve("maps")).isDirectoryNotContaining(file -> !file.equals(output()));
    }

    @Test
    void sendsTheFiltersWithEveryPage() throws Exception {
        FAKE.tracks.put(AWARDS, down(15, 1));

        run(config());

        List<String> names = new ArrayList<>();
        SITE.findAll(getRequestedFor(anyUrl())).forEach(request -> request.getQueryParams().values().stream()
                .map(QueryParameter::key).forEach(names::add));
        assertThat(names).containsOnly("fields", "inunlimiter", "inenvmix", "order1", "count", "after");
        SITE.verify(2, getRequestedFor(anyUrl()).withQueryParam("order1", equalTo("6"))
                .withQueryParam("count", equalTo("10")));
    }

    @Test
    void readsAllPagesWhereTheSiteCapsThem() throws Exception {
        FAKE.tracks.put(AWARDS, down(350, 1));
        FAKE.cap = 100;

        TrackListReport report = run(config().withPages(9_999, 1_000));

        assertThat(report.ids()).hasSize(350);
        assertThat(report.pages()).isEqualTo(4);
    }

    @Test
    void readsOnWhereMoreIsNotSaid() throws Exception {
        FAKE.tracks.put(AWARDS, down(25, 1));
        FAKE.saysMore = false;

        TrackListReport report = run(config());

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.ids()).hasSize(25);
        assertThat(cursors()).containsExactly("", "16", "6", "1");
    }

    @Test
    void stopsWhereTheSiteSendsTheSamePageAgain() throws Exception {
        FAKE.tracks.put(AWARDS, down(25, 1));
        FAKE.ignoresCursor = true;

        TrackListReport report = run(config());

        assertThat(report.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(report.why()).contains("same page").contains("awards");
        assertThat(report.failure()).isEmpty();
        assertThat(report.ids()).hasSize(10);
        assertThat(warnings).containsExactly("LIST_CUT");
        assertThat(cursors()).hasSize(2);
        assertThat(written()).hasSize(10);
        assertThat(partial()).exists();
    }

    @Test
    void endsInOrderWhereTheLastPageBringsOnlyKnownTracks() throws Exception {
        List<Long> ids = new ArrayList<>(down(25, 16));
        ids.addAll(List.of(20L, 19L)); // ranks moved while the pages were read
        FAKE.tracks.put(AWARDS, ids);

        TrackListReport report = run(config());

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.ids()).isEqualTo(down(25, 16));
        assertThat(warnings).isEmpty();
        assertThat(partial()).doesNotExist();
    }

    @Test
    void hasNothingToWriteWhereNothingFits() throws Exception {
        Files.createDirectories(folder.resolve("maps"));
        Files.writeString(output(), "1\n2\n");

        TrackListReport report = run(config());

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.ids()).isEmpty();
        assertThat(report.written()).isFalse();
        assertThat(written()).containsExactly(1L, 2L);
        assertThat(partial()).doesNotExist();
    }

    @Test
    void repeatsAPageThatFailsForAWhile() throws Exception {
        FAKE.tracks.put(AWARDS, down(90, 1));
        FAKE.fail("51", 3);

        TrackListReport report = run(config());

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(written()).isEqualTo(down(90, 1));
        assertThat(cursors()).hasSize(12).filteredOn("51"::equals).hasSize(4);
    }

    @Test
    void goesOnBehindTheLastCompletePage() throws Exception {
        FAKE.tracks.put(AWARDS, down(90, 1));
        FAKE.fail("51", 4);

        TrackListReport failed = run(config());

        assertThat(failed.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(failed.failure()).get().extracting(ExchangeException::kind)
                .isEqualTo(ExchangeException.Kind.TRANSIENT);
        assertThat(failed.ids()).isEqualTo(down(90, 51));
        assertThat(written()).isEqualTo(down(90, 51));
        assertThat(partial()).exists();

        SITE.resetRequests();
        TrackListReport resumed = run(config());

        assertThat(resumed.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(resumed.resumed()).isEqualTo(40);
        assertThat(resumed.pages()).isEqualTo(9);
        assertThat(resumed.rows()).isEqualTo(90);
        assertThat(cursors()).containsExactly("51", "41", "31", "21", "11");
        assertThat(accepted).isEqualTo(down(50, 1));
        assertThat(written()).isEqualTo(down(90, 1));
        assertThat(partial()).doesNotExist();
    }

    @Test
    void replacesItsOwnIncompleteListByALongerOne() throws Exception {
        FAKE.tracks.put(AWARDS, down(50, 1));
        FAKE.fail("41", 4);
        run(config());
        assertThat(written()).hasSize(10);
        FAKE.fail("21", 4);

        TrackListReport second = run(config());

        assertThat(second.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(second.written()).isTrue();
        assertThat(written()).hasSize(30);
    }

    @Test
    void keepsACompleteListWhenANewOneFails() throws Exception {
        FAKE.tracks.put(AWARDS, down(50, 1));
        run(config());
        FAKE.tracks.put(AWARDS, down(60, 1));
        FAKE.fail("41", 4);

        TrackListReport failed = run(config());

        assertThat(failed.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(failed.ids()).hasSize(20);
        assertThat(failed.written()).isFalse();
        assertThat(written()).isEqualTo(down(50, 1));

        assertThat(run(config()).ending()).isEqualTo(Ending.COMPLETE);
        assertThat(written()).isEqualTo(down(60, 1));
    }

    @Test
    void startsAfreshForAnotherQuestion() throws Exception {
        FAKE.tracks.put(AWARDS, down(50, 1));
        FAKE.fail("31", 4);
        run(config());
        SITE.resetRequests();

        TrackListReport other = run(config().withLeast(5, 0));

        assertThat(other.resumed()).isZero();
        assertThat(cursors().get(0)).isEmpty();
        assertThat(written()).isEqualTo(down(50, 5));
    }

    @Test
    void tellsWhenTheSiteDoesNotKnowTheQuestion() throws Exception {
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(400)
                .withBody("{\"detail\":\"Specified field 'Car' does not exist\"}")));

        TrackListReport report = run(config());

        assertThat(report.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(report.why()).contains("Specified field 'Car' does not exist");
        assertThat(report.failure()).get().extracting(ExchangeException::kind)
                .isEqualTo(ExchangeException.Kind.API_CHANGED);
        assertThat(cursors()).hasSize(1);
        assertThat(output()).doesNotExist();
    }

    @Test
    void goesOnAfterItWasStopped() throws Exception {
        FAKE.tracks.put(AWARDS, down(50, 1));
        TrackListing listing = listing(config());
        onPage = () -> {
            if (accepted.size() == 20) {
                listing.stop();
            }
        };

        TrackListReport stopped = listing.run();

        assertThat(stopped.ending()).isEqualTo(Ending.INTERRUPTED);
        assertThat(stopped.failure()).isEmpty();
        assertThat(written()).isEqualTo(down(50, 31));

        client.close();
        client = newClient();
        onPage = () -> {};
        assertThat(run(config()).resumed()).isEqualTo(20);
        assertThat(written()).isEqualTo(down(50, 1));
    }

    @Test
    void leavesOutTracksWithFewAwardsAndEndsBelowThem() throws Exception {
        FAKE.tracks.put(AWARDS, down(50, 1));

        TrackListReport report = run(config().withLeast(36, 0));

        assertThat(report.ids()).isEqualTo(down(50, 36));
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.pages()).isEqualTo(2);
        assertThat(report.dropped()).isEqualTo(Map.of("awards", 5));
    }

    @Test
    void doesNotEndBelowTheAwardsInOtherOrders() throws Exception {
        List<Long> up = LongStream.rangeClosed(1, 50).boxed().toList();
        FAKE.tracks.put(TrackOrder.ACTIVITY.code(), up);
        FAKE.tracks.put(AWARDS, up); // a site that does not sort

        List<Long> wanted = LongStream.rangeClosed(36, 50).boxed().toList();
        assertThat(run(config().withLeast(36, 0)).ids()).isEqualTo(wanted);
        assertThat(run(config().withLeast(36, 0).withOrders(List.of(TrackOrder.ACTIVITY.code()))).ids())
                .isEqualTo(wanted);
    }

    @Test
    void countsMissingAwardsAsBelow() throws Exception {
        FAKE.tracks.put(AWARDS, List.of(3L, 2L));
        FAKE.trackRow = id -> "{\"TrackId\":" + id + "}";

        assertThat(run(config()).ids()).hasSize(2);
        assertThat(run(config().withLeast(1, 0)).ids()).isEmpty();
    }

    @Test
    void judgesRowsThatTheSiteShouldNotHaveSent() throws Exception {
        FAKE.tracks.put(AWARDS, down(20, 1));
        FAKE.trackRow = id -> "{\"TrackId\":" + (id == 7 ? "null" : id) + ",\"Tags\":[" + id % 2
                + "],\"UnlimiterVersion\":" + (id > 18 ? "3" : "null") + "}";
        TrackListConfig config = TrackListConfig.of(TrackSearch.builder().tags(List.of(0)).build(),
                TrackOrder.AWARDS, output());

        TrackListReport report = run(config);

        assertThat(report.ids()).containsExactly(18L, 16L, 14L, 12L, 10L, 8L, 6L, 4L, 2L);
        assertThat(report.dropped()).isEqualTo(Map.of("unlimiter", 2, "tags", 8, "without id", 1));
        assertThat(report.rows()).isEqualTo(20);
    }

    @Test
    void takesTurnsWithTheOrders() throws Exception {
        FAKE.tracks.put(AWARDS, down(40, 21));
        FAKE.tracks.put(TrackOrder.ACTIVITY.code(), down(30, 1));
        FAKE.tracks.put(TrackOrder.UPLOADED.code(), down(40, 26));

        TrackListReport report = run(config().withOrders(TrackListConfig.ROTATION));

        assertThat(SITE.findAll(getRequestedFor(anyUrl())).stream()
                .map(request -> request.queryParameter("order1").firstValue()))
                .containsExactly("6", "10", "2", "6", "10", "2", "10");
        assertThat(report.ids()).containsExactlyInAnyOrderElementsOf(down(40, 1));
        assertThat(report.ids().subList(0, 10)).isEqualTo(down(40, 31));
        assertThat(report.duplicates()).isEqualTo(25);
        assertThat(report.pages()).isEqualTo(7);
    }

    @Test
    void goesOnWithTheOrderWhoseTurnItIs() throws Exception {
        FAKE.tracks.put(-1, down(40, 1));
        FAKE.fail("21", 4);
        TrackListConfig all = config().withOrders(TrackListConfig.ROTATION);
        run(all);
        SITE.resetRequests();

        TrackListReport report = run(all);

        assertThat(report.ids()).isEqualTo(down(40, 1));
        assertThat(report.duplicates()).isEqualTo(80);
        assertThat(cursors()).containsExactly("21", "21", "21", "11", "11", "11");
    }

    @Test
    void readsNoMorePagesThanWanted() throws Exception {
        FAKE.tracks.put(AWARDS, down(50, 1));

        TrackListReport report = run(config().withPages(2, 10));

        assertThat(report.ids()).hasSize(20);
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(cursors()).hasSize(2);
    }

    @Test
    void endsWithAsManyTracksAsWanted() throws Exception {
        FAKE.tracks.put(AWARDS, down(50, 1));

        TrackListReport report = run(config().withMaxTracks(13));

        assertThat(report.ids()).isEqualTo(down(50, 38));
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(cursors()).hasSize(2);
        assertThat(partial()).doesNotExist();
    }

    @Test
    void asksTheSearchAloneForTracksWithAReplay() throws Exception {
        FAKE.tracks.put(AWARDS, down(5, 1));

        assertThat(run(config().withLeast(0, 1)).ids()).hasSize(5);

        SITE.verify(1, getRequestedFor(anyUrl()).withQueryParam("inhasrecord", equalTo("1")));
        assertThat(replayQuestions()).isZero();
    }

    private static void replays(long trackId, int count) {
        FAKE.replays.put(trackId, LongStream.rangeClosed(1, count)
                .mapToObj(id -> "{\"ReplayId\":" + id + "}").toList());
    }

    @Test
    void countsReplaysWithOneQuestionATrack() throws Exception {
        FAKE.tracks.put(AWARDS, down(25, 1));
        for (long id = 1; id <= 25; id++) {
            replays(id, (int) id % 5);
        }

        TrackListReport report = run(config().withLeast(0, 3).withApiWorkers(4));

        assertThat(report.ids()).containsExactly(24L, 23L, 19L, 18L, 14L, 13L, 9L, 8L, 4L, 3L);
        assertThat(report.dropped()).isEqualTo(Map.of("replays", 15));
        assertThat(replayQuestions()).isEqualTo(25);
        SITE.verify(25, getRequestedFor(urlPathEqualTo("/api/replays"))
                .withQueryParam("count", equalTo("3")));
    }

    @Test
    void countsOnWhereTheSiteCapsItsAnswers() throws Exception {
        FAKE.tracks.put(AWARDS, List.of(2L, 1L));
        replays(2, 25);
        replays(1, 24);
        FAKE.cap = 10;

        assertThat(run(config().withLeast(0, 25)).ids()).containsExactly(2L);
    }

    @Test
    void stopsCountingWhenTheListIsFull() throws Exception {
        FAKE.tracks.put(AWARDS, down(100, 1));
        for (long id = 1; id <= 100; id++) {
            replays(id, 9);
        }

        TrackListReport report = run(
                config().withPages(9, 100).withLeast(0, 5).withMaxTracks(3).withApiWorkers(2));

        assertThat(report.ids()).containsExactly(100L, 99L, 98L);
        assertThat(replayQuestions()).isBetween(3, 4);
    }

    @Test
    void tellsOfTracksWhoseReplaysCouldNotBeCounted() throws Exception {
        FAKE.tracks.put(AWARDS, down(5, 1));
        for (long id = 1; id <= 5; id++) {
            replays(id, 9);
        }
        FAKE.fail("3", 99);

        TrackListReport report = run(config().withLeast(0, 5).withApiWorkers(2));

        assertThat(report.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(report.why()).contains("replays of 1 track");
        assertThat(report.dropped()).isEqualTo(Map.of("replays not counted", 1));
        assertThat(written()).containsExactly(5L, 4L, 2L, 1L);
        assertThat(warnings).containsExactly("REPLAYS_NOT_COUNTED");
        assertThat(partial()).doesNotExist();
    }

    @Test
    void endsWhenTheSiteDoesNotKnowTheQuestionForReplays() throws Exception {
        FAKE.tracks.put(AWARDS, down(50, 1));
        SITE.stubFor(get(urlPathEqualTo("/api/replays")).willReturn(aResponse().withStatus(400)));

        TrackListReport report = run(config().withLeast(0, 5).withApiWorkers(2));

        assertThat(report.failure()).get().extracting(ExchangeException::kind)
                .isEqualTo(ExchangeException.Kind.API_CHANGED);
        assertThat(report.pages()).isZero();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("tmnf-list-"));
    }

    @Test
    void savesTheRowsAsTheyCame() throws Exception {
        FAKE.tracks.put(AWARDS, down(12, 1));
        FAKE.trackRow = id -> "{\"TrackId\":" + id + ",\"TrackName\":\"É \\ud83d\\n" + id
                + "\",\"Unheard\":[1,{\"Of\":null}]}";
        FAKE.fail("3", 4);
        Path json = folder.resolve("rows.json");
        run(config().withJson(json));

        run(config().withJson(json));

        JsonNode rows = new ObjectMapper().readTree(Files.readString(json));
        assertThat(rows).hasSize(12);
        assertThat(rows.get(11).get("TrackId").asInt()).isEqualTo(1);
        assertThat(rows.get(0).get("TrackName").asText()).startsWith("É ").endsWith("\n12");
        assertThat(rows.get(0).get("Unheard").get(1).get("Of").isNull()).isTrue();
        assertThat(Files.readString(json)).startsWith("[\n  {\n    \"TrackId\"").endsWith("\n]\n");
    }

    @Test
    void touchesNoFileInADryRun() throws Exception {
        FAKE.tracks.put(AWARDS, down(25, 1));

        TrackListReport report = listing(config().withJson(folder.resolve("rows.json"))).dryRun();

        assertThat(report.ids()).isEqualTo(down(25, 1));
        assertThat(report.written()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFolderAsOutputBeforeAnyRequest() throws Exception {
        Files.createDirectories(output());

        assertThatThrownBy(() -> run(config())).isInstanceOf(IOException.class)
                .hasMessageContaining("is a folder");
        assertThat(cursors()).isEmpty();
    }

    @Test
    void leavesAListAloneThatAnotherRunWrites() throws Exception {
        FAKE.tracks.put(AWARDS, down(25, 1));
        try (PartialFile other = new PartialFile(output(), "another question")) {
            assertThatThrownBy(() -> run(config())).isInstanceOf(FolderBusyException.class);
            assertThat(other.earlier()).isEmpty();
        }
        assertThat(cursors()).isEmpty();
    }
}
