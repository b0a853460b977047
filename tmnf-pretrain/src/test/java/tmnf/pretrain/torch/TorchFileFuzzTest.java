package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files give a result or a {@link TorchFormatException}, in little time, and nothing else. For more
 * of them: {@code -Dtmnf.test.jvm=-Dtmnf.fuzz.files=200000}.
 */
class TorchFileFuzzTest {

    private static final int FILES = Integer.getInteger("tmnf.fuzz.files", 3_000);
    private static final TorchLimits LIMITS =
            new TorchLimits(100, 1 << 20, 20, 1 << 16, 20, 50_000, 1_000, 20_000);
    private static final Duration MOST = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(42);
    private int results;
    private int refusals;
    private long slowestNanos;

    @Test
    void damagedArchivesAreReadOrRefused() throws IOException {
        byte[] golden;
        try (InputStream in = getClass().getResourceAsStream("single_linear.pt")) {
            golden = in.readAllBytes();
        }
        Path ours = folder.resolve("ours.pt");
        TorchFile.write(ours, tree());
        List<byte[]> sound = List.of(golden, Files.readAllBytes(ours));

        for (int i = 0; i < FILES; i++) {
            read(damaged(sound.get(i % 2)));
        }

        assertThat(refusals).isGreaterThan(FILES / 2);
        assertThat(results).isPositive();
        assertThat(slowestNanos).isLessThan(MOST.toNanos());
    }

    /** The checksums are right here, so that the damage reaches the pickle program's reader. */
    @Test
    void damagedProgramsAreRunOrRefused() throws IOException {
        byte[] program = new PickleWriter().write(tree());
        Path file = folder.resolve("program.pt");

        for (int i = 0; i < FILES; i++) {
            new TestArchive().with("data.pkl", damaged(program)).with("data/0", new byte[24]).write(file);
            attempt(file);
        }

        assertThat(refusals).isGreaterThan(FILES / 4);
        assertThat(results).isGreaterThan(FILES / 20);
        assertThat(slowestNanos).isLessThan(MOST.toNanos());
    }

    /** The same for programs with values of Python that nobody makes here. */
    @Test
    void damagedProgramsWithOpaqueValuesAreRunOrRefused() throws IOException {
        byte[] program = foreign();
        Path file = folder.resolve("foreign.pt");
        new TestArchive().with("data.pkl", program).with("data/0", new byte[8]).write(file);
        attempt(file);
        assertThat(results).as("the sound one").isEqualTo(1);

        for (int i = 0; i < FILES; i++) {
            new TestArchive().with("data.pkl", damaged(program)).with("data/0", new byte[8]).write(file);
            attempt(file);
        }

        assertThat(refusals).isGreaterThan(FILES / 4);
        assertThat(results).isGreaterThan(FILES / 20);
        assertThat(slowestNanos).isLessThan(MOST.toNanos());
    }

    /** Opcodes in any order, most of them with what they take on the stack. */
    @Test
    void opcodesInAnyOrderAreRunOrRefused() throws IOException {
        String[] parts = {"cposix\nsystem\n", "ccollections\nOrderedDict\n", "ctorch\nFloatStorage\n", ")",
            "(", "]", "}", "N", "\u0088", "K\u0001", "J\u0001\0\0\0", "\u008a\u0001\u0001",
            "\u008b\u0001\0\0\0\u0001", "X\u0001\0\0\0a", "\u008c\u0001b", "C\u0001c", "B\u0001\0\0\0d",
            "R", "\u0081", "\u0092", "b", "a", "e", "s", "u", "t", "\u0085", "\u0086", "\u0087", "0", "1",
            "\u008f", "\u0090", "\u0091", "\u0093", "Q", "q\0", "h\0", "\u0094"};
        Path file = folder.resolve("any.pt");
        for (int i = 0; i < FILES; i++) {
            StringBuilder program = new StringBuilder("\u0080\u0004");
            for (int length = random.nextInt(12); length >= 0; length--) {
                program.append(parts[random.nextInt(parts.length)]);
            }
            new TestArchive().program(program + ".").write(file);
            attempt(file);
        }

        assertThat(refusals).isGreaterThan(FILES / 4);
        assertThat(results).isGreaterThan(FILES / 100);
        assertThat(slowestNanos).isLessThan(MOST.toNanos());
    }

    private static byte[] foreign() {
        String key = "X\u0001\0\0\0";
        String program = "\u0080\u0002}("
                + key + "pcpathlib\nPosixPath\nq\0" + key + "x\u0085R" // called
                + key + "oh\0)\u0081q\u0001}(" + key + "ih\u0001ub" // made, with itself as its state
                + key + "kh\0)}\u0092" // made with names
                + key + "s\u008f(K\u0001K\u0002\u0090" + key + "f(K\u0003\u0091" // sets
                + key + "bC\u0002ab" + key + "BB\u0002\0\0\0ab" // bytes
                + key + "l\u008b\u0002\0\0\0ab" + key + "dK\u0001K\u00020" // a long integer, one dropped
                + "h\0)RK\u0007" // a key
                + key + "t" + TorchFileTest.tensor("FloatStorage", 2, 0, "K\u0002", "K\u0001")
                + key + "c" + TorchFileTest.tensor("ComplexFloatStorage", 1, 0, "K\u0001", "K\u0001")
                + key + "Dccollections\ndefaultdict\nc__builtin__\nint\n\u0085R(K\u0001K\u0002uu.";
        return program.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Object tree() {
        TorchTensor tensor = TorchTensor.of(List.of(2L, 3L), 1, 2, 3, 4, 5, 6);
        TorchTensor turned = new TorchTensor(TorchType.FLOAT32, List.of(3L, 2L), List.of(1L, 3L), 0,
                tensor.storage());
        return List.of(StateDict.of(Map.of("weight", tensor)), TorchTuple.of(turned, 3L, 0.5, true, "text"),
                Map.of(1L << 40, List.of()));
    }

    private void read(byte[] bytes) throws IOException {
        attempt(Files.write(folder.resolve("damaged.pt"), bytes));
    }

    private void attempt(Path file) throws IOException {
        long from = System.nanoTime();
        try {
            use(TorchFile.read(file, LIMITS).root());
            results++;
        } catch (TorchFormatException e) {
            refusals++;
        }
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - from);
    }

    /** Asks every tensor for all its numbers. */
    private static void use(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(TorchFileFuzzTest::use);
        } else if (value instanceof List<?> list) {
            list.forEach(TorchFileFuzzTest::use);
        } else if (value instanceof TorchTensor tensor) {
            assertThat(tensor.floats()).hasSize(tensor.elements());
        } else if (value instanceof TorchOpaque opaque) {
            assertThat(opaque.global()).hasSizeBetween(1, 100);
        } else if (value != null) {
            assertThat(value).isInstanceOfAny(String.class, Number.class, Boolean.class);
        }
    }

    /** Bytes changed, cut off, put in, doubled or taken out. */
    private byte[] damaged(byte[] sound) {
        byte[] bytes = sound.clone();
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits && bytes.length > 1; i++) {
            int at = random.nextInt(bytes.length);
            int length = random.nextInt(Math.min(32, bytes.length - at) + 1);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
                case 3 -> bytes = joined(bytes, at + length, bytes, at);
                case 4 -> bytes = joined(bytes, at, bytes, at + length);
                default -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xFF));
            }
        }
        return bytes;
    }

    /** The beginning of one and the end of the other. */
    private static byte[] joined(byte[] first, int end, byte[] second, int from) {
        byte[] joined = Arrays.copyOf(first, end + second.length - from);
        System.arraycopy(second, from, joined, end, second.length - from);
        return joined;
    }
}
