package tmnf.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.assertj.core.data.Offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;

/** Recordings of the original learner: arrays by name, flat. */
public final class Golden {

    private Golden() {
    }

    /** A folder of them. */
    public static Path folder(String name) {
        return Samples.golden("rl").resolve(name);
    }

    /** A JSON file. */
    public static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    /** One array. */
    public static float[] npy(Path file) throws IOException {
        return floats(file.toString(), Files.readAllBytes(file));
    }

    /** All arrays of a file. */
    static Map<String, float[]> npz(Path file) throws IOException {
        Map<String, float[]> arrays = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays.put(entry.getName().replaceAll("\\.npy$", ""), floats(entry.getName(),
                        zip.readAllBytes()));
            }
        }
        return arrays;
    }

    private static float[] floats(String name, byte[] bytes) throws IOException {
        NpyHeader header = NpyHeader.parse(name, bytes);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(header.order()).position(header.dataOffset());
        boolean whole = header.type().contains("i8");
        int count = 1;
        for (long length : header.shape()) {
            count *= (int) length;
        }
        int width = data.remaining() / count;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (width) {
                case Double.BYTES -> whole ? data.getLong() : (float) data.getDouble();
                case Float.BYTES -> data.getFloat();
                default -> data.get() & 0xFF;
            };
        }
        return values;
    }

    /** Each element within an absolute and a relative distance. */
    public static void assertClose(String what, float[] seen, float[] wanted, double absolute,
            double relative) {
        assertThat(seen).as(what).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            if (!(Math.abs(seen[i] - wanted[i]) <= absolute + relative * Math.abs(wanted[i]))) {
                assertThat(seen[i]).as("%s, element %d", what, i)
                        .isCloseTo(wanted[i], Offset.offset((float) (absolute + relative
                                * Math.abs(wanted[i]))));
            }
        }
    }
}
