package tmnf.capture.dataset.jpeg;

/**
 * What the components of a colour JPEG are, by the rules of libjpeg: brightness first, or red, green, blue.
 * Source: the file {@code jdapimin.c} of libjpeg 6b describes them.
 */
final class JpegColours {

    private static final int APP0 = 0xE0;
    private static final int APP14 = 0xEE;
    private static final int SOS = 0xDA;
    private static final int TEM = 0x01;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int ADOBE_TRANSFORM = 11;
    private static final int FRAME_IDS = 6;
    private static final int BYTES_PER_COMPONENT = 3;

    private JpegColours() {
    }

    /** Whether the first component is the brightness. Asked only of what {@link JpegHeader} has accepted. */
    static boolean hasBrightness(byte[] jpeg, int offset) {
        boolean jfif = false;
        int transform = -1;
        boolean namedRgb = false;
        int place = offset + 2;
        while (true) {
            while (at(jpeg, place + 1) == 0xFF) {
                place++;
            }
            int marker = at(jpeg, place + 1);
            place += 2;
            if (marker == SOS) {
                break;
            }
            if (marker == TEM || marker >= RST0 && marker <= RST7) {
                continue;
            }
            int size = at(jpeg, place) << 8 | at(jpeg, place + 1);
            int data = place + 2;
            if (marker == APP0 && starts(jpeg, data, size - 2, "JFIF\0")) {
                jfif = true;
            } else if (marker == APP14 && size - 2 > ADOBE_TRANSFORM
                    && starts(jpeg, data, size - 2, "Adobe")) {
                transform = at(jpeg, data + ADOBE_TRANSFORM);
            } else if (JpegHeader.isFrame(marker)
                    && size - 2 >= FRAME_IDS + 2 * BYTES_PER_COMPONENT + 1) {
                namedRgb = at(jpeg, data + FRAME_IDS) == 'R'
                        && at(jpeg, data + FRAME_IDS + BYTES_PER_COMPONENT) == 'G'
                        && at(jpeg, data + FRAME_IDS + 2 * BYTES_PER_COMPONENT) == 'B';
            }
            place += size;
        }
        return jfif || (transform >= 0 ? transform != 0 : !namedRgb);
    }

    private static boolean starts(byte[] jpeg, int place, int length, String text) {
        if (length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (jpeg[place + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }
}
