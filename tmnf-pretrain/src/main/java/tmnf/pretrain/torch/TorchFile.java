package tmnf.pretrain.torch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tmnf.gbx.file.AtomicFile;
import tmnf.pretrain.torch.TorchFormatException.Reason;

/**
 * A file of {@code torch.save}: a tree of values.
 *
 * <table>
 * <caption>Values</caption>
 * <tr><th>Python</th><th>read as</th><th>written from</th></tr>
 * <tr><td>dict, OrderedDict</td><td>{@code Map}, in order</td><td>{@code Map}; {@link StateDict} becomes an
 * OrderedDict</td></tr>
 * <tr><td>list, tuple</td><td>{@code List}, {@link TorchTuple}</td><td>the same</td></tr>
 * <tr><td>int</td><td>{@code Long}, beyond 64 bits {@code BigInteger}</td>
 * <td>these and {@code Integer}</td></tr>
 * <tr><td>float, bool, str, None</td><td>{@code Double}, {@code Boolean}, {@code String}, {@code null}</td>
 * <td>these and {@code Float}</td></tr>
 * <tr><td>Tensor, Parameter</td><td>{@link TorchTensor}</td><td>the same</td></tr>
 * <tr><td>anything else</td><td>{@link TorchOpaque}</td><td></td></tr>
 * </table>
 *
 * <p>Tensors that share a storage share it in the file too. Keys are texts, numbers and truth values, or
 * opaque. What is asked for must not be opaque, nor lie in what is. Immutable.
 */
public final class TorchFile {

    /** Where Lightning's checkpoints have their weights, and ours. */
    private static final String WEIGHTS = "state_dict";
    private static final int MOST_NAMES = 10;

    private final String file;
    private final Object root;

    private TorchFile(String file, Object root) {
        this.file = file;
        this.root = root;
    }

    /** Reads a file within {@link TorchLimits#DEFAULT}. */
    public static TorchFile read(Path path) throws IOException {
        return read(path, TorchLimits.DEFAULT);
    }

    /**
     * Reads a file.
     *
     * @throws TorchFormatException if it is damaged, goes beyond a limit, or is opaque as a whole
     * @throws IOException if it cannot be read
     */
    public static TorchFile read(Path path, TorchLimits limits) throws IOException {
        try (TorchRecords records = TorchRecords.open(path, limits)) {
            if (records.has("constants.pkl")) {
                throw new TorchFormatException(Reason.UNSUPPORTED, records.file(),
                        "a TorchScript program, not a file of values");
            }
            if (!records.has(PickleFaults.RECORD)) {
                throw new TorchFormatException(Reason.NOT_TORCH, records.file(),
                        "an archive without the record " + PickleFaults.RECORD);
            }
            byte[] program = records.read(PickleFaults.RECORD, limits.structureBytes());
            PickleFaults faults = new PickleFaults(records.file());
            PickleCalls calls = new PickleCalls(faults, limits, new RecordStorages(records, limits));
            Object made = new PickleReader(program, faults, calls, limits).read();
            TorchFile read = new TorchFile(records.file(), new TreeCopy(faults, limits).of(made));
            read.requireKnown(read.root);
            return read;
        }
    }

    /**
     * Writes or replaces a file, whole or not at all. The same content gives the same bytes, whatever the
     * file's name.
     *
     * @throws IllegalArgumentException if the tree holds something else than the values above, or is more
     *     than 64 deep
     */
    public static void write(Path path, Object root) throws IOException {
        PickleWriter pickle = new PickleWriter();
        byte[] program = pickle.write(root);
        try (AtomicFile out = new AtomicFile(path)) {
            write(out.stream(), pickle, program);
            out.commit();
        }
    }

    /** The bytes of the file that {@link #write(Path, Object)} makes; the stream stays open. */
    static void write(OutputStream out, Object root) throws IOException {
        PickleWriter pickle = new PickleWriter();
        write(out, pickle, pickle.write(root));
    }

    private static void write(OutputStream out, PickleWriter pickle, byte[] program) throws IOException {
        RecordWriter records = new RecordWriter(out);
        records.write(PickleFaults.RECORD, program);
        records.write("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        List<TorchStorage> storages = pickle.storages();
        for (int i = 0; i < storages.size(); i++) {
            records.write("data/" + i, storages.get(i).array());
        }
        records.write("version", "3\n".getBytes(StandardCharsets.US_ASCII));
        records.finish();
    }

    /** The whole tree; {@code null} if the file holds {@code None}. */
    public Object root() {
        return root;
    }

    /**
     * The value at a path of keys and indices, such as {@code at(TorchTensor.class, "state", 0, "exp_avg")}.
     *
     * @param kind {@code Long}, {@code Double}, {@code String}, ...
     * @param path keys of dicts and indices of lists; empty for the root
     * @throws TorchFormatException if there is none, or one of another kind, or an opaque one there or above
     */
    public <T> T at(Class<T> kind, Object... path) throws TorchFormatException {
        Object value = root;
        for (Object given : path) {
            requireKnown(value, path);
            Object step = given instanceof Integer index ? (Object) index.longValue() : given;
            if (value instanceof Map<?, ?> map && map.containsKey(step)) {
                value = map.get(step);
            } else if (value instanceof List<?> list && step instanceof Long index
                    && index >= 0 && index < list.size()) {
                value = list.get(index.intValue());
            } else {
                throw wrong("has nothing at " + List.of(path));
            }
        }
        if (kind != TorchOpaque.class) {
            requireKnown(value, path);
        }
        if (!kind.isInstance(value)) {
            throw wrong("has " + (value == null ? "None" : python(value.getClass())) + place(path) + ", not "
                    + python(kind));
        }
        return kind.cast(value);
    }

    /** The dict at a path, as {@link #at} finds it. */
    public Map<?, ?> map(Object... path) throws TorchFormatException {
        return at(Map.class, path);
    }

    /** The list or tuple at a path, as {@link #at} finds it. */
    public List<?> list(Object... path) throws TorchFormatException {
        return at(List.class, path);
    }

    /**
     * The state dict at a path, without the prefixes {@code _orig_mod.} and {@code module.}.
     *
     * @throws TorchFormatException if there is none
     */
    public StateDict stateDict(Object... path) throws TorchFormatException {
        Map<?, ?> entries = map(path);
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            requireKnown(entry.getValue(),
                    Stream.concat(Stream.of(path), Stream.of(entry.getKey())).toArray());
            if (!(entry.getKey() instanceof String) || !(entry.getValue() instanceof TorchTensor)) {
                throw wrong("is no state dict" + place(path) + ": its entry " + entry.getKey()
                        + " is no tensor");
            }
        }
        try {
            return StateDict.withoutPrefixes(entries);
        } catch (IllegalArgumentException e) {
            throw wrong("is no state dict" + place(path) + ": " + e.getMessage());
        }
    }

    /**
     * The weights of a network, however much else is saved with them: all of the file, or its {@code
     * state_dict}, or the only dict of tensors in it, whose name is up to who saved it: PyTorch's tutorial
     * writes {@code model_state_dict}, others {@code model} or {@code net}.
     *
     * @throws TorchFormatException if there are none, or several and nothing tells which are meant
     */
    public StateDict weights() throws TorchFormatException {
        if (!(root instanceof Map<?, ?> entries)
                || entries.values().stream().allMatch(TorchTensor.class::isInstance)) {
            return stateDict();
        }
        if (entries.get(WEIGHTS) instanceof Map || entries.get(WEIGHTS) instanceof TorchOpaque) {
            return stateDict(WEIGHTS);
        }
        if (entries.entrySet().stream().anyMatch(TorchFile::isOfLayer)) {
            return stateDict(); // the network, with something else in it, which is named
        }
        List<?> dicts = entries.keySet().stream().filter(key -> isStateDict(entries.get(key))).toList();
        if (dicts.size() == 1) {
            return stateDict(dicts.get(0));
        }
        if (dicts.size() > 1) {
            throw wrong("has several dicts of tensors, " + names(dicts) + ", and nothing tells which one is "
                    + "meant; save that one alone, with torch.save");
        }
        if (entries.values().stream().anyMatch(TorchTensor.class::isInstance)) {
            return stateDict(); // names what is no tensor
        }
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            requireKnown(entry.getValue(), entry.getKey()); // it may have been the network
        }
        throw wrong("is no state dict, and has none: its entries are " + names(entries.keySet())
                + ", none of them a dict of tensors");
    }

    /** A tensor such as {@code 0.weight}; what is saved beside a network, such as a loss, has no dot. */
    private static boolean isOfLayer(Map.Entry<?, ?> entry) {
        return entry.getValue() instanceof TorchTensor && entry.getKey() instanceof String name
                && name.indexOf('.') > 0;
    }

    /** Also one with an opaque entry: it is named then, and no other dict is taken in its place. */
    private static boolean isStateDict(Object value) {
        return value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)
                && map.values().stream().anyMatch(TorchTensor.class::isInstance)
                && map.values().stream().allMatch(entry -> entry instanceof TorchTensor
                        || entry instanceof TorchOpaque);
    }

    private static String names(Collection<?> keys) {
        String first = keys.stream().limit(MOST_NAMES).map(String::valueOf).collect(Collectors.joining(", "));
        return keys.size() > MOST_NAMES ? first + " and " + (keys.size() - MOST_NAMES) + " more" : first;
    }

    private void requireKnown(Object value, Object... path) throws TorchFormatException {
        if (value instanceof TorchOpaque opaque) {
            throw new TorchFormatException(Reason.FORBIDDEN, file, PickleFaults.RECORD, opaque.offset(),
                    "what it has" + place(path) + " is left to " + opaque.global() + ", which is never run");
        }
    }

    private static String place(Object... path) {
        return path.length == 0 ? " as a whole" : " at " + List.of(path);
    }

    /** What Python calls such values. */
    private static String python(Class<?> kind) {
        return Map.class.isAssignableFrom(kind) ? "a dict" : List.class.isAssignableFrom(kind)
                ? "a list or tuple" : kind == TorchTensor.class ? "a tensor" : kind == Long.class ? "an int"
                : kind == Double.class ? "a float" : kind == Boolean.class ? "a bool"
                : kind == String.class ? "a str" : "a " + kind.getSimpleName();
    }

    private TorchFormatException wrong(String detail) {
        return new TorchFormatException(Reason.WRONG_CONTENT, file, detail);
    }
}
