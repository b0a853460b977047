package tmnf.gbx.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A replay file: the challenge as it was driven, and the ghosts that drove it. Immutable.
 */
public final class Replay implements GbxContent {

    private final byte[] challengeBytes;
    // Null when the embedded file could not be read or was not asked for.
    private final Challenge challenge;
    private final List<Ghost> ghosts;
    // Null when the replay has no MediaTracker clip of its own.
    private final MediaClip clip;

    /**
     * @param challengeBytes the complete embedded challenge file, empty when there is none; ownership passes
     *     on
     * @param challenge the same file as read, or null
     * @param clip the replay editor's clip, or null
     */
    public Replay(byte[] challengeBytes, Challenge challenge, List<Ghost> ghosts, MediaClip clip) {
        this.challengeBytes = Objects.requireNonNull(challengeBytes);
        this.challenge = challenge;
        this.ghosts = List.copyOf(ghosts);
        this.clip = clip;
    }

    /** The embedded challenge file, byte for byte; empty when there is none. Do not modify. */
    public byte[] challengeBytes() {
        return challengeBytes;
    }

    /** The embedded challenge; empty when it could not be read (a warning says why) or was not asked for. */
    public Optional<Challenge> challenge() {
        return Optional.ofNullable(challenge);
    }

    public List<Ghost> ghosts() {
        return ghosts;
    }

    public Optional<MediaClip> clip() {
        return Optional.ofNullable(clip);
    }

    /**
     * The ghost to look at: the finished one with the shortest race time, else the first one.
     */
    public Optional<Ghost> bestGhost() {
        return ghosts.stream()
                .filter(Ghost::finished)
                .min(Comparator.comparingInt(Ghost::raceTimeMs))
                .or(() -> ghosts.stream().findFirst());
    }

    /**
     * The ghost that the Python tools look at: the one with the smallest last checkpoint time, where a ghost
     * without checkpoints counts as 0 and therefore wins, and a time of -1 as 4294967295.
     */
    public Optional<Ghost> bestGhostUpstream() {
        return ghosts.stream()
                .min(Comparator.comparingLong(ghost -> Integer.toUnsignedLong(ghost.lastCheckpointMs())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Replay that
                && Arrays.equals(challengeBytes, that.challengeBytes)
                && ghosts.equals(that.ghosts)
                && Objects.equals(clip, that.clip);
    }

    @Override
    public int hashCode() {
        return ghosts.hashCode();
    }

    @Override
    public String toString() {
        return "Replay[" + ghosts + ", map of " + challengeBytes.length + " bytes]";
    }
}
