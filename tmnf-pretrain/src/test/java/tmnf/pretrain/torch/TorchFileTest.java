package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("some.pt");
    }

    private static TorchTensor counting(TorchType type, int elements) {
        byte[] bytes = new byte[elements * type.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (type == TorchType.BOOL ? i & 1 : 37 * i + 5);
        }
        return TorchTensor.of(type, List.of((long) elements), bytes);
    }

    @Test
    void everyTypeComesBackWithEqualBits() throws IOException {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (TorchType type : TorchType.values()) {
            tensors.put(type.name(), counting(type, 7));
            tensors.put(type.name() + ".empty", TorchTensor.of(type, List.of(3L, 0L), new byte[0]));
        }
        StateDict dict = StateDict.of(tensors);

        dict.write(file);

        assertThat(StateDict.read(file).hasSameBits(dict)).isTrue();
    }

    @Test
    void nestedCheckpointsComeBackAsTheyWere() throws IOException {
        Map<Object, Object> state = new LinkedHashMap<>();
        state.put("epoch", 12L);
        state.put("best", 0.0113);
        state.put("never", Double.NaN);
        state.put("stopped", false);
        state.put("name", "Ünicode \uD83D\uDE00");
        state.put("nothing", null);
        state.put("seed", new BigInteger("18446744073709551615"));
        state.put("numbers", List.of(0L, 255L, 256L, -1L, 1L << 31, Long.MIN_VALUE, Long.MAX_VALUE));
        state.put("betas", TorchTuple.of(0.9, 0.999));
        state.put("empty", List.of(Map.of(), List.of(), new TorchTuple(List.of())));
        state.put("state", Map.of(0L, Map.of("inner", List.of(List.of("deep")))));

        TorchFile.write(file, state);

        TorchFile read = TorchFile.read(file);
        assertThat(read.root()).isEqualTo(state);
        assertThat(read.list("betas")).isInstanceOf(TorchTuple.class);
        assertThat(read.list("numbers")).isNotInstanceOf(TorchTuple.class);
        assertThat(List.copyOf(read.map().keySet())).isEqualTo(List.copyOf(state.keySet()));
    }

    @Test
    void tensorsThatShareMemoryShareItAgain() throws IOException {
        TorchStorage storage = counting(TorchType.FLOAT32, 24).storage();
        TorchTensor rows = new TorchTensor(TorchType.FLOAT32, List.of(4L, 6L), List.of(6L, 1L), 0, storage);
        TorchTensor columns =
                new TorchTensor(TorchType.FLOAT32, List.of(3L, 4L), List.of(1L, 6L), 2, storage);

        TorchFile.write(file, List.of(rows, columns));

        TorchFile read = TorchFile.read(file);
        TorchTensor first = read.at(TorchTensor.class, 0);
        TorchTensor second = read.at(TorchTensor.class, 1);
        assertThat(first.storage()).isSameAs(second.storage());
        assertThat(second.strides()).containsExactly(1L, 6L);
        assertThat(second.hasSameBits(columns)).isTrue();
        assertThat(Files.size(file)).isLessThan(1500);
    }

    @Test
    void sameContentGivesSameBytesUnderEveryName() throws IOException {
        StateDict dict = StateDict.of(Map.of("a", counting(TorchType.FLOAT32, 9)));
        Path other = folder.resolve("weights1.torch");

        dict.write(file);
        dict.write(other);

        assertThat(file).hasSameBinaryContentAs(other);
    }

    @Test
    void recordsAreNotPackedAndBeginAtMultiplesOf64() throws IOException {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (int i = 1; i < 40; i++) {
            tensors.put("t" + i, counting(TorchType.UINT8, i));
        }

        StateDict.of(tensors).write(file);

        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int records = 0;
        for (int at = 0; buffer.getInt(at) == 0x04034b50; records++) {
            int data = at + 30 + buffer.getShort(at + 26) + buffer.getShort(at + 28);
            assertThat(data % 64).isZero();
            assertThat(buffer.getShort(at + 6)).isZero(); // no descriptor behind the data
            assertThat(buffer.getShort(at + 8)).isZero(); // stored
            assertThat(buffer.getInt(at + 10)).isEqualTo(0x0021_0000); // 1980-01-01
            at = data + buffer.getInt(at + 18);
        }
        assertThat(records).isEqualTo(39 + 3);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("archive/byteorder",
                "archive/version", "3\n", "FB");
    }

    @Test
    void bigEndianRecordsAreTurnedRound() throws IOException {
        new TestArchive().program("\u0080\u0002" + tensor("FloatStorage", 2, 0, "K\u0002", "K\u0001") + ".")
                .with("byteorder", "big".getBytes(StandardCharsets.US_ASCII))
                .with("data/0", ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-3f).array()).write(file);

        assertThat(TorchFile.read(file).at(TorchTensor.class).floats()).containsExactly(1.5f, -3f);
    }

    @Test
    void packedRecordsAndArchivesOfAnyNameAreRead() throws IOException {
        new TestArchive().program("\u0080\u0002" + tensor("LongStorage", 1, 0, "", "") + ".")
                .with("data/0", new byte[] {7, 0, 0, 0, 0, 0, 0, 0})
                .with(".format_version", (byte) '1').write(file);

        TorchTensor scalar = TorchFile.read(file).at(TorchTensor.class);
        assertThat(scalar.shape()).isEmpty();
        assertThat(scalar.longs()).containsExactly(7);
    }

    @Test
    void prefixesOfWrappersAreTakenOff() throws IOException {
        TorchTensor tensor = counting(TorchType.FLOAT32, 2);
        StateDict.of(Map.of("module._orig_mod.a.weight", tensor, "module.b._orig_mod.weight", tensor))
                .write(file);
        assertThat(StateDict.read(file).names()).containsExactlyInAnyOrder("a.weight", "b.weight");

        StateDict.of(Map.of("module.a", tensor, "b", tensor)).write(file);
        assertThat(StateDict.read(file).names()).containsExactlyInAnyOrder("module.a", "b");

        StateDict.of(Map.of("_orig_mod.a", tensor, "a", tensor)).write(file);
        assertThatThrownBy(() -> StateDict.read(file)).isInstanceOf(TorchFormatException.class)
                .hasMessageContaining("two entries are named a");
    }

    @Test
    void namesThatAreNotOnTheListAreRefusedByName() {
        new TestArchive().program("\u0080\u0002cposix\nsystem\nX\u0004\0\0\0true\u0085R.").write(file);

        assertThatThrownBy(() -> TorchFile.read(file))
                .isInstanceOfSatisfying(TorchFormatException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(TorchFormatException.Reason.FORBIDDEN);
                    assertThat(refused.record()).isEqualTo("data.pkl");
                    assertThat(refused.offset()).hasValue(2);
                })
                .hasMessageContaining(file.toString()).hasMessageContaining("posix.system");
    }

    @Test
    void containersWithinThemselvesEnd() {
        new TestArchive().program("\u0080\u0002]q\0h\0a.").write(file);

        refused(TorchFormatException.Reason.LIMIT, "within themselves");
    }

    @Test
    void fewBytesThatStandForBillionsOfValuesEnd() {
        StringBuilder program = new StringBuilder("\u0080\u0002]q\0");
        for (int level = 0; level < 40; level++) {
            program.append("](").append("h").append((char) level)
                    .append("h").append((char) level).append("eq").append((char) (level + 1));
        }
        new TestArchive().program("\u0080\u0002(" + program.substring(2) + "t.").write(file);

        refused(TorchFormatException.Reason.LIMIT, "values");
    }

    @Test
    void archivesThatUnpackToFarMoreThanTheirSizeAreRefused() {
        new TestArchive().program("\u0080\u0002N.").with("data/0", new byte[40 << 20]).write(file);

        refused(TorchFormatException.Reason.LIMIT, "unpack");
    }

    @Test
    void tensorsSpreadOutOfOneNumberAreRefusedBeyondTheLimit() {
        new TestArchive().program("\u0080\u0002(" + (tensor("FloatStorage", 1, 0, "J\0\0\0\u0010", "K\0"))
                .repeat(20) + "t.").with("data/0", new byte[4]).write(file);

        refused(TorchFormatException.Reason.LIMIT, "tensors take more");
    }

    @Test
    void tensorsOutsideTheirStorageAreRefused() {
        new TestArchive().program("\u0080\u0002" + tensor("FloatStorage", 4, 1, "K\u0004", "K\u0001") + ".")
                .with("data/0", new byte[16]).write(file);

        refused(TorchFormatException.Reason.DAMAGED, "leaves its storage");
    }

    @Test
    void storagesOfAnotherLengthThanToldAreRefused() {
        new TestArchive().program("\u0080\u0002" + tensor("FloatStorage", 3, 0, "K\u0003", "K\u0001") + ".")
                .with("data/0", new byte[16]).write(file);

        refused(TorchFormatException.Reason.DAMAGED, "data/0");
    }

    @Test
    void changedNumbersAreNoticed() throws IOException {
        StateDict.of(Map.of("a", counting(TorchType.UINT8, 64))).write(file);
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0005\u002aO");
        bytes[at] ^= 1;
        Files.write(file, bytes);

        refused(TorchFormatException.Reason.DAMAGED, "checksum");
    }

    @Test
    void whatIsNoTorchFileSaysWhatItIs() throws IOException {
        Files.writeString(file, "hello, this is text");
        refused(TorchFormatException.Reason.NOT_TORCH, "archive");

        Files.write(file, new byte[0]);
        refused(TorchFormatException.Reason.NOT_TORCH, "archive");

        Files.write(file, new byte[] {(byte) 0x80, 2, 'N', '.'});
        refused(TorchFormatException.Reason.UNSUPPORTED, "1.6");

        new TestArchive().program("N.").with("constants.pkl").write(file);
        refused(TorchFormatException.Reason.UNSUPPORTED, "TorchScript");

        assertThatThrownBy(() -> TorchFile.read(folder.resolve("absent.pt")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void pathsThatAreNotThereAreNamed() throws IOException {
        TorchFile.write(file, Map.of("epoch", 3L));
        TorchFile read = TorchFile.read(file);

        assertThatThrownBy(() -> read.at(Long.class, "step")).isInstanceOf(TorchFormatException.class)
                .hasMessageContaining("nothing at [step]");
        assertThatThrownBy(() -> read.at(String.class, "epoch")).isInstanceOf(TorchFormatException.class)
                .hasMessageContaining("has an int at [epoch], not a str");
        assertThatThrownBy(read::stateDict).isInstanceOf(TorchFormatException.class)
                .hasMessageContaining("is no state dict as a whole: its entry epoch is no tensor");
        TorchFile.write(file, List.of(1L));
        assertThatThrownBy(() -> TorchFile.read(file).stateDict()).isInstanceOf(TorchFormatException.class)
                .hasMessageContaining("has a list or tuple as a whole, not a dict");
    }

    /** PyTorch's tutorial names them so, with the loss as a tensor; others as they like. */
    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model_state_dict", "model", "net"})
    void theOnlyDictOfTensorsIsTheWeights(String name) throws IOException {
        StateDict weights = StateDict.of(Map.of("0.weight", counting(TorchType.FLOAT32, 3)));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("epoch", 3L);
        root.put("loss", counting(TorchType.FLOAT32, 1));
        root.put("optimizer_state_dict", Map.of("state", Map.of(0L, Map.of("step",
                counting(TorchType.FLOAT32, 1))), "param_groups", List.of()));
        root.put("callbacks", Map.of());
        root.put(name, weights.prefixed("_orig_mod."));
        TorchFile.write(file, root);

        assertThat(TorchFile.read(file).weights().hasSameBits(weights)).isTrue();
        weights.write(file);
        assertThat(TorchFile.read(file).weights().hasSameBits(weights)).as("alone").isTrue();
    }

    @Test
    void whereWeightsAreNotClearWhatIsThereIsNamed() throws IOException {
        Map<String, Object> dict = Map.of("0.weight", counting(TorchType.FLOAT32, 3));
        Map<String, Object> two = new LinkedHashMap<>();
        two.put("model", dict);
        two.put("epoch", 3L);
        two.put("ema", dict);
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("epoch", 3L);
        none.put("model", Map.of("0.weight", 1L));
        for (int i = 0; i < 10; i++) {
            none.put("more" + i, List.of());
        }
        assertNotClear(two, "some.pt: has several dicts of tensors, model, ema, and nothing tells which one"
                + " is meant; save that one alone");
        assertNotClear(none, "is no state dict, and has none: its entries are epoch, model, more0, ",
                "more7 and 2 more, none of them a dict of tensors");
        assertNotClear(Map.of("0.weight", dict.get("0.weight"), "epoch", 3L),
                "is no state dict as a whole: its entry epoch is no tensor");
        assertNotClear(3L, "has an int as a whole, not a dict");
        assertNotClear(Map.of("state_dict", Map.of("a", 1L), "model", dict),
                "is no state dict at [state_dict]: its entry a is no tensor");
    }

    private void assertNotClear(Object root, String... words) throws IOException {
        TorchFile.write(file, root);
        assertThatThrownBy(() -> TorchFile.read(file).weights()).isInstanceOf(TorchFormatException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    /** What tells an encoder from others whatever format it is saved in depends on it. */
    @Test
    void theHashOfAFileIsKnownWithoutWritingIt() throws Exception {
        StateDict dict = StateDict.of(Map.of("0.weight", counting(TorchType.FLOAT32, 3)));
        dict.write(file);

        assertThat(dict.fileSha256()).isEqualTo(HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
    }

    @Test
    void valuesThatPythonWouldNotKnowAreNotWritten() {
        assertThatThrownBy(() -> TorchFile.write(file, List.of(file)))
                .isInstanceOf(IllegalArgumentException.class);
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> TorchFile.write(file, itself)).isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    private void refused(TorchFormatException.Reason reason, String detail) {
        assertThatThrownBy(() -> TorchFile.read(file))
                .isInstanceOfSatisfying(TorchFormatException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(detail).hasMessageContaining(file.toString());
    }

    /** A program for a tensor of at most one dimension; size and stride are opcodes. */
    static String tensor(String storage, int elements, int offset, String size, String stride) {
        return "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\n" + storage
                + "\nX\u0001\0\0\0" + "0X\u0003\0\0\0cpuK" + (char) elements + "tQK" + (char) offset
                + "(" + size + "t(" + stride + "t\u0089ccollections\nOrderedDict\n)RtR";
    }
}
