package tmnf.gbx.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {

    @Test
    void writesWhatItReads() throws NpyFormatException {
        for (List<Long> shape : List.of(List.<Long>of(), List.of(7L), List.of(0L), List.of(3L, 1L, 1L, 64L,
                64L))) {
            NpyHeader header = NpyHeader.of("|u1", shape);

            assertThat(NpyHeader.parse("x", header.bytes())).isEqualTo(header);
            assertThat(header.dataOffset() % 64).isZero();
        }
    }

    @Test
    void writesTheTextThatNumPyWrites() {
        assertThat(new String(NpyHeader.of("<i8", List.of(4L)).bytes(), StandardCharsets.ISO_8859_1))
                .startsWith("\u0093NUMPY\u0001\0v\0{'descr': '<i8', 'fortran_order': False, 'shape': (4,), "
                        + "}   ")
                .endsWith(" \n");
    }

    @Test
    void tellsSizeAndOrderOfNumbers() {
        NpyHeader header = NpyHeader.of(">f4", List.of(5L, 2L, 3L));

        assertThat(header.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(header.bytesFrom(0)).isEqualTo(120);
        assertThat(header.bytesFrom(1)).isEqualTo(24);
        assertThat(header.bytesFrom(3)).isEqualTo(4);
    }

    @Test
    void countsNoFurtherThanItCan() {
        assertThat(NpyHeader.of("<f8", List.of(1L << 40, 1L << 40,
                2L)).bytesFrom(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(NpyHeader.of("<f8", List.of(1L << 60)).bytesFrom(0)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(3, -1)", "(3, x)", "(3 3)", "(,)", "(99999999999999999999,)"})
    void refusesShapesThatAreNone(String shape) {
        byte[] file = ("\u0093NUMPY\u0001\0\u0060\0{'descr': '<f8', 'fortran_order': False, 'shape': "
                + shape + "}"
                + " ".repeat(96)).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> NpyHeader.parse("x.npy", file))
                .isInstanceOf(NpyFormatException.class).hasMessageContaining("x.npy");
    }
}
