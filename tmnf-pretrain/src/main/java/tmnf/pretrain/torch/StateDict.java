package tmnf.pretrain.torch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tensors by the names that PyTorch's modules give them, in order. Immutable. */
public final class StateDict {

    private static final String COMPILED = "_orig_mod.";
    private static final String PARALLEL = "module.";
    private static final int HASH_DIGITS = 16;

    private final Map<String, TorchTensor> tensors;

    private StateDict(Map<String, TorchTensor> tensors) {
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /** Of these, in the order of the map, names as they are. */
    public static StateDict of(Map<String, TorchTensor> tensors) {
        return new StateDict(new LinkedHashMap<>(tensors));
    }

    /** Reads a file that is a state dict, without the prefixes {@code _orig_mod.} and {@code module.}. */
    public static StateDict read(Path path) throws IOException {
        return TorchFile.read(path).stateDict();
    }

    /**
     * Entries whose keys and values are known to be texts and tensors. {@code torch.compile} puts its prefix
     * before any module, {@code DataParallel} before all names or none.
     *
     * @throws IllegalArgumentException if two names become one
     */
    static StateDict withoutPrefixes(Map<?, ?> entries) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String name = withoutCompiled((String) entry.getKey());
            if (tensors.put(name, (TorchTensor) entry.getValue()) != null) {
                throw new IllegalArgumentException("two entries are named " + name);
            }
        }
        boolean parallel = !tensors.isEmpty()
                && tensors.keySet().stream().allMatch(name -> name.startsWith(PARALLEL));
        StateDict dict = new StateDict(tensors);
        return parallel ? dict.under(PARALLEL) : dict;
    }

    /**
     * The same without the prefixes {@code _orig_mod.} and {@code module.}.
     *
     * @throws IllegalArgumentException if two names become one
     */
    public StateDict withoutPrefixes() {
        return withoutPrefixes(tensors);
    }

    private static String withoutCompiled(String name) {
        return Arrays.stream(name.split("\\.", -1)).filter(part -> !(part + ".").equals(COMPILED))
                .collect(Collectors.joining("."));
    }

    /** Writes or replaces a file, as {@code torch.save(module.state_dict(), path)} does. */
    public void write(Path path) throws IOException {
        TorchFile.write(path, this);
    }

    /** SHA-256 of the file that {@link #write} makes, hexadecimal. */
    public String fileSha256() throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            TorchFile.write(out, this);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** All of them, in order. */
    public Map<String, TorchTensor> tensors() {
        return tensors;
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    /**
     * The tensor of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TorchTensor get(String name) {
        TorchTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name + " among " + tensors.keySet());
        }
        return tensor;
    }

    /** Those whose names begin with the prefix, without it. */
    public StateDict under(String prefix) {
        Map<String, TorchTensor> under = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                under.put(name.substring(prefix.length()), tensor);
            }
        });
        return new StateDict(under);
    }

    /** The same with a prefix before every name. */
    public StateDict prefixed(String prefix) {
        Map<String, TorchTensor> prefixed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> prefixed.put(prefix + name, tensor));
        return new StateDict(prefixed);
    }

    /**
     * Names and shapes as 16 hexadecimal digits: the beginning of the SHA-256 of {@code name:(16, 1, 4, 4)},
     * sorted by name and joined by {@code |}. It depends on nothing else.
     */
    public String archHash() {
        String text = tensors.entrySet().stream()
                .sorted((a, b) -> Arrays.compareUnsigned(utf8(a.getKey()), utf8(b.getKey())))
                .map(entry -> entry.getKey() + ":" + pythonTuple(entry.getValue().shape()))
                .collect(Collectors.joining("|"));
        return HexFormat.of().formatHex(sha256().digest(utf8(text))).substring(0, HASH_DIGITS);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String pythonTuple(List<Long> shape) {
        String lengths = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "(" + lengths + (shape.size() == 1 ? ",)" : ")");
    }

    /** Whether names, their order, types, shapes and every bit are the same. */
    public boolean hasSameBits(StateDict other) {
        return List.copyOf(tensors.keySet()).equals(List.copyOf(other.tensors.keySet()))
                && tensors.keySet().stream().allMatch(name -> get(name).hasSameBits(other.get(name)));
    }

    @Override
    public String toString() {
        return tensors.toString();
    }
}
