package tmnf.rl.metrics;

import java.util.Map;

/**
 * The figures of a window of time, five minutes usually; a row of {@code training.csv}, and what the console
 * shows. What was not measured is {@code NaN}.
 *
 * @param frames played until its end
 * @param hours of training until its end
 * @param races taken in
 * @param finished of these
 * @param loss mean of a transition, of batches to learn from
 * @param lossTest mean of a transition, of batches of the test part
 * @param gradientBefore median norm before clipping
 * @param gradientAfter median norm after clipping
 * @param learningRate at its end
 * @param epsilon at its end
 * @param batches learned from
 * @param transitionsPerSecond learned from, by wall time of the window
 * @param framesPerSecond played, by wall time of the window
 * @param training share of the window's time
 * @param testing share of the window's time
 * @param waiting share of the window's time, for races
 * @param bufferSize transitions in it
 * @param bestMs of each map
 */
public record TrainSummary(long frames, double hours, int races, int finished, double loss, double lossTest,
        double gradientBefore, double gradientAfter, double learningRate, double epsilon, long batches,
        double transitionsPerSecond, double framesPerSecond, double training, double testing, double waiting,
        long bufferSize, Map<String, Integer> bestMs) {

    static final String HEADER = "frames,hours,races,finished,loss,loss_test,grad_norm_before_clip,grad_norm,"
            + "learning_rate,epsilon,batches,transitions_per_s,frames_per_s,share_training,share_testing,"
            + "share_waiting,buffer_size";

    /** Copies. */
    public TrainSummary {
        bestMs = Map.copyOf(bestMs);
    }

    String line() {
        return frames + "," + hours + "," + races + "," + finished + "," + loss + "," + lossTest + ","
                + gradientBefore + "," + gradientAfter + "," + learningRate + "," + epsilon + "," + batches
                + "," + transitionsPerSecond + "," + framesPerSecond + "," + training + "," + testing + ","
                + waiting + "," + bufferSize;
    }

    /**
     * Of a line; without best times.
     *
     * @throws IllegalArgumentException if it is none
     */
    static TrainSummary parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != HEADER.split(",").length) {
            throw new IllegalArgumentException("a window has " + cells.length + " cells");
        }
        double[] d = new double[cells.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = Double.parseDouble(cells[i]);
        }
        return new TrainSummary(Long.parseLong(cells[0]), d[1], Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]), d[4], d[5], d[6], d[7], d[8], d[9], Long.parseLong(cells[10]),
                d[11],
                d[12], d[13], d[14], d[15], Long.parseLong(cells[16]), Map.of());
    }
}
