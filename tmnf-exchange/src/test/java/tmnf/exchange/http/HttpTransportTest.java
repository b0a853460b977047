package tmnf.exchange.http;

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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/** What is sent, and what answers mean. */
class HttpTransportTest {

    @RegisterExtension
    static final WireMockExtension SITE = WireMockExtension.newInstance().options(options().dynamicPort()
            .gzipDisabled(true).useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)).build();

    private static final byte[] BODY = "GBX and so on".getBytes(StandardCharsets.US_ASCII);

    private HostBudget budget;
    private HttpTransport transport;

    @BeforeEach
    void open() {
        ExchangeConfig config = ExchangeConfig.of(URI.create(SITE.baseUrl()), "tmnf/test (+me)")
                .withMaxFileBytes(100_000);
        budget = new HostBudget(config, new VirtualTime(), BudgetListener.NONE);
        transport = new HttpTransport(config, budget);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void sendsListQuestionsWithEncodedValuesAndItsName() throws Exception {
        answer(aResponse().withBody("[]"));

        byte[] body = transport.get("/api/tracks", List.of(Map.entry("fields", "TrackId,Tags[]"),
                Map.entry("name", "a b&c=d+e%ü")), RequestKind.LIST, (in, length) -> in.readAllBytes());

        assertThat(body).asString().isEqualTo("[]");
        SITE.verify(1, getRequestedFor(urlEqualTo(
                "/api/tracks?fields=TrackId%2CTags%5B%5D&name=a%20b%26c%3Dd%2Be%25%C3%BC"))
                .withHeader("User-Agent", equalTo("tmnf/test (+me)"))
                .withHeader("Accept", equalTo("application/json"))
                .withoutHeader("Referer").withoutHeader("Cookie"));
    }

    @Test
    void asksForFilesUnpackedAndGivesTheirLength() throws Exception {
        answer(aResponse().withBody(new byte[20_000]));

        long length = transport.get("/recordgbx/7", List.of(), RequestKind.FILE, (in, announced) -> {
            assertThat(in.readAllBytes()).hasSize(20_000);
            return announced;
        });

        assertThat(length).isEqualTo(20_000);
        assertThat(transport.traffic().bytes()).isEqualTo(20_000);
        assertThat(transport.traffic().requests()).isEqualTo(1);
        SITE.verify(1, getRequestedFor(urlPathEqualTo("/recordgbx/7"))
                .withHeader("Accept-Encoding", equalTo("identity")));
    }

    @Test
    void keepsThePathOfASiteThatIsNotAtTheTop() throws Exception {
        answer(aResponse().withBody(BODY));
        ExchangeConfig config = ExchangeConfig.of(URI.create(SITE.baseUrl() + "/mirror/"), "tmnf/test");

        try (HttpTransport mirror = new HttpTransport(config,
                new HostBudget(config, new VirtualTime(), BudgetListener.NONE))) {
            mirror.get("/recordgbx/7", List.of(), RequestKind.FILE, (in, length) -> in.readAllBytes());
        }

        SITE.verify(1, getRequestedFor(urlEqualTo("/mirror/recordgbx/7")));
    }

    @ParameterizedTest
    @CsvSource({"LIST", "FILE"})
    void unpacksWhatComesPacked(RequestKind kind) throws Exception {
        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(gzip(BODY)));

        assertThat(read(kind)).isEqualTo(BODY);
    }

    @Test
    void refusesAPackingThatItDidNotAskFor() {
        answer(aResponse().withHeader("Content-Encoding", "br").withBody(BODY));

        assertThat(failure(RequestKind.FILE).kind()).isEqualTo(Kind.CONTENT);
    }

    @Test
    void noticesPackedAnswersThatAreCutOrDamaged() throws Exception {
        byte[] packed = gzip(new byte[5000]);
        answer(aResponse().withHeader("Content-Encoding", "gzip")
                .withBody(Arrays.copyOf(packed, packed.length - 12)));
        assertThat(failure(RequestKind.FILE).kind()).isEqualTo(Kind.TRANSIENT);

        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(BODY));
        assertThat(failure(RequestKind.FILE).kind()).isEqualTo(Kind.CONTENT);
    }

    @Test
    void refusesFilesBeyondTheLimitPackedOrNot() throws Exception {
        answer(aResponse().withBody(new byte[100_001]));
        assertThat(failure(RequestKind.FILE)).hasMessageContaining("longer than the 100000 bytes");

        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(gzip(new byte[100_001])));
        assertThat(failure(RequestKind.FILE).kind()).isEqualTo(Kind.CONTENT);

        answer(aResponse().withBody(new byte[100_000]));
        assertThat(read(RequestKind.FILE)).hasSize(100_000);
    }

    @Test
    void refusesListsBeyondTheirOwnLimit() throws Exception {
        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(gzip(new byte[(32 << 20) + 1])));

        assertThat(failure(RequestKind.LIST).kind()).isEqualTo(Kind.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json; charset=nonsense", "///", "text/html"})
    void givesTheBodyWhateverItsType(String type) throws Exception {
        answer(aResponse().withHeader("Content-Type", type).withBody(BODY)
                .withHeader("Content-Disposition", "attachment; filename=\"../../x\""));

        assertThat(read(RequestKind.FILE)).isEqualTo(BODY);
    }

    @Test
    void givesTheBodyWithoutAnyType() throws Exception {
        answer(aResponse().withBody(BODY));

        assertThat(read(RequestKind.FILE)).isEqualTo(BODY);
    }

    @ParameterizedTest
    @CsvSource({"400, API_CHANGED, REFUSED", "401, API_CHANGED, REFUSED", "403, BLOCKED, BLOCKED",
        "404, API_CHANGED, GONE", "405, API_CHANGED, REFUSED", "408, TRANSIENT, TRANSIENT",
        "410, API_CHANGED, GONE", "418, API_CHANGED, REFUSED", "425, TRANSIENT, TRANSIENT",
        "429, TRANSIENT, TRANSIENT", "451, BLOCKED, BLOCKED", "500, TRANSIENT, TRANSIENT",
        "502, TRANSIENT, TRANSIENT", "503, TRANSIENT, TRANSIENT", "504, TRANSIENT, TRANSIENT",
        "507, TRANSIENT, TRANSIENT", "520, TRANSIENT, TRANSIENT", "527, TRANSIENT, TRANSIENT"})
    void saysWhatEachStatusMeans(int status, Kind list, Kind file) {
        answer(aResponse().withStatus(status));

        for (RequestKind kind : RequestKind.values()) {
            ExchangeException failure = failure(kind);
            assertThat(failure.kind()).isEqualTo(kind == RequestKind.LIST ? list : file);
            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.path()).isEqualTo("/x/7");
            assertThat(failure).hasMessageContaining("/x/7").hasMessageContaining("" + status)
                    .hasMessageEndingWith(".");
        }
        assertThat(transport.traffic().requests()).as("one request each").isEqualTo(2);
    }

    @Test
    void repeatsTheProblemThatTheSiteDescribes() {
        answer(aResponse().withStatus(400).withHeader("Content-Type", "application/problem+json")
                .withBody("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"Specified field 'ReplayCount'\\u001b does not exist\"}"));

        ExchangeException failure = failure(RequestKind.LIST);

        assertThat(failure.kind()).isEqualTo(Kind.API_CHANGED);
        assertThat(failure.endsTheRun()).isTrue();
        assertThat(failure).hasMessageContaining("Specified field 'ReplayCount' does not exist")
                .hasMessageNotContaining("\u001b").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>no</html>", "{", "[]", "\"x\"", "{\"detail\":{}}", ""})
    void doesWithoutADescriptionWhenThereIsNone(String body) {
        answer(aResponse().withStatus(400).withBody(body));

        assertThat(failure(RequestKind.LIST)).hasMessageContaining("the site answers 400: ");
    }

    @ParameterizedTest
    @CsvSource({"503, 0", "503, 00", "408, 0", "408,"})
    void neverAsksAgainByItselfAtOnce(int status, String retryAfter) {
        ResponseDefinitionBuilder response = aResponse().withStatus(status);
        answer(retryAfter == null ? response : response.withHeader("Retry-After", retryAfter));

        ExchangeException failure = failure(RequestKind.FILE);

        SITE.verify(1, getRequestedFor(anyUrl()));
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        if (status == 503) {
            assertThat(failure.retryAfter()).contains(Duration.ZERO);
        }
    }

    @Test
    void readsARestByTheClockOfTheSite() {
        answer(aResponse().withStatus(429).withHeader("Date", "Tue, 01 Jan 2030 10:00:00 GMT")
                .withHeader("Retry-After", "Tue, 01 Jan 2030 10:00:09 GMT"));

        assertThat(failure(RequestKind.LIST).retryAfter()).contains(Duration.ofSeconds(9));
    }

    @Test
    void followsARedirectWithAPermitOfItsOwn() throws Exception {
        SITE.stubFor(get(urlPathEqualTo("/x/7"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", "/y/8")));
        SITE.stubFor(get("/y/8").willReturn(aResponse().withBody(BODY)));

        assertThat(read(RequestKind.FILE)).isEqualTo(BODY);
        assertThat(transport.traffic().requests()).isEqualTo(2);
        assertThat(budget.state().inFlight()).isZero();
    }

    @Test
    void endsALoopOfRedirects() {
        answer(aResponse().withStatus(301).withHeader("Location", "/x/7"));

        ExchangeException failure = failure(RequestKind.FILE);

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("more than 5 times in a row");
        SITE.verify(6, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/y", "javascript:1", "https://127.0.0.1/y"})
    void refusesRedirectsThatLeaveTheWayWeCame(String location) {
        answer(aResponse().withStatus(302).withHeader("Location", location));

        assertThat(failure(RequestKind.FILE).kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure(RequestKind.LIST).kind()).isEqualTo(Kind.API_CHANGED);
    }

    @Test
    void refusesARedirectThatGivesUpEncryption() {
        assertThatThrownBy(() -> AnswerStatus.target(RequestKind.FILE, "/x/7",
                HttpUrl.get("https://site.example/x/7"), "http://site.example/x/7"))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("from https://site.example to http://site.example");
    }

    @Test
    void refusesARedirectWithoutAnAddress() {
        answer(aResponse().withStatus(302));

        assertThat(failure(RequestKind.FILE)).hasMessageContaining("elsewhere to no address");
    }

    @Test
    void letsTheReadersOwnFailurePassWithoutBlamingTheSite() {
        answer(aResponse().withBody(BODY));

        assertThatThrownBy(() -> transport.get("/x/7", List.of(), RequestKind.FILE, (in, length) -> {
            throw new FileSystemException("disk", null, "full");
        })).isExactlyInstanceOf(FileSystemException.class);

        assertThat(budget.state().inFlight()).isZero();
        assertThat(budget.state().limit()).isEqualTo(2);
    }

    private void answer(ResponseDefinitionBuilder response) {
        SITE.stubFor(get(anyUrl()).willReturn(response));
    }

    private byte[] read(RequestKind kind) throws IOException, InterruptedException {
        return transport.get("/x/7", List.of(Map.entry("key", "secret")), kind,
                (in, length) -> in.readAllBytes());
    }

    private ExchangeException failure(RequestKind kind) {
        return catchThrowableOfType(ExchangeException.class, () -> read(kind));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
