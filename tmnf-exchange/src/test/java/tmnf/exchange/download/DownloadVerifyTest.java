package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.download.DownloadVerify.Finding;
import tmnf.exchange.download.DownloadVerify.Found;
import tmnf.exchange.download.DownloadVerify.Report;
import tmnf.exchange.download.ReplayEntry.Status;

class DownloadVerifyTest {

    @TempDir Path root;
    private Path replays;
    private Path tracks;

    @BeforeEach
    void download() throws IOException {
        replays = root.resolve("replays");
        tracks = root.resolve("tracks");
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, 11, 12, 13, 14, 15));
            for (long id = 11; id <= 14; id++) {
                Plans.fetch(folder, 1, id);
            }
            Plans.write(folder.challengeFile(1), Plans.challenge());
            folder.journal().challenge(1, new ChallengeEntry(
                    ChallengeEntry.Status.DONE, "1.Challenge.Gbx", "u", "site", ""));
        }
    }

    @Test
    void findsNothingWhereAllIsAsItWas() throws IOException {
        AtomicLong files = new AtomicLong();
        try (DownloadFolder folder = read()) {
            Report report = new DownloadVerify(folder, true, false, (count, bytes) -> files.set(count))
                    .run(() -> false);

            assertThat(report.found()).isEmpty();
            assertThat(report.complete()).isTrue();
            assertThat(report.replays()).isEqualTo(4);
            assertThat(report.challenges()).isEqualTo(1);
            assertThat(report.bytes()).isEqualTo(4L * Plans.replay(10_011).length + Plans.challenge().length);
            assertThat(files).hasValue(5);
        }
    }

    @Test
    void findsAllThatIsWrong() throws IOException {
        damage();
        try (DownloadFolder folder = read()) {
            Report report = verify(folder, false);

            assertThat(report.found()).extracting(Found::finding).containsExactlyInAnyOrder(Finding.MISSING,
                    Finding.OTHER_SIZE, Finding.OTHER_CONTENT, Finding.UNKNOWN, Finding.BROKEN,
                    Finding.LEFTOVER, Finding.BROKEN, Finding.UNKNOWN, Finding.BROKEN);
            assertThat(report.bad()).isEqualTo(6);
            assertThat(report.found()).filteredOn(found -> found.finding() == Finding.OTHER_SIZE)
                    .extracting(Found::track, Found::replay)
                    .containsExactly(tuple(1L, 12L));
            assertThat(report.requeued()).isZero();
        }
    }

    @Test
    void wantsBadOnesAgainWhenTold() throws IOException {
        damage();
        try (DownloadFolder folder = open()) {
            assertThat(verify(folder, true).requeued()).isEqualTo(4);
        }
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L), Plans.OPTIONS, () -> false);
            assertThat(folder.journal().track(1).replays()).extracting(ReplayEntry::status)
                    .containsExactly(Status.WANTED, Status.WANTED, Status.WANTED, Status.DONE, Status.WANTED);
            assertThat(folder.journal().track(1).challenge()).isEqualTo(ChallengeEntry.NONE);
            assertThat(folder.challengeFile(1)).doesNotExist();
        }
    }

    @Test
    void listsTracksOfAnotherToolAgainWhoseFilesAreBroken() throws IOException {
        Plans.write(replays.resolve("2/pos1_a_5ms.replay.gbx"), Plans.replay(5));
        Path broken = Plans.write(replays.resolve("2/pos2_b_6ms.replay.gbx"), new byte[9]);
        try (DownloadFolder folder = open()) {
            folder.journal().track(2, TrackRecord.State.LEGACY, "");

            Report report = verify(folder, true);

            assertThat(report.bad()).isEqualTo(1);
            assertThat(report.requeued()).isEqualTo(1);
            assertThat(broken).doesNotExist();
        }
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(2L), Plans.OPTIONS, () -> false);
            assertThat(folder.journal().track(2).state()).isEqualTo(TrackRecord.State.NEW);
        }
    }

    @Test
    void holdsChallengesAgainstSizeAndHash() throws IOException {
        byte[] whole = Plans.challenge();
        try (DownloadFolder folder = open()) {
            for (long id : List.of(1L, 2L, 3L)) {
                Plans.write(folder.challengeFile(id), whole);
                String hash = id == 3 ? "ab".repeat(32) : FileReceiver.hash(whole);
                folder.journal().challenge(id, new ChallengeEntry(ChallengeEntry.Status.DONE, "x", "u",
                        "site", "", id == 2 ? 5 : whole.length, hash, Set.of()));
            }
        }
        try (DownloadFolder folder = open()) {
            Report report = verify(folder, true);

            assertThat(report.found()).extracting(Found::finding, Found::track).containsExactly(
                    tuple(Finding.OTHER_SIZE, 2L), tuple(Finding.OTHER_CONTENT, 3L));
            assertThat(folder.challengeFile(1)).exists();
            assertThat(folder.challengeFile(3)).doesNotExist();
            assertThat(folder.journal().track(3).challenge()).isEqualTo(ChallengeEntry.NONE);
        }
    }

    @Test
    void stopsWhenTold() throws IOException {
        try (DownloadFolder folder = read()) {
            Report report = new DownloadVerify(folder, false, false, (count, bytes) -> {}).run(() -> true);

            assertThat(report.complete()).isFalse();
            assertThat(report.replays()).isZero();
        }
    }

    @Test
    void readsFoldersWithoutAJournal() throws IOException {
        Files.delete(replays.resolve(DownloadJournal.FILE));
        try (DownloadFolder folder = read()) {
            Report report = verify(folder, false);

            assertThat(report.replays()).isEqualTo(4);
            assertThat(report.bad()).isZero();
            assertThat(report.found()).extracting(Found::finding).containsOnly(Finding.UNKNOWN).hasSize(4);
            assertThat(report.challenges()).isEqualTo(1);
        }
    }

    private void damage() throws IOException {
        Path track = replays.resolve("1");
        Files.delete(track.resolve("pos1_user_11_10011ms.replay.gbx"));
        Path cut = track.resolve("pos2_user_12_10012ms.replay.gbx");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 50));
        Path flipped = track.resolve("pos3_user_13_10013ms.replay.gbx");
        byte[] bytes = Files.readAllBytes(flipped);
        bytes[bytes.length - 10] ^= 1;
        Files.write(flipped, bytes);
        Plans.write(track.resolve("mine.replay.gbx"), Plans.replay(5));
        Plans.write(track.resolve("page.replay.gbx"), new byte[9]);
        Plans.write(track.resolve(".x.replay.gbx.part"), new byte[9]);
        Plans.write(tracks.resolve("1.Challenge.Gbx"), new byte[9]);
        Plans.write(tracks.resolve("a.Challenge.Gbx"), Plans.challenge());
        Plans.write(tracks.resolve("b.Challenge.Gbx"), Plans.replay(5));
    }

    private static Report verify(DownloadFolder folder, boolean requeue) throws IOException {
        return new DownloadVerify(folder, false, requeue, (count, bytes) -> {}).run(() -> false);
    }

    private DownloadFolder open() throws IOException {
        return DownloadFolder.open(replays, tracks, new SteppedTime());
    }

    private DownloadFolder read() throws IOException {
        return DownloadFolder.openForReading(replays, tracks, new SteppedTime());
    }
}
