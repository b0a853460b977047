package tmnf.exchange.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import tmnf.exchange.http.Time;

/**
 * SKELETON: the folders of a download: the lock, the journal, what is really there. One process at a time.
 */
public final class DownloadFolder implements Closeable {

    /** How far files that are there already are trusted. */
    public enum Verify { NONE, SIZE, HEADER, FULL }

    /**
     * Takes the lock, makes the folder, reads the journal, deletes what a killed run left half written.
     *
     * @throws FolderBusyException when another run has it
     */
    public static DownloadFolder open(Path replaysDir, Path tracksDir, Time time) throws IOException {
        throw new UnsupportedOperationException();
    }

    public DownloadJournal journal() {
        throw new UnsupportedOperationException();
    }

    /** Holds the journal against the disk for these tracks: what is missing is wanted again, what is there adopted. */
    public void reconcile(List<Long> tracks, Options options, BooleanSupplier stop) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Looks for the wanted replays of one track among the files of its folder. */
    public TrackRecord adopt(long trackId) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Path trackFolder(long trackId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** How to treat what is there. */
    public record Options(Verify known, Verify unknown, boolean recheck, boolean trustProgress,
            boolean withChallenges, PlanKey key) {}
}
