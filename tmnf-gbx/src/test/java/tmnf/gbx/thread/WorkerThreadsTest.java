package tmnf.gbx.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

    @Test
    void waitsForAllAndKeepsAnInterruptForLater() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread first = new Thread(() -> {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread second = new Thread(mayEnd::countDown);
        first.start();
        second.start();
        Thread.currentThread().interrupt();

        WorkerThreads.join(List.of(first, second));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void throwsWhatAThreadThrew() throws IOException {
        for (Throwable failure : List.of(new IOException(), new IllegalStateException(),
                new StackOverflowError())) {
            assertThatThrownBy(() -> WorkerThreads.rethrow(failure)).isSameAs(failure);
        }
        WorkerThreads.rethrow(null);
    }
}
