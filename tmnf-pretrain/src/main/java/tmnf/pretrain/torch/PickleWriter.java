package tmnf.pretrain.torch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a tree as a pickle program of protocol 2, in the plainest form: no value is kept for later, so that
 * every loader that knows tensors at all knows all of it. For one tree; confined to one thread.
 */
final class PickleWriter {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_U1 = 0xFF;
    private static final int MAX_INTEGER_BYTES = 64;
    private static final String ORDERED_DICT = "ccollections\nOrderedDict\n)R";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<TorchStorage, Integer> keys = new IdentityHashMap<>();
    private final List<TorchStorage> storages = new ArrayList<>();

    byte[] write(Object root) {
        out.write(0x80);
        out.write(2);
        value(root, 0);
        out.write('.');
        return out.toByteArray();
    }

    /** The storages of the tree; a storage's key is its index here. */
    List<TorchStorage> storages() {
        return storages;
    }

    private void value(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "containers more than " + MAX_DEPTH + " deep, or within themselves");
        }
        if (value == null) {
            out.write('N');
        } else if (value instanceof StateDict dict) {
            ascii(ORDERED_DICT);
            entries(dict.tensors(), depth);
        } else if (value instanceof Map<?, ?> map) {
            out.write('}');
            entries(map, depth);
        } else if (value instanceof TorchTuple tuple) {
            out.write('(');
            tuple.forEach(item -> value(item, depth + 1));
            out.write('t');
        } else if (value instanceof List<?> list) {
            ascii("](");
            list.forEach(item -> value(item, depth + 1));
            out.write('e');
        } else if (value instanceof TorchTensor tensor) {
            tensor(tensor);
        } else {
            scalar(value);
        }
    }

    private void entries(Map<?, ?> map, int depth) {
        out.write('(');
        map.forEach((key, value) -> {
            scalar(key);
            value(value, depth + 1);
        });
        out.write('u');
    }

    private void scalar(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Boolean truth) {
            out.write(truth ? 0x88 : 0x89);
        } else if (value instanceof Long || value instanceof Integer) {
            integer(((Number) value).longValue());
        } else if (value instanceof BigInteger big) {
            integer(big);
        } else if (value instanceof Double || value instanceof Float) {
            out.write('G');
            out.writeBytes(ByteBuffer.allocate(Double.BYTES)
                    .putDouble(((Number) value).doubleValue()).array());
        } else {
            throw new IllegalArgumentException("a PyTorch file cannot hold this, or not as a key: "
                    + (value == null ? "null" : value.getClass().getName()));
        }
    }

    private void integer(long value) {
        if (value >= 0 && value <= MAX_U1) {
            out.write('K');
            out.write((int) value);
        } else if (value == (int) value) {
            out.write('J');
            little((int) value);
        } else {
            integer(BigInteger.valueOf(value));
        }
    }

    private void integer(BigInteger value) {
        byte[] bigEndian = value.toByteArray();
        if (bigEndian.length > MAX_INTEGER_BYTES) {
            throw new IllegalArgumentException("an integer of " + bigEndian.length + " bytes");
        }
        out.write(0x8a);
        out.write(bigEndian.length);
        for (int i = bigEndian.length - 1; i >= 0; i--) {
            out.write(bigEndian[i]);
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        little(bytes.length);
        out.writeBytes(bytes);
    }

    /** _rebuild_tensor_v2(storage, offset, sizes, strides, asks for gradients, no hooks). */
    private void tensor(TorchTensor tensor) {
        TorchStorage storage = tensor.storage();
        Integer key = keys.computeIfAbsent(storage, added -> {
            storages.add(added);
            return storages.size() - 1;
        });
        ascii("ctorch._utils\n_rebuild_tensor_v2\n((");
        text("storage");
        ascii("ctorch\n" + tensor.type().storageClass() + "\n");
        text(key.toString());
        text("cpu");
        integer(storage.length() / tensor.type().bytes());
        ascii("tQ");
        integer(tensor.offset());
        longs(tensor.shape());
        longs(tensor.strides());
        out.write(0x89);
        ascii(ORDERED_DICT + "tR");
    }

    private void longs(List<Long> values) {
        out.write('(');
        values.forEach(this::integer);
        out.write('t');
    }

    private void little(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value).array());
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
