package tmnf.gbx.container;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How names are decoded: the game writes UTF-8, old tools wrote Windows-1252; no name ever fails a file. */
final class GbxText {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char REPLACEMENT = '\uFFFD';

    private GbxText() {}

    static String decode(byte[] data, int from, int length) {
        String text = new String(data, from, length, StandardCharsets.UTF_8);
        // A replacement character either stands in the bytes themselves or says that they are no UTF-8.
        if (text.indexOf(REPLACEMENT) >= 0) {
            byte[] again = text.getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(again, 0, again.length, data, from, from + length)) {
                return new String(data, from, length, WINDOWS_1252);
            }
        }
        return text;
    }
}
