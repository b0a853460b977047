package tmnf.pretrain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.gbx.npy.NpyHeader;

/** NumPy files of float32 among the resources of tests. */
public final class Npy {

    private Npy() {
    }

    /** The array of a file. */
    public static NDArray read(NDManager manager, Path file) throws IOException {
        return read(manager, file.toString(), Files.readAllBytes(file));
    }

    /** The array beside a class. */
    public static NDArray read(NDManager manager, Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return read(manager, name, in.readAllBytes());
        }
    }

    private static NDArray read(NDManager manager, String name, byte[] bytes) throws IOException {
        NpyHeader header = NpyHeader.parse(name, bytes);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(header.order()).position(header.dataOffset());
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return manager.create(values, new Shape(header.shape()));
    }
}
