package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tmnf.exchange.http.VirtualTime;

@Timeout(30)
class WorkQueueTest {

    private final VirtualTime time = new VirtualTime();
    private final WorkQueue<String> queue = new WorkQueue<>(time, 3);

    @Test
    void handsWorkOutInItsOrderAndWhatComesFirstBefore() throws InterruptedException {
        queue.put("c");
        queue.putAll(List.of("d", "e"));
        queue.putFirst(List.of("a", "b"));

        assertThat(take(5)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void laterWorkWaitsForItsTimeAndThenGoesFirst() throws InterruptedException {
        queue.putLater("in 2 s", Duration.ofSeconds(2).toNanos());
        queue.putLater("in 1 s", Duration.ofSeconds(1).toNanos());
        queue.put("now");

        assertThat(queue.take()).isEqualTo("now");
        assertThat(time.elapsed()).isZero();
        assertThat(queue.take()).isEqualTo("in 1 s");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(1));

        time.pass(Duration.ofSeconds(5));
        queue.put("new");
        assertThat(take(2)).containsExactly("in 2 s", "new");
    }

    @Test
    void roomIsThereAgainWhenWorkIsTaken() throws InterruptedException {
        queue.putAll(List.of("a", "b"));
        assertThat(queue.awaitRoom()).isTrue();
        queue.putLater("c", 1);
        CountDownLatch waited = new CountDownLatch(2);
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiters.add(new Thread(() -> {
                try {
                    if (queue.awaitRoom()) {
                        waited.countDown();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        waiters.forEach(Thread::start);
        awaitState(waiters);
        assertThat(waited.getCount()).isEqualTo(2);

        queue.take();

        assertThat(waited.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingEndsAllWaitingAndDropsTheRest() throws InterruptedException {
        WorkQueue<String> full = new WorkQueue<>(time, 1);
        full.put("x");
        AtomicReference<Boolean> room = new AtomicReference<>();
        AtomicReference<String> taken = new AtomicReference<>("something");
        List<Thread> waiters = List.of(
                new Thread(() -> room.set(uninterrupted(full::awaitRoom))),
                new Thread(() -> taken.set(uninterrupted(queue::take))));
        waiters.forEach(Thread::start);
        awaitState(waiters);

        full.close();
        queue.close();
        for (Thread waiter : waiters) {
            waiter.join();
        }

        assertThat(room).hasValue(false);
        assertThat(taken).hasValue(null);
        assertThat(full.take()).isNull();
        queue.put("too late");
        assertThat(queue.take()).isNull();
    }

    @Test
    void everyItemIsTakenOnceByManyThreads() throws InterruptedException {
        List<String> items = IntStream.range(0, 2_000).mapToObj(Integer::toString).toList();
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(items.size());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(() -> {
                String item = uninterrupted(queue::take);
                while (item != null) {
                    got.add(item);
                    all.countDown();
                    item = uninterrupted(queue::take);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (int i = 0; i < items.size(); i++) {
            if (i % 3 == 0) {
                queue.putLater(items.get(i), i * 1_000L);
            } else {
                queue.put(items.get(i));
            }
        }

        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        queue.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(got).containsExactlyInAnyOrderElementsOf(items);
    }

    private List<String> take(int n) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            taken.add(queue.take());
        }
        return taken;
    }

    private static void awaitState(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
        }
    }

    private interface Waiting<T> {
        T run() throws InterruptedException;
    }

    private static <T> T uninterrupted(Waiting<T> wait) {
        try {
            return wait.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
