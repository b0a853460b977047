package tmnf.rl.rollout;

import java.util.Objects;

/**
 * What one race left: S decisions, and, where it was finished, an entry more in {@link #meters} and {@link
 * #zones} for the finish itself. The arrays are handed over: nobody changes them afterwards. Source: training
 * note, section 5.
 *
 * @param map short name of the map
 * @param exploring whether actions were drawn; else it was an evaluation
 * @param end how it ended
 * @param raceTimeMs of a finished race; else until it was cut off
 * @param floats numbers of an observation
 * @param pixels of a frame; 0 where the driver sees none
 * @param frames grey, row by row, one frame behind the other: S * pixels
 * @param states observations, not normalised, one behind the other: S * floats
 * @param actions taken: S
 * @param greedy whether each was the best one: S
 * @param values of all actions, one decision behind the other: S * actions of the network
 * @param versions of the weights that decided: S
 * @param meters along the reference line: S, or S + 1 when finished
 * @param zones index of the reference line's point: S, or S + 1 when finished
 * @param startedNanos of the monotonic clock, when it began
 * @param wallNanos that it took
 */
public record Rollout(String map, boolean exploring, RaceEnd end, int raceTimeMs, int floats, int pixels,
        byte[] frames, float[] states, int[] actions, boolean[] greedy, float[] values, long[] versions,
        double[] meters, int[] zones, long startedNanos, long wallNanos) {

    /** Checks the lengths. */
    public Rollout {
        Objects.requireNonNull(map, "map");
        int count = actions.length;
        int entries = count + (end.terminated() ? 1 : 0);
        if (count == 0 || frames.length != count * pixels || states.length != count * floats
                || greedy.length != count || versions.length != count || values.length % count != 0
                || meters.length != entries || zones.length != entries) {
            throw new IllegalArgumentException("a rollout of " + count + " decisions, " + end + ", has "
                    + frames.length + " bytes of frames, " + states.length + " floats, " + greedy.length
                    + " marks, " + versions.length + " versions, " + values.length + " values, "
                    + meters.length + " distances, " + zones.length + " zones");
        }
    }

    /** Decisions, S. */
    public int decisions() {
        return actions.length;
    }

    /** States, and the finish where there is one: F. */
    public int entries() {
        return meters.length;
    }

    /** The furthest zone, wherever the car was when the race ended: it may have rolled back. */
    public int furthestZone() {
        int furthest = 0;
        for (int zone : zones) {
            furthest = Math.max(furthest, zone);
        }
        return furthest;
    }

    /** Whether the finish was reached. */
    public boolean finished() {
        return end.terminated();
    }
}
