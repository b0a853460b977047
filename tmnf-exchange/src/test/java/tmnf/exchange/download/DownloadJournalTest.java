package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.download.DownloadJournal.RunFacts;
import tmnf.exchange.download.JournalException.Reason;
import tmnf.exchange.download.JournalState.Suspect;
import tmnf.exchange.download.ReplayEntry.Status;

class DownloadJournalTest {

    private static final RunFacts RUN = new RunFacts("tmnf 1", "ab12", 3, Plans.KEY);

    @TempDir Path folder;
    private final SteppedTime time = new SteppedTime();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve(DownloadJournal.FILE);
    }

    @Test
    void knowsAfterAnEndWhatItKnewBefore() throws IOException {
        DownloadJournal journal = open();
        journal.started(RUN);
        journal.planned(Plans.plan(1, 11, 12, 13, 14));
        done(journal, 1, 11);
        journal.replay(1, Plans.replay(journal, 1, 12).gone("404"));
        journal.replay(1, Plans.replay(journal, 1, 13).failed("HTTP 500"));
        journal.track(2, TrackRecord.State.GONE, "no such track");
        journal.challenge(1, new ChallengeEntry(ChallengeEntry.Status.DONE, "1.Challenge.Gbx", "u", "site",
                ""));
        time.step(5_000);
        journal.ended("partial", true);
        journal.close();

        DownloadJournal again = open();

        assertThat(Plans.records(again)).isEqualTo(Plans.records(journal)).hasSize(2);
        assertThat(again.track(1).replays()).extracting(ReplayEntry::status)
                .containsExactly(Status.DONE, Status.GONE, Status.FAILED, Status.WANTED);
        assertThat(again.track(3)).isEqualTo(TrackRecord.fresh(3));
        assertThat(again.wasLeftInOrder()).isTrue();
        assertThat(again.lastRun().facts()).isEqualTo(RUN);
        assertThat(again.lastRun().status()).isEqualTo("partial");
        assertThat(again.lastRun().lastSignAt()).isEqualTo(again.lastRun().startedAt().plusMillis(5_000));
        again.close();
    }

    @Test
    void hasEachEventOnDiskBeforeTheMethodReturns() throws IOException {
        DownloadJournal journal = open();
        journal.planned(Plans.plan(1, 11));
        done(journal, 1, 11);

        assertThat(Plans.records(read())).isEqualTo(Plans.records(journal));
        journal.close();
    }

    @Test
    void cutsTheTornLastLine() throws IOException {
        threeLines();
        String whole = Files.readString(file);
        for (String torn : List.of(
                "{\"e\":\"done\",\"tr", "x", "{\"e\":\"sync\",\"t\":1}", "garbage\n", "\0\0\0\0", "\n")) {
            Files.writeString(file, whole + torn);

            assertThat(Plans.records(read())).hasSize(2);
            open().close();

            assertThat(file).hasContent(whole);
            assertThat(Plans.records(read())).hasSize(2);
        }
    }

    @Test
    void stopsAtGarbageInTheMiddle() throws IOException {
        threeLines();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add(2, "<<<<<<< mine");
        Files.write(file, lines);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(this::open).isInstanceOfSatisfying(JournalException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
            assertThat(e.line()).isEqualTo(3);
        }).hasMessageContaining(file + ", line 3:").hasMessageContaining("move the file away");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void takesZerosThatAPowerCutLeftForATornEnd() throws IOException {
        threeLines();
        String whole = Files.readString(file);
        int end = whole.lastIndexOf("{\"e\":\"end\"");
        String zeros = whole.substring(0, end)
                + "{\"e\"\0\0\0\0\0\0\"x\"}\n{\"e\":\"track\",\"t\":1,\"track\":9,"
                + "\"state\":\"gone\"}\n";

        Files.writeString(file, zeros);
        assertThat(read().tracks()).containsExactlyInAnyOrder(1L, 2L);

        Files.writeString(file, zeros + "{\"e\":\"sync\",\"t\":1}\n{\"e\":\"sync\",\"t\":1}\n");
        assertThatThrownBy(this::read).isInstanceOf(JournalException.class);
    }

    @Test
    void refusesJournalsOfNewerPrograms() throws IOException {
        Files.writeString(file, "{\"e\":\"journal\",\"t\":1,\"v\":2}\n{\"e\":\"list\",\"track\":1}\n");

        assertThatThrownBy(this::open).isInstanceOfSatisfying(JournalException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.NEWER)).hasMessageContaining("newer program");
    }

    @Test
    void suspectsWhatWasDoneLaterThanAMinuteBeforeTheLastFlush() throws IOException {
        threeLines();
        String start = Files.readString(file);
        append("{\"e\":\"run\",\"v\":1,\"t\":1000000,\"tool\":\"t\",\"ids\":\"i\",\"n\":1}\n"
                + "{\"e\":\"list\",\"t\":1000000,\"track\":1,\"replays\":["
                + "{\"id\":11,\"rank\":1,\"user\":\"a\"},"
                + "{\"id\":12,\"rank\":2,\"user\":\"b\"},{\"id\":13,\"rank\":3,\"user\":\"c\"}]}\n"
                + "{\"e\":\"done\",\"t\":1000000,\"track\":1,\"id\":11,\"bytes\":1}\n"
                + "{\"e\":\"done\",\"t\":1030000,\"track\":1,\"id\":12,\"bytes\":1}\n"
                + "{\"e\":\"sync\",\"t\":1060001}\n"
                + "{\"e\":\"done\",\"t\":1060002,\"track\":1,\"id\":13,\"bytes\":1}\n");

        assertThat(read().suspects()).containsExactly(new Suspect(1, 12), new Suspect(1, 13));
        append("{\"e\":\"end\",\"t\":1060003,\"status\":\"complete\"}\n");
        assertThat(read().suspects()).isEmpty();
        assertThat(start).contains("\"e\":\"end\"");
    }

    @Test
    void suspectsUntilSomeoneLookedHoweverManyRunsAreKilled() throws IOException {
        DownloadJournal journal = open();
        journal.started(RUN);
        journal.planned(Plans.plan(1, 11, 12));
        done(journal, 1, 11);
        Path killed = copy("killed");

        DownloadJournal second = open(killed);
        assertThat(second.suspects()).containsExactly(new Suspect(1, 11));
        time.step(600_000);
        second.started(RUN);
        done(second, 1, 12);
        Files.writeString(killed, "{\"e\":\"sync\",\"t\":" + time.now().toEpochMilli() + "}\n",
                StandardOpenOption.APPEND);
        Path again = folder.resolve("again");
        Files.createDirectories(again);
        Files.copy(killed, again.resolve(DownloadJournal.FILE));

        DownloadJournal third = open(again.resolve(DownloadJournal.FILE));
        assertThat(third.suspects()).containsExactly(new Suspect(1, 11), new Suspect(1, 12));
        third.suspectsCleared();
        assertThat(third.suspects()).isEmpty();
        third.close();
        assertThat(DownloadJournal.openForReading(again, time).suspects()).isEmpty();
        second.close();
        journal.close();
    }

    @Test
    void suspectsWhatAFlushOfAnotherStartWouldHide() throws IOException {
        DownloadJournal journal = open();
        journal.started(RUN);
        journal.planned(Plans.plan(1, 11));
        done(journal, 1, 11);
        Path killed = copy("killed");
        journal.close();

        DownloadJournal second = open(killed);
        second.track(9, TrackRecord.State.GONE, "");
        second.close();
        Files.writeString(killed, "{\"e\":\"sync\",\"t\":" + (time.now().toEpochMilli() + 600_000) + "}\n",
                StandardOpenOption.APPEND);
        String before = Files.readString(killed);

        DownloadJournal third = open(killed);
        assertThat(third.wasLeftInOrder()).isFalse();
        assertThat(third.suspects()).containsExactly(new Suspect(1, 11));
        third.close();
        assertThat(killed).hasContent(before);
    }

    @Test
    void writesOneLineATrackWhenARunEnds() throws IOException {
        DownloadJournal journal = open();
        journal.started(RUN);
        for (int track = 1; track <= 40; track++) {
            journal.planned(Plans.plan(track, track * 10, track * 10 + 1, track * 10 + 2, track * 10 + 3));
            for (int i = 0; i < 4; i++) {
                done(journal, track, track * 10 + i);
            }
        }
        journal.ended("complete", false);
        assertThat(Files.readAllLines(file)).hasSize(2 + 40 * 5 + 1);
        journal.ended("complete", true);
        assertThat(Files.readAllLines(file)).hasSize(1 + 40 + 2);
        journal.close();
        byte[] closed = Files.readAllBytes(file);

        DownloadJournal again = open();
        assertThat(Plans.records(again)).isEqualTo(Plans.records(journal));
        assertThat(again.lastRun()).isEqualTo(journal.lastRun());
        again.close();
        assertThat(file).hasBinaryContent(closed);
    }

    @Test
    void writesAnewAtTheStartWhatHasFarTooManyLinesAndKeepsTheSuspects() throws IOException {
        DownloadJournal journal = open();
        journal.started(RUN);
        journal.planned(Plans.plan(1, 11, 12));
        for (int i = 0; i < 200; i++) {
            done(journal, 1, 11);
        }
        Path killed = copy("killed");

        DownloadJournal again = open(killed);

        assertThat(Files.readAllLines(killed)).hasSizeLessThan(8);
        assertThat(Plans.records(again)).isEqualTo(Plans.records(journal));
        assertThat(again.suspects()).containsExactly(new Suspect(1, 11));
        assertThat(DownloadJournal.openForReading(killed.getParent(), time).suspects())
                .containsExactly(new Suspect(1, 11));
        assertThat(DownloadJournal.openForReading(killed.getParent(), time).wasLeftInOrder()).isFalse();
        again.close();
        journal.close();
    }

    @Test
    void takesBackHalfALineWhenTheDiskIsFullAndGoesOnWhenThereIsRoom() throws IOException {
        FaultyStorage disk = new FaultyStorage();
        DownloadJournal journal = DownloadJournal.open(folder, time, disk);
        journal.planned(Plans.plan(1, 11, 12));
        long length = Files.size(file);

        disk.full = true;
        assertThatThrownBy(() -> done(journal, 1, 11)).isInstanceOf(FileSystemException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("No space left");
        assertThat(Files.size(file)).isEqualTo(length);
        assertThat(Plans.replay(journal, 1, 11).status()).isEqualTo(Status.WANTED);

        disk.full = false;
        done(journal, 1, 12);
        journal.close();
        assertThat(Plans.records(read())).isEqualTo(Plans.records(journal));
    }

    @Test
    void writesNothingMoreBehindHalfALineThatStays() throws IOException {
        FaultyStorage disk = new FaultyStorage();
        DownloadJournal journal = DownloadJournal.open(folder, time, disk);
        journal.planned(Plans.plan(1, 11, 12));

        disk.full = true;
        disk.broken = true;
        assertThatThrownBy(() -> done(journal, 1, 11)).isInstanceOf(FileSystemException.class);
        disk.full = false;
        disk.broken = false;
        assertThatThrownBy(() -> done(journal, 1, 12)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(journal::close).isInstanceOf(FileSystemException.class);

        assertThat(Plans.records(read())).isEqualTo(Plans.records(journal));
    }

    @Test
    void keepsTheOldLinesWhenNewOnesCannotBeWritten() throws IOException {
        DownloadJournal journal = open();
        journal.planned(Plans.plan(1, 11));
        for (int i = 0; i < 200; i++) {
            done(journal, 1, 11);
        }
        Path blocked = Files.createDirectories(folder.resolve(DownloadJournal.FILE + ".tmp/x")).getParent();

        journal.ended("complete", true);
        assertThat(blocked).isDirectory();
        assertThat(Files.readAllLines(file)).hasSizeGreaterThan(200);
        done(journal, 1, 11);
        journal.close();
        assertThat(Plans.records(read())).isEqualTo(Plans.records(journal));
    }

    @Test
    void bringsTheEndToTheDiskThoughTheFileCannotBeReplaced() throws IOException {
        FaultyStorage disk = new FaultyStorage();
        DownloadJournal journal = DownloadJournal.open(folder, time, disk);
        journal.planned(Plans.plan(1, 11));
        for (int i = 0; i < 200; i++) {
            done(journal, 1, 11);
        }
        disk.busy = true;
        int forced = disk.forced;

        journal.ended("complete", true);

        assertThat(disk.forced).isGreaterThan(forced);
        assertThat(Files.readString(file)).contains("\"status\":\"complete\"");
        assertThat(folder.resolve(DownloadJournal.FILE + ".tmp")).doesNotExist();
        journal.close();
        assertThat(Plans.records(read())).isEqualTo(Plans.records(journal));
    }

    @Test
    void survivesTheInterruptOfAWorker() throws IOException {
        DownloadJournal journal = open();
        journal.planned(Plans.plan(1, 11, 12));

        Thread.currentThread().interrupt();
        done(journal, 1, 11);
        assertThat(Thread.interrupted()).isTrue();
        done(journal, 1, 12);
        journal.close();

        assertThat(Plans.records(read())).isEqualTo(Plans.records(journal));
    }

    @Test
    void bringsLinesToTheDiskWithoutBeingAsked() throws Exception {
        FaultyStorage disk = new FaultyStorage();
        DownloadJournal journal = DownloadJournal.open(folder, time, disk);
        journal.planned(Plans.plan(1, 11));

        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!Files.readString(file).contains("\"e\":\"sync\"") && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(Files.readString(file))
                .endsWith("{\"e\":\"sync\",\"t\":" + time.now().toEpochMilli() + "}\n");
        assertThat(disk.forced).isEqualTo(1);
        journal.close();
    }

    @Test
    void writesNothingWhenOnlyRead() throws IOException {
        threeLines();
        byte[] before = Files.readAllBytes(file);

        DownloadJournal journal = read();
        journal.planned(Plans.plan(7, 71));
        journal.ended("complete", true);
        journal.close();

        assertThat(journal.track(7).replays()).hasSize(1);
        assertThat(file).hasBinaryContent(before);
        assertThat(DownloadJournal.openForReading(folder.resolve("none"), time).tracks()).isEmpty();
    }

    @Test
    void refusesReplaysThatNoPlanNames() throws IOException {
        try (DownloadJournal journal = open()) {
            journal.planned(Plans.plan(1, 11));
            assertThatThrownBy(() -> journal.replay(1, Plans.entry(99, 1).gone("404")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void threeLines() throws IOException {
        try (DownloadJournal journal = open()) {
            journal.planned(Plans.plan(1, 11));
            journal.track(2, TrackRecord.State.GONE, "");
        }
    }

    private static void done(DownloadJournal journal, long track, long id) throws IOException {
        ReplayEntry entry = Plans.replay(journal, track, id);
        journal.replay(track, entry.done(entry.file(), 20_000, "ab".repeat(32), ""));
    }

    private void append(String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
    }

    /** What a killed process leaves. */
    private Path copy(String name) throws IOException {
        Path killed = Files.createDirectories(folder.resolve(name)).resolve(DownloadJournal.FILE);
        return Files.copy(file, killed);
    }

    private DownloadJournal open() throws IOException {
        return DownloadJournal.open(folder, time, JournalStorage::file);
    }

    private DownloadJournal open(Path journal) throws IOException {
        return DownloadJournal.open(journal.getParent(), time, JournalStorage::file);
    }

    private DownloadJournal read() throws IOException {
        return DownloadJournal.openForReading(folder, time);
    }
}
