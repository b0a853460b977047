package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;

class BilinearResizeTest {

    private static float[] floats(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        NpyHeader header = NpyHeader.parse(file.toString(), bytes);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(header.order()).position(header.dataOffset());
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return values;
    }

    @Test
    void resizesAsTheRecordingDoes() throws IOException {
        Path golden = Samples.golden("pretrain").resolve("resize");
        float[] in = floats(golden.resolve("in_30x40.npy"));
        float[] pixels = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            pixels[i] = in[i] * 255;
        }
        GreyPicture picture = GreyPicture.of(40, 30, pixels);
        for (int side : new int[] {16, 64}) {
            float[] expected = floats(golden.resolve("out_" + side + ".npy"));
            float[] out = new float[side * side];
            byte[] bytes = new byte[side * side];
            BilinearResize resize = new BilinearResize(side, side);
            resize.toFloats(picture, out, 0);
            resize.toBytes(picture, bytes, 0);
            assertThat(expected).hasSameSizeAs(out);
            for (int i = 0; i < out.length; i++) {
                assertThat(out[i]).isCloseTo(expected[i], within(2e-7f));
                assertThat((bytes[i] & 0xFF) / 255f).isCloseTo(expected[i], within(0.5f / 255 + 1e-6f));
            }
        }
    }

    /** PyTorch 1.13.1: interpolate(arange(12).reshape(1, 1, 3, 4) * 20, size=(2, 5)), half-pixel centres. */
    @Test
    void takesSizesThatAreNoSquares() {
        byte[] pixels = new byte[12];
        for (int i = 0; i < 12; i++) {
            pixels[i] = (byte) (20 * i);
        }
        float[] out = new float[11];

        new BilinearResize(2, 5).toFloats(GreyPicture.of(4, 3, pixels), out, 1);

        float[] expected = {20.0f, 34.0f, 50.0f, 66.0f, 80.0f, 140.0f, 154.0f, 170.0f, 186.0f, 200.0f};
        assertThat(out[0]).isZero();
        for (int i = 0; i < 10; i++) {
            assertThat(out[i + 1] * 255).isCloseTo(expected[i], within(1e-4f));
        }
    }

    @Test
    void aPictureOfTheSizeStaysAsItIs() {
        byte[] pixels = {0, 1, 127, -128, -2, -1};
        byte[] out = new byte[6];
        float[] floats = new float[6];
        BilinearResize resize = new BilinearResize(2, 3);

        resize.toBytes(GreyPicture.of(3, 2, pixels), out, 0);
        resize.toFloats(GreyPicture.of(3, 2, pixels), floats, 0);

        assertThat(out).isEqualTo(pixels);
        assertThat(floats).containsExactly(0f, 1 / 255f, 127 / 255f, 128 / 255f, 254 / 255f, 1f);
    }

    @Test
    void bytesAreTheNearestLevels() {
        byte[] out = new byte[1];

        new BilinearResize(1, 1).toBytes(GreyPicture.of(2, 1, new byte[] {10, 11}), out, 0);
        assertThat(out).containsExactly(11);
        new BilinearResize(1, 1).toBytes(GreyPicture.of(1, 1, new float[] {254.49f}), out, 0);
        assertThat(out).containsExactly(-2);
        new BilinearResize(1, 1).toBytes(GreyPicture.of(1, 1, new float[] {255}), out, 0);
        assertThat(out).containsExactly(-1);
    }

    @Test
    void refusesSizesWithoutPixels() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BilinearResize(0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> GreyPicture.of(2, 2, new byte[3]));
    }
}
