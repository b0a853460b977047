package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class FrameLoaderTest {

    private static final int PIXELS = 12;

    /** Waits before it copies a frame, until it may. */
    private static final class GatedFrames extends NumberedFrames {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);
        private final int gated;

        GatedFrames(int count, int gated) {
            super(4, 3, List.of(ReplayFrames.readable("7", "r", 0, count)));
            this.gated = gated;
        }

        @Override
        public void copy(int frame, ByteBuffer to) {
            if (frame == gated) {
                reached.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            super.copy(frame, to);
        }
    }

    /** Fails at a frame. */
    private static final class FaultyFrames extends NumberedFrames {

        private final int faulty;

        FaultyFrames(int count, int faulty) {
            super(4, 3, List.of(ReplayFrames.readable("7", "r", 0, count)));
            this.faulty = faulty;
        }

        @Override
        public void copy(int frame, ByteBuffer to) {
            if (frame == faulty) {
                throw new InternalError("the disk is gone");
            }
            super.copy(frame, to);
        }
    }

    private static WindowIndex windows(Frames frames, int length) {
        return WindowIndex.of(frames.replays(), length, track -> true);
    }

    private static FrameLoader loader(Frames frames, int length, LoaderOptions options) {
        return new FrameLoader(frames, windows(frames, length), options);
    }

    private static List<Thread> loaderThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tmnf-loader-")).toList();
    }

    @AfterEach
    void noThreadIsLeft() {
        assertThat(loaderThreads()).isEmpty();
    }

    /** First frames of all samples of an epoch, each batch looked through pixel by pixel. */
    private static int[] seen(LoaderEpoch epoch, int length) throws Exception {
        List<Integer> firsts = new ArrayList<>();
        while (epoch.hasNext()) {
            try (Batch batch = epoch.next()) {
                ByteBuffer pixels = batch.pixels();
                assertThat(pixels.isDirect()).isTrue();
                assertThat(pixels.order()).isEqualTo(ByteOrder.nativeOrder());
                assertThat(pixels.remaining()).isEqualTo(batch.samples() * length * PIXELS);
                for (int i = 0; i < batch.samples(); i++) {
                    int first = NumberedFrames.number(pixels, i * length * PIXELS);
                    firsts.add(first);
                    for (int k = 0; k < length * PIXELS; k++) {
                        assertThat(pixels.get(i * length * PIXELS + k))
                                .isEqualTo(NumberedFrames.pixel(first + k / PIXELS, k % PIXELS));
                    }
                }
            }
        }
        return firsts.stream().mapToInt(Integer::intValue).toArray();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 1, 1", "1, 3, 2", "2, 1, 3", "4, 2, 1", "3, 40, 2"})
    void batchesComeInTheirOrderWhateverTheNumberOfThreads(int workers, int prefetch, int length)
            throws Exception {
        NumberedFrames frames = NumberedFrames.of(300);
        LoaderOptions options = new LoaderOptions(7, workers, prefetch, false);
        try (FrameLoader loader = loader(frames, length, options)) {
            for (int round = 0; round < 3; round++) {
                int[] order = EpochOrder.shuffled(301 - length, 5, round);
                try (LoaderEpoch epoch = loader.begin(order)) {
                    assertThat(epoch.batches()).isEqualTo((301 - length + 6) / 7);

                    assertThat(seen(epoch, length)).isEqualTo(order);
                    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(epoch::next);
                }
            }
            assertThat(loader.buffers()).isBetween(1, workers * prefetch + 1);
        }
    }

    @Test
    void aLastSmallerBatchIsKeptOrLeftOut() throws Exception {
        NumberedFrames frames = NumberedFrames.of(10);
        int[] order = EpochOrder.inTurn(10);
        try (FrameLoader loader = loader(frames, 1, new LoaderOptions(4, 1, 1, false));
                LoaderEpoch epoch = loader.begin(order)) {
            assertThat(epoch.batches()).isEqualTo(3);
            assertThat(seen(epoch, 1)).hasSize(10);
        }
        try (FrameLoader loader = loader(frames, 1, new LoaderOptions(4, 1, 1, true));
                LoaderEpoch epoch = loader.begin(order)) {
            assertThat(epoch.batches()).isEqualTo(2);
            assertThat(seen(epoch, 1)).hasSize(8);
        }
        try (FrameLoader loader = loader(frames, 1, new LoaderOptions(11, 1, 1, true))) {
            assertThatIllegalArgumentException().isThrownBy(() -> loader.begin(order))
                    .withMessageContaining("10 samples do not fill a batch of 11");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void buffersAreBoundedAndLendingAllIsAnError(int workers) throws Exception {
        LoaderOptions options = new LoaderOptions(2, workers, 2, false);
        try (FrameLoader loader = loader(NumberedFrames.of(100), 1, options);
                LoaderEpoch epoch = loader.begin(EpochOrder.inTurn(100))) {
            List<Batch> lent = new ArrayList<>();
            for (int i = 0; i < workers * 2 + 1; i++) {
                lent.add(epoch.next());
            }
            assertThatIllegalStateException().isThrownBy(epoch::next).withMessageContaining("lent");
            for (int i = 0; i < lent.size(); i++) {
                assertThat(NumberedFrames.number(lent.get(i).pixels(), 0)).isEqualTo(2 * i);
            }

            lent.get(0).close();
            lent.get(0).close(); // does not give it back again
            try (Batch next = epoch.next()) {
                assertThat(NumberedFrames.number(next.pixels(), 0)).isEqualTo(2 * lent.size());
                assertThatIllegalStateException().isThrownBy(epoch::next);
            }
            assertThatIllegalStateException().isThrownBy(lent.get(0)::pixels);
            assertThat(loader.buffers()).isEqualTo(options.buffers());
        }
    }

    /** Of 84 bytes each: so many as fit, but two. */
    @ParameterizedTest
    @CsvSource({"3, 5000, 13", "3, 420, 5", "3, 419, 4", "3, 1, 2", "1, 1, 2", "0, 1, 1", "0, 5000, 1"})
    void largeBatchesAreMadeAheadInFewerBuffersAndTheSameOrder(int workers, long mostBytes, int expected)
            throws Exception {
        NumberedFrames frames = NumberedFrames.of(300);
        LoaderOptions options = new LoaderOptions(7, workers, 4, false);
        try (FrameLoader loader = new FrameLoader(frames, windows(frames, 1), options, mostBytes)) {
            int[] order = EpochOrder.shuffled(300, 5, 1);
            try (LoaderEpoch epoch = loader.begin(order)) {
                assertThat(seen(epoch, 1)).isEqualTo(order);
            }
            try (LoaderEpoch epoch = loader.begin(order)) {
                for (int i = 0; i < expected; i++) {
                    epoch.next(); // closed with the loader
                }
                assertThatIllegalStateException().isThrownBy(epoch::next).withMessageContaining("lent");
            }
            assertThat(loader.buffers()).isEqualTo(expected);
        }
    }

    @Test
    void usualBatchesAreNotLarge() {
        assertThat(FrameLoader.MOST_BYTES).isGreaterThan(new LoaderOptions(4096, 4, 4, false).buffers()
                * 4096L * 64 * 64);
        assertThat(FrameLoader.mostSamples(8, 256, 256)).isEqualTo(4095);
        assertThat(FrameLoader.mostSamples(32, 128, 128)).isEqualTo(4095);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void tooLittleMemoryIsToldAsSuchAndNotTheFramesFault(int workers) {
        NumberedFrames frames = new NumberedFrames(4, 3, List.of(ReplayFrames.readable("7", "r", 0, 4))) {
            @Override
            public void copy(int frame, ByteBuffer to) {
                throw new OutOfMemoryError("Cannot reserve 24 bytes");
            }
        };
        try (FrameLoader loader = loader(frames, 1, new LoaderOptions(2, workers, 1, false));
                LoaderEpoch epoch = loader.begin(EpochOrder.inTurn(4))) {
            assertThatThrownBy(epoch::next).isInstanceOf(OutOfMemoryError.class)
                    .hasMessageContaining("Cannot reserve 24 bytes")
                    .hasMessageContaining("take a smaller batch_size or prefetch_factor")
                    .hasMessageNotContaining("build their cache again")
                    .hasCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void whatFailsIsToldAtItsBatchAfterThoseBefore(int workers) throws Exception {
        try (FrameLoader loader = loader(new FaultyFrames(40, 21), 1,
                new LoaderOptions(4, workers, 2, false))) {
            LoaderEpoch epoch = loader.begin(EpochOrder.inTurn(40));
            for (int i = 0; i < 5; i++) {
                try (Batch batch = epoch.next()) {
                    assertThat(NumberedFrames.number(batch.pixels(), 0)).isEqualTo(4 * i);
                }
            }
            for (int again = 0; again < 2; again++) {
                assertThatThrownBy(epoch::next).isInstanceOf(FrameLoadException.class)
                        .hasMessageContaining("batch 5").hasMessageContaining("the disk is gone")
                        .hasCauseInstanceOf(InternalError.class);
            }
            epoch.close();
            try (LoaderEpoch other = loader.begin(new int[] {1, 2})) {
                assertThat(seen(other, 1)).containsExactly(1, 2);
            }
        }
    }

    @Test
    void framesOfAnotherSizeAreAnError() throws Exception {
        NumberedFrames frames = new NumberedFrames(4, 3, List.of(ReplayFrames.readable("7", "r", 0, 4))) {
            @Override
            public void copy(int frame, ByteBuffer to) {
                to.put((byte) 1);
            }
        };
        try (FrameLoader loader = loader(frames, 1, new LoaderOptions(2, 1, 1, false));
                LoaderEpoch epoch = loader.begin(EpochOrder.inTurn(4))) {
            assertThatThrownBy(epoch::next).hasMessageContaining("other sizes than 4 x 3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void anEpochEndsInItsMiddleAndTheNextBeginsAnew(int workers) throws Exception {
        try (FrameLoader loader = loader(NumberedFrames.of(500), 1,
                new LoaderOptions(5, workers, 3, false))) {
            for (int round = 0; round < 20; round++) {
                int[] order = EpochOrder.shuffled(500, round, 0);
                LoaderEpoch epoch = loader.begin(order);
                for (int i = 0; i < round; i++) {
                    try (Batch batch = epoch.next()) {
                        assertThat(NumberedFrames.number(batch.pixels(), 0)).isEqualTo(order[5 * i]);
                    }
                }
                epoch.close();
                assertThatIllegalStateException().isThrownBy(epoch::next);
            }
            assertThat(loader.buffers()).isLessThanOrEqualTo(workers * 3 + 1);
        }
    }

    @Test
    void closingInTheMiddleWaitsForItsThreads() throws Exception {
        GatedFrames frames = new GatedFrames(50, 30);
        FrameLoader loader = loader(frames, 1, new LoaderOptions(5, 2, 4, false));
        LoaderEpoch epoch = loader.begin(EpochOrder.inTurn(50));
        Batch lent = epoch.next();
        frames.reached.await();
        Thread closer = new Thread(loader::close);
        closer.start();
        while (closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(loaderThreads()).isNotEmpty();
        frames.gate.countDown();
        closer.join();

        assertThat(loaderThreads()).isEmpty();
        assertThat(NumberedFrames.number(lent.pixels(), 0)).isZero();
        lent.close();
        assertThatIllegalStateException().isThrownBy(epoch::next).withMessageContaining("loader is closed");
        assertThatIllegalStateException().isThrownBy(() -> loader.begin(new int[] {1}));
        epoch.close();
        loader.close();
    }

    @Test
    void waitingForABatchCanBeInterruptedAndRepeated() throws Exception {
        GatedFrames frames = new GatedFrames(8, 0);
        try (FrameLoader loader = loader(frames, 1, new LoaderOptions(4, 1, 1, false));
                LoaderEpoch epoch = loader.begin(EpochOrder.inTurn(8))) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread consumer = new Thread(() -> {
                try {
                    epoch.next().close();
                } catch (Exception e) {
                    thrown.set(e);
                }
            });
            consumer.start();
            frames.reached.await();
            while (consumer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            consumer.interrupt();
            consumer.join();
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);

            frames.gate.countDown();
            assertThat(seen(epoch, 1)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        }
    }

    @Test
    void onlyOneEpochIsOpenAndItsWindowsExist() {
        try (FrameLoader loader = loader(NumberedFrames.of(8), 2, new LoaderOptions(4, 1, 1, false))) {
            LoaderEpoch epoch = loader.begin(new int[0]);
            assertThat(epoch.hasNext()).isFalse();
            assertThatIllegalStateException().isThrownBy(() -> loader.begin(new int[] {1}))
                    .withMessageContaining("before");
            epoch.close();
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> loader.begin(new int[] {7}));
        }
    }

    @Test
    void refusesBatchesThatNoBufferHolds() {
        assertThatIllegalArgumentException().isThrownBy(() -> loader(NumberedFrames.of(8), 2,
                new LoaderOptions(Integer.MAX_VALUE / 20, 1, 1, false))).withMessageContaining("2 GiB");
        for (int[] wrong : new int[][] {{0, 1, 1}, {1, -1, 1}, {1, 1, 0}, {1, 1 << 20, 1 << 20}}) {
            assertThatIllegalArgumentException().isThrownBy(
                    () -> new LoaderOptions(wrong[0], wrong[1], wrong[2], false)).as(Arrays.toString(wrong));
        }
    }

    /** What an epoch makes does not grow with its frames: a few objects a batch. */
    @Test
    void makesNoObjectPerFrame() throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        int[] order = EpochOrder.shuffled(20_000, 1, 1);
        try (FrameLoader loader = loader(NumberedFrames.of(20_000), 1, new LoaderOptions(500, 0, 1, false))) {
            long made = 0;
            for (int round = 0; round < 2; round++) {
                long before = threads.getThreadAllocatedBytes(self);
                try (LoaderEpoch epoch = loader.begin(order)) {
                    while (epoch.hasNext()) {
                        epoch.next().close();
                    }
                }
                made = threads.getThreadAllocatedBytes(self) - before;
            }
            assertThat(made).isBetween(1L, 20_000L);
        }
    }
}
