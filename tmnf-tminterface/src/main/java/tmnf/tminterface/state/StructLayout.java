package tmnf.tminterface.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The fields of one structure in the order of their offsets. Each view class declares its fields through a
 * {@link Builder} whose methods return the offset, so that accessors, dumps, documentation and tests share
 * one description; the offsets end up in {@code static final} fields, which the compiler treats as constants.
 */
public final class StructLayout {

    private final String name;
    private final int size;
    private final ViewFactory factory;
    private final List<StateField> fields;

    private StructLayout(String name, int size, ViewFactory factory, List<StateField> fields) {
        this.name = name;
        this.size = size;
        this.factory = factory;
        this.fields = List.copyOf(fields);
    }

    /** Makes a view of a structure. */
    @FunctionalInterface
    interface ViewFactory {
        StateView at(byte[] bytes, int base);
    }

    static Builder of(String name, int size, ViewFactory factory) {
        return new Builder(name, size, factory);
    }

    /** The simple name of the view class. */
    public String name() {
        return name;
    }

    /** Bytes of the structure; of one with a variable length, those it has at least. */
    public int size() {
        return size;
    }

    /** Known fields; the bytes between them are kept but have no name. */
    public List<StateField> fields() {
        return fields;
    }

    StateView view(byte[] bytes, int base) {
        return factory.at(bytes, base);
    }

    @Override
    public String toString() {
        return name + " of " + size + " bytes";
    }

    /** Collects the fields of one structure; every method returns the offset it was given. */
    static final class Builder {

        private final String name;
        private final int size;
        private final ViewFactory factory;
        private final List<StateField> fields = new ArrayList<>();
        private final Map<String, String> renamed = new LinkedHashMap<>();

        private Builder(String name, int size, ViewFactory factory) {
            this.name = name;
            this.size = size;
            this.factory = factory;
        }

        /** Gives a field another accessor than its name in camel case. */
        Builder renamed(String field, String accessor) {
            renamed.put(field, accessor);
            return this;
        }

        int int32(String field, int offset, String note, int... shape) {
            return add(field, offset, FieldType.INT32, note, null, shape);
        }

        int uint32(String field, int offset, String note) {
            return add(field, offset, FieldType.UINT32, note, null);
        }

        int float32(String field, int offset, String note, int... shape) {
            return add(field, offset, FieldType.FLOAT32, note, null, shape);
        }

        int bool32(String field, int offset, String note, int... shape) {
            return add(field, offset, FieldType.BOOL32, note, null, shape);
        }

        int bytes(String field, int offset, String note, int length) {
            return add(field, offset, FieldType.BYTES, note, null, length);
        }

        int struct(String field, int offset, String note, StructLayout struct, int... shape) {
            return add(field, offset, FieldType.STRUCT, note, struct, shape);
        }

        StructLayout build() {
            return new StructLayout(name, size, factory, fields);
        }

        private int add(
                String field, int offset, FieldType type, String note, StructLayout struct, int... shape) {
            String accessor = renamed.getOrDefault(field, camelCase(field));
            fields.add(new StateField(
                    field, accessor, offset, type, IntStream.of(shape).boxed().toList(), note, struct));
            return offset;
        }

        private static String camelCase(String field) {
            StringBuilder text = new StringBuilder(field.length());
            boolean upper = false;
            for (char c : field.toCharArray()) {
                if (c == '_') {
                    upper = true;
                } else {
                    text.append(upper ? Character.toUpperCase(c) : c);
                    upper = false;
                }
            }
            return text.toString();
        }
    }
}
