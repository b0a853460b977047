package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/** Transport, budget and retries together, against a site that has enough of us. */
@Timeout(60)
class PolitenessTest {

    private static final int OK = 200;

    private final VirtualTime time = new VirtualTime();
    private final RecordingBudgetListener heard = new RecordingBudgetListener();
    private final Map<String, Integer> failures = new HashMap<>();
    private RawSite site;
    private HostBudget budget;
    private HttpTransport transport;

    @AfterEach
    void close() throws Exception {
        transport.close();
        site.close();
    }

    @Test
    void pausesEverythingForA429AndThenGoesOn() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        open(20, (path, out) -> asked.incrementAndGet() == 3
                ? status(out, 429, "Retry-After: 7\r\n") : ok(out));

        fetchAll(10);

        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
        assertThat(site.asked).hasSize(11);
        assertThat(budget.state().ratePerSecond()).isEqualTo(10);
        assertThat(heard.events).contains("resting 7 s");
    }

    @Test
    void waitsUntilTheDateThatTheSiteNames() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        open(0, (path, out) -> asked.incrementAndGet() == 1
                ? status(out, 429, "Retry-After: " + date(time.now().plusSeconds(40)) + "\r\n") : ok(out));

        fetchAll(1);

        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(42));
    }

    @Test
    void backsOffByItselfWhenTheWishCannotBeRead() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        open(0, (path, out) -> asked.incrementAndGet() <= 3
                ? status(out, 429, "Retry-After: later, please\r\n") : ok(out));

        fetchAll(1);

        assertThat(site.asked).hasSize(4);
        assertThat(time.elapsed()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(7));
        assertThat(heard.events).noneMatch(event -> event.startsWith("resting"));
    }

    @Test
    void endsTheRunForARestOfADay() throws Exception {
        open(0, (path, out) -> status(out, 429, "Retry-After: 86400\r\n"));

        ExchangeException end = catchThrowableOfType(ExchangeException.class, () -> fetchAll(3));

        assertThat(end.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(end).hasMessageContaining("asks to come back in 24 h");
        assertThat(site.asked).hasSize(1);
    }

    @Test
    void losesNothingInABurstOfErrors() throws Exception {
        open(0, (path, out) -> {
            long second = time.elapsed().toSeconds();
            time.pass(Duration.ofMillis(100));
            return second >= 1 && second < 31 ? status(out, 503, "") : ok(out);
        });

        fetchAll(60);

        assertThat(site.asked.stream().distinct()).hasSize(60);
        assertThat(site.asked.size()).as("barely asked while it was down").isLessThan(60 + 20);
        assertThat(heard.events).contains("opened 30 s", "closed");
    }

    @Test
    void pausesAfterTwoPagesForPeopleInThePlaceOfFiles() throws Exception {
        open(0, (path, out) -> path.endsWith("/2") || path.endsWith("/3")
                && site.asked.indexOf(path) == site.asked.size() - 1 ? status(out, OK, "X-Page: people\r\n")
                : ok(out));
        BodyReader<Integer> reader = (in, length) -> {
            if (length == 1) {
                throw new ExchangeException(Kind.BLOCKED, OK, "/recordgbx/2", "a page for people.");
            }
            return in.readAllBytes().length;
        };
        transport.get("/recordgbx/1", List.of(), RequestKind.FILE, reader);

        for (int id = 2; id <= 3; id++) {
            String path = "/recordgbx/" + id;
            assertThat(catchThrowableOfType(ExchangeException.class,
                    () -> transport.get(path, List.of(), RequestKind.FILE, reader)).kind())
                    .isEqualTo(Kind.BLOCKED);
        }
        assertThat(budget.state().circuitOpen()).isTrue();
        transport.get("/recordgbx/3", List.of(), RequestKind.FILE, reader);

        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(budget.state().circuitOpen()).isFalse();
    }

    @Test
    void neverHasMoreRequestsInFlightThanTheCeilingWhateverTheNumberOfWorkers() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        openWith(config -> config.withMaxInFlight(24), Time.SYSTEM, (path, out) -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            Thread.sleep(2);
            inFlight.decrementAndGet();
            return ok(out);
        });

        Queue<Throwable> thrown = runWorkers(256, 32, 8);

        assertThat(thrown).isEmpty();
        assertThat(site.asked).hasSize((256 + 32) * 8);
        assertThat(most.get()).isLessThanOrEqualTo(24);
        assertThat(budget.state().limit()).as("but grown").isBetween(12, 24);
        assertThat(site.connections.get()).isLessThanOrEqualTo(24);
    }

    @Test
    void sendsFortyRequestsAtFourASecondInNineSeconds() throws Exception {
        open(4, (path, out) -> ok(out));

        fetchAll(40);

        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(9), Duration.ofMillis(9500));
    }

    private void open(double rate, RawSite.Answer answer) throws IOException {
        openWith(config -> config.withMaxRate(rate), time, answer);
    }

    private void openWith(UnaryOperator<ExchangeConfig> changes, Time clock,
            RawSite.Answer answer) throws IOException {
        site = new RawSite(answer);
        ExchangeConfig config = changes.apply(ExchangeConfig.of(site.url(), "tmnf/test"));
        budget = new HostBudget(config, clock, heard, new SplittableRandom(3));
        transport = new HttpTransport(config, budget);
    }

    /** One worker that puts what failed to the back of its queue, after the wait that the policy names. */
    private void fetchAll(int count) throws Exception {
        RetryPolicy retries = new RetryPolicy(6, new SplittableRandom(5));
        Deque<String> queue = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            queue.add("/recordgbx/" + i);
        }
        while (!queue.isEmpty()) {
            String path = queue.removeFirst();
            try {
                transport.get(path, List.of(), RequestKind.FILE, (in, length) -> in.readAllBytes());
            } catch (ExchangeException e) {
                Duration wait = retries.delay(e, failures.merge(path, 1, Integer::sum)).orElse(null);
                if (wait == null) {
                    throw e;
                }
                if (queue.isEmpty()) {
                    time.pass(wait);
                }
                queue.addLast(path);
            }
        }
    }

    private Queue<Throwable> runWorkers(int files, int lists, int each) throws InterruptedException {
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < files + lists; i++) {
            RequestKind kind = i < files ? RequestKind.FILE : RequestKind.LIST;
            String path = (kind == RequestKind.FILE ? "/recordgbx/" : "/api/replays/") + i;
            threads.add(new Thread(() -> {
                try {
                    for (int n = 0; n < each; n++) {
                        transport.get(path + n, List.of(), kind, (in, length) -> in.readAllBytes());
                    }
                } catch (IOException | InterruptedException e) {
                    thrown.add(e);
                }
            }, "tmnf-test-" + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return thrown;
    }

    private static boolean ok(OutputStream out) throws IOException {
        RawSite.send(out, OK, "", 1000, 1000);
        return true;
    }

    private static boolean status(OutputStream out, int status, String headers) throws IOException {
        RawSite.send(out, status, headers, 1, 1);
        return true;
    }

    private static String date(Instant at) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC).format(at);
    }
}
