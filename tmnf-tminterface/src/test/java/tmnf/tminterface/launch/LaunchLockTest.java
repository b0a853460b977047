package tmnf.tminterface.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.link.LinkTime;

class LaunchLockTest {

    @TempDir
    Path folder;
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final LinkTime leaping = new LinkTime() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleep(long nanos) {
            now.addAndGet(nanos);
        }
    };

    @Test
    void onlyOneOwnerAtATime() throws IOException {
        Path file = folder.resolve("new").resolve("launch.lock");
        long began = now.get();
        try (LaunchLock first = LaunchLock.acquire(file, Duration.ofSeconds(1), leaping)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> LaunchLock.acquire(file, Duration.ofSeconds(7), leaping))
                    .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.reason())
                            .isEqualTo(LaunchException.Reason.LOCK_BUSY))
                    .hasMessageContaining("launch.lock").hasMessageContaining("7 s");
        }

        assertThat(Duration.ofNanos(now.get() - began)).isEqualTo(Duration.ofSeconds(7));
        try (LaunchLock second = LaunchLock.acquire(file, Duration.ofSeconds(1), leaping)) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws IOException {
        Path file = folder.resolve("launch.lock");
        try (LaunchLock first = LaunchLock.acquire(file, Duration.ofSeconds(1), LinkTime.SYSTEM)) {
            assertThat(first).isNotNull();
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> LaunchLock.acquire(file, Duration.ofSeconds(60), LinkTime.SYSTEM))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
