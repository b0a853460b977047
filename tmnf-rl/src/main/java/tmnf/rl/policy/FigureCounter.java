package tmnf.rl.policy;

/** Adds up {@link InferenceFigures}. Thread-safe. */
final class FigureCounter {

    private static final double MILLIS = 1e6; // nanoseconds

    private final int largest;
    private long[] batches;
    private long decisions;
    private double latency;
    private long longest;
    private double age;
    private long oldest;
    private long snapshots;

    FigureCounter(int largest) {
        this.largest = largest;
        batches = new long[largest];
    }

    synchronized void pass(int size, long ageNanos) {
        batches[size - 1]++;
        age += (double) ageNanos * size;
        oldest = Math.max(oldest, ageNanos);
    }

    synchronized void decision(long nanos) {
        decisions++;
        latency += nanos;
        longest = Math.max(longest, nanos);
    }

    synchronized void snapshot() {
        snapshots++;
    }

    synchronized InferenceFigures take() {
        double count = Math.max(1, decisions);
        InferenceFigures figures = new InferenceFigures(batches, decisions, latency / count / MILLIS,
                longest / MILLIS, age / count / MILLIS, oldest / MILLIS, snapshots);
        batches = new long[largest];
        decisions = 0;
        latency = 0;
        longest = 0;
        age = 0;
        oldest = 0;
        snapshots = 0;
        return figures;
    }
}
