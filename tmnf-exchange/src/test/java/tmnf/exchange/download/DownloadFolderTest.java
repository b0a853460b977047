package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.exchange.download.ReplayEntry.Status;
import tmnf.exchange.download.TrackRecord.State;

class DownloadFolderTest {

    @TempDir Path root;
    private final SteppedTime time = new SteppedTime();
    private Path replays;
    private Path tracks;

    @BeforeEach
    void name() {
        replays = root.resolve("replays");
        tracks = root.resolve("tracks");
    }

    @Test
    void belongsToOneAtATimeWithinAProcess() throws IOException {
        DownloadFolder first = open();

        assertThatThrownBy(this::open).isInstanceOf(FolderBusyException.class)
                .hasMessageContaining(replays.toString()).hasMessageContaining("this process");
        assertThatThrownBy(() -> DownloadFolder.open(replays.resolve("../replays"), tracks, time))
                .isInstanceOf(FolderBusyException.class);
        assertThat(read().holder()).isEqualTo("this process");
        first.close();
        open().close();
        assertThat(read().holder()).isEmpty();
    }

    @Test
    void belongsToOneProcess() throws Exception {
        Files.createDirectories(replays);
        Process other = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
                LockHolder.class.getName(), replays.toString()).start();
        try (InputStream says = other.getInputStream()) {
            assertThat(says.read()).isEqualTo('L');

            assertThatThrownBy(this::open).isInstanceOf(FolderBusyException.class)
                    .hasMessageContaining("process " + other.pid() + " since 2");
            assertThat(read().holder()).startsWith("process " + other.pid());
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        open().close();
    }

    @Test
    void namesNoHolderWhoseNumberAnotherProcessHasNow() throws IOException {
        open().close();
        Path lock = replays.resolve(FolderLock.FILE);
        String process = "process " + ProcessHandle.current().pid() + " since ";

        Files.writeString(lock, process + Instant.now());
        assertThat(read().holder()).startsWith(process);
        Files.writeString(lock, process + "2001-02-03T04:05:06Z");
        assertThat(read().holder()).isEmpty();
        Files.writeString(lock, process + "2001-99-99T04:05:06Z");
        assertThat(read().holder()).isEmpty();
    }

    /** A process that takes the lock and keeps it until it is killed. */
    static final class LockHolder {
        public static void main(String[] args) throws Exception {
            FolderLock.take(Path.of(args[0]), Instant.now());
            System.out.print("L");
            System.out.flush();
            Thread.sleep(60_000);
        }
    }

    @Test
    void saysWhichPartOfThePathIsAFile() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "x");

        assertThatThrownBy(() -> DownloadFolder.open(file.resolve("a/b"), tracks, time))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": is a file where a folder is needed");
        assertThatThrownBy(() -> DownloadFolder.open(file, tracks, time))
                .isInstanceOf(FileSystemException.class).hasMessageStartingWith(file.toString());
        try (DownloadFolder folder = DownloadFolder.open(replays, file, time)) {
            assertThatThrownBy(() -> folder.reconcile(List.of(), withChallenges(), () -> false))
                    .hasMessageStartingWith(file.toString());
        }
    }

    @Test
    void refusesAFolderThatItCannotWriteIn() throws IOException {
        Files.createDirectories(replays);
        assumeThat(replays.toFile().setWritable(false) && !Files.isWritable(replays)).isTrue();

        assertThatThrownBy(this::open).isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining(replays.toString());
        assertThat(replays.toFile().setWritable(true)).isTrue();
    }

    @Test
    void deletesWhatAKilledRunLeftHalfWritten() throws IOException {
        DownloadFolder folder = open();
        folder.journal().planned(Plans.plan(1, 11));
        Path part = Plans.write(replays.resolve("1/.pos1_user_11_10011ms.replay.gbx.part"), new byte[5]);
        Path challenge = Plans.write(tracks.resolve(Leftovers.nameFor(replays, "1.Challenge.Gbx")),
                new byte[5]);
        Path other = Plans.write(
                tracks.resolve(Leftovers.nameFor(root.resolve("other"), "1.Challenge.Gbx")), new byte[5]);
        Path foreign = Plans.write(replays.resolve("1/.notes.part"), new byte[5]);
        Path mark = Plans.write(replays.resolve(".replay_progress.tmp"), new byte[5]);
        Path journal = Files.copy(replays.resolve(DownloadJournal.FILE), root.resolve("killed"));
        folder.close();
        assertThat(part).exists();

        open().close();
        assertThat(part).exists();
        assertThat(mark).doesNotExist();
        Files.move(journal, replays.resolve(DownloadJournal.FILE),
                StandardCopyOption.REPLACE_EXISTING);
        read().close();
        assertThat(part).exists();
        open().close();

        assertThat(part).doesNotExist();
        assertThat(challenge).doesNotExist();
        assertThat(foreign).exists();
        assertThat(other).exists();
    }

    @Test
    void leavesFoldersAloneThatAreNoTracks() throws IOException {
        killedRun();
        Path foreign = Plans.write(replays.resolve("lost+found/.x.replay.gbx.part"), new byte[5]);
        Path ours = Plans.write(replays.resolve("1/.x.replay.gbx.part"), new byte[5]);

        open().close();

        assertThat(foreign).exists();
        assertThat(ours).doesNotExist();
    }

    @Test
    void knowsAfterAFailedStartWhatTheCrashLeft() throws IOException {
        killedRun();
        Path part = Plans.write(tracks.resolve(Leftovers.nameFor(replays, "1.Challenge.Gbx")), new byte[5]);
        Path stays = Plans.write(replays.resolve("1/.x.replay.gbx.part/y"), new byte[1]);
        assertThatThrownBy(this::open).isInstanceOf(FileSystemException.class)
                .hasMessageContaining(stays.getParent().toString());
        Files.delete(stays);

        try (DownloadFolder folder = open()) {
            assertThat(folder.journal().suspects()).containsExactly(new JournalState.Suspect(1, 11));
        }
        assertThat(part).doesNotExist();
        assertThat(stays.getParent()).doesNotExist();
    }

    @Test
    void knowsAfterAnInterruptedCheckWhatTheCrashLeft() throws IOException {
        killedRun();
        try (DownloadFolder folder = open()) {
            new DownloadVerify(folder, false, true, (files, bytes) -> { }).run(() -> true);
        }
        try (DownloadFolder folder = open()) {
            assertThat(folder.journal().wasLeftInOrder()).isFalse();
            folder.reconcile(List.of(1L), Plans.OPTIONS, () -> true);
            folder.journal().ended("interrupted", false);
        }
        try (DownloadFolder folder = open()) {
            assertThat(folder.journal().wasLeftInOrder()).isFalse();
            assertThat(folder.journal().lastRun().status()).isEqualTo("interrupted");
            assertThat(folder.journal().suspects()).containsExactly(new JournalState.Suspect(1, 11));
            folder.reconcile(List.of(1L), Plans.OPTIONS, () -> false);
        }
        try (DownloadFolder folder = open()) {
            assertThat(folder.journal().wasLeftInOrder()).isTrue();
            assertThat(folder.journal().suspects()).isEmpty();
        }
    }

    /** Replay 11 of track 1 was fetched and the process killed. */
    private void killedRun() throws IOException {
        DownloadFolder folder = open();
        folder.journal().started(new DownloadJournal.RunFacts("test", "", 1, Plans.KEY));
        folder.journal().planned(Plans.plan(1, 11));
        Plans.fetch(folder, 1, 11);
        byte[] killed = Files.readAllBytes(replays.resolve(DownloadJournal.FILE));
        folder.close();
        Files.write(replays.resolve(DownloadJournal.FILE), killed);
    }

    @ParameterizedTest
    @EnumSource(Verify.class)
    void wantsAgainWhatIsNotAsItWas(Verify level) throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, 11, 12, 13, 14, 15));
            for (long id = 11; id <= 15; id++) {
                Plans.fetch(folder, 1, id);
            }
            Files.delete(file(folder, 11));
            byte[] bytes = Files.readAllBytes(file(folder, 12));
            Files.write(file(folder, 12), Arrays.copyOf(bytes, bytes.length / 2));
            Files.write(file(folder, 13), new byte[bytes.length]);
            bytes = Files.readAllBytes(file(folder, 14));
            bytes[bytes.length - 10] ^= 1;
            Files.write(file(folder, 14), bytes);

            folder.reconcile(List.of(1L), options(level, false, false), () -> false);

            Status wanted = Status.WANTED;
            assertThat(folder.journal().track(1).replays()).extracting(ReplayEntry::status).containsExactly(
                    level == Verify.NONE ? Status.DONE : wanted,
                    level == Verify.NONE ? Status.DONE : wanted,
                    level == Verify.NONE || level == Verify.SIZE ? Status.DONE : wanted,
                    level == Verify.FULL ? wanted : Status.DONE,
                    Status.DONE);
        }
    }

    @Test
    void readsAgainAfterAnUncleanEndWhatAPowerCutMayHaveDamaged() throws IOException {
        DownloadFolder folder = open();
        folder.journal().planned(Plans.plan(1, 11, 12));
        Plans.fetch(folder, 1, 11);
        Plans.fetch(folder, 1, 12);
        byte[] damaged = Files.readAllBytes(file(folder, 12));
        Arrays.fill(damaged, damaged.length - 20, damaged.length, (byte) 0);
        Files.write(file(folder, 12), damaged);
        byte[] journal = Files.readAllBytes(replays.resolve(DownloadJournal.FILE));
        folder.close();
        Files.write(replays.resolve(DownloadJournal.FILE), journal);

        try (DownloadFolder resumed = open()) {
            resumed.reconcile(List.of(), Plans.OPTIONS, () -> true);
            assertThat(resumed.journal().suspects()).hasSize(2);
            resumed.reconcile(List.of(), Plans.OPTIONS, () -> false);

            assertThat(resumed.journal().suspects()).isEmpty();
            assertThat(resumed.journal().track(1).replays()).extracting(ReplayEntry::status)
                    .containsExactly(Status.DONE, Status.WANTED);
            assertThat(file(resumed, 12)).doesNotExist();
        }
    }

    @Test
    void takesFilesThatAKillKeptOutOfTheJournal() throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, 11, 12));
            ReplayEntry entry = Plans.entry(11, 1);
            Path file = Plans.write(folder.replayFile(1, entry), Plans.replay(entry.timeMs()));
            Plans.write(folder.replayFile(1, Plans.entry(12, 2)), "<html>".getBytes(StandardCharsets.UTF_8));

            folder.reconcile(List.of(1L), Plans.OPTIONS, () -> false);

            ReplayEntry adopted = Plans.replay(folder.journal(), 1, 11);
            assertThat(adopted.status()).isEqualTo(Status.DONE);
            assertThat(adopted.sha256()).isEqualTo(FileHash.of(file).sha256());
            assertThat(Plans.replay(folder.journal(), 1, 12).status()).isEqualTo(Status.WANTED);
        }
    }

    @Test
    void countsTracksOfThePythonToolOnlyAsFarAsTheirFoldersHaveAReplay() throws IOException {
        pythonDownload("4");
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), Plans.OPTIONS, () -> false);
            assertThat(states(folder)).containsExactly(State.LEGACY, State.NEW, State.NEW, State.NEW,
                    State.NEW);
        }
        Files.delete(replays.resolve("1/pos1_a_5ms.replay.gbx"));
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), Plans.OPTIONS, () -> false);
            assertThat(states(folder)).containsOnly(State.NEW);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "5"})
    void countsOnlyTracksOfTheList(String mark) throws IOException {
        pythonDownload(mark);
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), Plans.OPTIONS, () -> false);
            assertThat(states(folder)).containsExactly(State.LEGACY, State.NEW, State.NEW, State.NEW,
                    State.LEGACY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "x", "-3", "²", "99999999999999999999999999999"})
    void takesNothingFromAMarkThatIsNone(String mark) throws IOException {
        pythonDownload(mark);
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), Plans.OPTIONS, () -> false);
            assertThat(states(folder)).containsOnly(State.NEW);
        }
    }

    @Test
    void believesTheMarkOrNothingWhenTold() throws IOException {
        pythonDownload("4");
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), options(Verify.SIZE, false, true), () -> false);
            assertThat(states(folder)).containsExactly(State.LEGACY, State.LEGACY, State.LEGACY, State.LEGACY,
                    State.NEW);
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), options(Verify.SIZE, true, false), () -> false);
            assertThat(states(folder)).containsOnly(State.NEW);
        }
    }

    @Test
    void knowsTheMarkOfThePythonToolUntilAllItsTracksWereLookedAt() throws IOException {
        pythonDownload("5");
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), Plans.OPTIONS, () -> true);
            new ProgressMark(replays, List.of(1L), time).write();
            assertThat(ProgressMark.read(replays)).isZero();
        }
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), Plans.OPTIONS, () -> false);
            assertThat(states(folder))
                    .containsExactly(State.LEGACY, State.NEW, State.NEW, State.NEW, State.LEGACY);
        }
        Plans.write(replays.resolve("2/pos1_b_6ms.replay.gbx"), Plans.replay(6));
        Plans.write(replays.resolve(ProgressMark.FILE), "5".getBytes(StandardCharsets.US_ASCII));
        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L, 2L, 3L, 4L, 5L), Plans.OPTIONS, () -> false);
            assertThat(folder.journal().track(2).state()).isEqualTo(State.NEW);
        }
    }

    @Test
    void skipsNothingByTheMarkOfAnotherList() throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, 11));
            Plans.fetch(folder, 1, 11);
            Plans.write(replays.resolve("7/pos1_a_5ms.replay.gbx"), Plans.replay(5));
            Plans.write(replays.resolve(ProgressMark.FILE), "1".getBytes(StandardCharsets.US_ASCII));

            folder.reconcile(List.of(7L, 1L), Plans.OPTIONS, () -> false);

            assertThat(folder.journal().track(7).state()).isEqualTo(State.NEW);
            assertThat(folder.journal().track(1).state()).isEqualTo(State.LISTED);
        }
    }

    /** What our own runs listed stays: an interrupt would cost a list of every such track. */
    @Test
    void listsAgainOnlyWhatAnotherToolDownloadedWhenRechecked() throws IOException {
        Plans.write(replays.resolve("2/pos1_a_5ms.replay.gbx"), Plans.replay(5));
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, 11));
            Plans.fetch(folder, 1, 11);
            folder.journal().track(2, State.LEGACY, "");

            folder.reconcile(List.of(1L, 2L), options(Verify.SIZE, true, false), () -> false);

            assertThat(folder.journal().track(1).state()).isEqualTo(State.LISTED);
            assertThat(folder.journal().track(2).state()).isEqualTo(State.NEW);
        }
    }

    @Test
    void holdsYoungChallengesAgainstTheirHashesAfterAnUncleanEnd() throws IOException {
        Path killed = root.resolve("killed");
        byte[] whole = Plans.challenge();
        try (DownloadFolder folder = open()) {
            for (long id : List.of(1L, 2L)) {
                Path file = Plans.write(folder.challengeFile(id), whole);
                folder.journal().challenge(id, new ChallengeEntry(ChallengeEntry.Status.DONE,
                        file.getFileName().toString(), "u", "site", "", whole.length,
                        FileReceiver.hash(whole), java.util.Set.of()));
            }
            Files.createDirectories(killed);
            Files.copy(replays.resolve(DownloadJournal.FILE), killed.resolve(DownloadJournal.FILE));
        }
        byte[] damaged = whole.clone();
        java.util.Arrays.fill(damaged, damaged.length - 100, damaged.length, (byte) 0);
        Files.write(tracks.resolve("2.Challenge.Gbx"), damaged);

        try (DownloadFolder read = DownloadFolder.openForReading(killed, tracks, time)) {
            assertThat(read.journal().suspects()).hasSize(2);
            read.reconcile(List.of(1L, 2L), withChallenges(), () -> false);
            assertThat(read.journal().suspects()).as("who only reads leaves them alone").hasSize(2);
        }
        try (DownloadFolder folder = DownloadFolder.open(killed, tracks, time)) {
            folder.reconcile(List.of(1L, 2L), withChallenges(), () -> false);

            assertThat(folder.journal().track(1).challenge().source()).isEqualTo("site");
            assertThat(folder.journal().track(2).challenge()).isEqualTo(ChallengeEntry.NONE);
            assertThat(folder.journal().suspects()).isEmpty();
        }
        assertThat(tracks.resolve("2.Challenge.Gbx")).doesNotExist();
    }

    @Test
    void writesDownSizeAndHashOfChallengesThatAnEarlierVersionFetched() throws IOException {
        byte[] whole = Plans.challenge();
        Plans.write(tracks.resolve("1.Challenge.Gbx"), whole);
        Plans.write(replays.resolve(DownloadJournal.FILE), """
                {"e":"journal","t":1,"v":1}
                {"e":"challenge","t":2,"track":1,"st":"done","file":"1.Challenge.Gbx","uid":"u","src":"site"}
                """.getBytes(StandardCharsets.UTF_8));

        try (DownloadFolder folder = open()) {
            folder.reconcile(List.of(1L), withChallenges(), () -> false);

            ChallengeEntry known = folder.journal().track(1).challenge();
            assertThat(known.source()).isEqualTo("site");
            assertThat(known.bytes()).isEqualTo(whole.length);
            assertThat(known.sha256()).isEqualTo(FileReceiver.hash(whole));
        }
    }

    @Test
    void aChallengeOfAnotherSizeIsTakenAsItIsWhenWhole() throws IOException {
        byte[] whole = Plans.challenge();
        try (DownloadFolder folder = open()) {
            for (long id : List.of(1L, 2L)) {
                folder.journal().challenge(id, new ChallengeEntry(ChallengeEntry.Status.DONE,
                        id + ".Challenge.Gbx", "u", "site", "", 5, "ab", java.util.Set.of()));
            }
            Plans.write(folder.challengeFile(1), whole);
            Plans.write(folder.challengeFile(2), new byte[9]);

            folder.reconcile(List.of(1L, 2L), withChallenges(), () -> false);

            assertThat(folder.journal().track(1).challenge().source()).isEqualTo("disk");
            assertThat(folder.journal().track(1).challenge().bytes()).isEqualTo(whole.length);
            assertThat(folder.journal().track(2).challenge()).isEqualTo(ChallengeEntry.NONE);
        }
    }

    @Test
    void findsChallengesOnDiskAndMissesThoseThatAreNot() throws IOException {
        try (DownloadFolder folder = open()) {
            Plans.write(folder.challengeFile(1), Plans.challenge());
            Plans.write(folder.challengeFile(2), Plans.replay(5));
            folder.journal().challenge(3,
                    new ChallengeEntry(ChallengeEntry.Status.DONE, "3.Challenge.Gbx", "u", "site", ""));
            folder.reconcile(List.of(1L, 2L, 3L), Plans.OPTIONS, () -> false);
            assertThat(folder.journal().track(1).challenge()).isEqualTo(ChallengeEntry.NONE);

            folder.reconcile(List.of(1L, 2L, 3L), withChallenges(), () -> false);

            ChallengeEntry found = folder.journal().track(1).challenge();
            assertThat(found.status()).isEqualTo(ChallengeEntry.Status.DONE);
            assertThat(found.source()).isEqualTo("disk");
            assertThat(found.uid()).isNotEmpty();
            assertThat(folder.journal().track(2).challenge()).isEqualTo(ChallengeEntry.NONE);
            assertThat(folder.journal().track(3).challenge()).isEqualTo(ChallengeEntry.NONE);
        }
    }

    @Test
    void changesNothingOnDiskWhenOnlyRead() throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, 11));
            Plans.fetch(folder, 1, 11);
        }
        Files.write(replays.resolve("1/pos1_user_11_10011ms.replay.gbx"), new byte[0]);
        byte[] journal = Files.readAllBytes(replays.resolve(DownloadJournal.FILE));

        try (DownloadFolder folder = read()) {
            folder.reconcile(List.of(1L), withChallenges(), () -> false);
            assertThat(Plans.replay(folder.journal(), 1, 11).status()).isEqualTo(Status.WANTED);
        }

        assertThat(replays.resolve(DownloadJournal.FILE)).hasBinaryContent(journal);
        assertThat(tracks).doesNotExist();
        assertThat(DownloadFolder.openForReading(root.resolve("none"), tracks, time).journal().tracks())
                .isEmpty();
        assertThat(root.resolve("none")).doesNotExist();
    }

    private void pythonDownload(String mark) {
        Plans.write(replays.resolve("1/pos1_a_5ms.replay.gbx"), Plans.replay(5));
        Plans.write(replays.resolve("2/pos1_a_5ms.replay.gbx"), "<html>".getBytes(StandardCharsets.UTF_8));
        Plans.write(replays.resolve("3/readme.txt"), new byte[1]);
        Plans.write(replays.resolve("5/pos1_a_5ms.replay.gbx"), Plans.replay(5));
        Plans.write(replays.resolve(ProgressMark.FILE), mark.getBytes(StandardCharsets.UTF_8));
    }

    private static List<State> states(DownloadFolder folder) {
        return List.of(1L, 2L, 3L, 4L, 5L).stream().map(id -> folder.journal().track(id).state()).toList();
    }

    private static Path file(DownloadFolder folder, long id) {
        return folder.replayFile(1, Plans.replay(folder.journal(), 1, id));
    }

    private static Options options(Verify known, boolean recheck, boolean trust) {
        return new Options(known, Verify.HEADER, recheck, trust, false, true);
    }

    private static Options withChallenges() {
        return new Options(Verify.SIZE, Verify.HEADER, false, false, true, true);
    }

    private DownloadFolder open() throws IOException {
        return DownloadFolder.open(replays, tracks, time);
    }

    private DownloadFolder read() throws IOException {
        return DownloadFolder.openForReading(replays, tracks, time);
    }
}
