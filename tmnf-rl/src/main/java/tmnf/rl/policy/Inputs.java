package tmnf.rl.policy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.tminterface.observation.Normalisation;

/**
 * Frames and observations as the network wants them: {@code (pixel - 128) / 128} and {@code (x - mean) /
 * std}. Belongs to one thread, which is one without gradients; owns its tensors until it is closed. Source:
 * training note, section 3.
 */
public final class Inputs implements AutoCloseable {

    private static final float MIDDLE = 128;

    private final IqnNetwork network;
    private final NDManager manager;
    private final NDArray mean;
    private final NDArray std;
    private final NDArray middle;
    private ByteBuffer staging = ByteBuffer.allocateDirect(0);

    /**
     * What scales.
     *
     * @throws IllegalArgumentException if the scaling is not of as many numbers as the network takes
     */
    public Inputs(NDManager parent, IqnNetwork network, Normalisation normalisation) {
        if (normalisation.size() != network.floats()) {
            throw new IllegalArgumentException("the network takes " + network.floats()
                    + " numbers, but there are means and deviations of " + normalisation.size());
        }
        this.network = network;
        manager = parent.newSubManager();
        mean = manager.create(normalisation.mean());
        std = manager.create(normalisation.std());
        middle = manager.create(MIDDLE);
    }

    /** Bytes of a frame; 0 where no picture is seen. */
    public int pixels() {
        return network.image().map(encoder -> encoder.height() * encoder.width()).orElse(0);
    }

    /**
     * Frames of a direct buffer from 0 on: (B, 1, H, W); any tensor where no picture is seen.
     *
     * @param scope that the tensor lives in
     */
    public NDArray pictures(NDManager scope, ByteBuffer frames, int batch) {
        if (network.image().isEmpty()) {
            return mean;
        }
        Encoder encoder = network.image().get();
        ByteBuffer part = frames.duplicate().order(ByteOrder.nativeOrder()).position(0)
                .limit(batch * pixels());
        return scope.create(part, new Shape(batch, 1, encoder.height(), encoder.width()), DataType.UINT8)
                .toType(DataType.FLOAT32, true).subi(middle).divi(middle);
    }

    /** Observations of a buffer from 0 on: (B, floats). */
    public NDArray numbers(NDManager scope, FloatBuffer observations, int batch) {
        int count = batch * network.floats();
        if (staging.capacity() < count * Float.BYTES) {
            staging = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
        }
        staging.clear().limit(count * Float.BYTES);
        staging.asFloatBuffer().put(0, observations, 0, count);
        try (NDArray raw = scope.create(staging, new Shape(batch, network.floats()), DataType.FLOAT32)) {
            return raw.sub(mean).divi(std);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
