package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.download.DownloadReport.Ending;

/** Runs whose disk fails, or that end between two steps of a file. */
class DownloadRunDiskTest extends DownloadRunTestBase {

    private static final Path FULL = Path.of("/dev/full");

    private String file(long id) {
        return "1/pos" + id % 10 + "_" + DRIVERS.get((int) id % 10 - 1) + "_" + timeOf(id) + "ms.replay.gbx";
    }

    /** The next run has room and brings what this one did not. */
    private void assertCompletedByTheNextRun(long requests) throws Exception {
        assertNothingHalfWritten();
        onPlanned = plan -> { };
        onFetched = entry -> { };
        onWarning = message -> { };
        storage = JournalStorage::file;
        exchange.requests().clear();

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        assertWhole(11, 12, 13);
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(requests);
        assertThat(mark()).isEqualTo(1);
    }

    @Test
    void endsWithTheNameOfTheReplayForWhichThereIsNoRoom() throws Exception {
        assumeThat(Files.exists(FULL)).as("a device that is always full").isTrue();
        workers = 1;
        onPlanned = plan -> {
            Path name = replays.resolve(file(12));
            try {
                Files.createDirectories(name.getParent());
                Files.createSymbolicLink(name.resolveSibling("." + name.getFileName() + ".part"), FULL);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };

        assertThatThrownBy(() -> run(1)).isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith(replays.resolve(file(12)) + ": ");

        assertWhole(11);
        assertCompletedByTheNextRun(2);
    }

    @Test
    void endsWithTheNameOfTheReplayThatCannotGetItsName() throws Exception {
        Path inTheWay = replays.resolve(file(12));
        workers = 1;
        onFetched = entry -> Plans.write(inTheWay.resolve("x"), new byte[1]);

        assertThatThrownBy(() -> run(1)).isInstanceOf(FileSystemException.class)
                .hasMessageContaining(file(12).substring(2));

        assertThat(done()).containsExactly(11L);
        Files.delete(inTheWay.resolve("x"));
        Files.delete(inTheWay);
        assertCompletedByTheNextRun(2);
    }

    @Test
    void endsWithTheNameOfTheJournalForWhichThereIsNoRoom() throws Exception {
        FaultyStorage disk = new FaultyStorage();
        storage = disk;
        workers = 1;
        onFetched = entry -> disk.full = true;

        assertThatThrownBy(() -> run(1)).isInstanceOf(FileSystemException.class)
                .hasMessageContaining(replays.resolve(DownloadJournal.FILE).toString())
                .hasMessageContaining("No space left on device");

        assertThat(done()).as("12 has its name, and no line").containsExactly(11L);
        assertThat(replays.resolve(file(12))).hasBinaryContent(served(12));
        assertCompletedByTheNextRun(1);
    }

    @Test
    void endsWithTheNameOfTheJournalThatCannotBeBroughtToTheDisk() throws Exception {
        FaultyStorage disk = new FaultyStorage();
        storage = disk;
        onFetched = entry -> disk.broken = true;

        assertThatThrownBy(() -> run(1)).isInstanceOf(FileSystemException.class)
                .hasMessageContaining(replays.resolve(DownloadJournal.FILE).toString())
                .hasMessageContaining("Input/output error");

        long there = files(replays).stream().filter(name -> name.endsWith(".gbx")).count();
        assertCompletedByTheNextRun(3 - there);
    }

    @Test
    void keepsTheMarkWhenTheFolderCannotBeLookedAt() throws Exception {
        Plans.write(replays.resolve(ProgressMark.FILE), "3".getBytes(StandardCharsets.US_ASCII));
        Plans.write(tracks, new byte[1]);
        challenges = DownloadConfig.ChallengePolicy.AUTO;

        assertThatThrownBy(() -> run(1)).isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith(tracks.toString());

        assertThat(mark()).isEqualTo(3);
    }

    /** What is odd about a replay is told after it got its name and before the journal knows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNothingBetweenTheNameOfAReplayAndItsLine(boolean stopped) throws Exception {
        String odd = row(12, "bob", timeOf(12) + 1, "2020-01-01T00:00:00");
        exchange.faults(lists(1, row(11), odd, row(13)));
        workers = 1;
        onWarning = message -> {
            if (!stopped) {
                throw new IllegalStateException("dies here");
            }
            running.stop();
        };

        if (stopped) {
            assertThat(run(1).ending()).isEqualTo(Ending.INTERRUPTED);
        } else {
            assertThat(catchThrowableOfType(IllegalStateException.class, () -> run(1))).isNotNull();
            assertThat(done()).containsExactly(11L);
        }
        assertThat(mark()).isZero();

        assertCompletedByTheNextRun(1);
    }
}
