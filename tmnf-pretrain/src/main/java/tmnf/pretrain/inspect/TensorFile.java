package tmnf.pretrain.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;

/**
 * All that a file of tensors holds, under the paths to it: keys and indices, joined by {@code /}. In the
 * order of the file.
 *
 * @param kind how the file is made
 * @param tensors by path
 * @param values everything else by path: numbers, texts, truth values, {@code null}
 */
public record TensorFile(Kind kind, Map<String, TorchTensor> tensors, Map<String, Object> values) {

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
                    new LinkedHashMap<>(read.metadata()));
        }
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        walk("", TorchFile.read(file).root(), tensors, values);
        return new TensorFile(Kind.TORCH, tensors, values);
    }

    private static void walk(String path, Object value, Map<String, TorchTensor> tensors,
            Map<String, Object> values) {
        if (value instanceof TorchTensor tensor) {
            tensors.put(path.isEmpty() ? "tensor" : path, tensor);
        } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, child) -> walk(below(path, key), child, tensors, values));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                walk(below(path, i), list.get(i), tensors, values);
            }
        } else {
            values.put(path.isEmpty() ? "value" : path, value);
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
