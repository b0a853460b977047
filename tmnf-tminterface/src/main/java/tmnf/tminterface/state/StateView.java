package tmnf.tminterface.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tmnf.gbx.model.Vec3;

/**
 * A structure of the game inside an array of bytes. A view keeps no values: accessors read the array, setters
 * write into it, and everything that shares the array sees the change. Accessors are called as TMInterface's
 * own clients call the field, in camel case; a setter has {@code set} in front. An array has an accessor with
 * one index a dimension, which allocates nothing, and one without, which returns a copy. Setters with an
 * index change that one number only.
 *
 * <p>Two views are equal when they are of one class and their bytes are equal.
 */
public abstract sealed class StateView
        permits CachedInput, CheckpointData, CheckpointTime, Engine, Event, HmsDyna, HmsDynaState, PlayerInfo,
        RealTimeState, SceneVehicleCar, SceneVehicleCarState, SimStateData, SimulationWheel, SurfaceHandler,
        WheelState {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MAX_UINT32 = 0xFFFF_FFFFL;

    final byte[] array;
    final int base;

    StateView(byte[] array, int base) {
        this.array = array;
        this.base = base;
    }

    /** The fields of this structure. */
    public abstract StructLayout layout();

    /** Bytes of this structure. */
    public int size() {
        return layout().size();
    }

    /** A copy of the bytes, as the game has them. */
    public final byte[] toBytes() {
        return bytes(0, size());
    }

    /** The bytes themselves, read-only and little-endian, from position 0 to {@link #size()}. */
    public final ByteBuffer buffer() {
        return ByteBuffer.wrap(array, base, size()).slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Visits every field, those of contained structures included, in the order of the layout. */
    public final void walk(FieldVisitor visitor) {
        walk("", 0, visitor);
    }

    private void walk(String prefix, int start, FieldVisitor visitor) {
        for (StateField field : layout().fields()) {
            Object value = field.read(this);
            String path = prefix + field.accessor();
            int offset = start + field.offset();
            if (field.type() != FieldType.STRUCT) {
                visitor.field(path, offset, field, value);
            } else if (value instanceof StateView view) {
                view.walk(path + ".", offset, visitor);
            } else {
                int index = 0;
                for (Object element : (List<?>) value) {
                    StateView view = (StateView) element;
                    view.walk(path + "[" + index++ + "].", start + view.base - base, visitor);
                }
            }
        }
    }

    /**
     * All fields as maps, lists, numbers, booleans and text, in the order of the layout: what a JSON writer
     * takes. Floats come as the {@link Double} of the same value, raw bytes as hexadecimal text.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (StateField field : layout().fields()) {
            map.put(field.accessor(), FieldText.plain(field.read(this)));
        }
        return map;
    }

    /** Writes one line a field for people: offset, path, type, value; raw bytes are shortened. */
    public void dump(Appendable out) throws IOException {
        try {
            walk((path, offset, field, value) -> {
                try {
                    out.append(FieldText.line(path, offset, field, value)).append('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof StateView view && view.getClass() == getClass()
                && Arrays.equals(
                        array, base, base + size(), view.array, view.base, view.base + view.size());
    }

    @Override
    public final int hashCode() {
        int hash = 1;
        for (int i = base; i < base + size(); i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return layout().name() + " of " + size() + " bytes";
    }

    final int int32(int offset) {
        return (int) INT.get(array, base + offset);
    }

    final void putInt32(int offset, int value) {
        INT.set(array, base + offset, value);
    }

    final int int32(int offset, int index, int length) {
        return int32(offset + 4 * Objects.checkIndex(index, length));
    }

    final void putInt32(int offset, int index, int length, int value) {
        putInt32(offset + 4 * Objects.checkIndex(index, length), value);
    }

    final long uint32(int offset) {
        return Integer.toUnsignedLong(int32(offset));
    }

    final void putUint32(int offset, long value) {
        if (value < 0 || value > MAX_UINT32) {
            throw new IllegalArgumentException(value + " does not fit into an unsigned field of 32 bits");
        }
        putInt32(offset, (int) value);
    }

    final boolean bool32(int offset) {
        return int32(offset) != 0;
    }

    final void putBool32(int offset, boolean value) {
        putInt32(offset, value ? 1 : 0);
    }

    final float float32(int offset) {
        return (float) FLOAT.get(array, base + offset);
    }

    final void putFloat32(int offset, float value) {
        FLOAT.set(array, base + offset, value);
    }

    final float float32(int offset, int index, int length) {
        return float32(offset + 4 * Objects.checkIndex(index, length));
    }

    final void putFloat32(int offset, int index, int length, float value) {
        putFloat32(offset + 4 * Objects.checkIndex(index, length), value);
    }

    /** An element of an array of rows of three. */
    final float element(int offset, int row, int rows, int column) {
        return float32(offset + 12 * Objects.checkIndex(row, rows), column, 3);
    }

    final void putElement(int offset, int row, int rows, int column, float value) {
        putFloat32(offset + 12 * Objects.checkIndex(row, rows), column, 3, value);
    }

    final float[] floats(int offset, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = float32(offset + 4 * i);
        }
        return values;
    }

    final void putFloats(int offset, int count, float[] values) {
        requireLength(values.length, count, "numbers");
        for (int i = 0; i < count; i++) {
            putFloat32(offset + 4 * i, values[i]);
        }
    }

    final Vec3 vec3(int offset) {
        return new Vec3(float32(offset), float32(offset + 4), float32(offset + 8));
    }

    final void putVec3(int offset, Vec3 value) {
        putFloat32(offset, value.x());
        putFloat32(offset + 4, value.y());
        putFloat32(offset + 8, value.z());
    }

    final byte[] bytes(int offset, int length) {
        return Arrays.copyOfRange(array, base + offset, base + offset + length);
    }

    final void putBytes(int offset, int length, byte[] value) {
        requireLength(value.length, length, "bytes");
        System.arraycopy(value, 0, array, base + offset, length);
    }

    static void requireLength(int actual, int expected, String unit) {
        if (actual != expected) {
            throw new IllegalArgumentException(
                    "the field holds " + expected + " " + unit + ", but " + actual + " were given");
        }
    }
}
