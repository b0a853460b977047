package tmnf.gbx.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.GbxFormatException;

class GbxTextTest {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static String read(byte... text) throws GbxFormatException {
        GbxWriter out = new GbxWriter();
        out.i32(text.length);
        out.bytes(text);
        out.u8('|');
        byte[] bytes = out.toByteArray();
        GbxReader in = new GbxReader("test", bytes, 0, bytes.length);
        String read = in.str();
        assertThat(in.remaining()).isEqualTo(1);
        return read;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "plain", "caf\u00e9", "\u65e5\u672c", "\uD83C\uDFCE", "\uFEFF$f00name", "\uFFFD", "a\uFFFDb\uFFFD"
    })
    void utf8IsReadAsItIs(String text) throws GbxFormatException {
        assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "\u20ac 5", "\u00c3", "\u00e9\u00e8\u00e0", "a\u201eb\u201c"})
    void whatIsNoUtf8IsReadAsWindows1252(String text) throws GbxFormatException {
        assertThat(read(text.getBytes(WINDOWS_1252))).isEqualTo(text);
    }

    @Test
    void cutOffSequenceOfThreeBytesIsNoUtf8() throws GbxFormatException {
        // Its replacement character is as long as itself.
        assertThat(read((byte) 0xF0, (byte) 0x9F, (byte) 0x8F)).isEqualTo("\u00f0\u0178\ufffd");
    }

    @Test
    void bytesThatNoCharacterHasNeverFail() throws GbxFormatException {
        assertThat(read((byte) 0x81, (byte) 0xFF, (byte) 0)).hasSize(3);
    }
}
