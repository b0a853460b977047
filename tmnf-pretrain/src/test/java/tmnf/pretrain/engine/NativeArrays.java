package tmnf.pretrain.engine;

import java.lang.reflect.Field;
import java.util.Map;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Counts the native arrays of the whole process, whoever manages them. */
public final class NativeArrays {

    private NativeArrays() {
    }

    /** How many there are. */
    public static int live(NDManager any) throws ReflectiveOperationException {
        NDManager top = any;
        while (top.getParentManager() != null && top.getParentManager() != top) {
            top = top.getParentManager();
        }
        return below(top);
    }

    /** DJL tells only of a manager's own arrays, not of those of the managers below it. */
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
