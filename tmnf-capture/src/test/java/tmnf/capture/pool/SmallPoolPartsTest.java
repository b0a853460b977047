package tmnf.capture.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static tmnf.capture.pool.ScriptedJobs.task;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.Shard;
import tmnf.capture.run.CaptureDeadlines;
import tmnf.capture.run.RunSink;
import tmnf.capture.write.CaptureOutcome;
import tmnf.capture.write.CaptureStore;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.protocol.FrameSize;

/** The small parts that workers are made of. */
class SmallPoolPartsTest {

    private static final FrameSize SIZE = new FrameSize(2, 2);

    @TempDir
    Path folder;

    private static CaptureOutcome outcome(String track, String name, String result) {
        return new CaptureOutcome(track, name, "0".repeat(40), "digest", 1, result, "", 0, "");
    }

    @Test
    void whatWasLostInTheRunBeforeGoesLast() throws IOException {
        try (CaptureStore store = CaptureStore.open(folder, Shard.ALL)) {
            store.append(outcome("A", "a1", "too-long"));
            store.append(outcome("B", "b1", "race-silent"));
            store.append(outcome("B", "b1", "published"));
            store.append(outcome("C", "c1", "interrupted"));
        }
        List<ReplayTask> tasks = List.of(task("A", "a1"), task("A", "a2"), task("B", "b1"), task("C", "c1"));

        assertThat(LostBefore.of(folder).last(tasks)).extracting(ReplayTask::name)
                .containsExactly("b1", "c1", "a2", "a1");
    }

    @Test
    void anInterruptedThreadWritesItsOutcomeAndLeavesTheOthersTheirs() throws IOException {
        try (CaptureStore store = CaptureStore.open(folder, Shard.ALL)) {
            Thread.currentThread().interrupt();
            try {
                store.append(outcome("A", "a1", "interrupted"));
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            store.append(outcome("A", "a2", "published"));
        }
        List<String> names = new java.util.ArrayList<>();
        assertThat(CaptureStore.outcomes(folder, each -> names.add(each.name()))).isZero();
        assertThat(names).containsExactly("a1", "a2");
    }

    @Test
    void eachFrameAddsToTheLimitOfARun() {
        CaptureDeadlines few = new CaptureDeadlines(PhaseDeadlines.DEFAULT, 89_000, 1, 0, LinkTime.SYSTEM);
        CaptureDeadlines many = new CaptureDeadlines(PhaseDeadlines.DEFAULT, 89_000, 1, 8901,
                LinkTime.SYSTEM);

        assertThat(few.left()).isLessThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(many.left()).isBetween(Duration.ofSeconds(1180), Duration.ofMillis(1_190_100));
    }

    @Test
    void aRaceWhosePicturesNeverChangeIsTold() throws IOException {
        assertThat(sink(20, 0).stillness()).hasValueSatisfying(words ->
                assertThat(words).contains("19 of 20 frames").contains("minimised"));
        assertThat(sink(20, 19).stillness()).isEmpty();
    }

    @Test
    void aPictureThatStandsForAWhileOrInAFewFramesIsNone() throws IOException {
        assertThat(sink(21, 1).stillness()).isPresent();
        assertThat(sink(21, 2).stillness()).isEmpty();
        assertThat(sink(10, 0).stillness()).isPresent();
        assertThat(sink(9, 0).stillness()).isEmpty();
    }

    /** Of frames that differ from the one before up to that number, and from then on no more. */
    private static CountedSink sink(int frames, int lastChange) throws IOException {
        CountedSink sink = new CountedSink(RunSink.NOTHING, new LongAdder());
        sink.begin();
        for (int k = 0; k < frames; k++) {
            ByteBuffer pixels = ByteBuffer.allocate(SIZE.bytes()).put(0, (byte) Math.min(k, lastChange));
            sink.frame(new FrameLabel(k, 100 * k, 100.0 * k), SIZE, pixels, null);
            assertThat(pixels.remaining()).isEqualTo(SIZE.bytes());
        }
        return sink;
    }
}
