package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.config.ScalingSettings;
import tmnf.rl.net.WeightPair;

/**
 * A run that the original program left: weights, optimiser and, where they can be read without running code
 * of the file, its sums. {@code scaler.torch} is not needed.
 *
 * @param from its folder
 * @param online weights that are trained
 * @param target weights that give the targets
 * @param optimizer empty if there is none that fits
 * @param sums empty if they could not be read
 * @param messages what was taken and what was not, in sentences
 */
public record UpstreamRun(Path from, StateDict online, StateDict target,
        Optional<OptimizerState> optimizer, Optional<Sums> sums, List<String> messages) {

    /** The original divides the dampers by this, its ancestor, Linesight, and we by less. */
    public static final float DAMPER_STD = 0.5f;

    static final String STATISTICS = "accumulated_stats.joblib";
    private static final String SCALER = "scaler.torch";
    private static final int WHEELS = 4;
    private static final int KEYS = 4;

    /**
     * What {@code accumulated_stats} holds.
     *
     * @param counters sums
     * @param alltimeMinMs best time of each map
     * @param rollingMeanMs mean of each map's evaluations
     */
    public record Sums(Statistics.Counters counters, Map<String, Integer> alltimeMinMs,
            Map<String, Double> rollingMeanMs) {
    }

    /** Copies. */
    public UpstreamRun {
        messages = List.copyOf(messages);
    }

    /**
     * What is to be said of a scaling that somebody wrote: a run of Linesight, for which it may be right,
     * leaves the same files, and earlier versions of our own configuration had it written out.
     */
    public static Optional<String> doubt(ScalingSettings scaling) {
        return scaling.damperStd().stream().filter(written -> (float) written != DAMPER_STD)
                .mapToObj(written -> "dampers are divided by " + written + ", as damper_std says: right for a"
                        + " run of Linesight; one of the Python tool was trained with " + DAMPER_STD
                        + ": leave damper_std empty for it").findFirst();
    }

    /** Whether the folder holds more of a run of the original than its weights, and nothing of ours. */
    static boolean isThere(Path folder) {
        return !FoundWeights.isOurs(folder) && (Files.exists(folder.resolve(SaveFolder.OPTIMIZER))
                || Files.exists(folder.resolve(STATISTICS)) || Files.exists(folder.resolve(SCALER)));
    }

    /**
     * Reads it; the optimiser must fit to the trainable weights.
     *
     * @throws SaveException if weights or optimiser are those of another network
     */
    static UpstreamRun read(Path folder, List<WeightSpec> network, List<WeightSpec> trainable)
            throws IOException {
        List<String> messages = new ArrayList<>();
        List<StateDict> pair = WeightCheck.read(WeightCheck.pair(folder), folder, network);
        messages.add("weights read from " + WeightPair.ONLINE + " and " + WeightPair.TARGET);
        Optional<OptimizerState> optimizer = Optional.empty();
        Path file = folder.resolve(SaveFolder.OPTIMIZER);
        if (Files.exists(file)) {
            OptimizerState read = OptimizerState.read(file);
            WeightCheck.require(folder, read.differences(trainable).stream()
                    .map(line -> SaveFolder.OPTIMIZER + ": " + line).toList());
            optimizer = Optional.of(read);
            messages.add("moments read from " + SaveFolder.OPTIMIZER);
        } else {
            messages.add("without " + SaveFolder.OPTIMIZER + " the optimiser begins anew");
        }
        Optional<Sums> sums = sums(folder.resolve(STATISTICS), messages);
        if (Files.exists(folder.resolve(SCALER))) {
            messages.add(SCALER + " is not needed");
        }
        return new UpstreamRun(folder, pair.get(0), pair.get(1), optimizer, sums, messages);
    }

    private static Optional<Sums> sums(Path file, List<String> messages) throws IOException {
        if (!Files.exists(file)) {
            messages.add("without " + STATISTICS + " frames and schedules begin at 0");
            return Optional.empty();
        }
        try {
            Sums sums = UpstreamStatistics.read(file);
            messages.add(sums.counters().frames() + " frames read from " + STATISTICS);
            return Optional.of(sums);
        } catch (SaveException e) {
            messages.add(STATISTICS + " cannot be read without running what is in it (" + e.getMessage()
                    + "): frames and schedules begin at 0 with the configuration's values");
            return Optional.empty();
        }
    }

    /**
     * Deviations of an observation with the original's for the dampers.
     *
     * @param previousActions that an observation holds
     */
    public static float[] withItsDampers(float[] std, int previousActions) {
        float[] copy = std.clone();
        int first = 1 + KEYS * previousActions + 2 * WHEELS; // behind sliding and ground contact
        for (int i = 0; i < WHEELS; i++) {
            copy[first + i] = DAMPER_STD;
        }
        return copy;
    }
}
