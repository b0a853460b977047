package tmnf.rl.metrics;

/**
 * Something that somebody should look at; training goes on unless the listener ends it.
 *
 * @param kind what it is
 * @param frames that were played
 * @param message what was seen, and what to do
 */
public record TrainAlarm(Kind kind, long frames, String message) {

    /** What it is. */
    public enum Kind {
        /** A loss or gradient that is no finite number. */
        NOT_FINITE,
        /** No race got further for long. */
        NO_NEW_ZONE,
        /** Races wait and none is taken. */
        QUEUE_STUCK,
        /** Nothing is learned, although there is enough to learn from. */
        NO_BATCH
    }
}
