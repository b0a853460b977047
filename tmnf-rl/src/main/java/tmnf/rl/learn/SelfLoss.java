package tmnf.rl.learn;

/**
 * Divides the loss of a state by how far its targets lie apart, so that states of a wide distribution do not
 * drown the others. Two running means keep the size of the whole. Source: training note, section 8, 4.
 */
public final class SelfLoss {

    private static final double KEPT = 0.99;
    private static final double START = 0.01;

    private double typical;
    private double typicalClamped;

    /** What a resumed run needs. */
    public record State(double typical, double typicalClamped) {

        /** Where a run begins. */
        public static final State START = new State(SelfLoss.START, SelfLoss.START);

        /** Checks the ranges. */
        public State {
            if (!(typical > 0) || !(typicalClamped > 0) || Double.isInfinite(typical + typicalClamped)) {
                throw new IllegalArgumentException("typical self losses are above 0 and finite, not "
                        + typical + " and " + typicalClamped);
            }
        }
    }

    /** Goes on from a state. */
    public SelfLoss(State state) {
        restore(state);
    }

    /** What a resumed run needs. */
    public State state() {
        return new State(typical, typicalClamped);
    }

    /** Goes on from a state. */
    public void restore(State state) {
        typical = state.typical();
        typicalClamped = state.typicalClamped();
    }

    /**
     * What the losses of a batch are to be multiplied with.
     *
     * @param squared loss of the targets against themselves, for each state
     * @param ratio below which share of the typical one a self loss is not taken: 1 / ratio
     * @param learn whether the means move; they do not for test batches, nor where a loss is not finite
     */
    public float[] factors(float[] squared, double ratio, boolean learn) {
        double[] own = new double[squared.length];
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            own[i] = Math.sqrt(squared[i]);
            sum += own[i];
        }
        boolean moves = learn && Double.isFinite(sum);
        if (moves) {
            typical = KEPT * typical + (1 - KEPT) * sum / own.length;
        }
        double clamped = 0;
        for (int i = 0; i < own.length; i++) {
            own[i] = Math.max(own[i], typical / ratio);
            clamped += own[i];
        }
        if (moves) {
            typicalClamped = KEPT * typicalClamped + (1 - KEPT) * clamped / own.length;
        }
        float[] factors = new float[own.length];
        for (int i = 0; i < own.length; i++) {
            factors[i] = (float) (typicalClamped / own[i]);
        }
        return factors;
    }
}
