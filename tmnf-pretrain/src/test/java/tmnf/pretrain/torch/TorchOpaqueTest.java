package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.pretrain.torch.TorchFormatException.Reason;

/** What names something unknown is inert: its parts leave the stack, and nothing stays but a name. */
class TorchOpaqueTest {

    private static final String UNKNOWN = "cposix\nsystem\n";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("some.pt");
    }

    /** A list of what the program leaves, and a text behind it. */
    private List<Object> list(String program) throws IOException {
        new TestArchive().program("\u0080\u0002](" + program + "X\u0003\0\0\0ende.").write(file);
        List<Object> list = new ArrayList<>(TorchFile.read(file).list());
        assertThat(list.get(list.size() - 1)).as("what follows").isEqualTo("end");
        return list;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        UNKNOWN, // itself
        UNKNOWN + ")R", // called
        UNKNOWN + "(K\u0001](K\u0002et\u0081", // made
        UNKNOWN + ")}\u0092", // made with names
        UNKNOWN + ")R}b", // with a state
        UNKNOWN + ")RNb", // with a state of nothing
        UNKNOWN + ")RK\u0001a", // with an item
        UNKNOWN + ")R(K\u0001K\u0002e", // with items
        UNKNOWN + ")R]K\u0001s", // with an entry whose key no dict takes
        UNKNOWN + ")R(K\u0001K\u0002u", // with entries
        UNKNOWN + ")R(K\u0001\u0090", // with elements
        UNKNOWN + UNKNOWN + ")R\u0085R", // with itself as an argument
        UNKNOWN + UNKNOWN + "R", // with unknown arguments
        "X\u0005\0\0\0posixX\u0006\0\0\0system\u0093)R", // named by texts
        "ctorch._utils\n_rebuild_parameter\n(" + UNKNOWN + "K\u0001NtR", // a parameter of one
    })
    void whateverIsDoneWithItLeavesItsNameOnly(String program) throws IOException {
        assertThat(list(program)).hasSize(2).first().isInstanceOfSatisfying(
                TorchOpaque.class, opaque -> assertThat(opaque.global()).isEqualTo("posix.system"));
    }

    @Test
    void valuesOfPythonThatAreNoneOfOursAreOpaque() throws IOException {
        String length = "\u0002\0\0\0\0\0\0\0";
        assertThat(list("\u008f" + "\u008f(K\u0001\u0090" + "(K\u0001\u0091" + "C\u0002ab" + "B\u0002\0\0\0ab"
                + "\u008e" + length + "ab" + "\u0096" + length + "ab" + "ccollections\nOrderedDict\n"
                + "ctorch\nFloatStorage\n").stream().map(String::valueOf)).containsExactly("<builtins.set>",
                "<builtins.set>", "<builtins.frozenset>", "<builtins.bytes>", "<builtins.bytes>",
                "<builtins.bytes>", "<builtins.bytes>", "<collections.OrderedDict>", "<torch.FloatStorage>",
                "end");
    }

    @Test
    void tensorsInUnknownStoragesAreOpaque() throws IOException {
        assertThat(list(TorchFileTest.tensor("ComplexFloatStorage", 2, 0, "K\u0002", "K\u0001")).get(0))
                .hasToString("<torch.ComplexFloatStorage>");
    }

    @Test
    void whatIsDroppedAgainLeavesNothing() throws IOException {
        assertThat(list("K\u0001K\u00020")).containsExactly(1L, "end");
        assertThat(list("(K\u0001K\u00021")).containsExactly("end");
        assertThat(list("(0")).containsExactly("end");
    }

    @Test
    void longFormsOfTextsAndIntegersAreRead() throws IOException {
        assertThat(list("\u008d\u0002\0\0\0\0\0\0\0ab" + "\u008b\u0003\0\0\0\u0001\0\u0001"))
                .containsExactly("ab", 65537L, "end");
    }

    @Test
    void keysThatAreNoneOfOursAreOpaqueAndDoNotReplaceEachOther() throws IOException {
        Map<?, ?> dict = (Map<?, ?>) list("}(" + "ctorch\nFloatStorage\nK\0" + UNKNOWN + "q\0" + "K\u0001"
                + "h\0)R" + "K\u0002" + "h\0)R" + "K\u0003" + "N" + "K\u0004" + "K\u0001\u0085" + "K\u0005"
                + "X\u0001\0\0\0a" + "K\u0006u").get(0);

        assertThat(dict.keySet().stream().map(String::valueOf)).containsExactly("<torch.FloatStorage>",
                "<posix.system>", "<posix.system>", "<posix.system>", "<builtins.NoneType>",
                "<builtins.tuple>", "a");
        assertThat(List.copyOf(dict.values())).isEqualTo(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L));
    }

    @Test
    void namesAreShortAndCannotControlATerminal() throws IOException {
        assertThat(list("c\u001b[31m" + "m".repeat(500) + "\nname\n").get(0).toString())
                .hasSize(102).startsWith("<?[31mmm");
    }

    /** Joined and compared again and again, long ones would take hours. */
    @ParameterizedTest
    @ValueSource(strings = {"LX\u0001\0\0\0s\u0093", "X\u0001\0\0\0mL\u0093", "}LK\u0001s"})
    void longNamesAndKeysAreRefused(String program) throws IOException {
        for (int length : new int[] {1000, 1001}) {
            String text = "X" + (char) (length & 0xFF) + (char) (length >> 8) + "\0\0" + "x".repeat(length);
            String whole = program.replace("L", text);
            if (length == 1000) {
                assertThat(list(whole)).hasSize(2);
            } else {
                assertThatThrownBy(() -> list(whole)).isInstanceOfSatisfying(TorchFormatException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.LIMIT))
                        .hasMessageContaining("1001 characters, more than 1000");
            }
        }
    }

    /** Not the other one, as if it were the only one. */
    @Test
    void aNetworkWithOneInItIsNotPassedOver() throws IOException {
        String tensor = TorchFileTest.tensor("FloatStorage", 2, 0, "K\u0002", "K\u0001");
        String half = "X\u0005\0\0\0model}(X\u0003\0\0\0a.w" + tensor + "X\u0003\0\0\0a.b" + UNKNOWN
                + ")Ru";
        new TestArchive().with("data/0", new byte[8]).program("\u0080\u0002}(" + half + "u.").write(file);
        assertThatThrownBy(TorchFile.read(file)::weights)
                .hasMessageContaining("at [model, a.b] is left to posix.system");

        new TestArchive().with("data/0", new byte[8]).program("\u0080\u0002}(" + half
                + "X\u0003\0\0\0ema}X\u0003\0\0\0a.w" + tensor + "su.").write(file);
        assertThatThrownBy(TorchFile.read(file)::weights)
                .hasMessageContaining("several dicts of tensors, model, ema");
    }

    @Test
    void oneInTheWayIsNamedWithItsPlace() throws IOException {
        new TestArchive().program("\u0080\u0002}(X\u0001\0\0\0a" + UNKNOWN + ")RX\u0001\0\0\0bK\u0001u.")
                .write(file);
        TorchFile read = TorchFile.read(file);

        assertThat(read.at(Long.class, "b")).isEqualTo(1);
        for (Object[] path : new Object[][] {{"a"}, {"a", "b"}}) {
            assertThatThrownBy(() -> read.at(Object.class, path))
                    .isInstanceOfSatisfying(TorchFormatException.class, refused -> {
                        assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
                        assertThat(refused.offset()).hasValue(10);
                    }).hasMessageContaining("at " + List.of(path) + " is left to posix.system");
        }
        assertThatThrownBy(read::weights).hasMessageContaining("[a] is left to posix.system");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "K\u0001)R", "K\u0001)\u0081", // no function
        UNKNOWN + "K\u0001R", // no arguments
        "](K\u0001\u0090", // no set
        "K\u0001K\u0002a", // no list
        UNKNOWN + ")R(K\u0001u", // a key without a value
        "C\u0005ab", "B\u00ff\u00ff\u00ff\u00ff", "\u008e\u00ff\0\0\0\0\0\0\u0000ab", // too long
        "\u008d\0\0\0\0\0\0\0\u0080", "\u0096\0\0\0\0\u0001\0\0\0", "\u008b\u00ff\0\0\0", "\u0091", "1"})
    void whatCannotBeIsDamaged(String program) {
        new TestArchive().program("\u0080\u0002" + program + ".").write(file);

        assertThatThrownBy(() -> TorchFile.read(file)).isInstanceOf(TorchFormatException.class)
                .extracting(e -> ((TorchFormatException) e).reason()).isIn(Reason.DAMAGED, Reason.LIMIT);
    }

    @Test
    void statesOfKnownValuesStayRefused() {
        new TestArchive().program("\u0080\u0002]}b.").write(file);

        assertThatThrownBy(() -> TorchFile.read(file)).hasMessageContaining("a state is given to something");
    }
}
