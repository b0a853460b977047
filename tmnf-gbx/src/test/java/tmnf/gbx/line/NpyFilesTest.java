package tmnf.gbx.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.npy.NpyFormatException;
import tmnf.gbx.npy.NpyFormatException.Reason;

class NpyFilesTest {

    private static final double[] POINTS = {1, 2, 3, 4.5, -5.25, 6, 7, 8, 9.125};

    @ParameterizedTest
    @ValueSource(strings = {"two_points.raw.npy", "helix.zones_0.5m.npy", "straight_x.zones_10.0m.npy"})
    void writesWhatNumPyWroteByteForByte(String name) throws IOException {
        byte[] recorded = GoldenLines.bytes(name);

        assertThat(NpyFiles.format(NpyFiles.parse(name, recorded))).isEqualTo(recorded);
    }

    @ParameterizedTest
    @CsvSource({
        "1, <f8, False", "1, >f8, False", "1, <f4, False", "1, >f4, True", "1, <f8, True", "2, <f8, False",
        "3, <f4, False"
    })
    void readsEveryFormOfTheSamePoints(int version, String type, String fortran) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': (3, 3), }";
        byte[] file = file(version, header, data(type, fortran.equals("True")));

        assertThat(NpyFiles.parse("x", file)).isEqualTo(ReferenceLine.of(POINTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"shape\":(3,3),\"fortran_order\":False,\"descr\":\"<f8\"}",
        "  {'shape': (3L, 3L), 'fortran_order': False, 'descr': '<f8'}\n",
        "{'descr': '=f8', 'fortran_order': False, 'shape': (3, 3,), }",
    })
    void readsHeadersThatOtherProgramsWrite(String header) throws IOException {
        byte[] file = file(1, header, data("<f8", false));

        assertThat(NpyFiles.parse("x", file)).isEqualTo(ReferenceLine.of(POINTS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "{'descr': '<i8', 'fortran_order': False, 'shape': (3, 3), }  | UNSUPPORTED_TYPE",
        "{'descr': 'O', 'fortran_order': False, 'shape': (3, 3), }    | UNSUPPORTED_TYPE",
        "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (3, 3), } | UNSUPPORTED_TYPE",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }    | WRONG_SHAPE",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (9, 1), }  | WRONG_SHAPE",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 3), }  | WRONG_SHAPE",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 3, 1), } | WRONG_SHAPE",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-3, 3), } | WRONG_SHAPE",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (), }      | WRONG_SHAPE",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999999, 3), } | WRONG_SHAPE",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999, 3), } | LIMIT",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 3), }  | WRONG_LENGTH",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }  | WRONG_LENGTH",
        "{'descr': '<f8', 'fortran_order': 1, 'shape': (3, 3), }      | MALFORMED_HEADER",
        "{'descr': '<f8', 'shape': (3, 3), }                          | MALFORMED_HEADER",
        "{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), } | MALFORMED_HEADER",
        "print('hello')                                               | MALFORMED_HEADER",
    })
    void refusesWhatIsNoLine(String header, Reason reason) {
        assertRefused(file(1, header, data("<f8", false)), reason);
    }

    @Test
    void refusesOtherFilesByTheirBeginning() {
        assertRefused(new byte[0], Reason.NOT_NPY);
        assertRefused("<!DOCTYPE html><html>".getBytes(StandardCharsets.US_ASCII), Reason.NOT_NPY);
        assertRefused(Arrays.copyOf(NpyFiles.format(ReferenceLine.of(POINTS)), 4), Reason.NOT_NPY);
        assertRefused(Arrays.copyOf(NpyFiles.format(ReferenceLine.of(POINTS)), 9), Reason.WRONG_LENGTH);
        assertRefused(Arrays.copyOf(NpyFiles.format(ReferenceLine.of(POINTS)), 60), Reason.WRONG_LENGTH);
        assertRefused(Arrays.copyOf(NpyFiles.format(ReferenceLine.of(POINTS)), 150), Reason.WRONG_LENGTH);
    }

    @Test
    void refusesUnknownVersionsAndHugeHeaders() {
        assertRefused(file(4, "{}", new byte[72]), Reason.UNSUPPORTED_VERSION);
        byte[] huge = file(2, "{}", new byte[72]);
        huge[11] = (byte) 0xFF;
        assertRefused(huge, Reason.LIMIT);
    }

    @Test
    void refusesNumbersThatAreNone() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            byte[] file = NpyFiles.format(ReferenceLine.of(POINTS));
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putDouble(file.length - 24, bad);

            assertThatThrownBy(() -> NpyFiles.parse("x.npy", file))
                    .hasMessageContaining("x.npy: point 2")
                    .isInstanceOfSatisfying(NpyFormatException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.NOT_FINITE));
        }
    }

    @Test
    void readsFromDisk(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("line.npy");
        Files.write(file, NpyFiles.format(ReferenceLine.of(POINTS)));

        assertThat(NpyFiles.read(file)).isEqualTo(ReferenceLine.of(POINTS));
    }

    @Test
    void mutatedFilesGiveALineOrTheTypedException() throws IOException {
        byte[] valid = GoldenLines.bytes("two_points.zones_0.5m.npy");
        SplittableRandom random = new SplittableRandom(7);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 20_000; i++) {
                int length = random.nextInt(4) == 0 ? random.nextInt(600) : valid.length;
                byte[] mutated = Arrays.copyOf(valid, length);
                for (int k = random.nextInt(4); k >= 0 && mutated.length > 0; k--) {
                    mutated[random.nextInt(Math.min(mutated.length, 90))] = (byte) random.nextInt(256);
                }
                try {
                    assertThat(NpyFiles.parse("fuzz", mutated).size()).isGreaterThan(1);
                } catch (NpyFormatException expected) {
                    assertThat(expected.reason()).isNotNull();
                }
            }
        });
    }

    @Test
    void roundsHalfToEvenLikeNumPy() {
        double[] exact = {0.00005, 0.00015, 0.00025, 1.23456, -1.23455, -0.00001};

        // numpy.round(exact, 4); 0.00015 is a little less than its digits say.
        assertThat(ReferenceLine.of(exact).rounded().toArray())
                .containsExactly(0, 0.0001, 0.0002, 1.2346, -1.2346, -0.0);
    }

    private static void assertRefused(byte[] file, Reason reason) {
        assertThatThrownBy(() -> NpyFiles.parse("x.npy", file))
                .hasMessageStartingWith("x.npy: ")
                .isInstanceOfSatisfying(NpyFormatException.class, e -> assertThat(e.reason())
                        .isEqualTo(reason));
    }

    private static byte[] file(int version, String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        file.put((byte) version).put((byte) 0);
        if (version == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        file.put(text).put(data);
        return Arrays.copyOf(file.array(), file.position());
    }

    private static byte[] data(String type, boolean columnsFirst) {
        boolean isFloat = type.endsWith("4");
        ByteBuffer data = ByteBuffer.allocate(POINTS.length * (isFloat ? 4 : 8))
                .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < POINTS.length; i++) {
            double value = POINTS[columnsFirst ? i % 3 * 3 + i / 3 : i];
            if (isFloat) {
                data.putFloat((float) value);
            } else {
                data.putDouble(value);
            }
        }
        return data.array();
    }
}
