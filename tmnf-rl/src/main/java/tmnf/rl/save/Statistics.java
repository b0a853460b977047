package tmnf.rl.save;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import tmnf.tminterface.observation.Normalisation;

/**
 * All that a run goes on from besides weights and optimiser: the original's {@code accumulated_stats}, and
 * what it forgot.
 *
 * @param counters the original's sums
 * @param alltimeMinMs best time of each map, milliseconds
 * @param rollingMeanMs mean of each map's evaluations, as {@link RunRecords} has it, milliseconds
 * @param selfLoss running averages of the target's self loss
 * @param randoms seeds with which the named generators go on
 * @param seed of the run
 * @param inputMean of the numbers of an observation
 * @param inputStd of the numbers of an observation
 * @param versions of programs, by name
 * @param extra further numbers by name: what the replay ratio needs, resets, ...
 */
public record Statistics(Counters counters, Map<String, Integer> alltimeMinMs,
        Map<String, Double> rollingMeanMs, SelfLoss selfLoss, Map<String, Long> randoms, long seed,
        List<Float> inputMean, List<Float> inputStd, Map<String, String> versions,
        Map<String, Double> extra) {

    /**
     * The original's sums; none of them falls.
     *
     * @param frames decisions of all races ({@code cumul_number_frames_played})
     * @param memoriesGenerated transitions to learn from, added to the buffer
     * @param memoriesUsed transitions learned from
     * @param memoriesShouldHaveBeenUsed the quota
     * @param nextTargetUpdate of {@code memoriesUsed}
     * @param batches steps of the learner
     * @param targetUpdates of the target network
     * @param trainingHours wall time
     */
    public record Counters(long frames, long memoriesGenerated, long memoriesUsed,
            double memoriesShouldHaveBeenUsed, long nextTargetUpdate, long batches, long targetUpdates,
            double trainingHours) {

        /** Of a run that begins. */
        public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, 0);

        /** Checks the ranges. */
        public Counters {
            if (frames < 0 || memoriesGenerated < 0 || memoriesUsed < 0
                    || !(memoriesShouldHaveBeenUsed >= 0) || nextTargetUpdate < 0 || batches < 0
                    || targetUpdates < 0 || !(trainingHours >= 0)) {
                throw new IllegalArgumentException("a counter is negative: " + frames + " frames, "
                        + memoriesGenerated + ", " + memoriesUsed + " and " + memoriesShouldHaveBeenUsed
                        + " transitions, " + nextTargetUpdate + ", " + batches + " batches, "
                        + targetUpdates + " updates, " + trainingHours + " h");
            }
        }
    }

    /**
     * Running averages of the target's self loss.
     *
     * @param typical of the self loss
     * @param clamped after clamping
     */
    public record SelfLoss(double typical, double clamped) {

        /** As they begin. */
        public static final SelfLoss START = new SelfLoss(0.01, 0.01);
    }

    /** Copies. */
    public Statistics {
        Objects.requireNonNull(counters, "counters");
        Objects.requireNonNull(selfLoss, "selfLoss");
        alltimeMinMs = Map.copyOf(alltimeMinMs);
        rollingMeanMs = Map.copyOf(rollingMeanMs);
        randoms = Map.copyOf(randoms);
        inputMean = List.copyOf(inputMean);
        inputStd = List.copyOf(inputStd);
        versions = Map.copyOf(versions);
        extra = Map.copyOf(extra);
        if (inputMean.size() != inputStd.size()) {
            throw new IllegalArgumentException(inputMean.size() + " means and " + inputStd.size()
                    + " deviations of inputs");
        }
    }

    /** Of a run that begins. */
    public static Statistics start(long seed, List<Float> inputMean, List<Float> inputStd,
            Map<String, String> versions) {
        return new Statistics(Counters.NONE, Map.of(), Map.of(), SelfLoss.START, Map.of(), seed, inputMean,
                inputStd, versions, Map.of());
    }

    /** How inputs are scaled, if that is known. */
    public Optional<Normalisation> scaling() {
        return inputMean.isEmpty() ? Optional.empty()
                : Optional.of(Normalisation.of(array(inputMean), array(inputStd)));
    }

    private static float[] array(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    /** In the order of names, for a file. */
    static <V> Map<String, V> sorted(Map<String, V> map) {
        return new TreeMap<>(map);
    }
}
