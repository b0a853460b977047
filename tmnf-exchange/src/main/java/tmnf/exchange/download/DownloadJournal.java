package tmnf.exchange.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** SKELETON: what is done, on disk: one append-only file keyed by track. Thread-safe. */
public final class DownloadJournal implements Closeable {

    public static final String FILE = ".tmnf_download.jsonl";

    /** The record of a track, {@link TrackRecord#fresh} when there is none. */
    public TrackRecord track(long id) {
        throw new UnsupportedOperationException();
    }

    /** Ids that have a record. */
    public Set<Long> tracks() {
        throw new UnsupportedOperationException();
    }

    /** A run starts. */
    public void started(RunFacts run) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A plan was made; what is on disk of an earlier plan stays known. Returns the merged record. */
    public TrackRecord planned(TrackPlan plan) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A replay changed its state: done, gone, failed, or wanted again. */
    public void replay(long trackId, ReplayEntry entry) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void challenge(long trackId, ChallengeEntry entry) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The track is gone, legacy, or could not be listed. */
    public void track(long trackId, TrackRecord.State state, String why) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The run is over, everything was handed to the disk; compacts when worth it. */
    public void ended(String status, boolean compact) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** What a run was asked for, for people who read the journal. */
    public record RunFacts(String tool, String idsSha256, int tracks, PlanKey key) {}
}
