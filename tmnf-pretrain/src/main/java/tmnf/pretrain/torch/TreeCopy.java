package tmnf.pretrain.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies what a pickle program made into a tree that cannot be changed. A program can put a container into
 * itself, or a few of them into each other so often that going through them never ends: both end here, at
 * the limits for depth and number of values.
 */
final class TreeCopy {

    private final PickleFaults faults;
    private final TorchLimits limits;
    private int values;

    TreeCopy(PickleFaults faults, TorchLimits limits) {
        this.faults = faults;
        this.limits = limits;
    }

    Object of(Object value) throws TorchFormatException {
        return copy(value, 0);
    }

    private Object copy(Object value, int depth) throws TorchFormatException {
        if (++values > limits.values()) {
            throw faults.limit("more than " + limits.values() + " values");
        }
        if (depth > limits.depth()) {
            throw faults.limit("containers more than " + limits.depth() + " deep, or within themselves");
        }
        if (value instanceof PickleCalls.Entries entries) {
            Map<Object, Object> copied = new LinkedHashMap<>();
            for (Map.Entry<Object, Object> entry : entries.entrySet()) {
                copied.put(entry.getKey(), copy(entry.getValue(), depth + 1));
            }
            return Collections.unmodifiableMap(copied);
        }
        if (value instanceof TorchTuple tuple) {
            return new TorchTuple(copies(tuple, depth));
        }
        if (value instanceof PickleReader.Items items) {
            return Collections.unmodifiableList(copies(items, depth));
        }
        return PickleCalls.asValue(value);
    }

    private List<Object> copies(List<Object> items, int depth) throws TorchFormatException {
        List<Object> copied = new ArrayList<>();
        for (Object item : items) {
            copied.add(copy(item, depth + 1));
        }
        return copied;
    }
}
