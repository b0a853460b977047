package tmnf.pretrain.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Numbers in a box of any number of dimensions, lying somewhere in a storage. The element at (i, j, ...) is
 * number offset + i * strides[0] + j * strides[1] + ... of the storage; other tensors may look at the same
 * storage. What is asked for comes out in row order (last index fastest), however it lies.
 */
public final class TorchTensor {

    /** More dimensions than PyTorch's own kernels take. */
    static final int MAX_DIMENSIONS = 64;

    private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private final TorchType type;
    private final List<Long> shape;
    private final List<Long> strides;
    private final long offset;
    private final TorchStorage storage;
    private final int elements;

    /**
     * A view of a storage.
     *
     * @param shape lengths of the dimensions, none of them negative; empty for a single number
     * @param strides distance of neighbours along each dimension, in elements, none of them negative
     * @param offset of the first element, in elements
     * @throws IllegalArgumentException if the tensor leaves its storage, or takes 2 GiB or more
     */
    public TorchTensor(TorchType type, List<Long> shape, List<Long> strides, long offset,
            TorchStorage storage) {
        Optional<String> fault = fault(type, shape, strides, offset, storage.length());
        if (fault.isPresent()) {
            throw new IllegalArgumentException("tensor " + shape + ": " + fault.get());
        }
        this.type = type;
        this.shape = List.copyOf(shape);
        this.strides = List.copyOf(strides);
        this.offset = offset;
        this.storage = storage;
        elements = (int) count(shape);
    }

    /** Numbers in row order; copies them. */
    public static TorchTensor of(List<Long> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return of(TorchType.FLOAT32, shape, bytes.array());
    }

    /** Whole numbers in row order; copies them. */
    public static TorchTensor ofLongs(List<Long> shape, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return of(TorchType.INT64, shape, bytes.array());
    }

    /** Little-endian numbers in row order. Takes over the array: it must not be changed any more. */
    public static TorchTensor of(TorchType type, List<Long> shape, byte[] littleEndian) {
        if (shape.stream().anyMatch(length -> length < 0)
                || count(shape) != littleEndian.length / type.bytes()
                || littleEndian.length % type.bytes() != 0) {
            throw new IllegalArgumentException("a tensor " + shape + " of " + type
                    + " does not have " + littleEndian.length + " bytes");
        }
        return new TorchTensor(type, shape, rowStrides(shape), 0, TorchStorage.of(littleEndian));
    }

    /** What is wrong with a view of a storage of that many bytes, if anything. */
    static Optional<String> fault(TorchType type, List<Long> shape, List<Long> strides, long offset,
            long storageBytes) {
        if (shape.size() != strides.size() || shape.size() > MAX_DIMENSIONS) {
            return Optional.of(shape.size() + " dimensions and " + strides.size() + " strides, at most "
                    + MAX_DIMENSIONS + " are allowed");
        }
        if (offset < 0 || shape.stream().anyMatch(length -> length < 0)
                || strides.stream().anyMatch(stride -> stride < 0)) {
            return Optional.of("a length, stride or offset is negative");
        }
        long count = count(shape);
        if (count > MAX_BYTES / type.bytes()) {
            return Optional.of("it takes 2 GiB or more");
        }
        long last = offset;
        for (int i = 0; i < shape.size() && count > 0; i++) {
            long reach = Math.multiplyHigh(shape.get(i) - 1, strides.get(i)) == 0
                    ? (shape.get(i) - 1) * strides.get(i) : -1;
            last += reach;
            if (reach < 0 || last < 0) {
                return Optional.of("it leaves its storage");
            }
        }
        long available = storageBytes / type.bytes();
        return count > 0 ? last < available ? Optional.empty() : Optional.of("it leaves its storage")
                : offset <= available ? Optional.empty() : Optional.of("it begins behind its storage");
    }

    /** Elements of a box; {@link Long#MAX_VALUE} for more than that. */
    static long count(List<Long> shape) {
        if (shape.contains(0L)) {
            return 0;
        }
        long count = 1;
        for (long length : shape) {
            long high = Math.multiplyHigh(count, length);
            count = high == 0 && count * length >= 0 ? count * length : Long.MAX_VALUE;
        }
        return count;
    }

    /** Strides of a box that lies in row order. */
    static List<Long> rowStrides(List<Long> shape) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape.get(i));
        }
        return List.of(strides);
    }

    public TorchType type() {
        return type;
    }

    /** Lengths of the dimensions; empty for a single number. */
    public List<Long> shape() {
        return shape;
    }

    /** Distance of neighbours along each dimension, in elements. */
    public List<Long> strides() {
        return strides;
    }

    /** Of the first element in the storage, in elements. */
    public long offset() {
        return offset;
    }

    public TorchStorage storage() {
        return storage;
    }

    /** How many numbers the tensor has. */
    public int elements() {
        return elements;
    }

    /** Whether the numbers lie in row order without gaps. */
    public boolean isContiguous() {
        return elements == 0 || rowsFrom() == 0;
    }

    /** The first dimension from which on everything lies in row order without gaps. */
    private int rowsFrom() {
        long expected = 1;
        int from = shape.size();
        while (from > 0 && (shape.get(from - 1) == 1 || strides.get(from - 1) == expected)) {
            from--;
            expected *= shape.get(from);
        }
        return from;
    }

    /** The same numbers in row order in a storage of their own; the tensor itself if it is that already. */
    public TorchTensor contiguous() {
        boolean alone = isContiguous() && storage.length() == elements * type.bytes();
        return alone ? this : of(type, shape, bytes());
    }

    /** The numbers as little-endian bytes in row order; a new array. */
    public byte[] bytes() {
        int item = type.bytes();
        int from = Math.toIntExact(offset * (elements == 0 ? 0 : item));
        if (isContiguous()) {
            return Arrays.copyOfRange(storage.array(), from, from + elements * item);
        }
        byte[] gathered = new byte[elements * item];
        int outer = rowsFrom();
        int run = Math.toIntExact(count(shape.subList(outer, shape.size())) * item);
        gather(gathered, outer, run);
        return gathered;
    }

    /** Counts through the outer dimensions and copies one run of bytes for each. */
    private void gather(byte[] target, int outer, int run) {
        byte[] source = storage.array();
        int item = type.bytes();
        long[] index = new long[outer];
        long[] lengths = shape.stream().mapToLong(Long::longValue).toArray();
        long[] steps = strides.stream().mapToLong(stride -> stride * item).toArray();
        long at = offset * item;
        for (int to = 0; to < target.length; to += run) {
            for (int i = 0; i < run; i++) {
                target[to + i] = source[(int) at + i];
            }
            for (int d = outer - 1; d >= 0; d--) {
                at += steps[d];
                if (++index[d] < lengths[d]) {
                    break;
                }
                at -= steps[d] * lengths[d];
                index[d] = 0;
            }
        }
    }

    private ByteBuffer rows() {
        ByteBuffer rows = isContiguous() && elements > 0
                ? ByteBuffer.wrap(storage.array(), (int) offset * type.bytes(), elements * type.bytes())
                        .slice()
                : ByteBuffer.wrap(bytes());
        return rows.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The numbers in row order, as floats; those of wider types are rounded. A new array. */
    public float[] floats() {
        float[] values = new float[elements];
        ByteBuffer rows = rows();
        if (type == TorchType.FLOAT32) {
            rows.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < elements; i++) {
            values[i] = type == TorchType.INT64 ? rows.getLong(i * Long.BYTES) : (float) number(rows, i);
        }
        return values;
    }

    /** The numbers in row order, as doubles; exact but for whole numbers beyond 2^53. A new array. */
    public double[] doubles() {
        double[] values = new double[elements];
        ByteBuffer rows = rows();
        for (int i = 0; i < elements; i++) {
            values[i] = number(rows, i);
        }
        return values;
    }

    /**
     * The whole numbers in row order; truth values as 0 and 1. A new array.
     *
     * @throws IllegalStateException if the type has fractions
     */
    public long[] longs() {
        if (type.isFloating()) {
            throw new IllegalStateException("a tensor of " + type + " does not hold whole numbers");
        }
        long[] values = new long[elements];
        ByteBuffer rows = rows();
        for (int i = 0; i < elements; i++) {
            values[i] = type == TorchType.INT64 ? rows.getLong(i * Long.BYTES) : (long) number(rows, i);
        }
        return values;
    }

    private double number(ByteBuffer rows, int i) {
        int at = i * type.bytes();
        return switch (type) {
            case FLOAT64 -> rows.getDouble(at);
            case FLOAT32 -> rows.getFloat(at);
            case FLOAT16 -> HalfFloats.ofFloat16(rows.getShort(at));
            case BFLOAT16 -> HalfFloats.ofBfloat16(rows.getShort(at));
            case INT64 -> rows.getLong(at);
            case INT32 -> rows.getInt(at);
            case INT16 -> rows.getShort(at);
            case INT8 -> rows.get(at);
            case UINT8 -> rows.get(at) & 0xFF;
            case BOOL -> rows.get(at) == 0 ? 0 : 1;
        };
    }

    /** Whether type, shape and every bit of every number are the same; how they lie does not matter. */
    public boolean hasSameBits(TorchTensor other) {
        return type == other.type && shape.equals(other.shape) && rows().equals(other.rows());
    }

    /** Type and shape, such as {@code float32 [16, 1, 4, 4]}. */
    @Override
    public String toString() {
        return type + " " + new ArrayList<>(shape);
    }
}
