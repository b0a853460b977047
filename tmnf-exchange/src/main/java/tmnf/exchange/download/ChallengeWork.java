package tmnf.exchange.download;

import java.nio.file.Path;
import tmnf.exchange.ExchangeException;

/** What the threads that unpack replays have to do. */
sealed interface ChallengeWork {

    TrackTask track();

    /**
     * A replay on disk.
     *
     * @param id 0: another tool brought it
     */
    record Replay(Path file, long id) {}

    /** Looks for the challenge in the replays of a track. */
    record Search(TrackTask track) implements ChallengeWork {}

    /** Takes an older version of the challenge, because the site failed. */
    record TakeOlder(TrackTask track, Replay older, ExchangeException why) implements ChallengeWork {}
}
