package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class SharedWorkTest {

    @Test
    void everyPieceIsTakenOnce() throws IOException {
        SharedWork work = new SharedWork(1000);
        ConcurrentSkipListSet<Integer> taken = new ConcurrentSkipListSet<>();
        AtomicInteger count = new AtomicInteger();
        AtomicInteger watched = new AtomicInteger();

        boolean done = work.run(3, "test-", () -> {
            for (int piece = work.take(); piece >= 0; piece = work.take()) {
                taken.add(piece);
                count.incrementAndGet();
            }
        }, watched::incrementAndGet, () -> false);

        assertThat(done).isTrue();
        assertThat(taken).hasSize(1000);
        assertThat(count).hasValue(1000);
        assertThat(watched).hasPositiveValue();
    }

    @Test
    void aFailureOfOneEndsTheOthersAndIsThrown() {
        SharedWork work = new SharedWork(Integer.MAX_VALUE);

        assertThatThrownBy(() -> work.run(3, "test-", () -> {
            for (int piece = work.take(); piece >= 0; piece = work.take()) {
                if (piece == 5) {
                    throw new IOException("broken");
                }
            }
        }, () -> { }, () -> false)).isInstanceOf(IOException.class).hasMessage("broken");
        assertThat(work.take()).isEqualTo(-1);
        assertThat(work.isEnding()).isTrue();
    }

    @Test
    void stoppingEndsAllThreads() throws IOException {
        SharedWork work = new SharedWork(Integer.MAX_VALUE);
        AtomicInteger running = new AtomicInteger();

        boolean done = work.run(2, "test-", () -> {
            running.incrementAndGet();
            while (work.take() >= 0) {
                Thread.onSpinWait();
            }
            running.decrementAndGet();
        }, () -> { }, () -> true);

        assertThat(done).isFalse();
        assertThat(running).hasValue(0);
    }
}
