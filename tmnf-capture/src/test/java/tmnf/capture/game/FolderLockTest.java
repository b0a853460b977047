package tmnf.capture.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.link.LinkTime;

class FolderLockTest {

    @TempDir
    private Path base;

    /** Leaps instead of waiting. */
    private static final class LeapingTime implements LinkTime {

        private final AtomicLong now = new AtomicLong();

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleep(long nanos) {
            now.addAndGet(nanos);
        }
    }

    @Test
    void oneOwnerAtATimeAndNoFileAfterwards() throws IOException {
        Path file = base.resolve("lock");
        FolderLock first = FolderLock.tryAcquire(file).orElseThrow();

        assertThat(FolderLock.tryAcquire(file)).isEmpty();
        assertThat(FolderLock.tryAcquire(base.resolve("other/../lock").normalize())).isEmpty();
        first.close();
        first.close();
        assertThat(file).doesNotExist();

        FolderLock.tryAcquire(file).orElseThrow().close();
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsLeftIsNoLock() throws IOException {
        Path file = Files.write(base.resolve("lock"), new byte[77]);

        FolderLock.tryAcquire(file).orElseThrow().close();

        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderThatIsGoneIsAnErrorAndLeavesNothingTaken() throws IOException {
        Path file = base.resolve("gone/lock");
        assertThatThrownBy(() -> FolderLock.tryAcquire(file)).isInstanceOf(NoSuchFileException.class);

        Files.createDirectories(file.getParent());
        FolderLock.tryAcquire(file).orElseThrow().close();
    }

    @Test
    void waitingForTheTurnEndsAtTheDeadline() throws IOException {
        Path file = base.resolve("tmnf/lock");
        LeapingTime time = new LeapingTime();
        FolderMutex mutex = new FolderMutex(file, time);
        FolderLock owner = mutex.enter();

        assertThatThrownBy(mutex::enter).isInstanceOfSatisfying(GameFilesException.class,
                e -> assertThat(e.reason()).isEqualTo(GameFilesException.Reason.BUSY))
                .hasMessageContaining(file.toString());
        assertThat(TimeUnit.NANOSECONDS.toSeconds(time.nanos())).isEqualTo(30);
        owner.close();
        mutex.enter().close();
    }

    @Test
    void turnsOfManyThreadsDoNotOverlapThoughTheFileComesAndGoes() throws Exception {
        FolderMutex mutex = new FolderMutex(base.resolve("tmnf/lock"), LinkTime.SYSTEM);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Future<?>[] all = new Future<?>[4];
            for (int i = 0; i < all.length; i++) {
                all[i] = threads.submit(() -> {
                    for (int round = 0; round < 10; round++) {
                        FolderLock turn = mutex.enter();
                        overlaps.addAndGet(inside.getAndIncrement());
                        inside.decrementAndGet();
                        turn.close();
                    }
                    return null;
                });
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(overlaps).hasValue(0);
    }
}
