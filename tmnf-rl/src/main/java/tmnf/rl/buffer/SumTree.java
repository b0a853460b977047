package tmnf.rl.buffer;

/** Weights at places, and the place at which a running sum is reached. Not for several threads. */
final class SumTree {

    private final int leaves;
    private final double[] nodes;

    /**
     * All weights 0.
     *
     * @param places 1 or more
     */
    SumTree(int places) {
        int size = 1;
        while (size < places) {
            size <<= 1;
        }
        leaves = size;
        nodes = new double[2 * size];
    }

    double sum() {
        return nodes[1];
    }

    double get(int place) {
        return nodes[leaves + place];
    }

    void set(int place, double weight) {
        int node = leaves + place;
        nodes[node] = weight;
        // Sums are made anew, never corrected by a difference: errors of rounding do not pile up.
        for (node >>= 1; node >= 1; node >>= 1) {
            nodes[node] = nodes[2 * node] + nodes[2 * node + 1];
        }
    }

    /**
     * The place with a weight above 0 at which the sum from the left exceeds a value of 0 to {@link #sum}.
     */
    int find(double value) {
        double rest = value;
        int node = 1;
        while (node < leaves) {
            int left = 2 * node;
            // Where rounding leaves a rest behind the last weight, the last one with a weight is it.
            if (rest < nodes[left] || nodes[left + 1] <= 0) {
                node = left;
            } else {
                rest -= nodes[left];
                node = left + 1;
            }
        }
        return node - leaves;
    }
}
