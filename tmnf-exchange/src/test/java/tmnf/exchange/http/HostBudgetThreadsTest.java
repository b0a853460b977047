package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/** The budget with many threads. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostBudgetThreadsTest {

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();

    @AfterEach
    void everyThreadEnds() throws Exception {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(5000);
            assertThat(thread.isAlive()).as("%s still waits", thread.getName()).isFalse();
        }
    }

    @Test
    void neverHasMoreInFlightThanTheLimitAllows() throws Exception {
        HostBudget budget = budget(config(48), new VirtualTime());
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();

        start(256, () -> {
            for (int i = 0; i < 40; i++) {
                try (HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u" + done.get())) {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    Thread.yield();
                    done.incrementAndGet();
                    inFlight.decrementAndGet();
                    permit.succeeded(1000);
                }
            }
        });
        join();

        assertThat(done).hasValue(256 * 40);
        assertThat(most.get()).isBetween(2, 48);
        assertThat(budget.state().inFlight()).isZero();
    }

    @Test
    void startsWithTwoInFlightWhateverTheNumberOfThreads() throws Exception {
        HostBudget budget = budget(config(288), new VirtualTime());
        CountDownLatch answers = new CountDownLatch(1);
        start(256, () -> {
            try (HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u")) {
                answers.await();
                permit.succeeded(1000);
            }
        });
        awaitWaiting(256);

        assertThat(budget.state().inFlight()).isEqualTo(2);

        answers.countDown();
        join();
        assertThat(budget.state().limit()).as("grown with good answers").isGreaterThan(2);
        assertThat(thrown).isEmpty();
    }

    @Test
    void keepsTheRateWhateverTheNumberOfThreads() throws Exception {
        VirtualTime time = new VirtualTime();
        HostBudget budget = budget(config(64).withMaxRate(20), time);

        start(64, () -> {
            for (int i = 0; i < 10; i++) {
                try (HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u")) {
                    permit.succeeded(1000);
                }
            }
        });
        join();

        assertThat(time.elapsed()).isBetween(Duration.ofMillis(31_800), Duration.ofMillis(31_801));
    }

    @Test
    void servesCallersInTheOrderInWhichTheyCame() throws Exception {
        HostBudget budget = budget(config(1), new VirtualTime());
        HostBudget.Permit held = budget.acquire(RequestKind.FILE, "held");
        List<Integer> order = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            start(1, () -> {
                HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u" + number);
                order.add(number);
                permit.close();
            });
            awaitWaiting(i + 1);
        }

        held.close();
        join();

        assertThat(order).hasSize(20).isSorted();
    }

    @Test
    void passesTheTurnOnWhenTheFirstInTheQueueIsInterrupted() throws Exception {
        HostBudget budget = budget(config(1), new VirtualTime());
        HostBudget.Permit held = budget.acquire(RequestKind.FILE, "held");
        CountDownLatch served = new CountDownLatch(1);
        start(1, () -> budget.acquire(RequestKind.FILE, "first").close());
        awaitWaiting(1);
        start(1, () -> {
            budget.acquire(RequestKind.FILE, "second").close();
            served.countDown();
        });
        awaitWaiting(2);

        threads.get(0).interrupt();
        threads.get(0).join();
        held.close();

        assertThat(served.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
    }

    @Test
    void endsAllWaitsWithAStop() throws Exception {
        HostBudget budget = budget(config(1).withMaxRate(0.2), Time.SYSTEM);
        budget.acquire(RequestKind.FILE, "one takes the slot and the rate").close();
        start(32, () -> budget.acquire(RequestKind.FILE, "u").close());
        awaitWaiting(32);

        budget.stop();
        join();

        assertThat(thrown).hasSize(32).allSatisfy(e ->
                assertThat(((ExchangeException) e).kind()).isEqualTo(Kind.STOPPED));
    }

    @Test
    void endsAllWaitsWhenTheSiteIsGivenUp() throws Exception {
        HostBudget budget = budget(config(1), new VirtualTime());
        HostBudget.Permit held = budget.acquire(RequestKind.FILE, "held");
        start(32, () -> budget.acquire(RequestKind.FILE, "u").close());
        awaitWaiting(32);

        held.failed(new ExchangeException(Kind.TRANSIENT, 429, "/x", "no", Duration.ofDays(1), null));
        join();

        assertThat(thrown).hasSize(32).allSatisfy(e ->
                assertThat(((ExchangeException) e).kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void letsOneThreadAloneTryASiteThatIsDown() throws Exception {
        VirtualTime time = new VirtualTime();
        HostBudget budget = budget(config(64), patient(time));
        try (HostBudget.Permit first = budget.acquire(RequestKind.FILE, "first")) {
            first.succeeded(1000);
        }
        for (int i = 0; i < 10; i++) {
            try (HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u" + i)) {
                permit.failed(new ExchangeException(Kind.TRANSIENT, 503, "/x", "down"));
            }
            time.pass(Duration.ofMillis(1));
        }
        AtomicInteger trying = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();

        start(32, () -> {
            try (HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u")) {
                boolean probe = budget.state().circuitOpen();
                if (probe) {
                    most.accumulateAndGet(trying.incrementAndGet(), Math::max);
                    Thread.yield();
                    trying.decrementAndGet();
                }
                if (probe && tries.incrementAndGet() < 4) {
                    permit.failed(new ExchangeException(Kind.TRANSIENT, 503, "/x", "down"));
                } else {
                    permit.succeeded(1000);
                }
            }
        });
        join();

        assertThat(most).hasValue(1);
        assertThat(tries).hasValue(4);
        assertThat(budget.state().circuitOpen()).isFalse();
    }

    @Test
    void givesUpInTimeForThoseWhoWaitedWhenTheSiteWentDown() throws Exception {
        HostBudget budget = budget(config(20), new VirtualTime());
        List<HostBudget.Permit> permits = new ArrayList<>();
        while (budget.state().limit() < 20) {
            HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "good");
            permit.succeeded(1000);
            permits.add(permit);
        }
        permits.forEach(HostBudget.Permit::close);
        permits.clear();
        for (int i = 0; i < 20; i++) {
            permits.add(budget.acquire(RequestKind.FILE, "u" + i));
        }
        start(3, () -> budget.acquire(RequestKind.FILE, "waits").close());
        awaitWaiting(3);

        for (HostBudget.Permit permit : permits.subList(0, 10)) {
            permit.failed(new ExchangeException(Kind.TRANSIENT, 503, "/x", "down"));
        }
        join();

        assertThat(budget.state().inFlight()).as("none of the old ones ended").isEqualTo(20);
        assertThat(thrown).hasSize(3).allSatisfy(e ->
                assertThat(((ExchangeException) e).kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void watchesTheTimeWithOneThreadOnly() throws Exception {
        AtomicInteger watching = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        VirtualTime virtual = new VirtualTime();
        Time counting = new Time() {
            @Override
            public long nanos() {
                return virtual.nanos();
            }

            @Override
            public Instant now() {
                return virtual.now();
            }

            @Override
            public void await(Condition condition, long nanos) throws InterruptedException {
                most.accumulateAndGet(watching.incrementAndGet(), Math::max);
                condition.await(1, TimeUnit.MILLISECONDS); // gives the lock away as the real one does
                virtual.await(condition, nanos);
                watching.decrementAndGet();
            }
        };
        HostBudget budget = budget(config(64).withMaxRate(10), counting);

        start(64, () -> budget.acquire(RequestKind.LIST, "u").close());
        join();

        assertThat(most).hasValue(1);
        assertThat(thrown).isEmpty();
    }

    /** Leaps over all waits but those of minutes, which are for news. */
    private static Time patient(VirtualTime time) {
        return new Time() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public void await(Condition condition, long nanos) throws InterruptedException {
                if (nanos > TimeUnit.MINUTES.toNanos(10)) {
                    condition.await();
                } else {
                    time.await(condition, nanos);
                }
            }
        };
    }

    private static ExchangeConfig config(int maxInFlight) {
        return ExchangeConfig.of(URI.create("http://127.0.0.1:1"), "test").withMaxInFlight(maxInFlight);
    }

    private static HostBudget budget(ExchangeConfig config, Time time) {
        return new HostBudget(config, time, BudgetListener.NONE);
    }

    /** Something that a thread does. */
    private interface Work {
        void run() throws Exception;
    }

    private void start(int count, Work work) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (Exception | AssertionError e) {
                    thrown.add(e);
                }
            }, "tmnf-test-" + threads.size());
            thread.start();
            threads.add(thread);
        }
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void awaitWaiting(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (threads.stream().filter(HostBudgetThreadsTest::waits).count() < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
