package tmnf.capture.pool;

/**
 * What there is to say about one attempt at a replay, in numbers.
 *
 * @param framesExpected by the frames a second and the race time
 * @param frames that came
 * @param splitsExpected checkpoints of the ghost, the finish included
 * @param splits that came
 * @param largestDistanceMetres between the car and the ghost's samples
 * @param largestDistanceAtMs race time of it
 * @param raceTimeMs of the ghost
 * @param wallMillis that the attempt took
 */
public record RunFigures(int framesExpected, int frames, int splitsExpected, int splits,
        double largestDistanceMetres, int largestDistanceAtMs, int raceTimeMs, long wallMillis) {

    /** Race time by wall time. */
    public double realTimeFactor() {
        return raceTimeMs / (double) Math.max(1, wallMillis);
    }
}
