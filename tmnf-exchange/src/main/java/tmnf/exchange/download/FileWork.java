package tmnf.exchange.download;

/** What the threads that fetch files have to do. */
sealed interface FileWork {

    TrackTask track();

    /** How often it failed. */
    int failures();

    /** The same after one more failure. */
    FileWork failedOnceMore();

    /** Fetches a replay. */
    record FetchReplay(TrackTask track, ReplayEntry entry, int failures) implements FileWork {
        @Override
        public FileWork failedOnceMore() {
            return new FetchReplay(track, entry, failures + 1);
        }
    }

    /**
     * Fetches the challenge.
     *
     * @param older a replay with another version of it; null: none is known
     */
    record FetchChallenge(TrackTask track, ChallengeWork.Replay older, int failures) implements FileWork {
        @Override
        public FileWork failedOnceMore() {
            return new FetchChallenge(track, older, failures + 1);
        }
    }
}
