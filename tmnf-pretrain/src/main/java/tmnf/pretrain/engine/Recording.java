package tmnf.pretrain.engine;

import java.util.concurrent.locks.ReentrantLock;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The part of a step that PyTorch records to differentiate it: forward pass, loss and {@link #backward}. One
 * at a time in a process; closing it switches recording off again, before weights are changed.
 *
 * <p>DJL's own collector is not used: it walks over all arrays of the process at each start, and multiplies
 * gradients by zero, which keeps an infinite one for ever.
 */
public final class Recording implements AutoCloseable {

    private static final ReentrantLock OWNER = new ReentrantLock();

    private Recording() {
    }

    /**
     * Begins to record on this thread; waits while another thread records.
     *
     * @throws IllegalStateException if this thread records already
     */
    public static Recording begin() {
        if (OWNER.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread records already");
        }
        OWNER.lock();
        JniUtils.setGradMode(true);
        return new Recording();
    }

    /** Adds the gradients of a scalar to those of the weights that it depends on. */
    public void backward(NDArray loss) {
        NDManager manager = loss.getManager();
        try (NDArray one = manager.ones(loss.getShape(), loss.getDataType())) {
            JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
        }
    }

    @Override
    public void close() {
        JniUtils.setGradMode(false);
        OWNER.unlock();
    }
}
