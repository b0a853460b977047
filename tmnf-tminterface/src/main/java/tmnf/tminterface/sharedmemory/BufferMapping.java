package tmnf.tminterface.sharedmemory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** A mapping over a direct buffer; what lets go of the memory is left to those that made it. */
abstract sealed class BufferMapping implements SharedMapping
        permits InMemoryMapping, FileMapping, WindowsNamedMapping {

    private static final VarHandle WORD =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final int size;
    // Null once closed: native memory must not be touched any more.
    private volatile ByteBuffer bytes;

    BufferMapping(String name, ByteBuffer direct) {
        this.name = Objects.requireNonNull(name);
        this.size = SharedMapping.checkSize(direct.capacity());
        this.bytes = direct;
    }

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int word(int offset) {
        return (int) WORD.getVolatile(open(), offset);
    }

    @Override
    public final void setWord(int offset, int value) {
        WORD.setVolatile(open(), offset, value);
    }

    @Override
    public final void get(int offset, byte[] target, int targetOffset, int length) {
        open().get(offset, target, targetOffset, length);
    }

    @Override
    public final void put(int offset, byte[] source, int sourceOffset, int length) {
        open().put(offset, source, sourceOffset, length);
    }

    final ByteBuffer open() {
        ByteBuffer current = bytes;
        if (current == null) {
            throw new IllegalStateException("the mapping " + name + " is closed");
        }
        return current;
    }

    @Override
    public final synchronized void close() {
        if (bytes != null) {
            bytes = null;
            release();
        }
    }

    /** Called once. */
    abstract void release();

    @Override
    public final String toString() {
        return name + " (" + size + " bytes)";
    }
}
