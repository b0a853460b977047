package tmnf.exchange.download;

import java.util.Objects;

/**
 * The challenge file of a track.
 *
 * @param file name in the folder of challenges
 * @param uid as the file says
 * @param source {@code replay:<id>}, {@code site}, or {@code disk} for one that was there already
 * @param note why it failed, or what is odd about it
 */
public record ChallengeEntry(Status status, String file, String uid, String source, String note) {

    /** What became of a challenge. */
    public enum Status {
        /** Not tried. */
        NONE,
        /** On disk. */
        DONE,
        /** Neither a replay nor the site has it: nothing left to try. */
        IMPOSSIBLE,
        /** Given up in the last run; tried again by the next. */
        FAILED
    }

    public static final ChallengeEntry NONE = new ChallengeEntry(Status.NONE, "", "", "", "");

    public ChallengeEntry {
        Objects.requireNonNull(status, "status");
    }
}
