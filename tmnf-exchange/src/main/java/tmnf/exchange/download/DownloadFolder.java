package tmnf.exchange.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import tmnf.exchange.http.Time;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts.Kind;
import tmnf.gbx.file.AtomicMove;
import tmnf.gbx.filter.FileNames;
import tmnf.gbx.filter.ReplayNames;

/**
 * The folders of a download: the lock, the journal, what is really there. One process at a time; within it,
 * thread-safe.
 */
public final class DownloadFolder implements Closeable {

    /** How far files that are there already are trusted. */
    public enum Verify {
        /** Not looked at. */
        NONE,
        /** Held against its size. */
        SIZE,
        /** Its header read, too. */
        HEADER,
        /** Held against its hash, or unpacked where none is known. */
        FULL
    }

    private final Path replaysDir;
    private final Path tracksDir;
    private final FolderLock lock; // null: nothing may be written
    private final DownloadJournal journal;
    private volatile boolean unpacks;

    private DownloadFolder(Path replaysDir, Path tracksDir, FolderLock lock, DownloadJournal journal) {
        this.replaysDir = replaysDir;
        this.tracksDir = tracksDir;
        this.lock = lock;
        this.journal = journal;
    }

    /**
     * Takes the lock, makes the folder, reads the journal, deletes what a killed run left half written.
     *
     * @throws FolderBusyException when another run has it
     * @throws JournalException when the journal cannot be understood
     */
    public static DownloadFolder open(Path replaysDir, Path tracksDir, Time time) throws IOException {
        return open(replaysDir, tracksDir, time, JournalStorage::file);
    }

    static DownloadFolder open(Path replaysDir, Path tracksDir, Time time, JournalStorage.Opener opener)
            throws IOException {
        makeFolder(replaysDir);
        FolderLock lock = FolderLock.take(replaysDir, time.now());
        try {
            Leftovers.deleteTemporary(replaysDir);
            DownloadJournal journal = DownloadJournal.open(replaysDir, time, opener);
            DownloadFolder folder = new DownloadFolder(replaysDir, tracksDir, lock, journal);
            if (!journal.wasLeftInOrder()) {
                folder.deleteLeftovers();
            }
            return folder;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The folder as it is now, without the lock, perhaps while a run works in it. Writes and deletes nothing:
     * all changes stay in memory.
     */
    public static DownloadFolder openForReading(Path replaysDir, Path tracksDir, Time time)
            throws IOException {
        return new DownloadFolder(replaysDir, tracksDir, null,
                DownloadJournal.openForReading(replaysDir, time));
    }

    private void deleteLeftovers() throws IOException {
        try {
            Leftovers.delete(replaysDir, tracksDir);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            Path existing = folder.toAbsolutePath();
            while (existing != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (existing == null || Files.isDirectory(existing)) {
                throw e;
            }
            throw new FileSystemException(existing.toString(), null, "is a file where a folder is needed");
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString(), null, "nothing can be written there");
        }
    }

    DownloadJournal journal() {
        return journal;
    }

    /**
     * Holds the journal against the disk for these tracks: what is missing is wanted again, what is there is
     * adopted. First looks at all files that a power cut may have damaged, whatever their track.
     *
     * @param stop asked often; when it says so, the rest is left as it is
     */
    void reconcile(List<Long> tracks, Options options, BooleanSupplier stop) throws IOException {
        unpacks = options.unknown() == Verify.FULL;
        if (options.withChallenges() && lock != null) {
            makeFolder(tracksDir);
        }
        new Reconciliation(this, options, stop).run(tracks);
        if (!stop.getAsBoolean()) {
            journal.crashDealtWith();
        }
    }

    /**
     * Looks for the wanted replays of one track among the files of its folder. A file is never taken on its
     * name alone: its header has to fit.
     */
    TrackRecord adopt(long trackId) throws IOException {
        TrackRecord track = journal.track(trackId);
        for (ReplayEntry entry : new Adoption(trackFolder(trackId), track, unpacks).find()) {
            journal.replay(trackId, entry);
        }
        return journal.track(trackId);
    }

    Path trackFolder(long trackId) {
        return replaysDir.resolve(Long.toString(trackId));
    }

    /** Where a replay is, or is to be; also for names that this system's character set cannot show. */
    Path replayFile(long trackId, ReplayEntry entry) {
        return FileNames.child(trackFolder(trackId), entry.file());
    }

    /** Where the challenge of a track is, or is to be. */
    Path challengeFile(long trackId) {
        return tracksDir.resolve(trackId + ".Challenge.Gbx");
    }

    /** Where a challenge lies while it is written. */
    Path challengePart(long trackId) {
        return tracksDir.resolve(
                Leftovers.nameFor(replaysDir, challengeFile(trackId).getFileName().toString()));
    }

    /** A challenge to be written; the folder of challenges exists. */
    StagedFile stagedChallenge(long trackId) throws IOException {
        return new StagedFile(challengeFile(trackId), challengePart(trackId), AtomicMove.SYSTEM);
    }

    /** Whether it is a folder with replays of a track: what else there is belongs to others. */
    static boolean isTrackFolder(Path child) {
        return FileNames.text(child).matches("[1-9][0-9]{0,17}") && Files.isDirectory(child);
    }

    Path replaysDir() {
        return replaysDir;
    }

    Path tracksDir() {
        return tracksDir;
    }

    /** The number in {@link ProgressMark#FILE}. */
    long progress() throws IOException {
        return ProgressMark.read(replaysDir);
    }

    /** Who works in the folder, in words; empty: nobody. */
    String holder() throws IOException {
        return FolderLock.holder(replaysDir);
    }

    /** Whether nothing may be written. */
    boolean isReadOnly() {
        return lock == null;
    }

    /** Removes a file whose content is not what was downloaded; not in a folder that is only read. */
    void discard(Path file) throws IOException {
        if (lock != null) {
            Files.deleteIfExists(file);
        }
    }

    /** A replay is not on disk after all. A name that only another tool would give is not used again. */
    void wantAgain(long trackId, ReplayEntry entry) throws IOException {
        ReplayEntry wanted = entry.wantedAgain();
        if (!ReplayNames.isSafe(entry.file())) {
            wanted = ReplayEntry.wanted(entry.id(), entry.rank(),
                    ReplayNames.downloaded(entry.rank(), entry.user(), entry.timeMs(), entry.id()),
                    entry.user(), entry.timeMs());
        }
        journal.replay(trackId, wanted);
    }

    /** Whether the folder of a track has a replay that passes the check. */
    boolean hasReplay(long trackId, Verify level) throws IOException {
        for (Path file : FolderListing.of(trackFolder(trackId))) {
            if (isReplay(file, level)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReplay(Path file, Verify level) throws IOException {
        String name = FileNames.text(file).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".gbx") || !Files.isRegularFile(file)) {
            return false;
        }
        try {
            if (level == Verify.FULL) {
                GameFileCheck.checkFully(file, Kind.REPLAY);
            } else if (level == Verify.HEADER) {
                GameFileCheck.check(file, Kind.REPLAY);
            }
            return level != Verify.SIZE || Files.size(file) > 0;
        } catch (GbxFormatException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            journal.close();
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    /**
     * How to treat what is there.
     *
     * @param known files that the journal knows
     * @param unknown files that it does not know
     * @param recheck list again what another tool downloaded
     * @param trustProgress believe the number in {@link ProgressMark#FILE} without looking at folders
     * @param withChallenges look for challenges, too
     * @param counted whether the tracks are a list whose start {@link ProgressMark#FILE} counts
     */
    public record Options(Verify known, Verify unknown, boolean recheck, boolean trustProgress,
            boolean withChallenges, boolean counted) {}
}
