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

import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tmnf.exchange.ExchangeConfig;

class HttpTransportTest {

    @RegisterExtension
    static final WireMockExtension SITE = WireMockExtension.newInstance()
            .options(options().dynamicPort().useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)).build();

    private HttpTransport transport;

    @BeforeEach
    void open() {
        ExchangeConfig config = ExchangeConfig.of(URI.create(SITE.baseUrl()), "tmnf/test (+me)");
        transport = new HttpTransport(config, new HostBudget(config, new VirtualTime(), BudgetListener.NONE));
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void sendsListQuestionsWithEncodedValuesAndItsName() throws Exception {
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withBody("[]")));

        byte[] body = transport.get("/api/tracks", List.of(Map.entry("fields", "TrackId,Tags[]"),
                Map.entry("name", "a b&c=d+e%ü")), RequestKind.LIST, (in, length) -> in.readAllBytes());

        assertThat(body).asString().isEqualTo("[]");
        SITE.verify(1, getRequestedFor(urlEqualTo(
                "/api/tracks?fields=TrackId%2CTags%5B%5D&name=a%20b%26c%3Dd%2Be%25%C3%BC"))
                .withHeader("User-Agent", equalTo("tmnf/test (+me)"))
                .withHeader("Accept", equalTo("application/json")));
    }

    @Test
    void asksForFilesUnpackedAndGivesTheirLength() throws Exception {
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withBody(new byte[20_000])));

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
}
