package tmnf.pretrain.train;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which epoch is the best by a figure that should be small, and whether it is time to end because there was
 * no gain. A gain is more than {@code minDelta} below the best that counted; the best epoch is the one with
 * the smallest figure, whether its gain counted or not.
 */
final class EarlyStopping {

    private final Optional<Integer> patience;
    private final double minDelta;
    private State state;

    /**
     * What is known so far.
     *
     * @param best smallest figure; infinite: none yet
     * @param bestEpoch epoch of it, from 1; 0: none yet
     * @param reference figure that a gain is counted from
     * @param waited epochs since the last gain
     */
    record State(double best, int bestEpoch, double reference, int waited) {

        static final State NONE =
                new State(Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 0);
    }

    EarlyStopping(Optional<Integer> patience, double minDelta, State state) {
        this.patience = patience;
        this.minDelta = minDelta;
        this.state = state;
    }

    /** Takes the figure of an epoch; tells whether it is the smallest so far. */
    boolean accept(int epoch, double value) {
        boolean best = value < state.best();
        boolean gain = value < state.reference() - minDelta;
        state = new State(best ? value : state.best(), best ? epoch : state.bestEpoch(),
                gain ? value : state.reference(), gain ? 0 : state.waited() + 1);
        return best;
    }

    boolean isOver() {
        return patience.isPresent() && state.waited() >= patience.get();
    }

    State state() {
        return state;
    }

    OptionalDouble best() {
        return state.bestEpoch() == 0 ? OptionalDouble.empty() : OptionalDouble.of(state.best());
    }
}
