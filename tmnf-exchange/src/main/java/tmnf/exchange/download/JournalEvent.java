package tmnf.exchange.download;

import java.util.List;

/** A line of the journal. Closed: other names are of a later program, and are passed over. */
sealed interface JournalEvent {

    /** Changes what is known. */
    void applyTo(JournalState state);

    /** A run starts. */
    record Run(long timeMs, DownloadJournal.RunFacts facts) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.runStarted(timeMs, facts);
        }
    }

    /** All that is known of a track: when a plan is made, and in the place of all earlier lines. */
    record Whole(long timeMs, TrackRecord track) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.put(timeMs, track);
        }
    }

    /**
     * A replay changed its state.
     *
     * @param file empty: the name it had before
     */
    record Replay(long timeMs, long track, long id, ReplayEntry.Status status, String file, long bytes,
            String sha256, String note) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.replay(this);
        }

        ReplayEntry appliedTo(ReplayEntry old) {
            return file.isEmpty() ? old.with(status, bytes, sha256, note)
                    : old.with(file, status, bytes, sha256, note);
        }
    }

    /** What became of a challenge. */
    record Challenge(long timeMs, long track, ChallengeEntry entry) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.challenge(timeMs, track, entry);
        }
    }

    /** How far a track is. */
    record Track(long timeMs, long track, TrackRecord.State to, String why) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.track(timeMs, track, to, why);
        }
    }

    /** Everything above is on the disk. */
    record Sync(long timeMs) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.synced(timeMs);
        }
    }

    /** The program left in good order; {@code status} is empty when that was not the end of a run. */
    record End(long timeMs, String status) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.ended(timeMs, status);
        }
    }

    /** Replays whose files a power cut may have damaged, and that nobody looked at since. */
    record Suspect(long timeMs, long track, List<Long> ids) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            ids.forEach(id -> state.suspect(track, id));
        }
    }

    /** All suspects were looked at. */
    record Cleared(long timeMs) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.cleared(timeMs);
        }
    }

    /**
     * The number that another tool left, which our own mark is about to replace.
     *
     * @param count 0: all tracks that it counts were looked at
     */
    record ForeignMark(long timeMs, long count) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.foreignMark(timeMs, count);
        }
    }

    /** Of no meaning for the state: the first line, and what a later program may add. */
    record Other(long timeMs) implements JournalEvent {
        @Override
        public void applyTo(JournalState state) {
            state.sign(timeMs);
        }
    }
}
