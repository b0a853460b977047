package tmnf.pretrain.torch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * All that a pickle program may name and call with an effect: {@code collections.OrderedDict}, {@code
 * torch._utils._rebuild_tensor_v2}, {@code torch._utils._rebuild_parameter} and the storages of {@code
 * torch}. Any other name is a {@link TorchOpaque}, and so is what it is called for, and a tensor that is made
 * of one. Confined to one thread.
 */
final class PickleCalls {

    private static final int TENSOR_ARGUMENTS = 6;
    private static final int PARAMETER_ARGUMENTS = 3;
    private static final int STORAGE_FIELDS = 5;
    private static final String STORAGES = "torch.";
    private static final int SIZED_BY = 4;
    private static final int LONGEST_NAME = 100;
    /** Longer than any name in Python code. */
    private static final int LONGEST_TEXT = 1000;

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

    /** What is known by a name, and no value of a tree. */
    private interface Known {
        String global();
    }

    private enum Function implements Known {
        ORDERED_DICT("collections.OrderedDict"),
        REBUILD_TENSOR("torch._utils._rebuild_tensor_v2"),
        REBUILD_PARAMETER("torch._utils._rebuild_parameter");

        private final String global;

        Function(String global) {
            this.global = global;
        }

        @Override
        public String global() {
            return global;
        }
    }

    private record StorageClass(TorchType type) implements Known {
        @Override
        public String global() {
            return STORAGES + type.storageClass();
        }
    }

    private record TypedStorage(TorchType type, TorchStorage storage) implements Known {
        @Override
        public String global() {
            return STORAGES + type.storageClass();
        }
    }

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
        requireShort(module, "the name of a module");
        requireShort(name, "the name of a class or function");
        String full = module + "." + name;
        for (Function known : Function.values()) {
            if (known.global().equals(full)) {
                return known;
            }
        }
        Optional<TorchType> type = (module + ".").equals(STORAGES) ? TorchType.ofStorageClass(name)
                : Optional.empty();
        return type.isPresent() ? new StorageClass(type.get()) : opaque(full);
    }

    /** A value of which nothing is known but a name. */
    TorchOpaque opaque(String global) {
        String shown = global.substring(0, Math.min(global.length(), LONGEST_NAME));
        return new TorchOpaque(shown.replaceAll("\\p{Cc}", "?"), faults.offset());
    }

    /** The same where a tree holds a function or storage itself; other values as they are. */
    static Object asValue(Object value) {
        return value instanceof Known known ? new TorchOpaque(known.global(), -1) : value;
    }

    /** A key as dicts have them here: what is no text, number or truth value, is opaque. */
    Object key(Object given) throws TorchFormatException {
        Object key = asValue(given);
        if (key instanceof String text) {
            requireShort(text, "a key");
        }
        if (key instanceof String || key instanceof Number || key instanceof Boolean
                || key instanceof TorchOpaque) {
            return key;
        }
        if (key == null || key instanceof TorchTuple || key instanceof TorchTensor) {
            return opaque(key == null ? "builtins.NoneType" : key instanceof TorchTuple ? "builtins.tuple"
                    : "torch.Tensor");
        }
        throw faults.unsupported("a key that is neither text nor number");
    }

    /** Texts that are joined to others, and held against them, again and again. */
    private void requireShort(String text, String what) throws TorchFormatException {
        if (text.length() > LONGEST_TEXT) {
            throw faults.limit(what + " has " + text.length() + " characters, more than " + LONGEST_TEXT);
        }
    }

    /** What a call gives; {@code arguments} is the tuple of them. */
    Object call(Object function, Object arguments) throws TorchFormatException {
        if (function instanceof TorchOpaque unknown
                && (arguments instanceof TorchTuple || arguments instanceof TorchOpaque)) {
            return unknown.another();
        }
        if (!(function instanceof Function known) || !(arguments instanceof TorchTuple given)) {
            throw faults.damaged("something is called that is no function");
        }
        return switch (known) {
            case ORDERED_DICT -> orderedDict(given);
            case REBUILD_TENSOR -> tensor(given);
            case REBUILD_PARAMETER -> parameter(given);
        };
    }

    /** The first opaque one of so many arguments. */
    private static Optional<TorchOpaque> opaque(TorchTuple arguments, int count) {
        return arguments.stream().limit(count).filter(TorchOpaque.class::isInstance)
                .map(TorchOpaque.class::cast).findFirst();
    }

    private Object orderedDict(TorchTuple arguments) throws TorchFormatException {
        if (!arguments.isEmpty()) {
            throw faults.unsupported("an OrderedDict is made from something");
        }
        return new Entries(true);
    }

    private Object parameter(TorchTuple arguments) throws TorchFormatException {
        Optional<TorchOpaque> unknown = opaque(arguments, 1);
        if (unknown.isPresent()) {
            return unknown.get().another();
        }
        if (arguments.size() != PARAMETER_ARGUMENTS || !(arguments.get(0) instanceof TorchTensor tensor)) {
            throw faults.damaged("a parameter is not made from a tensor");
        }
        return tensor;
    }

    /** Storage, offset, sizes, strides, whether it asks for gradients, hooks and, in newer files, notes. */
    private Object tensor(TorchTuple arguments) throws TorchFormatException {
        Optional<TorchOpaque> unknown = opaque(arguments, SIZED_BY);
        if (unknown.isPresent()) {
            return unknown.get().another();
        }
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
        if (description instanceof TorchTuple fields && fields.size() == STORAGE_FIELDS
                && fields.get(1) instanceof TorchOpaque unknown) {
            return unknown.another();
        }
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
