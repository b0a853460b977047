package tmnf.rl;

import java.lang.reflect.Field;
import java.util.Map;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Counts what the engine holds, for tests that look for leaks. */
public final class NativeArrays {

    private NativeArrays() {
    }

    /** Arrays of the whole process, found from any of its managers. */
    public static int live(NDManager any) throws ReflectiveOperationException {
        NDManager top = any;
        while (top.getParentManager() != null && top.getParentManager() != top) {
            top = top.getParentManager();
        }
        return below(top);
    }

    private static int below(AutoCloseable resource) throws ReflectiveOperationException {
        if (resource instanceof NDArray) {
            return 1;
        }
        int count = 0;
        if (resource instanceof BaseNDManager) {
            for (String held : new String[] {"resources", "tempResources"}) {
                Field field = BaseNDManager.class.getDeclaredField(held);
                field.setAccessible(true);
                for (Object each : ((Map<?, ?>) field.get(resource)).values()) {
                    count += each instanceof AutoCloseable closeable ? below(closeable) : 1;
                }
            }
        }
        return count;
    }
}
