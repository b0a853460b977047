package tmnf.rl.metrics;

import java.util.List;
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
    /** Columns without which nothing is known of a window. */
    static final List<String> NEEDED = CsvLog.columns("frames,hours");

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
     * Of a line; without best times. Columns that are not needed may be missing.
     *
     * @throws IllegalArgumentException if it is none
     */
    static TrainSummary parse(CsvRow row) {
        return new TrainSummary(row.count("frames"), row.number("hours"), Math.toIntExact(row.count("races")),
                Math.toIntExact(row.count("finished")), row.number("loss"), row.number("loss_test"),
                row.number("grad_norm_before_clip"), row.number("grad_norm"), row.number("learning_rate"),
                row.number("epsilon"), row.count("batches"), row.number("transitions_per_s"),
                row.number("frames_per_s"), row.number("share_training"), row.number("share_testing"),
                row.number("share_waiting"), row.count("buffer_size"), Map.of());
    }
}
