package tmnf.capture.validate;

/**
 * How far a car was from the samples of a ghost.
 *
 * @param largestMetres 0 if no sample was compared
 * @param largestAtMs race time of it
 * @param meanMetres over all samples that were compared
 * @param compared number of samples
 */
public record GhostDistance(double largestMetres, int largestAtMs, double meanMetres, int compared) {

    /** This one, or one that the run saw after the last state that is known of it. */
    GhostDistance orLarger(double metres, int atMs) {
        return metres > largestMetres ? new GhostDistance(metres, atMs, meanMetres, compared) : this;
    }
}
