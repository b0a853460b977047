package tmnf.tminterface.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One field of a {@link StructLayout}: what it is called, where it lies and how it is stored. */
public final class StateField {

    private final String name;
    private final String accessor;
    private final int offset;
    private final FieldType type;
    private final List<Integer> shape;
    private final String note;
    /** Null unless the type is a structure. */
    private final StructLayout struct;

    StateField(String name, String accessor, int offset, FieldType type, List<Integer> shape, String note,
            StructLayout struct) {
        this.name = name;
        this.accessor = accessor;
        this.offset = offset;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.note = note;
        this.struct = struct;
    }

    /** The name TMInterface's own clients use, in snake case. */
    public String name() {
        return name;
    }

    /** The name of the accessor here, which is also the key in dumps and JSON. */
    public String accessor() {
        return accessor;
    }

    /** First byte, counted from the start of the structure that contains the field. */
    public int offset() {
        return offset;
    }

    public FieldType type() {
        return type;
    }

    /** Lengths of an array, outermost first; empty for a single value, one length for raw bytes. */
    public List<Integer> shape() {
        return shape;
    }

    /** Unit or meaning, as far as they are known; may be empty. */
    public String note() {
        return note;
    }

    /** Layout of the contained structures, for a field of type {@link FieldType#STRUCT}. */
    public Optional<StructLayout> struct() {
        return Optional.ofNullable(struct);
    }

    /** Bytes of the whole field; of a structure of variable length, those it has at least. */
    public int size() {
        int size = struct == null ? type.size() : struct.size();
        for (int length : shape) {
            size *= length;
        }
        return size;
    }

    /** The type as documentation and dumps show it, for example {@code float32[3][3]}. */
    public String typeText() {
        StringBuilder text =
                new StringBuilder(struct == null ? type.name().toLowerCase(Locale.ROOT) : struct.name());
        shape.forEach(length -> text.append('[').append(length).append(']'));
        return text.toString();
    }

    /**
     * The value in a view of the structure: {@link Integer}, {@link Long}, {@link Float}, {@link Boolean},
     * {@code byte[]} (a copy), {@link StateView}, or for arrays a list of these, nested for two dimensions.
     */
    public Object read(StateView view) {
        if (type == FieldType.BYTES) {
            return view.bytes(offset, size());
        }
        return read(view, offset, 0);
    }

    private Object read(StateView view, int at, int depth) {
        if (depth == shape.size()) {
            return single(view, at);
        }
        int stride = struct == null ? type.size() : struct.size();
        for (int length : shape.subList(depth + 1, shape.size())) {
            stride *= length;
        }
        List<Object> values = new ArrayList<>(shape.get(depth));
        for (int i = 0; i < shape.get(depth); i++) {
            values.add(read(view, at + i * stride, depth + 1));
        }
        return values;
    }

    private Object single(StateView view, int at) {
        return switch (type) {
            case INT32 -> view.int32(at);
            case UINT32 -> view.uint32(at);
            case FLOAT32 -> view.float32(at);
            case BOOL32 -> view.bool32(at);
            case BYTES -> view.bytes(at, 1);
            case STRUCT -> struct.view(view.array, view.base + at);
        };
    }

    @Override
    public String toString() {
        return typeText() + " " + name + " at " + offset;
    }
}
