package tmnf.exchange.download;

import java.util.concurrent.atomic.AtomicInteger;

/** A track on its way through the stages of a run. Thread-safe. */
final class TrackTask {

    private final long id;
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile String uid = "";
    private volatile boolean missing;
    private volatile boolean folderMade;

    TrackTask(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    /** Of its challenge, as the site says; empty when unknown. */
    String uid() {
        return uid;
    }

    void knownAs(String challengeUid) {
        uid = challengeUid;
    }

    /** Whether the site said that it has no such track. */
    boolean isMissing() {
        return missing;
    }

    void notOnSite() {
        missing = true;
    }

    /** So many replays have to come to an end. */
    void expect(int replays) {
        outstanding.set(replays);
    }

    /** One replay came to an end, good or bad; true for the last. */
    boolean oneEnded() {
        return outstanding.decrementAndGet() == 0;
    }

    boolean folderMade() {
        return folderMade;
    }

    void folderIsMade() {
        folderMade = true;
    }
}
