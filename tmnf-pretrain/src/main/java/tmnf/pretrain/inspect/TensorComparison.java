package tmnf.pretrain.inspect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import tmnf.pretrain.torch.TorchTensor;

/**
 * What differs between two files of tensors. How tensors lie in their storages, and the order of the keys, do
 * not count.
 *
 * @param rows one for each tensor of either, those of the first file first
 * @param values paths at which everything else differs; of what is opaque, only the name is known
 */
public record TensorComparison(List<Row> rows, List<String> values) {

    /** How two tensors of the same name relate. */
    public enum Relation {
        /** Type, shape and every bit are the same. */
        SAME("same"),
        /** Same shape, other numbers. */
        OTHER_VALUES("other values"),
        /** Same shape and another type of numbers. */
        OTHER_TYPE("other type"),
        /** Another shape. */
        OTHER_SHAPE("other shape"),
        /** Only the first file has it. */
        ONLY_FIRST("only in the first"),
        /** Only the second file has it. */
        ONLY_SECOND("only in the second");

        private final String label;

        Relation(String label) {
            this.label = label;
        }

        /** For people and scripts. */
        public String label() {
            return label;
        }
    }

    /**
     * One name.
     *
     * @param key the name
     * @param relation of the two tensors
     * @param first type and shape in the first file; empty if it has none
     * @param second type and shape in the second file
     * @param maxDifference largest distance of two numbers at the same place, infinite where only one is
     *     finite; empty unless the shapes are the same
     */
    public record Row(String key, Relation relation, String first, String second,
            OptionalDouble maxDifference) {
    }

    /** Copies the lists. */
    public TensorComparison {
        rows = List.copyOf(rows);
        values = List.copyOf(values);
    }

    /** Compares two files. */
    public static TensorComparison of(TensorFile first, TensorFile second) {
        Set<String> keys = new LinkedHashSet<>(first.tensors().keySet());
        keys.addAll(second.tensors().keySet());
        List<Row> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(row(key, Optional.ofNullable(first.tensors().get(key)),
                    Optional.ofNullable(second.tensors().get(key))));
        }
        List<String> values = differing(first.values(), second.values());
        values.addAll(differing(first.opaque(), second.opaque()));
        return new TensorComparison(rows, values);
    }

    private static List<String> differing(Map<String, ?> first, Map<String, ?> second) {
        Set<String> paths = new LinkedHashSet<>(first.keySet());
        paths.addAll(second.keySet());
        paths.removeIf(path -> first.containsKey(path) && second.containsKey(path)
                && Objects.equals(first.get(path), second.get(path)));
        return new ArrayList<>(paths);
    }

    private static Row row(String key, Optional<TorchTensor> first, Optional<TorchTensor> second) {
        String one = first.map(TorchTensor::toString).orElse("");
        String two = second.map(TorchTensor::toString).orElse("");
        if (first.isEmpty() || second.isEmpty()) {
            return new Row(key, first.isEmpty() ? Relation.ONLY_SECOND : Relation.ONLY_FIRST, one, two,
                    OptionalDouble.empty());
        }
        TorchTensor a = first.get();
        TorchTensor b = second.get();
        if (!a.shape().equals(b.shape())) {
            return new Row(key, Relation.OTHER_SHAPE, one, two, OptionalDouble.empty());
        }
        if (a.hasSameBits(b)) {
            return new Row(key, Relation.SAME, one, two, OptionalDouble.of(0));
        }
        return new Row(key, a.type() == b.type() ? Relation.OTHER_VALUES : Relation.OTHER_TYPE, one, two,
                OptionalDouble.of(distance(a.doubles(), b.doubles())));
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.doubleToLongBits(a[i]) != Double.doubleToLongBits(b[i])) {
                double difference = Math.abs(a[i] - b[i]);
                most = Math.max(most, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            }
        }
        return most;
    }

    /** Rows that are not {@link Relation#SAME}. */
    public List<Row> differences() {
        return rows.stream().filter(row -> row.relation() != Relation.SAME).toList();
    }

    /** Whether nothing differs. */
    public boolean isSame() {
        return values.isEmpty() && differences().isEmpty();
    }
}
