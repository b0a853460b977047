package tmnf.rl.metrics;

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
 * @param zone that was reached
 * @param meanValue over all decisions and actions
 * @param actionGap mean of the best value less each value
 * @param startValue best value at the first decision
 * @param timeRatio game time by wall time
 */
public record RaceRow(long frames, double hours, String map, boolean exploring, boolean finished,
        double seconds, int zone, double meanValue, double actionGap, double startValue, double timeRatio) {

    static final String HEADER = "frames,hours,map,exploring,finished,race_time_s,zone,mean_q,action_gap,"
            + "start_q,time_ratio";
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
                race.zones()[race.entries() - 1], sum / count, gap / count, start,
                race.wallNanos() > 0 ? seconds / (race.wallNanos() / NANOS) : Double.NaN);
    }

    String line() {
        return frames + "," + hours + "," + map.replaceAll("[,\"\\r\\n]", "_") + "," + exploring + ","
                + finished + "," + seconds + "," + zone + "," + meanValue + "," + actionGap + "," + startValue
                + "," + timeRatio;
    }

    /**
     * Of a line.
     *
     * @throws IllegalArgumentException if it is none
     */
    static RaceRow parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != HEADER.split(",").length) {
            throw new IllegalArgumentException("a race has " + cells.length + " cells");
        }
        return new RaceRow(Long.parseLong(cells[0]), Double.parseDouble(cells[1]), cells[2],
                Boolean.parseBoolean(cells[3]), Boolean.parseBoolean(cells[4]), Double.parseDouble(cells[5]),
                Integer.parseInt(cells[6]), Double.parseDouble(cells[7]), Double.parseDouble(cells[8]),
                Double.parseDouble(cells[9]), Double.parseDouble(cells[10]));
    }
}
