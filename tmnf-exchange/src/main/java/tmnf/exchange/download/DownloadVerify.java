package tmnf.exchange.download;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.exchange.download.TrackRecord.State;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts.Kind;
import tmnf.gbx.filter.FileNames;

/**
 * Looks at every file on disk again, without the site: those of the journal are held against size and hash,
 * all others read. Nothing is changed, unless bad ones are to be fetched again by the next download.
 */
public final class DownloadVerify {

    /** What may be found. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Finding {
        /** The journal knows the replay or challenge, and it is not there. */
        MISSING(true),
        /** It has another size than it had. */
        OTHER_SIZE(true),
        /** It has its size, but another content. */
        OTHER_CONTENT(true),
        /** It is no whole game file of its kind. */
        BROKEN(true),
        /** It cannot be read. */
        UNREADABLE(true),
        /** A whole file that the journal does not know. */
        UNKNOWN(false),
        /** A killed run left it half written; the next run deletes it. */
        LEFTOVER(false);

        private final boolean bad;

        Finding(boolean bad) {
            this.bad = bad;
        }

        /** Whether something is not as it should be. */
        public boolean isBad() {
            return bad;
        }
    }

    /**
     * What was found about one file.
     *
     * @param track 0 when it belongs to none
     * @param replay 0 when it is none of the journal
     */
    public record Found(Finding finding, long track, long replay, Path file, String detail) {}

    /**
     * All of it.
     *
     * @param found bad ones and others, by file
     * @param requeued how many are gone and wanted again; those of another tool by listing their track
     * @param complete whether everything was looked at
     */
    public record Report(long replays, long challenges, long bytes, long requeued, boolean complete,
            List<Found> found) {

        public long bad() {
            return found.stream().filter(one -> one.finding().isBad()).count();
        }
    }

    /** Told of progress, on any thread; calls must be brief. */
    @FunctionalInterface
    public interface Listener {
        /** So many files, with so many bytes, were looked at. */
        void looked(long files, long bytes);
    }

    private final DownloadFolder folder;
    private final boolean unpack;
    private final boolean requeue;
    private final Listener listener;
    private final ConcurrentLinkedQueue<Found> found = new ConcurrentLinkedQueue<>();
    private final LongAdder replays = new LongAdder();
    private final LongAdder challenges = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder requeued = new LongAdder();

    /**
     * A check to be run once.
     *
     * @param unpack read the files to their end, not only their headers
     * @param requeue bad replays and challenges are removed and wanted again; needs a folder that was opened
     *     for writing
     */
    public DownloadVerify(DownloadFolder folder, boolean unpack, boolean requeue, Listener listener) {
        this.folder = folder;
        this.unpack = unpack;
        this.requeue = requeue;
        this.listener = listener;
    }

    /** Looks at everything, or until told to stop. */
    public Report run(BooleanSupplier stop) throws IOException {
        Set<Long> tracks = new TreeSet<>(folder.journal().tracks());
        for (Path child : FolderListing.of(folder.replaysDir())) {
            if (DownloadFolder.isTrackFolder(child)) {
                tracks.add(Long.parseLong(FileNames.text(child)));
            }
        }
        boolean complete = ParallelCheck.run(new ArrayList<>(tracks), stop, this::checkTrack);
        Map<Path, Long> known = new HashMap<>();
        tracks.forEach(id -> known.put(folder.challengeFile(id), id));
        List<Path> unknown = new ArrayList<>();
        for (Path file : FolderListing.of(folder.tracksDir())) {
            if (isGameFile(FileNames.text(file)) && !known.containsKey(file)) {
                unknown.add(file);
            }
        }
        complete &= ParallelCheck.run(unknown, stop, file -> unknown(0, file, Kind.CHALLENGE));
        for (Path file : Leftovers.find(folder.replaysDir(), folder.tracksDir())) {
            add(Finding.LEFTOVER, 0, 0, file, "");
        }
        List<Found> all = new ArrayList<>(found);
        all.sort(Comparator.comparing(one -> one.file().toString()));
        return new Report(replays.sum(), challenges.sum(), bytes.sum(), requeued.sum(), complete, all);
    }

    private void checkTrack(long id) throws IOException {
        TrackRecord track = folder.journal().track(id);
        Set<String> known = new HashSet<>();
        List<ReplayEntry> entries = new ArrayList<>(track.replays());
        entries.addAll(track.kept());
        for (ReplayEntry entry : entries) {
            if (entry.status() == ReplayEntry.Status.DONE) {
                known.add(entry.file());
                checkDone(id, entry);
            }
        }
        for (Path file : FolderListing.of(folder.trackFolder(id))) {
            String name = FileNames.text(file);
            if (isGameFile(name) && !known.contains(name)) {
                if (track.state() == State.LEGACY) {
                    legacy(id, file);
                } else {
                    unknown(id, file, Kind.REPLAY);
                }
            }
        }
        checkChallenge(track);
    }

    private void checkDone(long id, ReplayEntry entry) throws IOException {
        Path file = folder.replayFile(id, entry);
        Found bad = bad(id, entry.id(), file, Kind.REPLAY, entry.bytes(),
                () -> DiskState.of(file, entry, Verify.FULL));
        count(replays, bad == null ? entry.bytes() : 0);
        if (bad != null && requeue && bad.finding() != Finding.UNREADABLE) {
            wantAgain(id, entry, bad);
        }
    }

    /** Holds a file against what is known of it. */
    @FunctionalInterface
    private interface Comparison {
        /** What is wrong, as {@link DiskState} says it; empty: nothing. */
        String wrong() throws IOException;
    }

    /** What is bad about a file of the journal, which is noted; null: nothing. */
    private Found bad(long id, long replay, Path file, Kind kind, long size, Comparison comparison)
            throws IOException {
        Found bad = null;
        try {
            String wrong = comparison.wrong();
            if (wrong.equals(DiskState.MISSING)) {
                bad = new Found(Finding.MISSING, id, replay, file, "");
            } else if (wrong.equals(DiskState.OTHER_SIZE)) {
                bad = new Found(Finding.OTHER_SIZE, id, replay, file,
                        Files.size(file) + " bytes instead of " + size);
            } else if (wrong.equals(DiskState.OTHER_CONTENT)) {
                bad = new Found(Finding.OTHER_CONTENT, id, replay, file, "its hash is another");
            } else {
                read(file, kind);
            }
        } catch (GbxFormatException e) {
            bad = new Found(Finding.BROKEN, id, replay, file, e.getMessage());
        } catch (FileSystemException e) {
            bad = new Found(Finding.UNREADABLE, id, replay, file, String.valueOf(e.getReason()));
        }
        if (bad != null) {
            found.add(bad);
        }
        return bad;
    }

    private void wantAgain(long id, ReplayEntry entry, Found bad) throws IOException {
        // What stayed under its name could be taken for whole by its header.
        folder.discard(bad.file());
        folder.wantAgain(id, entry);
        requeued.increment();
    }

    private void checkChallenge(TrackRecord track) throws IOException {
        Path file = folder.challengeFile(track.id());
        ChallengeEntry entry = track.challenge();
        if (entry.status() != ChallengeEntry.Status.DONE) {
            if (Files.isRegularFile(file)) {
                boolean whole = judged(track.id(), file, Kind.CHALLENGE) == Finding.UNKNOWN;
                count(challenges, whole ? Files.size(file) : 0);
            }
            return;
        }
        boolean known = entry.bytes() >= 0; // earlier versions of this program did not write it down
        Found bad = bad(track.id(), 0, file, Kind.CHALLENGE, entry.bytes(), () -> known
                ? DiskState.of(file, entry, Verify.FULL)
                : Files.exists(file) ? "" : DiskState.MISSING);
        count(challenges, bad == null ? Files.size(file) : 0);
        if (bad != null && requeue && bad.finding() != Finding.UNREADABLE) {
            folder.discard(file);
            folder.journal().challenge(track.id(), ChallengeEntry.NONE);
            requeued.increment();
        }
    }

    private void legacy(long id, Path file) throws IOException {
        Finding finding = judged(id, file, Kind.REPLAY);
        count(replays, finding == Finding.UNKNOWN ? Files.size(file) : 0);
        if (requeue && finding == Finding.BROKEN) {
            // Nobody knows which replay it was: the track is listed, and gets what it lacks.
            folder.discard(file);
            folder.journal().track(id, State.NEW, "");
            requeued.increment();
        }
    }

    private void unknown(long id, Path file, Kind kind) throws IOException {
        boolean whole = judged(id, file, kind) == Finding.UNKNOWN;
        if (whole) {
            add(Finding.UNKNOWN, id, 0, file, "");
        }
        count(kind == Kind.REPLAY ? replays : challenges, whole ? Files.size(file) : 0);
    }

    /** Reads a file of which the journal has no hash; what is bad about it is noted. */
    private Finding judged(long id, Path file, Kind kind) throws IOException {
        try {
            read(file, kind);
            return Finding.UNKNOWN;
        } catch (GbxFormatException e) {
            add(Finding.BROKEN, id, 0, file, e.getMessage());
            return Finding.BROKEN;
        } catch (FileSystemException e) {
            add(Finding.UNREADABLE, id, 0, file, String.valueOf(e.getReason()));
            return Finding.UNREADABLE;
        }
    }

    private void read(Path file, Kind kind) throws IOException {
        if (unpack) {
            GameFileCheck.checkFully(file, kind);
        } else {
            GameFileCheck.check(file, kind);
        }
    }

    private void add(Finding finding, long track, long replay, Path file, String detail) {
        found.add(new Found(finding, track, replay, file, detail));
    }

    private void count(LongAdder files, long size) {
        files.increment();
        bytes.add(size);
        listener.looked(replays.sum() + challenges.sum(), bytes.sum());
    }

    private static boolean isGameFile(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gbx");
    }
}
