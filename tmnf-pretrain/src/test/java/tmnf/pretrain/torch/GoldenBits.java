package tmnf.pretrain.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The lines that {@code golden_bits.py} prints, made by our reader. */
final class GoldenBits {

    private static final Map<TorchType, String> TYPES = Map.of(
            TorchType.FLOAT64, "f8", TorchType.FLOAT32, "f4", TorchType.FLOAT16, "f2",
            TorchType.INT64, "i8", TorchType.INT32, "i4", TorchType.INT16, "i2", TorchType.INT8, "i1",
            TorchType.UINT8, "u1", TorchType.BOOL, "b1", TorchType.BFLOAT16, "bf2");

    private final List<String> lines = new ArrayList<>();

    private GoldenBits() {}

    static List<String> expected() throws IOException {
        try (InputStream in = GoldenBits.class.getResourceAsStream("golden-bits.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    static List<String> of(String label, Path file) throws IOException {
        GoldenBits bits = new GoldenBits();
        bits.walk(label + "\t", "", TorchFile.read(file).root());
        return bits.lines;
    }

    private void walk(String label, String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> walk(label, path + "/" + key, child));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(label, path + "/" + i, list.get(i));
            }
        } else if (value instanceof TorchTensor tensor) {
            lines.add(String.join("\t", label + path.substring(1), TYPES.get(tensor.type()),
                    tensor.shape().toString(), tensor.strides().toString(), sha256(tensor.bytes())));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
