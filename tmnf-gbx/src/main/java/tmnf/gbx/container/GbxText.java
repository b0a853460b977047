package tmnf.gbx.container;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How names are decoded: the game writes UTF-8, old tools wrote Windows-1252; no name ever fails a file. */
final class GbxText {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char REPLACEMENT = '\uFFFD';

    private GbxText() {}

    static String decode(byte[] data, int from, int length) {
        String text = new String(data, from, length, StandardCharsets.UTF_8);
        // A replacement character either stands in the bytes themselves or says that they are no UTF-8.
        if (text.indexOf(REPLACEMENT) >= 0 && text.getBytes(StandardCharsets.UTF_8).length != length
                || text.indexOf(REPLACEMENT) >= 0 && !holdsReplacement(data, from, length)) {
            return new String(data, from, length, WINDOWS_1252);
        }
        return text;
    }

    private static boolean holdsReplacement(byte[] data, int from, int length) {
        for (int i = from; i + 2 < from + length; i++) {
            if (data[i] == (byte) 0xEF && data[i + 1] == (byte) 0xBF && data[i + 2] == (byte) 0xBD) {
                return true;
            }
        }
        return false;
    }
}
