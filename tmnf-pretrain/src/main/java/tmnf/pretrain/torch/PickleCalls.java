package tmnf.pretrain.torch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * All that a pickle program may name and call: {@code collections.OrderedDict}, {@code
 * torch._utils._rebuild_tensor_v2}, {@code torch._utils._rebuild_parameter} and the storages of {@code
 * torch}. Confined to one thread.
 */
final class PickleCalls {

    private static final int TENSOR_ARGUMENTS = 6;
    private static final int PARAMETER_ARGUMENTS = 3;
    private static final int STORAGE_FIELDS = 5;
    private static final int LONGEST_NAME = 100;

    /** Where the bytes of a storage come from. */
    interface Storages {

        /** The storage of that key, which must have room for exactly that many numbers. */
        TorchStorage storage(String key, TorchType type, long elements) throws IOException;
    }

    /** A dict while it is filled. */
    static final class Entries extends LinkedHashMap<Object, Object> {
        private static final long serialVersionUID = 1L;
        private final boolean ordered;

        Entries(boolean ordered) {
            super();
            this.ordered = ordered;
        }

        boolean isOrdered() {
            return ordered;
        }
    }

    private enum Function { ORDERED_DICT, REBUILD_TENSOR, REBUILD_PARAMETER }

    private record StorageClass(TorchType type) {}

    private record TypedStorage(TorchType type, TorchStorage storage) {}

    private final PickleFaults faults;
    private final TorchLimits limits;
    private final Storages storages;
    private long bytes;

    PickleCalls(PickleFaults faults, TorchLimits limits, Storages storages) {
        this.faults = faults;
        this.limits = limits;
        this.storages = storages;
    }

    /** What a name stands for. */
    Object global(String module, String name) throws TorchFormatException {
        String full = module + "." + name;
        switch (full) {
            case "collections.OrderedDict":
                return Function.ORDERED_DICT;
            case "torch._utils._rebuild_tensor_v2":
                return Function.REBUILD_TENSOR;
            case "torch._utils._rebuild_parameter":
                return Function.REBUILD_PARAMETER;
            default:
                Optional<TorchType> type = module.equals("torch") ? TorchType.ofStorageClass(name)
                        : Optional.empty();
                if (type.isEmpty()) {
                    String shown = full.substring(0, Math.min(full.length(), LONGEST_NAME));
                    throw faults.forbidden("it names " + shown.replaceAll("\\p{Cntrl}", "?")
                            + ", which is not on the list of what may be loaded");
                }
                return new StorageClass(type.get());
        }
    }

    /** What a call gives; {@code arguments} is the tuple of them. */
    Object call(Object function, Object arguments) throws TorchFormatException {
        if (!(function instanceof Function known) || !(arguments instanceof TorchTuple given)) {
            throw faults.damaged("something is called that is no function");
        }
        return switch (known) {
            case ORDERED_DICT -> orderedDict(given);
            case REBUILD_TENSOR -> tensor(given);
            case REBUILD_PARAMETER -> parameter(given);
        };
    }

    private Object orderedDict(TorchTuple arguments) throws TorchFormatException {
        if (!arguments.isEmpty()) {
            throw faults.unsupported("an OrderedDict is made from something");
        }
        return new Entries(true);
    }

    private Object parameter(TorchTuple arguments) throws TorchFormatException {
        if (arguments.size() != PARAMETER_ARGUMENTS || !(arguments.get(0) instanceof TorchTensor tensor)) {
            throw faults.damaged("a parameter is not made from a tensor");
        }
        return tensor;
    }

    /** Storage, offset, sizes, strides, whether it asks for gradients, hooks and, in newer files, notes. */
    private Object tensor(TorchTuple arguments) throws TorchFormatException {
        if (arguments.size() < TENSOR_ARGUMENTS || arguments.size() > TENSOR_ARGUMENTS + 1
                || !(arguments.get(0) instanceof TypedStorage typed)
                || !(arguments.get(1) instanceof Long offset)) {
            throw faults.damaged("a tensor is not made from a storage and an offset");
        }
        List<Long> shape = longs(arguments.get(2));
        List<Long> strides = longs(arguments.get(3));
        Optional<String> fault =
                TorchTensor.fault(typed.type(), shape, strides, offset, typed.storage().length());
        if (fault.isPresent()) {
            throw faults.damaged("the tensor " + shape + " cannot be: " + fault.get());
        }
        // Strides of 0 let a few bytes stand for any number of them.
        bytes += TorchTensor.count(shape) * typed.type().bytes();
        if (bytes > limits.bytes()) {
            throw faults.limit("the tensors take more than " + limits.bytes() + " bytes");
        }
        return new TorchTensor(typed.type(), shape, strides, offset, typed.storage());
    }

    private List<Long> longs(Object tuple) throws TorchFormatException {
        if (!(tuple instanceof TorchTuple items) || items.size() > TorchTensor.MAX_DIMENSIONS) {
            throw faults.damaged("sizes or strides of a tensor are no tuple of at most "
                    + TorchTensor.MAX_DIMENSIONS);
        }
        List<Long> longs = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Long number)) {
                throw faults.damaged("a size or stride of a tensor is no integer");
            }
            longs.add(number);
        }
        return longs;
    }

    /** The storage that a tuple describes: "storage", class, key, device (taken for the CPU), elements. */
    Object persistent(Object description) throws IOException {
        if (!(description instanceof TorchTuple fields) || fields.size() != STORAGE_FIELDS
                || !"storage".equals(fields.get(0)) || !(fields.get(1) instanceof StorageClass storageClass)
                || !(fields.get(2) instanceof String key) || !(fields.get(4) instanceof Long elements)
                || elements < 0) {
            throw faults.damaged("a storage is not described as one");
        }
        TorchType type = storageClass.type();
        return new TypedStorage(type, storages.storage(key, type, elements));
    }
}
