package tmnf.rl;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.Map;

import com.sun.jna.Memory;

/** Counts the memory that is taken outside the heap through JNA, as the transition buffer does. */
public final class OffHeap {

    private OffHeap() {
    }

    /** Gives back what nobody refers to any more: JNA itself does until it looks at its buffers again. */
    public static void collect() {
        System.gc();
        Memory.purge();
        System.gc();
    }

    /** Bytes of the whole process that are not given back. */
    public static long bytes() throws ReflectiveOperationException {
        Field taken = Memory.class.getDeclaredField("allocatedMemory");
        taken.setAccessible(true);
        long bytes = 0;
        for (Object each : ((Map<?, ?>) taken.get(null)).values()) {
            if (((Reference<?>) each).get() instanceof Memory memory) {
                bytes += memory.size();
            }
        }
        return bytes;
    }
}
