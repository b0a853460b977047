package tmnf.gbx.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.model.Ident;

class IdReaderTest {

    private static final int NAME = 0x4000_0000;
    private static final int GENERATED = 0x8000_0000;
    private static final int EMPTY = -1;

    private static IdReader reading(Consumer<GbxWriter> content) {
        GbxWriter out = new GbxWriter();
        content.accept(out);
        byte[] bytes = out.toByteArray();
        return new IdReader("test", bytes, 0, bytes.length);
    }

    private static Reason refusal(IdReader in) {
        return catchThrowableOfType(GbxFormatException.class, in::id).reason();
    }

    @Test
    void writtenIdsAreReadAgain() throws GbxFormatException {
        List<String> ids = List.of("Stadium", "Nadeo", "", "Stadium", "caf\u00e9", "Nadeo", "");
        BodyWriter out = new BodyWriter();
        ids.forEach(out::id);
        out.generatedId("uid");
        out.generatedId("uid");
        out.ident(new Ident("uid", "Stadium", ""));
        byte[] bytes = out.toByteArray();

        IdReader in = new IdReader("test", bytes, 0, bytes.length);

        List<String> read = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            read.add(in.id());
        }
        assertThat(read).isEqualTo(ids);
        assertThat(in.id()).isEqualTo("uid");
        assertThat(in.id()).isEqualTo("uid");
        assertThat(in.ident()).isEqualTo(new Ident("uid", "Stadium", ""));
        assertThat(in.remaining()).isZero();
    }

    @Test
    void aNameIsWrittenOutOnceAndReferredToAfterwards() {
        BodyWriter out = new BodyWriter();
        out.id("a");
        int first = out.size();
        out.id("a");

        // Version, mark, length, letter; then one number.
        assertThat(first).isEqualTo(4 + 4 + 4 + 1);
        assertThat(out.size() - first).isEqualTo(4);
    }

    @Test
    void bothMarksIntroduceAndReferAlike() throws GbxFormatException {
        IdReader in = reading(out -> {
            out.i32(3);
            out.i32(GENERATED);
            out.str("one");
            out.i32(NAME);
            out.str("two");
            out.i32(NAME | 1);
            out.i32(GENERATED | 2);
        });

        assertThat(List.of(in.id(), in.id(), in.id(), in.id())).containsExactly("one", "two", "one", "two");
    }

    @ParameterizedTest(name = "collection {0} is {1}")
    @CsvSource({"0, Speed", "1, Alpine", "6, Stadium", "13, Lagoon", "14, 14", "26, Stadium2020",
        "1073741823, 1073741823"})
    void bareNumbersAreCollections(int number, String name) throws GbxFormatException {
        assertThat(reading(out -> {
            out.i32(3);
            out.i32(number);
        }).id()).isEqualTo(name);
    }

    @Test
    void collectionsAndEmptyIdsAreNotRemembered() throws GbxFormatException {
        IdReader in = reading(out -> {
            out.i32(3);
            out.i32(6);
            out.i32(EMPTY);
            out.i32(NAME);
            out.str("first");
            out.i32(NAME | 1);
        });

        assertThat(List.of(in.id(), in.id(), in.id(), in.id()))
                .containsExactly("Stadium", "", "first", "first");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x4000_0002, 0x8000_0002, 0x7FFF_FFFF, 0xC000_0000, 0xC000_0001, 0xFFFF_FFFE})
    void numbersBeyondTheTableAreRefused(int x) throws GbxFormatException {
        IdReader in = reading(out -> {
            out.i32(3);
            out.i32(NAME);
            out.str("only");
            out.i32(x);
        });
        in.id();

        assertThat(refusal(in)).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, -1, 0x0305_B000})
    void anotherVersionIsRefused(int version) {
        assertThat(refusal(reading(out -> {
            out.i32(version);
            out.i32(EMPTY);
        }))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void theVersionStandsOnceInAContext() throws GbxFormatException {
        IdReader in = reading(out -> {
            out.i32(2);
            out.i32(EMPTY);
            out.i32(3);
        });

        assertThat(in.id()).isEmpty();
        assertThat(in.id()).isEqualTo("Island");
    }

    @Test
    void endOfTheDataIsTold() {
        assertThat(refusal(reading(out -> { }))).isEqualTo(Reason.TRUNCATED);
        assertThat(refusal(reading(out -> out.i32(3)))).isEqualTo(Reason.TRUNCATED);
        assertThat(refusal(reading(out -> {
            out.i32(3);
            out.i32(NAME);
            out.i32(10);
        }))).isEqualTo(Reason.LIMIT);
    }
}
