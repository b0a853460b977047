package tmnf.tminterface.link;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.HexFormat;

import tmnf.tminterface.protocol.ProtocolLimits;

/**
 * Reads a transcript and plays it to a {@link SessionDecoder}. Bytes that were left out come as zeros.
 * Streams: a transcript of any length needs the memory of its longest line.
 */
public final class TranscriptReader {

    /** Hex digits of the largest message, and some more. */
    private static final int LONGEST_LINE = 2 * (ProtocolLimits.MAX_FRAME_BYTES
            + ProtocolLimits.MAX_STATE_BYTES)
            + 1000;

    private TranscriptReader() {
    }

    /**
     * Plays a whole transcript.
     *
     * @param label names the file in messages
     * @throws TranscriptException if a line makes no sense
     */
    public static void play(Reader reader, String label, SessionListener listener) throws IOException {
        SessionDecoder decoder = new SessionDecoder(listener);
        BufferedReader lines = new BufferedReader(reader);
        long micros = 0;
        int number = 1;
        if (!TranscriptFormat.FIRST_LINE.equals(line(lines, label, number))) {
            throw new TranscriptException(label, number, "the first line is not '"
                    + TranscriptFormat.FIRST_LINE
                    + "', so this is no transcript, or one of a later version");
        }
        String line = line(lines, label, ++number);
        while (line != null) {
            if (!line.isEmpty() && line.charAt(0) != TranscriptFormat.COMMENT) {
                micros = play(line, label, number, micros, decoder);
            }
            line = line(lines, label, ++number);
        }
        decoder.finish(micros);
    }

    private static long play(String line, String label, int number, long before, SessionDecoder decoder)
            throws TranscriptException {
        String[] words = line.split(" ");
        long micros = words.length < 2 ? -1 : number(words[1]);
        if (words[0].length() != 1 || micros < before) {
            throw new TranscriptException(label, number, "no direction and time that follow the line before");
        }
        switch (line.charAt(0)) {
            case TranscriptFormat.CONNECTED -> decoder.connected(micros);
            case TranscriptFormat.TO_GAME -> decoder.sent(micros, bytes(words, label, number));
            case TranscriptFormat.FROM_GAME -> decoder.received(micros, bytes(words, label, number));
            case TranscriptFormat.NOTE -> { }
            default -> throw new TranscriptException(label, number, "unknown mark '" + line.charAt(0) + "'");
        }
        return micros;
    }

    private static ByteBuffer bytes(String[] words, String label, int number) throws TranscriptException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 2; i < words.length; i++) {
            if (!words[i].isEmpty() && words[i].charAt(0) == TranscriptFormat.OMITTED) {
                long length = number(words[i].substring(1).split(":")[0]);
                if (length < 0 || length + bytes.size() > LONGEST_LINE / 2) {
                    throw new TranscriptException(label, number, "no length in " + words[i]);
                }
                bytes.writeBytes(new byte[(int) length]);
            } else {
                try {
                    bytes.writeBytes(HexFormat.of().parseHex(words[i]));
                } catch (IllegalArgumentException e) {
                    throw new TranscriptException(label, number, "no hex digits: " + e.getMessage());
                }
            }
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** -1: it is none. */
    private static long number(String word) {
        return word.matches("[0-9]{1,18}") ? Long.parseLong(word) : -1;
    }

    /** Null: the end. */
    private static String line(BufferedReader reader, String label, int number) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.length() > LONGEST_LINE) {
                throw new TranscriptException(label, number, "longer than any message");
            }
            if (next != '\r') {
                line.append((char) next);
            }
            next = reader.read();
        }
        return line.toString();
    }
}
