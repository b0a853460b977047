package tmnf.rl.metrics;

import java.util.List;

import tmnf.rl.rollout.Rollout;

/**
 * A race in {@code races.csv}.
 *
 * @param frames played when it was taken in, it included
 * @param hours of training until then
 * @param map short name
 * @param exploring whether actions were drawn
 * @param finished whether the finish was reached
 * @param seconds race time of a finished one; else until it was cut off
 * @param zone the furthest that was reached
 * @param meanValue over all decisions and actions
 * @param actionGap mean of the best value less each value
 * @param startValue best value at the first decision
 * @param timeRatio game time by wall time
 */
public record RaceRow(long frames, double hours, String map, boolean exploring, boolean finished,
        double seconds, int zone, double meanValue, double actionGap, double startValue, double timeRatio) {

    static final String HEADER = "frames,hours,map,exploring,finished,race_time_s,zone,mean_q,action_gap,"
            + "start_q,time_ratio";
    /** Columns without which nothing is known of a race. */
    static final List<String> NEEDED = CsvLog.columns("frames,hours,map,exploring,finished,race_time_s,zone");
    private static final double MS = 1e3;
    private static final double NANOS = 1e9;

    static RaceRow of(Rollout race, long frames, double hours) {
        float[] values = race.values();
        int actions = values.length / race.decisions();
        double sum = 0;
        double gap = 0;
        double start = 0;
        for (int i = 0; i < race.decisions(); i++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int a = 0; a < actions; a++) {
                best = Math.max(best, values[i * actions + a]);
            }
            for (int a = 0; a < actions; a++) {
                sum += values[i * actions + a];
                gap += best - values[i * actions + a];
            }
            start = i == 0 ? best : start;
        }
        int count = Math.max(1, values.length);
        double seconds = race.raceTimeMs() / MS;
        return new RaceRow(frames, hours, race.map(), race.exploring(), race.finished(), seconds,
                race.furthestZone(), sum / count, gap / count, start,
                race.wallNanos() > 0 ? seconds / (race.wallNanos() / NANOS) : Double.NaN);
    }

    String line() {
        return frames + "," + hours + "," + map.replaceAll("[,\"\\r\\n]", "_") + "," + exploring + ","
                + finished + "," + seconds + "," + zone + "," + meanValue + "," + actionGap + "," + startValue
                + "," + timeRatio;
    }

    /**
     * Of a line; columns that are not needed may be missing.
     *
     * @throws IllegalArgumentException if it is none
     */
    static RaceRow parse(CsvRow row) {
        return new RaceRow(row.count("frames"), row.number("hours"), row.text("map"),
                Boolean.parseBoolean(row.text("exploring")), Boolean.parseBoolean(row.text("finished")),
                row.number("race_time_s"), Math.toIntExact(row.count("zone")), row.number("mean_q"),
                row.number("action_gap"), row.number("start_q"), row.number("time_ratio"));
    }
}
