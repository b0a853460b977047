package tmnf.pretrain.data;

/**
 * In which order an epoch takes the samples: a permutation that depends on their number, the seed and the
 * epoch and on nothing else, not on threads, earlier epochs or the version of Java. Numbers are drawn by
 * SplitMix64 (Steele, Lea and Flood 2014), places by the shuffle of Fisher and Yates.
 */
public final class EpochOrder {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private EpochOrder() {
    }

    /**
     * The samples 0 to count - 1, shuffled.
     *
     * @param epoch any number; another one gives another order
     */
    public static int[] shuffled(int count, long seed, int epoch) {
        int[] order = inTurn(count);
        long state = mix(mix(seed + GAMMA) + epoch * GAMMA);
        for (int i = count - 1; i > 0; i--) {
            state += GAMMA;
            // 63 random bits times i + 1 places, of which the high part is uniform to within 2^-32.
            int j = (int) Math.multiplyHigh(mix(state) >>> 1, 2L * (i + 1));
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** The samples 0 to count - 1 as they are. */
    public static int[] inTurn(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
