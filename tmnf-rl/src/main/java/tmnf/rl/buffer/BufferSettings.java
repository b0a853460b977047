package tmnf.rl.buffer;

import java.util.Objects;

import tmnf.rl.config.TrainSettings;

/**
 * What a buffer holds and how it is sampled.
 *
 * @param width of a frame, pixels; 0 without frames
 * @param height of a frame, pixels; 0 without frames
 * @param floats numbers of an observation
 * @param nSteps the most steps of a transition
 * @param miniRace times that transitions are given
 * @param testRatio share of transitions that are kept for tests
 * @param priorityPower exponent of priorities; 0 samples evenly
 * @param priorityFloor added to an error before it becomes a priority
 * @param correction exponent of the weights against sampling by priority
 * @param cropPixels by which frames are moved at random on each axis; 0 for none
 * @param cropEach whether each transition is moved on its own; else the whole batch as one, as upstream does
 */
public record BufferSettings(int width, int height, int floats, int nSteps, MiniRace miniRace,
        double testRatio, double priorityPower, double priorityFloor, double correction, int cropPixels,
        boolean cropEach) {

    /** Checks the ranges. */
    public BufferSettings {
        Objects.requireNonNull(miniRace, "miniRace");
        if (width < 0 || height < 0 || floats < 1 || nSteps < 1 || nSteps > Short.MAX_VALUE || cropPixels < 0
                || !(testRatio >= 0 && testRatio < 1) || !(priorityPower >= 0) || !(priorityFloor > 0)
                || !(correction >= 0)) {
            throw new IllegalArgumentException("a buffer cannot hold frames of " + width + "x" + height + ", "
                    + floats + " floats, " + nSteps + " steps, " + testRatio + " for tests, priorities "
                    + priorityPower + ", " + priorityFloor + ", " + correction + ", crop " + cropPixels);
        }
    }

    /** Of a configuration. */
    public static BufferSettings of(TrainSettings settings) {
        boolean seen = settings.network().useIqnImageHead();
        int steps = settings.own().annealing()
                ? Math.max(settings.training().nSteps(), settings.own().annealingFirstNSteps())
                : settings.training().nSteps();
        return new BufferSettings(seen ? settings.network().width() : 0,
                seen ? settings.network().height() : 0, settings.sizes().floats(), steps,
                MiniRace.of(settings), settings.memory().bufferTestRatio(), settings.memory().prioAlpha(),
                settings.memory().prioEpsilon(), settings.memory().prioBeta(),
                seen ? settings.performance().cropPixels() : 0, true);
    }

    /** Pixels of a frame. */
    public int pixels() {
        return width * height;
    }

    /** Whether sampling follows priorities. */
    public boolean prioritised() {
        return priorityPower > 0;
    }
}
