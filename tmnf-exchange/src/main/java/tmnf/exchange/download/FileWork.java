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

    /** Takes the challenge out of a replay, or fetches it. */
    record MakeChallenge(TrackTask track, int failures) implements FileWork {
        @Override
        public FileWork failedOnceMore() {
            return new MakeChallenge(track, failures + 1);
        }
    }
}
