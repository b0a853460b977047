package tmnf.capture.dataset.jpeg;

import tmnf.capture.dataset.jpeg.JpegException.Reason;

/**
 * What a JPEG file says of itself, read by us before any library sees it. Source: ITU-T T.81, annex B.
 *
 * @param components 1 for grey, 3 for colour
 */
public record JpegHeader(int width, int height, int components) {

    private static final int MARKER = 0xFF;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int TEM = 0x01;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int SOF0 = 0xC0;
    private static final int SOF1 = 0xC1;
    private static final int SOF2 = 0xC2;
    private static final int SOF15 = 0xCF;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int SMALLEST_FRAME_SEGMENT = 8;

    /**
     * Walks through the segments up to the pixels, and checks the limits and that the file has an end.
     *
     * @throws JpegException when a decoder must not see it
     */
    public static JpegHeader read(byte[] jpeg, int offset, int length,
            JpegLimits limits) throws JpegException {
        requireStart(jpeg, offset, length, limits);
        int end = offset + length;
        JpegHeader header = null;
        int place = offset + 2;
        while (true) {
            int marker = marker(jpeg, place, end, offset);
            while (at(jpeg, place + 1) == MARKER) {
                place++;
            }
            place += 2;
            if (marker == SOS) {
                break;
            }
            if (marker == EOI) {
                throw new JpegException(Reason.NO_JPEG, "the file has no picture in it");
            }
            if (marker == TEM || marker >= RST0 && marker <= RST7) {
                continue;
            }
            int size = place + 2 > end ? end : at(jpeg, place) << 8 | at(jpeg, place + 1);
            if (size < 2 || place + size > end) {
                throw truncated(place - offset);
            }
            if (isFrame(marker)) {
                header = frame(marker, jpeg, place + 2, size - 2, limits);
            }
            place += size;
        }
        if (header == null) {
            throw new JpegException(Reason.NO_JPEG, "the pixels begin before their size is known");
        }
        checkScans(jpeg, place, end);
        return header;
    }

    private static void requireStart(byte[] jpeg, int offset, int length, JpegLimits limits)
            throws JpegException {
        if (length > limits.bytes()) {
            throw new JpegException(Reason.TOO_LARGE,
                    "a file of " + length + " bytes is above the limit of " + limits.bytes());
        }
        if (length < 2 || at(jpeg, offset) != MARKER || at(jpeg, offset + 1) != SOI) {
            throw new JpegException(Reason.NO_JPEG, "the bytes do not begin like a JPEG file");
        }
    }

    private static int marker(byte[] jpeg, int place, int end, int offset) throws JpegException {
        int at = place;
        if (at < end && at(jpeg, at) != MARKER) {
            throw new JpegException(Reason.NO_JPEG, "there is no marker at byte " + (at - offset));
        }
        while (at < end && at(jpeg, at) == MARKER) {
            at++;
        }
        if (at >= end) {
            throw truncated(place - offset);
        }
        return at(jpeg, at);
    }

    static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    }

    private static JpegHeader frame(int marker, byte[] jpeg, int place, int size, JpegLimits limits)
            throws JpegException {
        if (marker != SOF0 && marker != SOF1 && marker != SOF2) {
            throw new JpegException(Reason.UNSUPPORTED, "a JPEG of a rare kind (frame marker FF"
                    + Integer.toHexString(marker).toUpperCase(java.util.Locale.ROOT)
                    + "); frames are baseline or progressive");
        }
        if (size < SMALLEST_FRAME_SEGMENT - 2) {
            throw new JpegException(Reason.NO_JPEG, "the segment with the size is too short");
        }
        int bits = at(jpeg, place);
        int height = at(jpeg, place + 1) << 8 | at(jpeg, place + 2);
        int width = at(jpeg, place + 3) << 8 | at(jpeg, place + 4);
        int components = at(jpeg, place + 5);
        if (bits != 8 || components != 1 && components != 3) {
            throw new JpegException(Reason.UNSUPPORTED, "a JPEG with " + components + " components of " + bits
                    + " bits; frames have 1 or 3 of 8");
        }
        if (width == 0 || height == 0) {
            throw new JpegException(Reason.NO_JPEG, "the picture has no pixels: " + width + "x" + height);
        }
        if ((long) width * height > limits.pixels()) {
            throw new JpegException(Reason.TOO_LARGE,
                    "a picture of " + width + "x" + height + " is above the limit of " + limits.pixels()
                            + " pixels");
        }
        return new JpegHeader(width, height, components);
    }

    /** The file ends with its end marker, and does not begin its pixels over and over again. */
    private static void checkScans(byte[] jpeg, int from, int end) throws JpegException {
        int scans = 1;
        boolean ends = false;
        for (int i = from; i + 1 < end && !ends; i++) {
            if (jpeg[i] != (byte) MARKER) {
                continue;
            }
            int marker = at(jpeg, i + 1);
            ends = marker == EOI;
            scans += marker == SOS ? 1 : 0;
            if (isFrame(marker)) {
                throw new JpegException(Reason.NO_JPEG, "the size of the picture is said twice");
            }
        }
        if (scans > JpegLimits.MOST_SCANS) {
            throw new JpegException(Reason.TOO_LARGE,
                    "the picture comes in " + scans + " scans; " + JpegLimits.MOST_SCANS + " are the most");
        }
        if (!ends) {
            throw new JpegException(Reason.TRUNCATED, "the file ends before its picture does");
        }
    }

    private static JpegException truncated(int place) {
        return new JpegException(Reason.TRUNCATED, "the file ends within the segment at byte " + place);
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }
}
