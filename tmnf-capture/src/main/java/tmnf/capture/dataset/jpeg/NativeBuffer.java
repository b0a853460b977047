package tmnf.capture.dataset.jpeg;

import com.sun.jna.Memory;

/** Memory outside the heap that grows, and is freed when its owner says so. Confined to one thread. */
final class NativeBuffer implements AutoCloseable {

    private Memory memory;

    /** Memory of at least this size; what was in it before may be gone. */
    Memory atLeast(long bytes) {
        if (memory == null || memory.size() < bytes) {
            close();
            memory = new Memory(bytes);
        }
        return memory;
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }
}
