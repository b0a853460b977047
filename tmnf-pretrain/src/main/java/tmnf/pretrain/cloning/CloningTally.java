package tmnf.pretrain.cloning;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What is counted over the samples of an epoch, and the figures that are made of it. For each head: how often
 * each action was there and each was chosen, and, of samples whose action before is known, too, how many
 * there are, how often that one was right, and how often the network was; and the sum of cross entropies.
 * Samples whose action is not known do not count.
 *
 * <table>
 * <caption>Figures</caption>
 * <tr><td>{@code acc}</td><td>share of samples that are right; mean over the offsets</td></tr>
 * <tr><td>{@code acc_offset_ms_D}</td><td>the same for an offset</td></tr>
 * <tr><td>{@code acc_class_K}</td><td>the same of the samples with action K, at offset 0</td></tr>
 * <tr><td>{@code acc_balanced}</td><td>mean of these</td></tr>
 * <tr><td>{@code majority_acc}, {@code majority_acc_offset_ms_D}</td>
 * <td>share of the most frequent action of these very samples: no constant answer is right more often</td>
 * </tr>
 * <tr><td>{@code repeat_acc}, {@code repeat_acc_offset_ms_D}</td>
 * <td>of an answer that repeats the action before, where that is known</td></tr>
 * <tr><td>{@code repeat_gain}, {@code repeat_gain_offset_ms_D}</td>
 * <td>by how much the network is right more often, of the same samples</td></tr>
 * </table>
 *
 * <p>A figure of no samples is left out; means are over those that are there. Which head is that of offset 0:
 * {@link ActionColumns#driver}.
 */
public final class CloningTally {

    private static final int BESIDE = 4; // numbers of a head behind its confusion
    private static final String OF_OFFSET = "_offset_ms_";

    private final ActionColumns columns;
    private final int actions;
    private final double[] counts;

    private CloningTally(ActionColumns columns, int actions, double[] counts) {
        this.columns = columns;
        this.actions = actions;
        this.counts = counts;
    }

    /** Nothing is counted yet. */
    static CloningTally empty(ActionColumns columns, int actions) {
        return new CloningTally(columns, actions, new double[columns.heads() * width(actions)]);
    }

    /**
     * Of what {@link tmnf.pretrain.objective.StepLoss#tally} gave, added up.
     *
     * @throws IllegalArgumentException if that is not of as many heads and actions
     */
    public static CloningTally of(ActionColumns columns, int actions, double[] counts) {
        if (counts.length != columns.heads() * width(actions)) {
            throw new IllegalArgumentException(counts.length + " counts are not those of " + columns.heads()
                    + " heads and " + actions + " actions");
        }
        return new CloningTally(columns, actions, counts.clone());
    }

    private static int width(int actions) {
        return actions * actions + BESIDE;
    }

    private int beside(int head) {
        return head * width(actions) + actions * actions;
    }

    /**
     * Counts a sample whose action is known.
     *
     * @param crossEntropy how little the network expected it
     */
    void add(int head, int wanted, int chosen, long before, double crossEntropy) {
        counts[beside(head) + 3] += crossEntropy;
        counts[head * width(actions) + wanted * actions + chosen]++;
        if (before >= 0) {
            counts[beside(head)]++;
            counts[beside(head) + 1] += before == wanted ? 1 : 0;
            counts[beside(head) + 2] += chosen == wanted ? 1 : 0;
        }
    }

    /** The numbers, for {@link tmnf.pretrain.objective.StepLoss#tally}. */
    double[] counts() {
        return counts.clone();
    }

    /** How often [action that was there][action that was chosen]; a copy. */
    public long[][] confusion(int head) {
        long[][] confusion = new long[actions][actions];
        for (int wanted = 0; wanted < actions; wanted++) {
            for (int chosen = 0; chosen < actions; chosen++) {
                confusion[wanted][chosen] =
                        Math.round(counts[head * width(actions) + wanted * actions + chosen]);
            }
        }
        return confusion;
    }

    /** Mean over samples; empty without any. */
    OptionalDouble crossEntropy(int head) {
        return share(counts[beside(head) + 3], total(confusion(head)));
    }

    /** Share of samples that are right; empty without samples. */
    public OptionalDouble accuracy(int head) {
        long[][] confusion = confusion(head);
        return share(IntStream.range(0, actions).mapToLong(i -> confusion[i][i]).sum(), total(confusion));
    }

    /** Share of the most frequent action; empty without samples. */
    public OptionalDouble majority(int head) {
        long[][] confusion = confusion(head);
        return share(Arrays.stream(confusion).mapToLong(row -> Arrays.stream(row).sum()).max().orElse(0),
                total(confusion));
    }

    /** Share of samples whose action is the one before, where that is known; empty without any. */
    public OptionalDouble repeated(int head) {
        return share(counts[beside(head) + 1], counts[beside(head)]);
    }

    /** By how much the network is right more often than that, of the same samples. */
    public OptionalDouble gainOverRepeated(int head) {
        return share(counts[beside(head) + 2] - counts[beside(head) + 1], counts[beside(head)]);
    }

    /** Share of samples with an action that are right; empty without samples. */
    public OptionalDouble accuracy(int head, int action) {
        long[] row = confusion(head)[action];
        return share(row[action], Arrays.stream(row).sum());
    }

    private static long total(long[][] confusion) {
        return Arrays.stream(confusion).flatMapToLong(Arrays::stream).sum();
    }

    private static OptionalDouble share(double part, double whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
    }

    /** A figure of a head. */
    private interface OfHead {
        OptionalDouble of(int head);
    }

    /** Figures by name, as the class comment lists them. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "acc", this::accuracy);
        int driver = columns.driver();
        double sum = 0;
        int classes = 0;
        for (int action = 0; action < actions; action++) {
            OptionalDouble accuracy = accuracy(driver, action);
            if (accuracy.isPresent()) {
                figures.put("acc_class_" + action, accuracy.getAsDouble());
                sum += accuracy.getAsDouble();
                classes++;
            }
        }
        if (classes > 0) {
            figures.put("acc_balanced", sum / classes);
        }
        put(figures, "majority_acc", this::majority);
        put(figures, "repeat_acc", this::repeated);
        put(figures, "repeat_gain", this::gainOverRepeated);
        return figures;
    }

    private void put(Map<String, Double> figures, String name, OfHead figure) {
        double sum = 0;
        int there = 0;
        for (int head = 0; head < columns.heads(); head++) {
            OptionalDouble value = figure.of(head);
            if (value.isPresent()) {
                figures.put(name + OF_OFFSET + columns.offsetsMs().get(head), value.getAsDouble());
                sum += value.getAsDouble();
                there++;
            }
        }
        if (there > 0) {
            figures.put(name, sum / there);
        }
    }
}
