package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OrderedWorkersTest {

    private static final List<Integer> ITEMS = IntStream.range(0, 1000).boxed().toList();

    @Test
    void deliversInOrder() throws IOException {
        List<Integer> results = new ArrayList<>();

        boolean complete =
                new OrderedWorkers<Integer, Integer>(ITEMS, 4, i -> i, () -> false).run(results::add);

        assertThat(complete).isTrue();
        assertThat(results).isEqualTo(ITEMS);
    }

    @Test
    void waitsForASlowItemInsteadOfPilingUpResults() throws IOException {
        AtomicInteger started = new AtomicInteger();
        CountDownLatch othersWait = new CountDownLatch(1);
        OrderedWorkers<Integer, Integer> workers = new OrderedWorkers<>(ITEMS, 2, i -> {
            if (started.incrementAndGet() == 32) {
                othersWait.countDown();
            }
            return i == 0 ? awaited(othersWait) : i;
        }, () -> false);

        List<Integer> startedWhenFirstCame = new ArrayList<>();
        workers.run(result -> startedWhenFirstCame.add(started.get()));

        assertThat(startedWhenFirstCame.get(0)).isBetween(32, 40);
    }

    @Test
    void passesAFailureOnAndJoinsItsThreads() {
        OrderedWorkers<Integer, Integer> workers = new OrderedWorkers<>(ITEMS, 3, i -> {
            if (i == 500) {
                throw new IllegalStateException("boom");
            }
            return i;
        }, () -> false);

        assertThatThrownBy(() -> workers.run(result -> { })).hasMessageContaining("boom");
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(t -> t.getName().startsWith("tmnf-filter"));
    }

    @Test
    void stopsWhenTheSinkThrows() {
        OrderedWorkers<Integer, Integer> workers = new OrderedWorkers<>(ITEMS, 3, i -> i, () -> false);

        assertThatThrownBy(() -> workers.run(result -> {
            throw new IOException("disk full");
        })).isInstanceOf(IOException.class);
    }

    @Test
    void doesNothingForNothing() throws IOException {
        assertThat(new OrderedWorkers<Integer, Integer>(List.of(), 3, i -> i, () -> false).run(r -> { }))
                .isTrue();
    }

    @Test
    void endsEarlyWhenCancelled() throws IOException {
        AtomicInteger delivered = new AtomicInteger();

        boolean complete = new OrderedWorkers<Integer, Integer>(ITEMS, 2, i -> i, () -> delivered.get() >= 10)
                .run(result -> delivered.incrementAndGet());

        assertThat(complete).isFalse();
        assertThat(delivered.get()).isLessThan(ITEMS.size());
    }

    private static int awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
