package tmnf.pretrain.data;

/**
 * How a {@link FrameLoader} works.
 *
 * @param batch samples of a batch, at least 1
 * @param workers threads that put batches together, 0 for the thread that asks for them
 * @param prefetch batches that are made ahead for each worker, at least 1; fewer where they are large
 * @param dropLast whether a last batch of fewer samples is left out
 */
public record LoaderOptions(int batch, int workers, int prefetch, boolean dropLast) {

    /** Checks the ranges. */
    public LoaderOptions {
        if (batch < 1 || workers < 0 || prefetch < 1 || (long) workers * prefetch >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a loader has a batch of 1 or more, 0 workers or more and "
                    + "makes 1 batch or more ahead for each, not " + batch + ", " + workers + " and "
                    + prefetch);
        }
    }

    /** Buffers that are wanted: those made ahead, and one that is being learned from. */
    int buffers() {
        return workers * prefetch + 1;
    }
}
