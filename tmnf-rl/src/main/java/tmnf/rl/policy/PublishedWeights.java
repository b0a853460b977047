package tmnf.rl.policy;

/**
 * A snapshot that lives as long as it is the newest or a race holds it. Once it is published, confined to the
 * thread that decides.
 */
final class PublishedWeights {

    private final WeightSnapshot snapshot;
    private final long nanos;
    private int holds;
    private boolean replaced;

    /** Takes the snapshot over. */
    PublishedWeights(WeightSnapshot snapshot, long nanos) {
        this.snapshot = snapshot;
        this.nanos = nanos;
    }

    WeightSnapshot snapshot() {
        return snapshot;
    }

    /** When it was published, by the monotonic clock. */
    long nanos() {
        return nanos;
    }

    void hold() {
        holds++;
    }

    void release() {
        holds--;
        closeUnused();
    }

    /** Newer ones are there, or none are wanted any more. */
    void replace() {
        replaced = true;
        closeUnused();
    }

    private void closeUnused() {
        if (replaced && holds == 0) {
            snapshot.close();
        }
    }
}
