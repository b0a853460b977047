package tmnf.rl.policy;

/**
 * What one race decides with: the weights of its first decision. Whoever drives ends it; all else is of the
 * thread that decides. A question behind the end would begin anew with the newest weights.
 */
final class WeightHold {

    private PublishedWeights weights; // null before the first decision, and once released
    private volatile boolean ended;

    /** Nothing is decided with it any more. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isEmpty() {
        return weights == null;
    }

    void take(PublishedWeights newest) {
        weights = newest;
        newest.hold();
    }

    PublishedWeights weights() {
        return weights;
    }

    void release() {
        weights.release();
        weights = null;
    }
}
