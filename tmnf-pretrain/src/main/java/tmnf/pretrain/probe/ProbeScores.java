package tmnf.pretrain.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

import tmnf.tminterface.observation.ActionIndex;

/**
 * Learns to read the targets from features of some samples and is judged on others. Targets that the same
 * samples have are solved together.
 */
final class ProbeScores {

    private static final int SPEED = 0;
    private static final int DIRECTION = 1;
    private static final int ACTION = 2;
    private static final int TARGETS = 3;

    private final ProbeTargets targets;
    private final ProbeSamples train;
    private final ProbeSamples heldOut;
    /** By target: the samples that have it. */
    private final List<List<Integer>> learned = new ArrayList<>();
    private final List<List<Integer>> judged = new ArrayList<>();

    ProbeScores(ProbeTargets targets, ProbeSamples train, ProbeSamples heldOut) {
        this.targets = targets;
        this.train = train;
        this.heldOut = heldOut;
        for (IntPredicate known : List.<IntPredicate>of(frame -> !Double.isNaN(targets.speed(frame)),
                frame -> !Double.isNaN(targets.direction(frame, 0)), frame -> targets.action(frame) >= 0)) {
            learned.add(train.where(known));
            judged.add(heldOut.where(known));
        }
    }

    /** Whether there is any target on both sides. */
    boolean isThere() {
        return isThere(SPEED) || isThere(DIRECTION) || isThere(ACTION);
    }

    private boolean isThere(int target) {
        return !learned.get(target).isEmpty() && !judged.get(target).isEmpty();
    }

    /** What a frame is to give. */
    private double[] wanted(int target, int frame) {
        return switch (target) {
            case SPEED -> new double[] {targets.speed(frame)};
            case DIRECTION -> new double[] {targets.direction(frame, 0), targets.direction(frame, 1),
                targets.direction(frame, 2)};
            default -> {
                double[] oneHot = new double[ActionIndex.COUNT];
                oneHot[targets.action(frame)] = 1;
                yield oneHot;
            }
        };
    }

    /** Probes of features. */
    ProbeRow of(String name, float[][] trainFeatures, float[][] heldOutFeatures, EncoderProbe.Work work)
            throws ProbeException {
        Ridge.Fit[] fits = new Ridge.Fit[TARGETS];
        Map<List<Integer>, List<Integer>> together = new HashMap<>();
        for (int target = 0; target < TARGETS; target++) {
            if (isThere(target)) {
                together.computeIfAbsent(learned.get(target), samples -> new ArrayList<>()).add(target);
            }
        }
        for (Map.Entry<List<Integer>, List<Integer>> group : together.entrySet()) {
            work.step();
            Ridge.Fit[] solved = fit(group.getKey(), group.getValue(), trainFeatures, work);
            for (int i = 0; i < solved.length; i++) {
                fits[group.getValue().get(i)] = solved[i];
            }
        }
        return row(name, trainFeatures[0].length, target -> fits[target] == null ? null
                : sample -> fits[target].predict(heldOutFeatures[sample]));
    }

    private Ridge.Fit[] fit(List<Integer> samples, List<Integer> wanted, float[][] features,
            EncoderProbe.Work work) throws ProbeException {
        float[][] rows = new float[samples.size()][];
        int[] fold = new int[rows.length];
        Map<Integer, Integer> numbers = new HashMap<>(); // without those that have no sample
        for (int i = 0; i < rows.length; i++) {
            rows[i] = features[samples.get(i)];
            fold[i] = numbers.computeIfAbsent(train.fold(samples.get(i)), group -> numbers.size());
        }
        List<double[][]> outputs = new ArrayList<>();
        for (int target : wanted) {
            double[][] values = new double[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                values[i] = wanted(target, train.frame(samples.get(i)));
            }
            outputs.add(values);
        }
        return new Ridge(rows, fold, numbers.size(), outputs, work).fit();
    }

    /** Without looking at anything: means of what is learned from, and the most frequent action. */
    ProbeRow constant(String name) {
        double[][] means = new double[TARGETS][];
        for (int target = 0; target < TARGETS; target++) {
            for (int sample : learned.get(target)) {
                double[] value = wanted(target, train.frame(sample));
                means[target] = means[target] == null ? new double[value.length] : means[target];
                for (int i = 0; i < value.length; i++) {
                    means[target][i] += value[i] / learned.get(target).size();
                }
            }
        }
        return row(name, 0, target -> isThere(target) ? sample -> means[target] : null);
    }

    /** The action that acted up to the frame, over those samples of which it is known. */
    ProbeRow lastAction(String name) {
        List<Integer> known = judged.get(ACTION).stream()
                .filter(sample -> targets.lastAction(heldOut.frame(sample)) >= 0).toList();
        Teller last = sample -> {
            double[] oneHot = new double[ActionIndex.COUNT];
            oneHot[targets.lastAction(heldOut.frame(sample))] = 1;
            return oneHot;
        };
        return row(name, 0, target -> target != ACTION || !isThere(target) || known.isEmpty() ? null : last,
                known);
    }

    /** What is told of a sample. */
    private interface Teller {
        double[] of(int sample);
    }

    private ProbeRow row(String name, int features, IntFunction<Teller> tellers) {
        return row(name, features, tellers, judged.get(ACTION));
    }

    private ProbeRow row(String name, int features, IntFunction<Teller> tellers, List<Integer> ofActions) {
        Errors speed = errors(SPEED, tellers.apply(SPEED));
        Errors direction = errors(DIRECTION, tellers.apply(DIRECTION));
        Teller action = tellers.apply(ACTION);
        return new ProbeRow(name, features, speed.r2(), speed.root(), direction.r2(), direction.angle(),
                action == null ? OptionalDouble.empty()
                        : OptionalDouble.of(accuracy(action, ofActions, false)),
                action == null ? OptionalDouble.empty()
                        : OptionalDouble.of(accuracy(action, ofActions, true)), Optional.empty());
    }

    /** Sums of squares, and the mean angle in degrees; of no samples where there are none. */
    private record Errors(int samples, double error, double variance, double degrees) {

        OptionalDouble r2() {
            return samples == 0 || variance == 0 ? OptionalDouble.empty()
                    : OptionalDouble.of(1 - error / variance);
        }

        OptionalDouble root() {
            return samples == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(error / samples));
        }

        OptionalDouble angle() {
            return samples == 0 ? OptionalDouble.empty() : OptionalDouble.of(degrees);
        }
    }

    private Errors errors(int target, Teller teller) {
        if (teller == null) {
            return new Errors(0, 0, 0, 0);
        }
        List<Integer> samples = judged.get(target);
        int length = wanted(target, heldOut.frame(samples.get(0))).length;
        double[] mean = new double[length];
        for (int sample : samples) {
            double[] value = wanted(target, heldOut.frame(sample));
            for (int i = 0; i < length; i++) {
                mean[i] += value[i] / samples.size();
            }
        }
        double error = 0;
        double variance = 0;
        double degrees = 0;
        for (int sample : samples) {
            double[] value = wanted(target, heldOut.frame(sample));
            double[] told = teller.of(sample);
            for (int i = 0; i < length; i++) {
                error += (told[i] - value[i]) * (told[i] - value[i]);
                variance += (value[i] - mean[i]) * (value[i] - mean[i]);
            }
            degrees += target == DIRECTION ? degrees(told, value) / samples.size() : 0;
        }
        return new Errors(samples.size(), error, variance, degrees);
    }

    private static double degrees(double[] a, double[] b) {
        double product = 0;
        double lengths = 0;
        double others = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            lengths += a[i] * a[i];
            others += b[i] * b[i];
        }
        double length = Math.sqrt(lengths * others);
        return length == 0 ? 90 : Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, product / length))));
    }

    private double accuracy(Teller teller, List<Integer> samples, boolean balanced) {
        int[] hits = new int[ActionIndex.COUNT];
        int[] all = new int[ActionIndex.COUNT];
        for (int sample : samples) {
            int action = targets.action(heldOut.frame(sample));
            all[action]++;
            hits[action] += most(teller.of(sample)) == action ? 1 : 0;
        }
        double sum = 0;
        int counted = 0;
        int right = 0;
        for (int action = 0; action < all.length; action++) {
            right += hits[action];
            if (all[action] > 0) {
                counted++;
                sum += (double) hits[action] / all[action];
            }
        }
        return balanced ? sum / counted : (double) right / samples.size();
    }

    private static int most(double[] values) {
        int most = 0;
        for (int i = 1; i < values.length; i++) {
            most = values[i] > values[most] ? i : most;
        }
        return most;
    }
}
