package tmnf.exchange.download;

import java.util.Objects;

/**
 * One replay that a track's plan names, and what became of it.
 *
 * @param rank its place in the plan, from 1: the N of {@code posN}; stays what it was when a plan is renewed
 * @param file name in the folder of the track
 * @param timeMs race time as listed, -1: not said
 * @param bytes size on disk, -1 unless it is there
 * @param sha256 of the file in hexadecimal, empty unless it is there
 * @param note why it failed, what is odd about it, or the HTTP status of what is gone
 */
public record ReplayEntry(long id, int rank, String file, String user, long timeMs, Status status, long bytes,
        String sha256, String note) {

    /** What became of a replay. */
    public enum Status {
        /** Not on disk yet. */
        WANTED,
        /** On disk, whole. */
        DONE,
        /** The site has it no more. */
        GONE,
        /** Given up in the last run; wanted again by the next. */
        FAILED
    }

    public ReplayEntry {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(status, "status");
    }

    /** One that was only listed so far. */
    public static ReplayEntry wanted(long id, int rank, String file, String user, long timeMs) {
        return new ReplayEntry(id, rank, file, user, timeMs, Status.WANTED, -1, "", "");
    }

    /** On disk under a name, which may differ from the planned one. */
    public ReplayEntry done(String name, long size, String hash, String remark) {
        return new ReplayEntry(id, rank, name, user, timeMs, Status.DONE, size, hash, remark);
    }

    public ReplayEntry gone(String why) {
        return new ReplayEntry(id, rank, file, user, timeMs, Status.GONE, -1, "", why);
    }

    public ReplayEntry failed(String why) {
        return new ReplayEntry(id, rank, file, user, timeMs, Status.FAILED, -1, "", why);
    }

    /** Back to what is not on disk. */
    public ReplayEntry wantedAgain() {
        return new ReplayEntry(id, rank, file, user, timeMs, Status.WANTED, -1, "", "");
    }

    /** Whether nothing is left to do for it. */
    public boolean isSettled() {
        return status == Status.DONE || status == Status.GONE;
    }
}
