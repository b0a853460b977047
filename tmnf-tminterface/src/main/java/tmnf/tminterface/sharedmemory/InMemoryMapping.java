package tmnf.tminterface.sharedmemory;

import java.nio.ByteBuffer;

/** A mapping within this process, for tests and a simulated game on the same machine. */
public final class InMemoryMapping extends BufferMapping {

    private InMemoryMapping(ByteBuffer bytes) {
        super("memory", bytes);
    }

    /** New memory, all zero. */
    public static InMemoryMapping create(int size) {
        return new InMemoryMapping(ByteBuffer.allocateDirect(SharedMapping.checkSize(size)));
    }

    /** The other side: a mapping of the same bytes, closed on its own. */
    public InMemoryMapping view() {
        return new InMemoryMapping(open());
    }

    @Override
    void release() {
        // The collector frees the memory once both sides let go of it.
    }
}
