package tmnf.exchange;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.exchange.api.ReplayQuery;
import tmnf.exchange.api.TrackOrder;
import tmnf.exchange.api.TrackSearch;
import tmnf.exchange.api.TrackTraits;
import tmnf.exchange.http.BudgetListener;
import tmnf.exchange.http.Time;
import tmnf.exchange.http.VirtualTime;

class ExchangeClientTest {

    @RegisterExtension
    static final WireMockExtension SITE =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final ReplayQuery REPLAYS = new ReplayQuery(2233, 50, true, -1);

    private final VirtualTime time = new VirtualTime();
    private ExchangeClient client;

    @BeforeEach
    void open() {
        client = client(time);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static ExchangeClient client(Time time) {
        ExchangeConfig config = ExchangeConfig.of(URI.create(SITE.baseUrl()), "tmnf/test (+me)");
        return new ExchangeClient(config.withRetries(3), time, BudgetListener.NONE);
    }

    private static void answer(String body) {
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withBody(body)));
    }

    private static List<String> parametersOfTheRequest() {
        List<LoggedRequest> requests = SITE.findAll(getRequestedFor(anyUrl()));
        assertThat(requests).hasSize(1);
        return requests.get(0).getQueryParams().values().stream().map(QueryParameter::key).toList();
    }

    @Test
    void asksForReplaysWithParametersThatTheSiteKnows() throws Exception {
        answer("{\"More\":false,\"Results\":[{\"ReplayId\":7}]}");

        assertThat(client.replays(REPLAYS.behind(6)).rows()).extracting("id").containsExactly(7L);

        SITE.verify(1, getRequestedFor(urlPathEqualTo("/api/replays"))
                .withQueryParam("trackId", equalTo("2233")).withQueryParam("count", equalTo("50"))
                .withQueryParam("best", equalTo("1")).withQueryParam("after", equalTo("6"))
                .withQueryParam("fields", equalTo("ReplayId,User.UserId,User.Name,ReplayTime,ReplayScore,"
                        + "ReplayRespawns,Position,IsBest,IsLeaderboard,Validated,TrackAt,ReplayAt"))
                .withHeader("User-Agent", equalTo("tmnf/test (+me)"))
                .withHeader("Accept", equalTo("application/json")));
        assertThat(parametersOfTheRequest())
                .containsExactlyInAnyOrder("fields", "trackId", "count", "best", "after");
    }

    @Test
    void asksForTheFirstPageWithoutACursor() throws Exception {
        answer("[]");

        client.replays(new ReplayQuery(5, 1000, false, -1));

        assertThat(parametersOfTheRequest()).containsExactlyInAnyOrder("fields", "trackId", "count");
    }

    @Test
    void searchesTracksWithParametersThatTheSiteKnows() throws Exception {
        answer("{\"More\":true,\"Results\":[{\"TrackId\":5}]}");

        client.tracks(TrackSearch.builder().name("A01").order(TrackOrder.ACTIVITY).count(40).build());

        SITE.verify(1, getRequestedFor(urlPathEqualTo("/api/tracks"))
                .withQueryParam("fields", equalTo("TrackId,TrackName,UId,AuthorTime,Awards,Uploader.Name,"
                        + "UploadedAt,UpdatedAt,PrimaryType,Environment,Car,Tags[],Difficulty,"
                        + "UnlimiterVersion,WRReplay.ReplayId,WRReplay.ReplayTime"))
                .withQueryParam("order1", equalTo("10")).withQueryParam("name", equalTo("A01")));
        assertThat(parametersOfTheRequest())
                .containsExactlyInAnyOrder("fields", "name", "order1", "count", "inunlimiter", "inenvmix");
    }

    @Test
    void asksForWhatAFilterIsJudgedBy() throws Exception {
        answer("{\"More\":false,\"Results\":[]}");

        client.tracks(TrackSearch.builder().author("uli").authorId(3)
                .moods(List.of(TrackTraits.Mood.DAY)).routes(List.of(TrackTraits.Routes.SINGLE)).build());

        SITE.verify(1, getRequestedFor(urlPathEqualTo("/api/tracks"))
                .withQueryParam("fields", equalTo("TrackId,TrackName,UId,AuthorTime,Awards,Uploader.Name,"
                        + "UploadedAt,UpdatedAt,PrimaryType,Environment,Car,Tags[],Difficulty,"
                        + "UnlimiterVersion,WRReplay.ReplayId,WRReplay.ReplayTime,Authors[].User.Name,"
                        + "Uploader.UserId,Mood,Routes"))
                .withQueryParam("author", equalTo("uli")));
    }

    @Test
    void asksForEachFileUnderOneUrl() throws Exception {
        answer("GBX");

        byte[] replay = client.replayFile(7, (in, length) -> in.readAllBytes());
        byte[] challenge = client.challengeFile(8, (in, length) -> in.readAllBytes());

        assertThat(replay).asString().isEqualTo("GBX");
        assertThat(challenge).asString().isEqualTo("GBX");
        SITE.verify(1, getRequestedFor(urlEqualTo("/recordgbx/7")));
        SITE.verify(1, getRequestedFor(urlEqualTo("/trackgbx/8")));
        assertThat(client.traffic()).isEqualTo(new ExchangeClient.Traffic(2, 6));
    }

    @Test
    void repeatsWhatFailsForAWhile() throws Exception {
        failTwiceThen("{\"More\":false,\"Results\":[{\"ReplayId\":7}]}");
        List<String> told = new ArrayList<>();

        var page = client.retrying(() -> client.replays(REPLAYS), failure -> told.add(failure.path()));

        assertThat(page.rows()).hasSize(1);
        assertThat(told).containsExactly("/api/replays", "/api/replays");
    }

    private static void failTwiceThen(String body) {
        SITE.stubFor(get(anyUrl()).inScenario("s").whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(502)).willSetStateTo("2"));
        SITE.stubFor(get(anyUrl()).inScenario("s").whenScenarioStateIs("2")
                .willReturn(aResponse().withBody("{\"Results\":")).willSetStateTo("3"));
        SITE.stubFor(get(anyUrl()).inScenario("s").whenScenarioStateIs("3")
                .willReturn(aResponse().withBody(body)));
    }

    @Test
    void isOneAttemptWithoutRetrying() {
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(500)));

        assertThatThrownBy(() -> client.replays(REPLAYS)).isInstanceOfSatisfying(ExchangeException.class,
                e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
        SITE.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void givesUpAfterTheConfiguredRepeats() {
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(500)));

        assertThatThrownBy(() -> client.retrying(() -> client.replays(REPLAYS)))
                .isInstanceOf(ExchangeException.class);
        SITE.verify(4, getRequestedFor(anyUrl()));
    }

    @Test
    void failsAtOnceWhenTheSiteDoesNotKnowAField() {
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(400)
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"Specified field 'ReplayCount' does not exist\"}")));

        assertThatThrownBy(() -> client.retrying(() -> client.replays(REPLAYS)))
                .isInstanceOfSatisfying(ExchangeException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.API_CHANGED))
                .hasMessageContaining("Specified field 'ReplayCount' does not exist");
        SITE.verify(1, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Results\":null}", "{}", "Service is busy"})
    void repeatsAnAnswerWithoutResultsAndShowsIt(String body) {
        answer(body);

        assertThatThrownBy(() -> client.retrying(() -> client.replays(REPLAYS)))
                .isInstanceOf(ExchangeException.class).hasMessageContaining(body);
        assertThat(SITE.findAll(getRequestedFor(anyUrl()))).hasSizeBetween(2, 4);
    }

    @Test
    void waitsAsLongAsTheSiteAsks() throws Exception {
        SITE.stubFor(get(anyUrl()).inScenario("s").whenScenarioStateIs(Scenario.STARTED).willReturn(
                aResponse().withStatus(503).withHeader("Retry-After", "90")).willSetStateTo("up"));
        SITE.stubFor(get(anyUrl()).inScenario("s").whenScenarioStateIs("up")
                .willReturn(aResponse().withBody("[]")));

        client.retrying(() -> client.replays(REPLAYS));

        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(120));
    }

    @Test
    void doesNotWaitForASiteThatAsksForADay() {
        SITE.stubFor(get(anyUrl()).willReturn(
                aResponse().withStatus(429).withHeader("Retry-After", "86400")));

        assertThatThrownBy(() -> client.retrying(() -> client.replays(REPLAYS)))
                .isInstanceOfSatisfying(ExchangeException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(time.elapsed()).isLessThan(Duration.ofMinutes(15));
        SITE.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void stopsWhileItWaits() throws Exception {
        SITE.stubFor(get(anyUrl()).willReturn(
                aResponse().withStatus(503).withHeader("Retry-After", "300")));
        AtomicReference<Exception> failure = new AtomicReference<>();
        CountDownLatch waiting = new CountDownLatch(1);
        try (ExchangeClient patient = client(Time.SYSTEM)) {
            Thread thread = new Thread(() -> {
                try {
                    patient.retrying(() -> patient.replays(REPLAYS), retried -> waiting.countDown());
                } catch (Exception e) {
                    failure.set(e);
                }
            });
            thread.start();
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

            patient.stop();

            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(failure.get()).isInstanceOfSatisfying(ExchangeException.class,
                e -> assertThat(e.kind()).isEqualTo(Kind.STOPPED));
    }

    @Test
    void answersNothingAfterStop() {
        answer("[]");
        client.stop();

        assertThatThrownBy(() -> client.retrying(() -> client.replays(REPLAYS)))
                .isInstanceOfSatisfying(ExchangeException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.STOPPED));
        SITE.verify(0, getRequestedFor(anyUrl()));
    }
}
