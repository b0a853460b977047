package tmnf.capture.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.WriterOptions;
import tmnf.capture.dataset.jpeg.JpegBuffer;
import tmnf.capture.dataset.jpeg.JpegCodec;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegDecoder;
import tmnf.capture.dataset.jpeg.JpegEncoder;
import tmnf.capture.dataset.jpeg.JpegException;
import tmnf.capture.dataset.jpeg.JpegLimits;
import tmnf.capture.dataset.jpeg.Picture;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.capture.plan.GoldenTimeline;
import tmnf.capture.plan.Shard;
import tmnf.capture.write.CaptureWriteException.Reason;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.state.SimStateData;

class ReplayWriterTest {

    private static final FrameSchedule FRAMES = new FrameSchedule(64, 2000);
    private static final FrameSchedule SNAPSHOTS = new FrameSchedule(10, 2000);
    private static final WriteSettings GOOD =
            new WriteSettings(PixelFormat.GREY, 95, WriterOptions.LOOSE, true, true, 10, "d");

    @TempDir
    Path root;

    private CaptureStore store;
    private EncoderPool pool;
    private EncoderLane lane;

    @BeforeEach
    void open() throws IOException {
        store = CaptureStore.open(root, Shard.ALL);
        pool(JpegCodecs.imageIo());
    }

    private void pool(JpegCodec codec) throws IOException {
        if (pool != null) {
            lane.close();
            pool.close();
        }
        pool = new EncoderPool(codec, 3, 1, 4);
        lane = pool.lane();
    }

    @AfterEach
    void close() throws IOException {
        lane.close();
        pool.close();
        store.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("tmnf-encode"));
        assertThat(root.resolve(".capture/staging")).doesNotExist();
    }

    private CapturedReplay capture(WriteSettings settings, FrameSchedule frames, FrameSchedule snapshots)
            throws IOException {
        try (ReplayWriter writer = TestRuns.writer(store, lane, settings, frames.raceTimeMs())) {
            TestRuns.drive(writer, frames, snapshots);
            writer.publish(TestRuns.metadata("track", "replay", frames), false);
        }
        return CapturedReplay.open(root.resolve("track/replay"));
    }

    private static <T> List<T> all(DatasetCursor<T> cursor) throws IOException {
        List<T> records = new ArrayList<>();
        try (cursor) {
            for (Optional<T> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                records.add(next.get());
            }
        }
        return records;
    }

    private static int brightness(byte[] jpeg) throws IOException {
        try (JpegDecoder decoder = JpegCodecs.imageIo().decoder()) {
            Picture picture = decoder.decode(jpeg, PixelFormat.GREY);
            assertThat(picture.size()).isEqualTo(TestRuns.SIZE.width() * TestRuns.SIZE.height());
            int sum = 0;
            for (byte pixel : picture.pixels()) {
                sum += pixel & 0xFF;
            }
            return Math.round((float) sum / picture.size()) - 2;
        }
    }

    /** The first divisor of the brightness: 16 x (200 - 2 x quality) %, as all JPEG libraries have it. */
    private static int firstDivisor(byte[] jpeg) {
        for (int at = 0; at < jpeg.length - 5; at++) {
            if ((jpeg[at] & 0xFF) == 0xFF && (jpeg[at + 1] & 0xFF) == 0xDB) {
                return jpeg[at + 5];
            }
        }
        throw new AssertionError("the JPEG has no table");
    }

    @ParameterizedTest
    @CsvSource({"95, 2", "75, 8", "50, 16"})
    void framesHaveTheQualityThatWasAskedFor(int quality, int divisor) throws Exception {
        WriteSettings settings = new WriteSettings(PixelFormat.GREY, quality, WriterOptions.LOOSE, true, true,
                10, "d");
        CapturedReplay replay = capture(settings, FRAMES, SNAPSHOTS);

        assertThat(replay.folder()).isDirectoryContaining("glob:**.jpeg");
        for (ManifestEntry entry : all(replay.entries())) {
            assertThat(firstDivisor(Files.readAllBytes(replay.folder().resolve(entry.file()))))
                    .isEqualTo(divisor);
        }
    }

    @Test
    void everyFrameIsWhatTheGameSentWithTheStateOfItsTick() throws Exception {
        CapturedReplay replay = capture(TestRuns.SETTINGS, FRAMES, SNAPSHOTS);

        List<ManifestEntry> entries = all(replay.entries());
        assertThat(entries).hasSize(FRAMES.count());
        for (int k = 0; k < entries.size(); k++) {
            ManifestEntry entry = entries.get(k);
            assertThat(entry.step()).isEqualTo(k);
            assertThat(entry.timeMs()).isEqualTo(FRAMES.tickMs(k));
            assertThat(entry.requestedTimeMs()).hasValue(FRAMES.requestedMs(k));
            assertThat(entry.capturedAtUtc()).isEqualTo("2026-01-02T03:04:05.678901+00:00");
            assertThat(entry.state().orElseThrow().position().z()).isEqualTo(400 + entry.timeMs() / 20f);
            byte[] jpeg = Files.readAllBytes(replay.folder().resolve(entry.file()));
            assertThat(brightness(jpeg)).as(entry.file()).isBetween(TestRuns.brightness(k) - 1,
                    TestRuns.brightness(k) + 1);
        }
        assertThat(all(replay.snapshots())).hasSize(SNAPSHOTS.count()).allSatisfy(snapshot ->
                assertThat(snapshot).containsKeys("margin", "current_zone_idx", "car_velocity"));
        assertThat(replay.metadata().orElseThrow().text(CaptureStore.DIGEST)).hasValue("0123456789ab");
        assertThat(replay.isComplete()).isTrue();
    }

    @Test
    void actionsOfTheManifestAreThoseOfTheGoldenScriptsAtEachFramesTick() throws Exception {
        List<GoldenTimeline> goldens = GoldenTimeline.all().toList();
        assertThat(goldens).hasSizeGreaterThan(10);
        for (GoldenTimeline golden : goldens) {
            FrameSchedule frames = new FrameSchedule(16, golden.raceTimeMs());
            try (ReplayWriter writer = new ReplayWriter(store.stage("golden", golden.name()),
                    TestRuns.SETTINGS, lane, Optional.of(golden.inputs()), TestRuns.observer(),
                    TestRuns.CLOCK)) {
                TestRuns.drive(writer, frames, frames);
                writer.publish(TestRuns.metadata("golden", golden.name(), frames), false);
            }
            CapturedReplay replay = CapturedReplay.open(root.resolve("golden").resolve(golden.name()));
            assertThat(replay.actions().orElseThrow()).isEqualTo(golden.actions());
            assertThat(all(replay.entries())).as(golden.name()).hasSize(frames.count()).allSatisfy(entry ->
                    assertThat(entry.actionIdx()).hasValue(golden.actions().get(entry.timeMs() / 10)));
        }
    }

    @Test
    void inputsAreThoseOfTheScriptAtTheFramesTick() throws Exception {
        FrameSchedule every = new FrameSchedule(100, 1000);
        CapturedReplay replay = capture(TestRuns.SETTINGS, every, SNAPSHOTS);

        List<ManifestEntry> entries = all(replay.entries());
        // Left from 100 to 200, analog right from 150 to 300: together they cancel.
        assertThat(action(entries, 90)).hasValue(0);
        assertThat(action(entries, 100)).hasValue(1);
        assertThat(action(entries, 150)).hasValue(0);
        assertThat(action(entries, 200)).hasValue(2);
        assertThat(action(entries, 300)).hasValue(0);
        assertThat(action(entries, 700)).hasValue(9);
        assertThat(entries.get(49).inputs().orElseThrow().respawn()).isEmpty();
        assertThat(entries.get(50).inputs().orElseThrow().respawn()).hasValue(true);
        assertThat(replay.actions().orElseThrow()).hasSize(101);
        assertThat(replay.inputs().orElseThrow().ticks()).isEqualTo(101);
        assertThat(replay.inputs().orElseThrow().steer(20)).isEqualTo(30000);
        assertThat(entries).allSatisfy(entry -> assertThat(entry.actionIdx().orElseThrow())
                .isEqualTo(replay.actions().orElseThrow().get(entry.timeMs() / 10)));
    }

    private static OptionalInt action(List<ManifestEntry> entries, int timeMs) {
        return entries.get(timeMs / 10).actionIdx();
    }

    @Test
    void stepsLongerThanATickAreRoundedToTheEvenOne() {
        RecordedInputs inputs = new RecordedInputs(TestRuns.inputs(1000), 20);

        assertThat(inputs.actions()).hasSize(51);
        // 90 / 20 is 4.5, which Python rounds to 4; 110 / 20 is 5.5, which it rounds to 6.
        assertThat(inputs.actionIndex(90)).isEqualTo(inputs.actions().get(4));
        assertThat(inputs.actionIndex(110)).isEqualTo(inputs.actions().get(6));
        assertThat(inputs.actionIndex(99_990)).isEqualTo(inputs.actions().get(50));
    }

    @Test
    void fullStatesAreOneForEachTickThatHasAFrameOrASnapshot() throws Exception {
        WriteSettings full = new WriteSettings(PixelFormat.RGB, 80,
                WriterOptions.PACKED.withFullState(true), false, false, 10, "d");
        CapturedReplay replay = capture(full, new FrameSchedule(10, 500), new FrameSchedule(20, 500));

        assertThat(all(replay.states())).extracting(stored -> stored.timeMs())
                .containsExactly(0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500);
        assertThat(all(replay.states())).allSatisfy(stored ->
                assertThat(stored.bytes()).isEqualTo(TestRuns.state(stored.timeMs()).toBytes()));
        assertThat(all(replay.entries())).hasSize(6).allMatch(entry -> entry.state().isEmpty());
    }

    @Test
    void aNewBeginningVoidsWhatCameBefore() throws Exception {
        try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 2000)) {
            TestRuns.drive(writer, FRAMES, SNAPSHOTS, 1000);
            TestRuns.drive(writer, FRAMES, SNAPSHOTS, 300);
            TestRuns.drive(writer, FRAMES, SNAPSHOTS);
            assertThat(writer.frames()).isEqualTo(FRAMES.count());
            writer.publish(TestRuns.metadata("track", "replay", FRAMES), false);
        }
        Map<String, String> thirdTime = TestRuns.files(root.resolve("track/replay"));
        try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 2000)) {
            TestRuns.drive(writer, FRAMES, SNAPSHOTS);
            writer.publish(TestRuns.metadata("track", "replay", FRAMES), true);
        }

        assertThat(TestRuns.files(root.resolve("track/replay"))).isEqualTo(thirdTime);
    }

    @Test
    void framesAreWrittenInOrderWhicheverIsEncodedFirst() throws Exception {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch later = new CountDownLatch(2);
        pool(new HookedCodec(() -> {
            // The first frame waits until two that came after it are encoded.
            if (count.getAndIncrement() == 0) {
                await(later);
            } else {
                later.countDown();
            }
        }));
        CapturedReplay replay = capture(TestRuns.SETTINGS, FRAMES, SNAPSHOTS);

        assertThat(all(replay.entries())).extracting(ManifestEntry::step).isSorted().hasSize(FRAMES.count());
        assertThat(later.getCount()).isZero();
    }

    @Test
    void aFullQueueHasNoRoomUntilAFrameIsWritten() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        pool(new HookedCodec(() -> await(go)));
        try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 2000)) {
            writer.begin();
            for (int k = 0; k < 4; k++) {
                assertThat(writer.room().isDone()).isTrue();
                frame(writer, k);
            }
            Future<?> room = writer.room();
            assertThat(room.isDone()).isFalse();
            go.countDown();
            room.get(20, TimeUnit.SECONDS);
            frame(writer, 4);
            writer.publish(TestRuns.metadata("track", "replay", FRAMES), false);
        }
        assertThat(CapturedReplay.open(root.resolve("track/replay")).isComplete()).isTrue();
    }

    private static void frame(ReplayWriter writer, int k) throws IOException {
        writer.frame(new FrameLabel(k, 10 * k, 10 * k), TestRuns.SIZE,
                ByteBuffer.wrap(TestRuns.bgra(TestRuns.SIZE, k)), TestRuns.state(10 * k));
    }

    @Test
    void aFailureOfTheCodecComesInTheNextCallAndNothingIsPublished() throws Exception {
        AtomicInteger count = new AtomicInteger();
        pool(new HookedCodec(() -> {
            if (count.getAndIncrement() == 5) {
                throw new JpegException(JpegException.Reason.LIBRARY, "the library is tired");
            }
        }));
        try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 2000)) {
            assertThatExceptionOfType(CaptureWriteException.class).isThrownBy(() -> {
                TestRuns.drive(writer, FRAMES, SNAPSHOTS);
                writer.publish(TestRuns.metadata("track", "replay", FRAMES), false);
            }).withMessageContaining("tired").matches(e -> e.reason() == Reason.CANNOT_ENCODE);
            assertThat(writer.room().isDone()).as("nobody waits for a failed lane").isTrue();
        }
        assertThat(TestRuns.files(root)).containsOnlyKeys(".capture/lock", ".capture/outcomes.jsonl");
        // The same lane serves the next attempt.
        assertThat(capture(TestRuns.SETTINGS, FRAMES, SNAPSHOTS).isComplete()).isTrue();
    }

    @Test
    void aFolderThatCannotBeWrittenComesInTheNextCallAndNothingIsPublished() throws Exception {
        AtomicInteger count = new AtomicInteger();
        StagedCapture staged = store.stage("track", "replay");
        pool(new HookedCodec(() -> {
            if (count.getAndIncrement() == 5) {
                // The name of a frame to come is taken by a folder.
                createFolder(staged.folder().resolve("frame_00010_160ms.jpeg"));
            }
        }));
        try (ReplayWriter writer = new ReplayWriter(staged, TestRuns.SETTINGS, lane,
                Optional.of(TestRuns.inputs(2000)), TestRuns.observer(), TestRuns.CLOCK)) {
            assertThatExceptionOfType(CaptureWriteException.class).isThrownBy(() -> {
                TestRuns.drive(writer, FRAMES, SNAPSHOTS);
                writer.publish(TestRuns.metadata("track", "replay", FRAMES), false);
            }).matches(e -> e.reason() == Reason.CANNOT_WRITE).withMessageContaining("disk");
        }
        assertThat(root.resolve("track")).doesNotExist();
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void framesWithABadObservationAreLeftOutAndTheRestIsNumberedAnew() throws Exception {
        FrameSchedule every = new FrameSchedule(100, 500);
        try (ReplayWriter writer = TestRuns.writer(store, lane, GOOD, 500)) {
            writer.begin();
            for (int k = 0; k <= 50; k++) {
                if (k % 10 == 0) {
                    SimStateData state = TestRuns.state(10 * k);
                    if (k == 20) {
                        // No rotation: the up vector has no length.
                        state.setRotationMatrix(new float[9]);
                    }
                    writer.snapshot(10 * k, state);
                }
                frame(writer, k);
            }
            writer.publish(TestRuns.metadata("track", "replay", every), false);
        }
        List<ManifestEntry> entries = all(CapturedReplay.open(root.resolve("track/replay")).entries());

        // Snapshot 200 is the nearest of 160 to 240; 150 is as near to 100, and 250 to 200.
        List<Integer> times = new ArrayList<>();
        for (int t = 0; t <= 500; t += 10) {
            if (t <= 150 || t >= 260) {
                times.add(t);
            }
        }
        assertThat(entries).extracting(ManifestEntry::timeMs).containsExactlyElementsOf(times);
        assertThat(entries).extracting(ManifestEntry::step).isSorted();
        assertThat(entries.get(16).file()).isEqualTo("frame_00016_260ms.jpeg");
        assertThat(brightness(Files.readAllBytes(root.resolve("track/replay/frame_00016_260ms.jpeg"))))
                .isBetween(TestRuns.brightness(26) - 1, TestRuns.brightness(26) + 1);
    }

    @Test
    void aRaceWithoutAnyGoodFrameIsNotPublished() throws Exception {
        try (ReplayWriter writer = TestRuns.writer(store, lane, GOOD, 2000)) {
            writer.begin();
            SimStateData bad = TestRuns.state(0);
            bad.setRotationMatrix(new float[9]);
            writer.snapshot(0, bad);
            frame(writer, 0);
            assertThatExceptionOfType(CaptureWriteException.class)
                    .isThrownBy(() -> writer.publish(TestRuns.metadata("track", "replay", FRAMES), false))
                    .matches(e -> e.reason() == Reason.NO_GOOD_FRAME);
        }
        assertThat(root.resolve("track")).doesNotExist();
    }

    @Test
    void aRejectedRaceCanBeReadInTheQuarantineAndIsNoCapture() throws Exception {
        try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 2000)) {
            TestRuns.drive(writer, FRAMES, SNAPSHOTS, 700);
            writer.reject(TestRuns.metadata("track", "replay", FRAMES));
            writer.quarantine(new QuarantineReason("a".repeat(40), "", 2, "desync: 3.1 m", "2026"));
        }
        CapturedReplay put = CapturedReplay.open(root.resolve(".capture/quarantine/track/replay"));

        assertThat(put.isComplete()).isFalse();
        assertThat(put.metadata().flatMap(ReplayWriterTest::status)).hasValue("rejected");
        assertThat(all(put.entries())).isNotEmpty();
        assertThat(store.quarantined("track", "replay").orElseThrow().reason()).isEqualTo("desync: 3.1 m");
        assertThat(store.isDone("track", "replay")).isFalse();
        assertThat(root.resolve("track")).doesNotExist();
    }

    private static Optional<String> status(CaptureMetadata metadata) {
        try {
            return metadata.status();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutALineSnapshotsHaveAllButZones() throws Exception {
        try (ReplayWriter writer = new ReplayWriter(store.stage("track", "replay"), TestRuns.SETTINGS, lane,
                Optional.empty(), ObservationBuilder.withoutLine(TestRuns.LAYOUT), TestRuns.CLOCK)) {
            TestRuns.drive(writer, FRAMES, SNAPSHOTS);
            writer.publish(TestRuns.metadata("track", "replay", FRAMES), false);
        }
        CapturedReplay replay = CapturedReplay.open(root.resolve("track/replay"));

        assertThat(all(replay.snapshots())).hasSize(SNAPSHOTS.count()).allSatisfy(snapshot ->
                assertThat(snapshot).containsKeys("gear_and_wheels", "is_freewheeling", "time_ms")
                        .doesNotContainKeys("margin", "current_zone_idx", "zone_centers_in_car_frame"));
        assertThat(replay.actions()).isEmpty();
        assertThat(all(replay.entries())).allMatch(entry -> entry.actionIdx().isEmpty());
    }

    @Test
    void nothingIsTakenBeforeTheBeginning() throws Exception {
        try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 2000)) {
            assertThatIllegalStateException().isThrownBy(() -> frame(writer, 0));
            writer.begin();
            assertThatExceptionOfType(CaptureWriteException.class)
                    .isThrownBy(() -> writer.publish(TestRuns.metadata("track", "replay", FRAMES), false))
                    .matches(e -> e.reason() == Reason.NO_FRAME);
        }
    }

    @Test
    void anInterruptedRunStillTakesBackWhatItWrote() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        pool(new HookedCodec(() -> await(go)));
        ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 2000);
        writer.begin();
        frame(writer, 0);
        Thread.currentThread().interrupt();
        go.countDown();
        writer.close();

        assertThat(Thread.interrupted()).as("the interrupt is still known").isTrue();
        assertThat(TestRuns.folders(root)).containsExactly("", ".capture", ".capture/staging");
    }

    @Test
    void aPoolHasNoMoreLanesThanItWasMadeFor() {
        assertThatIllegalStateException().isThrownBy(() -> pool.lane());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK's codec, with something before each picture. */
    private record HookedCodec(Hook hook) implements JpegCodec {

        @FunctionalInterface
        interface Hook {
            void run() throws JpegException;
        }

        @Override
        public String name() {
            return "hooked";
        }

        @Override
        public JpegEncoder encoder() throws JpegException {
            JpegEncoder encoder = JpegCodecs.imageIo().encoder();
            return new JpegEncoder() {
                @Override
                public void encode(Picture picture, int quality, JpegBuffer target) throws JpegException {
                    hook.run();
                    encoder.encode(picture, quality, target);
                }

                @Override
                public void close() {
                    encoder.close();
                }
            };
        }

        @Override
        public JpegDecoder decoder(JpegLimits limits) {
            throw new IllegalStateException("only for writing");
        }
    }
}
