package tmnf.pretrain.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.pretrain.torch.TorchOpaque;
import tmnf.pretrain.torch.TorchTensor;

/**
 * All that a file of tensors holds, under the paths to it: keys and indices, joined by {@code /}. In the
 * order of the file.
 *
 * @param kind how the file is made
 * @param tensors by path
 * @param values everything else by path: numbers, texts, truth values, {@code null}
 * @param opaque what was not read, since the file leaves its making to Python: the name of the class or
 *     function, by path
 */
public record TensorFile(Kind kind, Map<String, TorchTensor> tensors, Map<String, Object> values,
        Map<String, String> opaque) {

    /** Of all paths together, which share their beginnings in the file and not here. */
    private static final long MOST_LETTERS = 64L << 20;

    /** How a file is made. */
    public enum Kind {
        /** By {@code torch.save}. */
        TORCH("PyTorch file"),
        /** As safetensors. */
        SAFETENSORS("safetensors file");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /** Makes the maps unmodifiable. */
    public TensorFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        opaque = Collections.unmodifiableMap(new LinkedHashMap<>(opaque));
    }

    /**
     * Reads a file of either kind; which, its first bytes say.
     *
     * @throws tmnf.pretrain.torch.TorchFormatException if it is damaged, or neither
     */
    public static TensorFile read(Path file) throws IOException {
        if (SafetensorsFile.isOne(file)) {
            SafetensorsFile read = SafetensorsFile.read(file);
            return new TensorFile(Kind.SAFETENSORS, read.tensors().tensors(),
                    new LinkedHashMap<>(read.metadata()), Map.of());
        }
        Found all = new Found(file, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new AtomicLong());
        all.walk("", TorchFile.read(file).root());
        return new TensorFile(Kind.TORCH, all.tensors, all.values, all.opaque);
    }

    /** What was found so far. */
    private record Found(Path file, Map<String, TorchTensor> tensors, Map<String, Object> values,
            Map<String, String> opaque, AtomicLong letters) {

        void walk(String path, Object value) throws TorchFormatException {
            if (letters.addAndGet(path.length()) > MOST_LETTERS) {
                throw TorchFormatException.limit(file.toString(), "the names of what is in it have more than "
                        + MOST_LETTERS + " characters together");
            }
            if (value instanceof TorchTensor tensor) {
                tensors.put(path.isEmpty() ? "tensor" : path, tensor);
            } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                int index = 0;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    // Opaque keys of one name are told apart by where they lie.
                    walk(below(path, entry.getKey() instanceof TorchOpaque key ? key + "#" + index
                            : entry.getKey()), entry.getValue());
                    index++;
                }
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                for (int i = 0; i < list.size(); i++) {
                    walk(below(path, i), list.get(i));
                }
            } else if (value instanceof TorchOpaque unknown) {
                opaque.put(path, unknown.global());
            } else {
                values.put(path.isEmpty() ? "value" : path, value);
            }
        }
    }

    private static String below(String path, Object key) {
        return path.isEmpty() ? String.valueOf(key) : path + "/" + key;
    }

    /** Numbers of all tensors together. */
    public long elements() {
        return tensors.values().stream().mapToLong(TorchTensor::elements).sum();
    }
}
