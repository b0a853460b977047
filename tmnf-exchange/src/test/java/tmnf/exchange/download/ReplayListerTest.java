package tmnf.exchange.download;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.FakeSite;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.http.BudgetListener;
import tmnf.exchange.http.VirtualTime;

class ReplayListerTest {

    private static final FakeSite FAKE = new FakeSite();

    @RegisterExtension
    static final WireMockExtension SITE = WireMockExtension.newInstance()
            .options(options().dynamicPort().extensions(FAKE)).build();

    private final List<String> warnings = new ArrayList<>();
    private final DownloadListener listener = new DownloadListener() {
        @Override
        public void warning(String code, String message) {
            warnings.add(code);
        }
    };
    private ExchangeClient client;

    @BeforeEach
    void open() {
        FAKE.reset();
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withTransformers(FakeSite.NAME)));
        client = new ExchangeClient(ExchangeConfig.of(URI.create(SITE.baseUrl()), "tmnf/test"),
                new VirtualTime(), BudgetListener.NONE);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private TrackPlan list(ReplaySelection selection) throws Exception {
        return new ReplayLister(client, selection, listener, FirstPages.none()).list(7, "uid");
    }

    private static String row(long id, int respawns) {
        return "{\"ReplayId\":" + id + ",\"User\":{\"UserId\":" + id + ",\"Name\":\"u\"},\"ReplayTime\":"
                + (1000 + id) + ",\"ReplayRespawns\":" + respawns + ",\"TrackAt\":\"2020-01-01T00:00:00\"}";
    }

    private static void site(int rows) {
        FAKE.replays.put(7L, LongStream.rangeClosed(1, rows).mapToObj(id -> row(id, 0)).toList());
    }

    private static int requests() {
        return SITE.findAll(getRequestedFor(anyUrl())).size();
    }

    private static ReplaySelection clean(int top) {
        return new ReplaySelection(top, 0, true, true, 0, false, 0, ReplaySelection.Pick.BEST, false);
    }

    @Test
    void asksOnceForWhatOneAnswerHolds() throws Exception {
        site(100);

        TrackPlan plan = list(ReplaySelection.DEFAULT.withTop(20));

        assertThat(plan.replays()).hasSize(20);
        assertThat(plan.key().complete()).isFalse();
        assertThat(requests()).isEqualTo(1);
        SITE.verify(1, getRequestedFor(anyUrl()).withQueryParam("count", equalTo("20")));
    }

    @Test
    void readsOnWhereTheSiteCapsItsAnswers() throws Exception {
        site(95);
        FAKE.cap = 40;

        TrackPlan plan = list(ReplaySelection.DEFAULT.withTop(90));

        assertThat(plan.replays()).extracting(ReplayEntry::id)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 90).boxed().toList());
        assertThat(requests()).isEqualTo(3);
        SITE.verify(1, getRequestedFor(anyUrl()).withQueryParam("after", equalTo("40")));
        SITE.verify(1, getRequestedFor(anyUrl()).withQueryParam("after", equalTo("80")));
    }

    @Test
    void readsOnUntilEnoughRowsFit() throws Exception {
        FAKE.replays.put(7L, LongStream.rangeClosed(1, 30)
                .mapToObj(id -> row(id, id > 25 ? 0 : 1)).toList());
        FAKE.cap = 10;

        TrackPlan plan = list(clean(2));

        assertThat(plan.replays()).extracting(ReplayEntry::id).containsExactly(26L, 27L);
        assertThat(requests()).isEqualTo(3); // 8 rows, then 10 each
        assertThat(plan.key().complete()).isFalse();
    }

    @Test
    void readsToTheEndWhereMoreIsNotSaid() throws Exception {
        site(5);
        FAKE.saysMore = false;

        TrackPlan plan = list(ReplaySelection.DEFAULT);

        assertThat(plan.replays()).hasSize(5);
        assertThat(plan.key().complete()).isTrue();
        assertThat(requests()).isEqualTo(2); // the second one is empty
        assertThat(warnings).isEmpty();
    }

    @Test
    void stopsWhereTheSiteDoesNotPage() throws Exception {
        site(100);
        FAKE.cap = 40;
        FAKE.ignoresCursor = true;

        TrackPlan plan = list(ReplaySelection.DEFAULT);

        assertThat(plan.replays()).hasSize(40);
        assertThat(plan.key().complete()).isFalse();
        assertThat(warnings).containsExactly("LIST_CUT");
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void hasNothingOfATrackThatIsNotThere() throws Exception {
        TrackPlan plan = list(ReplaySelection.DEFAULT);

        assertThat(plan.replays()).isEmpty();
        assertThat(plan.excluded()).isEmpty();
        assertThat(plan.key().complete()).isTrue();
    }

    @Test
    void takesAReplayThatIsListedTwiceOnce() throws Exception {
        FAKE.replays.put(7L, List.of(row(1, 0), row(2, 0), row(1, 0)));

        TrackPlan plan = list(ReplaySelection.DEFAULT);

        assertThat(plan.replays()).extracting(ReplayEntry::id).containsExactly(1L, 2L);
        assertThat(plan.excluded()).isEmpty();
    }

    @Test
    void makesOneAttemptOnly() {
        site(5);
        FAKE.fail("7", 1);

        assertThatThrownBy(() -> list(ReplaySelection.DEFAULT)).isInstanceOf(ExchangeException.class);
        assertThat(requests()).isEqualTo(1);
    }
}
