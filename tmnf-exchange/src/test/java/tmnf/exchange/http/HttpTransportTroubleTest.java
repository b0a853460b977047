package tmnf.exchange.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/** Broken connections, deadlines, stops and interrupts. */
@Timeout(30)
class HttpTransportTroubleTest {

    @RegisterExtension
    static final WireMockExtension SITE = WireMockExtension.newInstance()
            .options(options().dynamicPort()).build();

    private static final int SIZE = 20_000;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private HostBudget budget;
    private HttpTransport transport;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5000, SIZE - 1})
    void noticesAnAnswerThatIsCut(int sent) throws Exception {
        open(raw((path, out) -> {
            RawSite.send(out, 200, "", SIZE, sent);
            return false;
        }));

        ExchangeException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure).hasMessageContaining("cut off after " + sent + " of 20000 bytes");
        assertThat(budget.state().inFlight()).isZero();
    }

    /** So whoever reads it has to know himself what is whole. */
    @Test
    void cannotKnowThatAnAnswerWithoutALengthIsCut() throws Exception {
        open(raw((path, out) -> {
            out.write("HTTP/1.1 200 x\r\nConnection: close\r\n\r\nhalf a fi"
                    .getBytes(StandardCharsets.US_ASCII));
            return false;
        }));

        long length = transport.get("/recordgbx/7", List.of(), RequestKind.FILE, (in, announced) -> {
            assertThat(in.readAllBytes()).asString().isEqualTo("half a fi");
            return announced;
        });

        assertThat(length).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class)
    void survivesBrokenAnswersAndGoesOnWithTheNext(Fault fault) throws Exception {
        open(URI.create(SITE.baseUrl()), Duration.ofSeconds(5));
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withFault(fault)));
        assertThat(failure().kind()).isEqualTo(Kind.TRANSIENT);
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withBody(new byte[SIZE])));

        assertThat(read()).hasSize(SIZE);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class)
    void doesNotHammerASiteThatBreaksConnectionsInUse(Fault fault) throws Exception {
        open(URI.create(SITE.baseUrl()), Duration.ofSeconds(5));
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withBody(new byte[SIZE])));
        read();
        long before = transport.traffic().requests();
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withFault(fault)));

        failure();

        assertThat(transport.traffic().requests() - before).as("a kept connection may just be stale")
                .isBetween(1L, 2L);
    }

    @Test
    void takesAConnectionThatTheSiteClosedInSilenceForNoTrouble() throws Exception {
        RawSite site = raw((path, out) -> {
            RawSite.send(out, 200, "", SIZE, SIZE);
            return false; // closed without a word about it
        });
        open(site);

        for (int i = 0; i < 5; i++) {
            assertThat(read()).hasSize(SIZE);
        }

        assertThat(site.connections).hasValue(5);
        assertThat(budget.state().limit()).as("no trouble was seen").isEqualTo(2);
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        RawSite site = raw((path, out) -> {
            RawSite.send(out, 200, "", SIZE, SIZE);
            return true;
        });
        open(site);

        for (int i = 0; i < 5; i++) {
            read();
        }

        assertThat(site.connections).hasValue(1);
    }

    @Test
    void endsASiteThatIsSilentAtTheDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        open(raw((path, out) -> never.await(20, TimeUnit.SECONDS)).url(), Duration.ofMillis(200));

        ExchangeException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure).message().containsAnyOf("is silent", "not finished within 200 ms");
        assertThat(budget.state().limit()).as("a deadline halves").isEqualTo(1);
    }

    @Test
    void endsAnAnswerThatDribblesAtTheDeadline() throws Exception {
        open(URI.create(SITE.baseUrl()), Duration.ofMillis(400));
        SITE.stubFor(get(anyUrl()).willReturn(aResponse().withBody(new byte[100])
                .withChunkedDribbleDelay(100, 10_000)));
        long start = System.nanoTime();

        ExchangeException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure).hasMessageContaining("not finished within 400 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(budget.state().limit()).as("a deadline halves").isEqualTo(1);
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        open(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(5));

        ExchangeException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure).hasMessageContaining("/recordgbx/7: no connection to 127.0.0.1");
    }

    @Test
    void saysThatThereIsNoSuchHost() throws Exception {
        open(URI.create("http://tmnf.invalid"), Duration.ofSeconds(5));

        assertThat(failure()).hasMessageContaining("there is no host tmnf.invalid, or no network");
    }

    @Test
    void endsRequestsOnTheirWayWithAStop() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        open(raw((path, out) -> {
            RawSite.send(out, 200, "", SIZE, 10);
            asked.countDown();
            return never.await(20, TimeUnit.SECONDS);
        }));
        AtomicReference<ExchangeException> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> failure.set(failure()), "tmnf-test-caller");
        caller.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        transport.stop();
        caller.join(5000);

        assertThat(failure.get().kind()).isEqualTo(Kind.STOPPED);
        assertThat(failure().kind()).isEqualTo(Kind.STOPPED);
    }

    @Test
    void keepsTheInterruptOfACallerWhoReads() throws Exception {
        open(raw((path, out) -> {
            RawSite.send(out, 200, "", SIZE, SIZE);
            return true;
        }));
        AtomicInteger flagged = new AtomicInteger();

        ExchangeException failure = catchThrowableOfType(ExchangeException.class, () -> {
            try {
                transport.get("/recordgbx/7", List.of(), RequestKind.FILE, (in, length) -> {
                    Thread.currentThread().interrupt();
                    return in.readAllBytes();
                });
            } finally {
                flagged.set(Thread.interrupted() ? 1 : 0);
            }
        });

        assertThat(failure.kind()).isEqualTo(Kind.STOPPED);
        assertThat(flagged).hasValue(1);
        assertThat(budget.state().limit()).as("not the fault of the site").isEqualTo(2);
    }

    @Test
    void sendsNothingForACallerWhoIsInterrupted() throws Exception {
        RawSite site = raw((path, out) -> false);
        open(site);

        Thread.currentThread().interrupt();

        assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
        assertThat(site.asked).isEmpty();
    }

    @Test
    void leavesNoThreadBehindThatKeepsTheProgramAlive() throws Exception {
        List<Thread> before = new ArrayList<>(Thread.getAllStackTraces().keySet());
        open(raw((path, out) -> {
            RawSite.send(out, 200, "", SIZE, SIZE);
            return true;
        }));
        read();

        transport.close();

        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> !before.contains(thread))
                .allMatch(Thread::isDaemon);
    }

    private RawSite raw(RawSite.Answer answer) throws IOException {
        RawSite site = new RawSite(answer);
        opened.add(site);
        return site;
    }

    private void open(RawSite site) {
        open(site.url(), Duration.ofSeconds(20));
    }

    private void open(URI url, Duration timeout) {
        ExchangeConfig config = ExchangeConfig.of(url, "tmnf/test").withTimeout(timeout).withMaxRate(0);
        budget = new HostBudget(config, new VirtualTime(), BudgetListener.NONE);
        transport = new HttpTransport(config, budget);
        opened.add(0, transport);
    }

    private byte[] read() throws IOException, InterruptedException {
        return transport.get("/recordgbx/7", List.of(), RequestKind.FILE, (in, length) -> in.readAllBytes());
    }

    private ExchangeException failure() {
        return catchThrowableOfType(ExchangeException.class, this::read);
    }
}
