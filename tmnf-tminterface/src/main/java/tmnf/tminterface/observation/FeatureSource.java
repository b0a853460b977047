package tmnf.tminterface.observation;

/**
 * Where the numbers of a feature come from while the game runs. Must not allocate: it runs for every
 * action.
 */
@FunctionalInterface
public interface FeatureSource {

    /** Writes all numbers of the feature, the first one to {@code target[at]}. */
    void write(ObservationInput input, float[] target, int at);
}
