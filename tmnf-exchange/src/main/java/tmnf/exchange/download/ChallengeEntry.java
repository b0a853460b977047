package tmnf.exchange.download;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * The challenge file of a track.
 *
 * @param file name in the folder of challenges; also of a failed one, where an older version is there
 * @param uid as the file says
 * @param source {@code replay:<id>}, {@code site}, or {@code disk} for one that was there already
 * @param note why it failed, or what is odd about it
 * @param bytes size on disk, -1: not known
 * @param sha256 of the file in hexadecimal, empty when not known
 * @param tried where the challenge of the track's present version was looked for in vain
 */
public record ChallengeEntry(Status status, String file, String uid, String source, String note, long bytes,
        String sha256, Set<Origin> tried) {

    /** What became of a challenge. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Status {
        /** Not tried. */
        NONE,
        /** On disk. */
        DONE,
        /** None of the origins that were tried has it. */
        IMPOSSIBLE,
        /** Given up in the last run; tried again by the next. */
        FAILED
    }

    /** Where challenges come from. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Origin {
        /** The replays on disk. */
        REPLAY,
        /** The site's own file. */
        SITE
    }

    public static final ChallengeEntry NONE = new ChallengeEntry(Status.NONE, "", "", "", "");

    public ChallengeEntry {
        Objects.requireNonNull(status, "status");
        tried = tried.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(tried));
    }

    /** One of which neither size nor hash are known, and that nothing was tried for in vain. */
    public ChallengeEntry(Status status, String file, String uid, String source, String note) {
        this(status, file, uid, source, note, -1, "", Set.of());
    }

    /** Whether the file is there, and is the one of the track's present version as far as that is known. */
    boolean isRight(String trackUid) {
        return status == Status.DONE && (trackUid.isEmpty() || uid.equals(trackUid));
    }

    /**
     * Whether a run that may use these origins has nothing left to do. An older version, or none, will do
     * only where each of them was tried: another run may be allowed to ask more of them.
     */
    boolean isSettled(Set<Origin> allowed, String trackUid) {
        boolean exhausted = status == Status.DONE || status == Status.IMPOSSIBLE;
        return isRight(trackUid) || exhausted && tried.containsAll(allowed);
    }

    ChallengeEntry withTried(Set<Origin> origins) {
        return new ChallengeEntry(status, file, uid, source, note, bytes, sha256, origins);
    }

    /** After a replay came: it may have the challenge that no earlier one had. */
    ChallengeEntry withNewReplay() {
        return tried.contains(Origin.REPLAY)
                ? withTried(tried.contains(Origin.SITE) ? EnumSet.of(Origin.SITE) : Set.of())
                : this;
    }
}
