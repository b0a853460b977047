package tmnf.capture.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ExistingCaptures;
import tmnf.capture.plan.PlanStatus;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.Shard;
import tmnf.capture.plan.ZoneCentres;
import tmnf.capture.write.CaptureWriteException.Reason;
import tmnf.gbx.file.FileTrees;

class CaptureStoreTest {

    private static final FrameSchedule FRAMES = new FrameSchedule(10, 500);
    private static final String SHA1 = "a".repeat(40);

    @TempDir
    Path root;

    private void capture(CaptureStore store, FrameSchedule frames, boolean overwrite) throws IOException {
        capture(store, TestRuns.SETTINGS, frames, overwrite);
    }

    private void capture(CaptureStore store, WriteSettings settings, FrameSchedule frames, boolean overwrite)
            throws IOException {
        try (EncoderPool pool = new EncoderPool(JpegCodecs.imageIo(), 1, 1, 4);
                EncoderLane lane = pool.lane();
                ReplayWriter writer = TestRuns.writer(store, lane, settings, frames.raceTimeMs())) {
            TestRuns.drive(writer, frames, FRAMES);
            writer.publish(TestRuns.metadata("track", "replay", frames), overwrite);
        }
    }

    private static ReplayTask task(String sha1) {
        return new ReplayTask("track", "replay", Path.of("replay.replay.gbx"), sha1, 500, "uid", 1);
    }

    @Test
    void oneProgramOwnsADataset() throws Exception {
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> CaptureStore.open(root, Shard.ALL)).withMessageContaining("lock");
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> CaptureStore.open(root, new Shard(1, 2)));
            assertThat(store.root()).isEqualTo(root.toAbsolutePath());
        }
        CaptureStore.open(root, new Shard(2, 2)).close();
        CaptureStore.open(root, Shard.ALL).close();
    }

    @Test
    void programsWithShardsShareADatasetAndExcludeWhoTakesItWhole() throws Exception {
        Process other = CaptureChild.start(root, "hold", "1/2");
        try {
            assertThat(other.getInputStream().read()).isEqualTo('.');
            CaptureStore.open(root, new Shard(2, 2)).close();
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> CaptureStore.open(root, new Shard(1, 2)));
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> CaptureStore.open(root, Shard.ALL));
            assertThatExceptionOfType(StoreBusyException.class)
                    .isThrownBy(() -> CaptureStore.open(root, new Shard(3, 3)))
                    .withMessageContaining("one of 2 shards");
        } finally {
            other.destroyForcibly();
            other.waitFor(20, TimeUnit.SECONDS);
        }
        CaptureStore.open(root, new Shard(3, 3)).close();
        CaptureStore.open(root, Shard.ALL).close();
    }

    @Test
    void aCaptureIsDoneOnceItIsPublishedAndSaysFromWhat() throws Exception {
        WriteSettings settings = WriteSettings.of(CaptureSettings.DEFAULT);
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            assertThat(store.find(task(SHA1), CaptureSettings.DEFAULT).status()).isEqualTo(PlanStatus.NEW);
            capture(store, settings, FRAMES, false);
            assertThat(store.isDone("track", "replay")).isTrue();
        }
        CaptureSettings other = CaptureSettings.DEFAULT.with(
                CaptureSettings.DEFAULT.frames().withRates(20, 20));
        assertThat(CaptureStore.look(root).find(task(SHA1), CaptureSettings.DEFAULT).status())
                .isEqualTo(PlanStatus.DONE);
        assertThat(CaptureStore.look(root).find(task(SHA1), other).detail()).contains("settings");
        assertThat(CaptureStore.look(root).find(task("c".repeat(40)), CaptureSettings.DEFAULT).status())
                .isEqualTo(PlanStatus.DONE_DIFFERENT);
    }

    @Test
    void aCaptureWithAFrameDeletedIsCapturedAgain() throws Exception {
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            capture(store, WriteSettings.of(CaptureSettings.DEFAULT), FRAMES, false);
            Files.delete(root.resolve("track/replay/frame_00001_100ms.jpeg"));

            ExistingCaptures.Found found = store.find(task(SHA1), CaptureSettings.DEFAULT);
            assertThat(found.status()).isEqualTo(PlanStatus.NEW);
            assertThat(found.detail()).contains("not whole");
            capture(store, WriteSettings.of(CaptureSettings.DEFAULT), FRAMES, false);

            assertThat(store.find(task(SHA1), CaptureSettings.DEFAULT).status()).isEqualTo(PlanStatus.DONE);
        }
    }

    @Test
    void aCaptureSaysWhichZoneCentresItRefersTo() throws Exception {
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            capture(store, WriteSettings.of(CaptureSettings.DEFAULT), FRAMES, false);
            Path file = root.resolve("track/replay/metadata.json");
            CaptureMetadata metadata = CaptureMetadata.read(file);
            assertThat(store.find(task(SHA1), CaptureSettings.DEFAULT).zoneCentres()).isEmpty();

            metadata.with(ZoneCentres.SHA256, null).write(file);
            assertThat(store.find(task(SHA1), CaptureSettings.DEFAULT).zoneCentres()).contains("none");
            metadata.with(ZoneCentres.SHA256, "ab").write(file);
            assertThat(store.find(task(SHA1), CaptureSettings.DEFAULT).zoneCentres()).contains("ab");
        }
    }

    @Test
    void aCaptureOfAnotherToolIsDoneAndOneThatLacksItsManifestIsNot() throws Exception {
        Path folder = Files.createDirectories(root.resolve("track/replay"));
        Files.writeString(folder.resolve("frame_00000_0ms.jpeg"), "x");
        assertThat(CaptureStore.look(root).find(task(SHA1), CaptureSettings.DEFAULT).status())
                .isEqualTo(PlanStatus.NEW);
        Files.writeString(folder.resolve("manifest.json"), "[]");
        assertThat(CaptureStore.look(root).find(task(SHA1), CaptureSettings.DEFAULT).status())
                .isEqualTo(PlanStatus.DONE_ELSEWHERE);
        Files.writeString(folder.resolve("metadata.json"), "{ torn");
        assertThat(CaptureStore.look(root).find(task(SHA1), CaptureSettings.DEFAULT).detail())
                .contains("damaged");
        assertThat(root.resolve(".capture")).doesNotExist();
    }

    @Test
    void aCompleteCaptureIsReplacedOnlyOnRequestAndAPartialOneAlways() throws Exception {
        Path folder = Files.createDirectories(root.resolve("track/replay"));
        Files.writeString(folder.resolve("frame_00000_0ms.jpeg"), "partial");
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            capture(store, FRAMES, false);
            Map<String, String> first = TestRuns.files(folder);
            assertThat(first).hasSize(FRAMES.count() + 2);
            FrameSchedule more = new FrameSchedule(50, 500);
            assertThatExceptionOfType(CaptureWriteException.class)
                    .isThrownBy(() -> capture(store, more, false)).matches(e -> e.reason() == Reason.EXISTS);
            assertThat(TestRuns.files(folder)).isEqualTo(first);
            capture(store, more, true);
            assertThat(TestRuns.files(folder)).hasSize(more.count() + 2);
        }
        assertThat(TestRuns.folders(root)).containsExactly("", ".capture", "track", "track/replay");
    }

    @Test
    void aReplacementThatFailsBetweenItsTwoRenamesPutsTheOldCaptureBack() throws Exception {
        Path folder = root.resolve("track/replay");
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            capture(store, FRAMES, false);
            Map<String, String> old = TestRuns.files(folder);
            StagedCapture staged = store.stage("track", "replay");
            Files.move(folder, staged.folder().resolveSibling("old"));
            staged.close();

            assertThat(TestRuns.files(folder)).isEqualTo(old);
        }
        assertThat(root.resolve(".capture/staging")).doesNotExist();
    }

    /** Where an interrupt arrives while one capture takes the place of another. */
    enum Moment { AS_THE_OLD_ONE_GOES, BETWEEN, AS_THE_NEW_ONE_COMES }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whoIsInterruptedAtARenameOfAReplacementFinishesIt(Moment moment) throws Exception {
        FrameSchedule more = new FrameSchedule(50, 500);
        Path other = root.resolve(".other");
        try (CaptureStore store = CaptureStore.open(other, Shard.ALL)) {
            capture(store, more, false);
        }
        Map<String, String> wanted = TestRuns.files(other.resolve("track/replay"));
        List<String> moved = new ArrayList<>();
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            capture(store, FRAMES, false);
            try (StagedCapture staged = store.stage("track", "replay")) {
                Files.move(other.resolve("track/replay"), staged.folder());
                staged.publish(true, (from, to) -> {
                    moved.add(from.getFileName() + " to " + to.getFileName());
                    boolean first = moved.size() == 1;
                    if (moved.size() == 2 && moment == Moment.AS_THE_NEW_ONE_COMES
                            || first && moment == Moment.AS_THE_OLD_ONE_GOES) {
                        Thread.currentThread().interrupt();
                    }
                    FileTrees.move(from, to); // an interrupted thread gets an exception behind the rename
                    if (first && moment == Moment.BETWEEN) {
                        Thread.currentThread().interrupt();
                    }
                });
            } finally {
                assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
            }
        }
        assertThat(moved).containsExactly("replay to old", "capture to replay");
        assertThat(TestRuns.files(root.resolve("track/replay"))).isEqualTo(wanted);
        assertThat(root.resolve(".capture/staging")).doesNotExist();
    }

    /** The interrupt ends the pause before another try at a folder that somebody else holds. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whoIsInterruptedWhileAFolderIsHeldFinishesTheReplacement(int held) throws Exception {
        FrameSchedule more = new FrameSchedule(50, 500);
        Path other = root.resolve(".other");
        try (CaptureStore store = CaptureStore.open(other, Shard.ALL)) {
            capture(store, more, false);
        }
        Map<String, String> wanted = TestRuns.files(other.resolve("track/replay"));
        AtomicInteger tries = new AtomicInteger();
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            capture(store, FRAMES, false);
            try (StagedCapture staged = store.stage("track", "replay")) {
                Files.move(other.resolve("track/replay"), staged.folder());
                staged.publish(true, (from, to) -> {
                    if (tries.incrementAndGet() == held) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException("interrupted while moving");
                    }
                    FileTrees.move(from, to);
                });
            } finally {
                assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
            }
        }
        assertThat(tries).hasValue(3);
        assertThat(TestRuns.files(root.resolve("track/replay"))).isEqualTo(wanted);
        assertThat(root.resolve(".capture/staging")).doesNotExist();
    }

    @Test
    void whoeverIsInterruptedWhilePublishingLosesNeitherCapture() throws Exception {
        Path folder = root.resolve("track/replay");
        FrameSchedule more = new FrameSchedule(50, 500);
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL);
                EncoderPool pool = new EncoderPool(JpegCodecs.imageIo(), 1, 1, 4);
                EncoderLane lane = pool.lane()) {
            capture(store, FRAMES, false);
            Map<String, String> old = TestRuns.files(folder);
            try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 500)) {
                TestRuns.drive(writer, more, more);
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(IOException.class).isThrownBy(
                        () -> writer.publish(TestRuns.metadata("track", "replay", more), true));
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(TestRuns.files(folder)).isEqualTo(old);
            capture(store, more, true);
            assertThat(TestRuns.files(folder)).hasSize(more.count() + 2);
        }
    }

    @Test
    void whoIsKilledBetweenTheTwoRenamesOfAReplacementIsPutRight() throws Exception {
        Path staging = root.resolve(".capture/staging");
        replacement(staging.resolve("all-run-1"), "new", "capture", "old");
        replacement(staging.resolve("all-run-2"), "older", "old");
        replacement(staging.resolve("all-run-3"), "not begun", "capture");
        Files.createDirectories(root.resolve("track/not begun"));
        Files.writeString(root.resolve("track/not begun/who"), "there");

        CaptureStore.open(root, Shard.ALL).close();

        assertThat(root.resolve("track/new/who")).hasContent("capture");
        assertThat(root.resolve("track/older/who")).hasContent("old");
        assertThat(root.resolve("track/not begun/who")).hasContent("there");
        assertThat(staging).doesNotExist();
    }

    private static void replacement(Path place, String name, String... folders) throws IOException {
        for (String folder : folders) {
            Files.createDirectories(place.resolve(folder));
            Files.writeString(place.resolve(folder).resolve("who"), folder);
        }
        StoreJson.write(place.resolve("replace.json"), Map.of("track_id", "track", "replay_name", name));
    }

    @Test
    void aShardSweepsItsOwnRunsOnlyAndTheWholeSweepsAll() throws Exception {
        Path staging = root.resolve(".capture/staging");
        for (String run : List.of("1-of-2-run-7", "2-of-2-run-1", "1-of-20-run-1")) {
            Files.createDirectories(staging.resolve(run).resolve("capture"));
        }
        CaptureStore.open(root, new Shard(1, 2)).close();
        assertThat(staging.toFile().list()).containsExactlyInAnyOrder("2-of-2-run-1", "1-of-20-run-1");
        CaptureStore.open(root, Shard.ALL).close();
        assertThat(staging).doesNotExist();
    }

    @Test
    void aQuarantinedReplayIsForgottenOnceItSucceeds() throws Exception {
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            store.quarantine("track", "replay", new QuarantineReason(SHA1, "", 2, "needs-enter", "2026"));
            assertThat(store.find(task(SHA1), CaptureSettings.DEFAULT).status())
                    .isEqualTo(PlanStatus.QUARANTINED);
            store.quarantine("track", "replay", new QuarantineReason(SHA1, "", 4, "desync", "2027"));
            assertThat(store.quarantined("track", "replay"))
                    .hasValue(new QuarantineReason(SHA1, "", 4, "desync", "2027"));
            capture(store, FRAMES, false);
            assertThat(store.quarantined("track", "replay")).isEmpty();
        }
        assertThat(TestRuns.folders(root)).containsExactly("", ".capture", "track", "track/replay");
    }

    @Test
    void aReplayIsOutOfQuarantineWhenItsBytesOrTheSettingsHaveChanged() throws Exception {
        CaptureSettings settings = CaptureSettings.DEFAULT;
        CaptureSettings faster = settings.with(settings.run().withRunningSpeed(2));
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            store.quarantine("track", "replay",
                    new QuarantineReason(SHA1, settings.attemptText(), 2, "desync", "2026"));
            assertThat(store.find(task(SHA1), settings).status()).isEqualTo(PlanStatus.QUARANTINED);
            assertThat(store.find(task("c".repeat(40)), settings).status()).isEqualTo(PlanStatus.NEW);
            assertThat(store.find(task(SHA1), faster).status()).isEqualTo(PlanStatus.NEW);
        }
    }

    @Test
    void outcomesSurviveATornLine() throws Exception {
        CaptureOutcome first = outcome(1);
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            store.append(first);
        }
        Path log = root.resolve(".capture/outcomes.jsonl");
        Files.writeString(log, "{\"track_id\": \"tr", StandardOpenOption.APPEND);
        List<CaptureOutcome> read = new ArrayList<>();
        assertThat(CaptureStore.outcomes(root, read::add)).isEqualTo(1);
        assertThat(read).containsExactly(first);
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            store.append(outcome(2));
        }
        read.clear();
        assertThat(CaptureStore.outcomes(root, read::add)).isEqualTo(1);
        assertThat(read).containsExactly(first, outcome(2));
        assertThat(CaptureStore.outcomes(root.resolve("nowhere"), read::add)).isZero();
    }

    private static CaptureOutcome outcome(int attempt) {
        return new CaptureOutcome("track", "replay \u00fc\n", SHA1, "0123456789ab", attempt, "rejected",
                "desync: \"3 m\"", 12, "2026-01-02T03:04:05Z");
    }

    @Test
    void namesThatLeaveTheDatasetAreRefused() throws Exception {
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL)) {
            for (String name : List.of("", "..", ".", "a/b", "/etc", ".capture", "a\\b")) {
                assertThatIllegalArgumentException().as(name).isThrownBy(() -> store.stage(name, "replay"));
                assertThatIllegalArgumentException().as(name).isThrownBy(() -> store.isDone("track", name));
            }
        }
    }

    @Test
    void whatLacksAFrameIsNotPublished() throws Exception {
        Path other = root.resolve(".other");
        try (CaptureStore store = CaptureStore.open(other, Shard.ALL)) {
            capture(store, FRAMES, false);
        }
        Files.delete(other.resolve("track/replay/frame_00001_100ms.jpeg"));
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL);
                StagedCapture staged = store.stage("track", "replay")) {
            Files.move(other.resolve("track/replay"), staged.folder());
            assertThatExceptionOfType(CaptureWriteException.class).isThrownBy(() -> staged.publish(false))
                    .withMessageContaining("is not complete");
        }
        assertThat(root.resolve("track")).doesNotExist();
    }
}
