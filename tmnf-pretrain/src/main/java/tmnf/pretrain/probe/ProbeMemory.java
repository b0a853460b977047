package tmnf.pretrain.probe;

import java.util.Optional;

/**
 * Memory that probes need at the same time: the samples' features and labels, the sums of each fold, and a
 * matrix for each thread, of which fewer are made at once where they do not fit into a third of all
 * ({@link Ridge}).
 *
 * @param features numbers that the probe gets of a sample
 * @param samples to learn from and held out, together
 * @param threads that solve
 */
record ProbeMemory(int features, long samples, int threads) {

    private static final long FLOAT = 4;
    private static final long DOUBLE = 8;
    /** Labels of a sample, as numbers and in lists, and the heads of its arrays. */
    private static final long LABELS = 256;
    /** The program itself, frames and a batch on its way. */
    private static final long ALL_ELSE = 32L << 20;
    private static final long STEP = 64L << 20;

    /** Bytes that Java needs at least. */
    long bytes() {
        long matrix = DOUBLE * features * features;
        long held = samples * (FLOAT * features + LABELS) + ProbeSamples.MOST_FOLDS * matrix + ALL_ELSE;
        return Math.min(held + threads * matrix, Math.max(held + held / 2, 3 * matrix));
    }

    /** What is missing where Java has at most so many bytes, and what to do; empty: nothing. */
    Optional<String> lack(long most) {
        if (bytes() <= most) {
            return Optional.empty();
        }
        // a tenth more, because some collectors do not give all of -Xmx
        long enough = (bytes() + bytes() / 10 + STEP - 1) / STEP * STEP;
        return Optional.of("probing " + features + " features of " + samples + " samples takes "
                + (bytes() >> 20) + " MiB of memory, and Java may have " + (most >> 20)
                + "; give it more, TMNF_JAVA_OPTS=-Xmx" + (enough >> 20) + "m, or take fewer --samples");
    }
}
