package tmnf.exchange.question;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.headRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/** Each question against a site that answers one way, and the other. */
@Timeout(60)
class OpenQuestionsTest {

    @RegisterExtension
    static final WireMockExtension SITE =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final String NO_FIELD = "{\"type\":\"about:blank\",\"title\":\"Bad Request\","
            + "\"status\":400,\"detail\":\"Specified field 'Nope' does not exist\"}";

    private final List<Settled> settled = new ArrayList<>();

    /** A site that does in everything as the downloads suppose. */
    @BeforeEach
    void aSiteAsSupposed() {
        tracks("count", "1").list("{'TrackId':7,'TrackName':'A01'}");
        tracks("count", "2000").more(rows(1000, "{'TrackId':%d}"));
        tracks("order1", "6", "count", "5").list(orders("[[9,1,'2020'],[7,3,'2021'],[7,2,'2022']]"));
        tracks("order1", "8", "count", "5").list(orders("[[1,9,'2020'],[3,7,'2021'],[2,7,'2022']]"));
        tracks("order1", "10", "count", "5").list(orders("[[1,1,'2022-02'],[3,3,'2022-01'],[2,2,'2021']]"));
        tracks("tag", "10").list("{'TrackId':1,'Tags':[3,10]},{'TrackId':2,'Tags':[10]}");
        tracks("inhasrecord", "0").list("{'TrackId':1,'WRReplay':null}");
        tracks("fields", "Nope").answer(json(400, NO_FIELD));
        SITE.stubFor(get(urlPathEqualTo("/api/tracks")).withQueryParam("fields", absent())
                .willReturn(json(400, "{\"detail\":\"Missing value for 'fields'\"}")));
        replays().more(rows(40, "{'ReplayId':%d}"));
        replays("limit", "1").more(rows(40, "{'ReplayId':%d}"));
        replays("best", "1").list(best("[[0,1,1],[1,1,2],[2,1,3]]"));
        replays("count", "1000").list(versions("[['2021',9],['2021',12],['2020',8]]"));
        SITE.stubFor(head(urlPathEqualTo("/recordgbx/1")).willReturn(aResponse()
                .withHeader("Content-Type", "application/gbx").withHeader("ETag", "x")));
    }

    @ParameterizedTest
    @CsvSource({"404, '<html>not here</html>'", "301, ''", "200, '{}'"})
    void nothingElseIsAskedOfASiteThatIsNoExchange(int status, String body) {
        tracks("order1", "6", "count", "1").answer(json(status, body));

        assertThatThrownBy(this::ask).isInstanceOfSatisfying(ExchangeException.class, e ->
                assertThat(e.kind()).isEqualTo(Kind.API_CHANGED));
        SITE.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void headersOfAFileAreAskedForAsADownloadAsksAndHaveNoBody() throws Exception {
        SITE.stubFor(head(urlPathEqualTo("/recordgbx/1")).willReturn(aResponse()
                .withHeader("Content-Type", "application/gbx").withHeader("Content-Encoding", "gzip")));

        ask();

        assertThat(answer("file-headers").answer()).contains("application/gbx");
        SITE.verify(1, headRequestedFor(anyUrl()).withHeader("Accept-Encoding", equalTo("identity")));
    }

    @Test
    void settlesAllOfThemWithOneRequestEach() throws Exception {
        ask();

        assertThat(settled).extracting(Settled::question).containsExactlyInAnyOrder("tracks", "page-cap",
                "order-6", "order-8", "order-10", "tag-filter", "no-record", "default-page",
                "unknown-parameter", "position", "best", "versions", "file-headers", "error-body",
                "missing-fields");
        assertThat(settled).allSatisfy(answer -> assertThat(answer.verdict()).as(answer.toString())
                .isEqualTo(Verdict.AS_SUPPOSED));
        SITE.verify(14, anyRequestedFor(anyUrl()).withHeader("User-Agent", equalTo("tmnf/test (+me)")));
        SITE.verify(1, headRequestedFor(anyUrl()));
        assertThat(answer("page-cap").answer()).contains("1000 rows for count=2000", "caps count at 1000");
        assertThat(answer("page-cap").request()).isEqualTo("GET /api/tracks?fields=TrackId&count=2000");
        assertThat(answer("tag-filter").request()).contains("fields=TrackId,Tags[]");
        assertThat(answer("default-page").answer()).contains("40 rows without count");
        assertThat(answer("position").answer()).isEqualTo("the first is 0");
        assertThat(answer("file-headers").answer()).contains("Content-Type: application/gbx; ",
                "ETag: x", "Last-Modified, Cache-Control");
        assertThat(answer("error-body").answer()).startsWith("400, application/json: {\"type\"");
        assertThat(answer("missing-fields").answer()).isEqualTo("400: Missing value for 'fields'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "page-cap;count;2000;{'More':false,'Results':[{'TrackId':1}]};UNTOLD;all of its 1 tracks",
        "order-6;order1;6;{'Results':[{'Awards':1},{'Awards':2}]};UNEXPECTED;not sorted by Awards",
        "order-6;order1;6;{'Results':[{'Awards':1,'Comments':5},{'Awards':2,'Comments':4}]};UNEXPECTED;"
            + "but by Comments",
        "order-6;order1;6;{'Results':[{'Awards':null},{'Awards':2}]};UNEXPECTED;not sorted by Awards",
        "order-8;order1;8;{'Results':[{'Comments':1},{'Comments':1}]};UNTOLD;do not differ in Comments",
        "tag-filter;tag;10;{'Results':[{'Tags':[10]},{'Tags':[1]}]};OTHERWISE;1 of the 2 rows lack tag 10",
        "tag-filter;tag;10;{'Results':[]};UNTOLD;no track has tag 10",
        "no-record;inhasrecord;0;{'Results':[{'TrackId':1}]};AS_SUPPOSED;WRReplay is absent",
        "no-record;inhasrecord;0;{'Results':[{'WRReplay':{'ReplayId':5}}]};UNEXPECTED;a track with the",
        "no-record;inhasrecord;0;{'Results':[]};UNTOLD;every track has a replay",
        "error-body;fields;Nope;{'Results':[{'TrackId':1}]};OTHERWISE;an unknown field is no error",
        "page-cap;count;2000;{'Results':5};UNEXPECTED;no list but 200",
        "page-cap;count;2000;nonsense;UNEXPECTED;no list but 200"})
    void theOtherAnswersAboutTracks(String question, String parameter, String value, String body,
            Verdict verdict, String words) throws Exception {
        tracks(parameter, value, "fields", fields(question)).answer(json(200, body.replace('\'', '"')));

        ask();

        assertThat(answer(question).verdict()).as(answer(question).answer()).isEqualTo(verdict);
        assertThat(answer(question).answer().replace("list,", "list")).contains(words);
    }

    @Test
    void theSiteMayHaveNoCapBelowWhatIsAsked() throws Exception {
        tracks("count", "2000").more(rows(2000, "{'TrackId':%d}"));

        ask();

        assertThat(answer("page-cap").verdict()).isEqualTo(Verdict.OTHERWISE);
        assertThat(answer("page-cap").answer()).contains("no cap below");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "unknown-parameter;limit;1;{'Results':[{'ReplayId':0}]};OTHERWISE;limit counts after all",
        "unknown-parameter;limit;1;{'Results':[{'ReplayId':0},{'ReplayId':1}]};UNEXPECTED;2 rows with limit",
        "position;best;1;{'Results':[{'Position':1,'User':{'UserId':1}}]};AS_SUPPOSED;the first is 1",
        "position;best;1;{'Results':[{'Position':7}]};UNEXPECTED;the first is 7",
        "position;best;1;{'Results':[{'Position':null}]};UNTOLD;no row has a Position",
        "best;best;1;{'Results':[{'User':{'UserId':1}},{'User':{'UserId':1}}]};UNEXPECTED;"
            + "1 of a driver who was there before",
        "best;best;1;{'Results':[{'IsBest':0,'User':{'UserId':1}},{'User':{'UserId':2}}]};UNEXPECTED;"
            + "1 that are not the best",
        "best;best;1;{'Results':[{'IsBest':1}]};UNTOLD;one driver at most",
        "versions;count;1000;{'Results':[{'TrackAt':'1'},{'TrackAt':'1'}]};UNTOLD;one version",
        "versions;count;1000;{'Results':[{'TrackAt':'1'},{'TrackAt':'2'}]};OTHERWISE;versions mixed",
        "versions;count;1000;{'Results':[{'TrackAt':'2','ReplayTime':9},{'TrackAt':'2','ReplayTime':8},"
            + "{'TrackAt':'1'}]};OTHERWISE;not by time"})
    void theOtherAnswersAboutReplays(String question, String parameter, String value, String body,
            Verdict verdict, String words) throws Exception {
        replays(parameter, value).answer(json(200, body.replace('\'', '"')));

        ask();

        assertThat(answer(question).verdict()).as(answer(question).answer()).isEqualTo(verdict);
        assertThat(answer(question).answer()).contains(words);
    }

    @Test
    void withoutAnyReplayTheirQuestionsAreNotAsked() throws Exception {
        tracks("count", "1", "fields", "TrackId,TrackName").answer(json(200, "{\"Results\":[]}"));

        ask();

        SITE.verify(0, anyRequestedFor(urlPathEqualTo("/api/replays")));
        assertThat(settled).hasSize(15);
        assertThat(answer("position")).isEqualTo(new Settled("position", "", 0,
                "the site has no track with a replay", Verdict.UNTOLD));
    }

    @ParameterizedTest
    @CsvSource({"405, OTHERWISE, HEAD is not allowed", "404, UNEXPECTED, HEAD is answered with 404",
        "302, UNEXPECTED, HEAD is answered with 302"})
    void aFileMayNotBeAskedAboutWithoutBeingSent(int status, Verdict verdict, String words) throws Exception {
        SITE.stubFor(head(urlPathEqualTo("/recordgbx/1")).willReturn(aResponse().withStatus(status)));

        ask();

        assertThat(answer("file-headers").verdict()).isEqualTo(verdict);
        assertThat(answer("file-headers").answer()).contains(words);
    }

    @Test
    void aQuestionWithoutFieldsMayBringAllOfThem() throws Exception {
        SITE.stubFor(get(urlPathEqualTo("/api/tracks")).withQueryParam("fields", absent())
                .willReturn(json(200, "{\"Results\":[{\"TrackId\":1,\"TrackName\":\"x\"}]}")));

        ask();

        assertThat(answer("missing-fields").verdict()).isEqualTo(Verdict.OTHERWISE);
        assertThat(answer("missing-fields").answer()).isEqualTo("no error, but rows with TrackId, TrackName");
    }

    @Test
    void aRefusalIsAnAnswer() throws Exception {
        tracks("tag", "10").answer(json(400, "{\"detail\":\"Invalid value for 'tag'\"}"));

        ask();

        assertThat(answer("tag-filter")).extracting(Settled::status, Settled::verdict, Settled::answer)
                .containsExactly(400, Verdict.UNEXPECTED, "no list, but 400: Invalid value for 'tag'");
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void aSiteThatWantsRestIsLeftAlone(int status) {
        tracks("order1", "8").answer(aResponse().withStatus(status).withHeader("Retry-After", "7"));

        assertThatThrownBy(this::ask).isInstanceOfSatisfying(ExchangeException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        });

        assertThat(settled).extracting(Settled::question).containsExactly("tracks", "page-cap", "order-6");
        SITE.verify(4, anyRequestedFor(anyUrl()));
    }

    @Test
    void tooManyRequestsAreThatWithoutATimeToo() {
        tracks("order1", "8").answer(aResponse().withStatus(429));

        assertThatThrownBy(this::ask).isInstanceOf(ExchangeException.class).hasMessageContaining("429");
        SITE.verify(4, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 403})
    void oneQuestionWithoutAnAnswerLeavesTheOthers(int status) throws Exception {
        tracks("order1", "8").answer(aResponse().withStatus(status));

        ask();

        assertThat(answer("order-8")).isEqualTo(new Settled("order-8",
                "GET /api/tracks?fields=TrackId,Awards,Comments,ActivityAt&count=5&order1=8", status,
                "no answer: HTTP " + status, Verdict.UNANSWERED));
        assertThat(settled).hasSize(15).filteredOn(one -> !one.question().equals("order-8"))
                .allSatisfy(one -> assertThat(one.verdict()).isEqualTo(Verdict.AS_SUPPOSED));
        SITE.verify(14, anyRequestedFor(anyUrl()));
    }

    @Test
    void aBrokenConnectionIsOneQuestionsToo() throws Exception {
        tracks("tag", "10").answer(aResponse().withFault(Fault.EMPTY_RESPONSE));

        ask();

        assertThat(answer("tag-filter").verdict()).isEqualTo(Verdict.UNANSWERED);
        assertThat(answer("tag-filter").answer()).startsWith("no answer: /api/tracks: the connection to");
        assertThat(settled).hasSize(15);
    }

    /** What is asked about them hangs on them; the file is one of those in a list that did come. */
    @Test
    void withoutTheFirstListOfReplaysTheOthersAreAskedFor() throws Exception {
        replays().answer(aResponse().withStatus(500));
        replays("best", "1").list("{'ReplayId':1,'Position':0,'IsBest':1,'User':{'UserId':1}}");
        replays("count", "1000").list(versions("[['2021',9],['2020',8]]"));

        ask();

        assertThat(answer("default-page").verdict()).isEqualTo(Verdict.UNANSWERED);
        assertThat(answer("unknown-parameter")).isEqualTo(new Settled("unknown-parameter", "", 0,
                "there is no list without limit to compare with", Verdict.UNTOLD));
        assertThat(answer("versions").verdict()).isEqualTo(Verdict.AS_SUPPOSED);
        assertThat(answer("file-headers").verdict()).isEqualTo(Verdict.AS_SUPPOSED);
        SITE.verify(13, anyRequestedFor(anyUrl()));
    }

    @Test
    void oneListThatSettlesTwoQuestionsSettlesNeitherWhereItDoesNotCome() throws Exception {
        replays("best", "1").answer(aResponse().withStatus(500));

        ask();

        assertThat(settled).filteredOn(one -> one.verdict() == Verdict.UNANSWERED)
                .extracting(Settled::question).containsExactly("position", "best");
        assertThat(settled).hasSize(15);
    }

    /** All the orders may be broken; a fourth question in vain says that the site is down. */
    @Test
    void aSiteThatIsDownIsAskedNoMore() {
        for (String order : List.of("6", "8", "10")) {
            tracks("order1", order, "count", "5").answer(aResponse().withStatus(500));
        }
        tracks("tag", "10").answer(aResponse().withStatus(500));

        assertThatThrownBy(this::ask).isInstanceOfSatisfying(ExchangeException.class,
                failure -> assertThat(failure.status()).isEqualTo(500));
        assertThat(settled).extracting(Settled::question)
                .containsExactly("tracks", "page-cap", "order-6", "order-8", "order-10");
        SITE.verify(6, anyRequestedFor(anyUrl()));
    }

    @Test
    void aSiteThatTurnsUsAwayTwiceIsAskedNoMore() {
        tracks("order1", "6", "count", "5").answer(aResponse().withStatus(403));
        tracks("order1", "8", "count", "5").answer(aResponse().withStatus(403));

        assertThatThrownBy(this::ask).isInstanceOfSatisfying(ExchangeException.class,
                failure -> assertThat(failure.kind()).isEqualTo(Kind.BLOCKED));
        SITE.verify(4, anyRequestedFor(anyUrl()));
    }

    @Test
    void aSiteThatIsDownAtFirstIsAskedOnce() {
        tracks("count", "1", "fields", "TrackId,TrackName").answer(aResponse().withStatus(500));

        assertThatThrownBy(this::ask).isInstanceOf(ExchangeException.class);
        assertThat(settled).isEmpty();
        SITE.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aPageForPeopleIsNoAnswer() {
        tracks("count", "1", "fields", "TrackId,TrackName")
                .answer(aResponse().withBody("\n<!DOCTYPE html><title>Maintenance</title>"));

        assertThatThrownBy(this::ask).isInstanceOfSatisfying(ExchangeException.class, failure ->
                assertThat(failure.kind()).isEqualTo(Kind.BLOCKED)).hasMessageContaining("is a web page");
        assertThat(settled).isEmpty();
    }

    @Test
    void aSiteThatHangsIsGivenUp() {
        tracks("count", "1", "fields", "TrackId,TrackName").answer(aResponse().withFixedDelay(30_000));

        assertThatThrownBy(() -> ask(Duration.ofMillis(200))).isInstanceOfSatisfying(
                ExchangeException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT));
    }

    private void ask() throws IOException, InterruptedException {
        ask(Duration.ofSeconds(20));
    }

    private void ask(Duration timeout) throws IOException, InterruptedException {
        ExchangeConfig config = ExchangeConfig.of(URI.create(SITE.baseUrl()), "tmnf/test (+me)")
                .withTimeout(timeout);
        try (ExchangeClient client = new ExchangeClient(config)) {
            new OpenQuestions(client, settled::add).ask();
        }
    }

    private Settled answer(String question) {
        return settled.stream().filter(one -> one.question().equals(question)).findFirst().orElseThrow();
    }

    // ---------------------------------------------------------------------------------------------- site

    private static String fields(String question) {
        return switch (question) {
            case "page-cap" -> "TrackId";
            case "tag-filter" -> "TrackId,Tags[]";
            case "no-record" -> "TrackId,WRReplay.ReplayId";
            case "error-body" -> "Nope";
            default -> "TrackId,Awards,Comments,ActivityAt";
        };
    }

    /** What is asked for; the answer that was given last holds. */
    private record Asked(MappingBuilder question) {
        void list(String rows) {
            answer(json(200, "{\"More\":false,\"Results\":[" + rows.replace('\'', '"') + "]}"));
        }

        void more(String rows) {
            answer(json(200, "{\"More\":true,\"Results\":[" + rows.replace('\'', '"') + "]}"));
        }

        void answer(ResponseDefinitionBuilder answer) {
            SITE.stubFor(question.willReturn(answer));
        }
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse().withStatus(status).withHeader("Content-Type", "application/json").withBody(body);
    }

    private static Asked tracks(String... parameters) {
        return asked("/api/tracks", parameters);
    }

    private static Asked replays(String... parameters) {
        return asked("/api/replays", parameters);
    }

    private static Asked asked(String path, String... parameters) {
        MappingBuilder question = get(urlPathEqualTo(path));
        for (int i = 0; i < parameters.length; i += 2) {
            question.withQueryParam(parameters[i], equalTo(parameters[i + 1]));
        }
        return new Asked(question);
    }

    private static String rows(int count, String form) {
        return IntStream.rangeClosed(1, count).mapToObj(form::formatted).collect(Collectors.joining(","));
    }

    /** Of {@code [[awards,comments,'activity'],...]}. */
    private static String orders(String values) {
        return values.replaceAll("\\[(\\d+),(\\d+),('[^']*')\\]",
                "{'Awards':$1,'Comments':$2,'ActivityAt':$3}").replaceAll("[\\[\\]]", "");
    }

    /** Of {@code [[position,isBest,user],...]}. */
    private static String best(String values) {
        return values.replaceAll("\\[(\\d+),(\\d+),(\\d+)\\]",
                "{'Position':$1,'IsBest':$2,'User':{'UserId':$3}}").replaceAll("[\\[\\]]", "");
    }

    /** Of {@code [['trackAt',time],...]}. */
    private static String versions(String values) {
        return values.replaceAll("\\[('[^']*'),(\\d+)\\]", "{'TrackAt':$1,'ReplayTime':$2}")
                .replaceAll("[\\[\\]]", "");
    }
}
