package tmnf.rl.train;

import tmnf.rl.config.OwnSettings;

/**
 * How far new transitions look ahead: steps and discount. With {@code tmnf.annealing} both move from their
 * first values to those of the configuration while so many batches are learned from, in the beginning and
 * after each reset: steps by the same factor for each batch, and so does what the discount lacks to 1.
 * Written by one thread, read by several. Source: Schwarzer et al. 2023, arXiv 2305.19452.
 */
final class Horizon {

    private final LiveSettings live;
    private volatile long batches; // learned from since the last reset

    Horizon(LiveSettings live) {
        this.live = live;
    }

    /** So many batches were learned from since the last reset, or in all. */
    void batches(long sinceReset) {
        batches = sinceReset;
    }

    private double share() {
        OwnSettings own = live.settings().own();
        return own.annealing() ? Math.min(1, (double) batches / own.annealingBatches()) : 1;
    }

    /** The most steps of a transition. */
    int steps() {
        double last = live.settings().training().nSteps();
        double first = live.settings().own().annealingFirstNSteps();
        double share = share();
        return share == 1 ? (int) last : (int) Math.rint(first * Math.pow(last / first, share));
    }

    /**
     * The discount of a step.
     *
     * @param frames that were played, by which {@code gamma_schedule} says where it moves to
     */
    double gamma(long frames) {
        double last = live.schedules().gamma().at(frames);
        double first = live.settings().own().annealingFirstGamma();
        double share = share();
        if (share == 1) {
            return last;
        }
        if (first == 1 || last == 1) {
            return first + share * (last - first); // a factor does not lead to 0
        }
        return 1 - (1 - first) * Math.pow((1 - last) / (1 - first), share);
    }
}
