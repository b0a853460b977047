package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchTensorTest {

    private static TorchTensor view(List<Long> shape, List<Long> strides, long offset, int storage) {
        float[] numbers = new float[storage];
        for (int i = 0; i < storage; i++) {
            numbers[i] = i;
        }
        TorchStorage bytes = TorchTensor.of(List.of((long) storage), numbers).storage();
        return new TorchTensor(TorchType.FLOAT32, shape, strides, offset, bytes);
    }

    @Test
    void numbersComeInRowOrderHoweverTheyLie() {
        TorchTensor channelsLast = view(List.of(2L, 3L, 2L, 2L), List.of(12L, 1L, 6L, 3L), 0, 24);

        float[] rows = channelsLast.floats();

        int i = 0;
        for (int n = 0; n < 2; n++) {
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < 2; y++) {
                    for (int x = 0; x < 2; x++) {
                        assertThat(rows[i++]).isEqualTo(12 * n + c + 6 * y + 3 * x);
                    }
                }
            }
        }
        assertThat(channelsLast.contiguous().floats()).containsExactly(rows);
        assertThat(channelsLast.contiguous().strides()).containsExactly(12L, 4L, 2L, 1L);
    }

    @Test
    void slicesTransposedAndRepeatedNumbersAreGathered() {
        assertThat(view(List.of(2L, 2L), List.of(1L, 3L), 1, 6).floats()).containsExactly(1, 4, 2, 5);
        assertThat(view(List.of(2L, 3L), List.of(10L, 1L), 4, 20).floats())
                .containsExactly(4, 5, 6, 14, 15, 16);
        assertThat(view(List.of(2L, 3L), List.of(0L, 1L), 0, 3).floats()).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(view(List.of(3L), List.of(0L), 2, 3).floats()).containsExactly(2, 2, 2);
        assertThat(view(List.of(), List.of(), 2, 3).floats()).containsExactly(2);
        assertThat(view(List.of(0L, 5L), List.of(5L, 1L), 0, 3).floats()).isEmpty();
    }

    @Test
    void lengthsOfOneDoNotBreakTheRows() {
        assertThat(view(List.of(2L, 1L, 3L), List.of(3L, 99L, 1L), 0, 6).isContiguous()).isTrue();
        assertThat(view(List.of(16L, 1L, 4L, 4L), List.of(16L, 1L, 4L, 1L), 0, 256).isContiguous()).isTrue();
        assertThat(view(List.of(2L, 3L), List.of(4L, 1L), 0, 7).isContiguous()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, 1, 0", "2, 4, 1", "1, 1, 5", "4611686018427387904, 4, 0", "2, 9223372036854775807, 1",
        "-1, 1, 0", "2, -1, 4", "2, 1, -1", "3000000000, 0, 0"})
    void viewsThatLeaveTheirStorageAreRefused(long length, long stride, long offset) {
        assertThatThrownBy(() -> view(List.of(length), List.of(stride), offset, 5 - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0x3c00, 1", "0xc000, -2", "0x7bff, 65504", "0x0001, 5.9604644775390625e-8",
        "0x03ff, 6.097555160522461e-5", "0x0400, 6.103515625e-5", "0x3555, 0.333251953125",
        "0x7c00, Infinity", "0xfc00, -Infinity", "0x7e00, NaN"})
    void halfPrecisionIsWidenedExactly(String bits, float value) {
        TorchTensor half = of(TorchType.FLOAT16, Integer.decode(bits));

        assertThat(half.floats()).containsExactly(value);
        assertThat(half.doubles()).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({"0x3f80, 1", "0xc040, -3", "0x7f80, Infinity", "0x4049, 3.140625"})
    void brainFloatsAreWidenedExactly(String bits, float value) {
        assertThat(of(TorchType.BFLOAT16, Integer.decode(bits)).floats()).containsExactly(value);
    }

    private static TorchTensor of(TorchType type, int bits) {
        byte[] bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) bits).array();
        return TorchTensor.of(type, List.of(), bytes);
    }

    @Test
    void wholeNumbersKeepTheirSignsAndAllTheirDigits() {
        TorchTensor longs = TorchTensor.ofLongs(List.of(2L), Long.MAX_VALUE, -5);
        byte[] both = {-1, 2};

        assertThat(longs.longs()).containsExactly(Long.MAX_VALUE, -5);
        assertThat(TorchTensor.of(TorchType.INT8, List.of(2L), both).longs()).containsExactly(-1, 2);
        assertThat(TorchTensor.of(TorchType.UINT8, List.of(2L), both).floats()).containsExactly(255, 2);
        assertThat(TorchTensor.of(TorchType.BOOL, List.of(2L), both).longs()).containsExactly(1, 1);
        assertThatThrownBy(() -> TorchTensor.of(List.of(1L), 1f).longs())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bitsAreComparedNotValues() {
        TorchTensor zero = TorchTensor.of(List.of(1L), 0f);

        assertThat(zero.hasSameBits(TorchTensor.of(List.of(1L), -0f))).isFalse();
        assertThat(zero.hasSameBits(TorchTensor.of(List.of(), 0f))).isFalse();
        assertThat(TorchTensor.of(List.of(1L), Float.NaN)
                .hasSameBits(TorchTensor.of(List.of(1L), Float.NaN))).isTrue();
    }
}
