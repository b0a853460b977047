package tmnf.exchange.download;

import java.util.List;

/** What the threads that ask for lists have to do. */
sealed interface ListWork {

    /** How often it failed. */
    int failures();

    /** The same after one more failure. */
    ListWork failedOnceMore();

    /** Asks what the site says of some tracks, before their replays. */
    record LookUp(List<TrackTask> tracks, int failures) implements ListWork {
        @Override
        public ListWork failedOnceMore() {
            return new LookUp(tracks, failures + 1);
        }
    }

    /** Asks for the replays of a track. */
    record ListReplays(TrackTask track, int failures) implements ListWork {
        @Override
        public ListWork failedOnceMore() {
            return new ListReplays(track, failures + 1);
        }
    }

    /** Takes the plan that an earlier run made: nothing to ask for. */
    record Resume(TrackTask track) implements ListWork {
        @Override
        public int failures() {
            return 0;
        }

        @Override
        public ListWork failedOnceMore() {
            return this;
        }
    }
}
