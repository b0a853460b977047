package tmnf.tminterface.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * Writes a session as a text that people can send: see the format in {@code docs/record-session.md}. Never
 * grows beyond its limit; what comes after that is not written, but a note says so. A write that fails does
 * not disturb the session: {@link #close} throws it. Confined to one thread.
 */
public final class TranscriptWriter implements SessionListener, Closeable {

    /** Bytes of a state or frame below which they are never left out. */
    private static final int SMALL = 64;
    private static final int HEX_PIECE = 1 << 12;
    private static final HexFormat HEX = HexFormat.of();

    private final Writer out;
    private final long mostCharacters;
    private final boolean withBlobs;
    private long written;
    private boolean full;
    private IOException failure; // null: none

    /**
     * Begins a transcript.
     *
     * @param out is closed with this one
     * @param mostCharacters the most that the file may have
     * @param withBlobs whether states and frames are kept, and not only their lengths and hashes
     * @param comment lines about the session, without line ends at the borders; may be empty
     */
    public TranscriptWriter(Writer out, long mostCharacters, boolean withBlobs, String comment) {
        this.out = Objects.requireNonNull(out, "out");
        this.mostCharacters = mostCharacters;
        this.withBlobs = withBlobs;
        put(TranscriptFormat.FIRST_LINE + "\n");
        comment.lines().forEach(line -> put(TranscriptFormat.COMMENT + " " + line + "\n"));
    }

    /** Whether the limit was reached. */
    public boolean isFull() {
        return full;
    }

    /** Characters so far. */
    public long written() {
        return written;
    }

    @Override
    public void connected(long micros) {
        line(micros, TranscriptFormat.CONNECTED + " " + micros);
    }

    @Override
    public void opened(long micros, ServerMessage message, ByteBuffer bytes) {
        int head = switch (message.kind()) {
            case FRAME -> 4;
            case FRAME_EX -> 28;
            case STEP_EX -> 20;
            default -> bytes.remaining();
        };
        message(micros, TranscriptFormat.FROM_GAME, bytes, head);
    }

    @Override
    public void said(long micros, ClientMessage message, ByteBuffer bytes) {
        int head = switch (message.kind()) {
            case REWIND_TO_STATE -> 8;
            case REWIND_EX -> 12;
            default -> bytes.remaining();
        };
        message(micros, TranscriptFormat.TO_GAME, bytes, head);
    }

    @Override
    public void answered(long micros, ServerReply reply, ByteBuffer bytes) {
        message(micros, TranscriptFormat.FROM_GAME, bytes, reply instanceof ServerReply.State ? 4
                : bytes.remaining());
    }

    @Override
    public void raw(long micros, boolean fromGame, ByteBuffer bytes) {
        message(micros, fromGame ? TranscriptFormat.FROM_GAME : TranscriptFormat.TO_GAME, bytes,
                bytes.remaining());
    }

    @Override
    public void violated(long micros, String rule) {
        note(micros, rule);
    }

    /** Adds a line for people. */
    public void note(long micros, String text) {
        line(micros, TranscriptFormat.NOTE + " " + micros + " " + text.replace('\n', ' ').replace('\r', ' '));
    }

    /** Ends the file. Throws what went wrong on the way. */
    @Override
    public void close() throws IOException {
        try (out) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void message(long micros, char direction, ByteBuffer bytes, int head) {
        int size = bytes.remaining();
        boolean omits = !withBlobs && size - head > SMALL;
        int shown = omits ? head : size;
        if (!hasRoom(micros, 2L * shown + 120)) {
            return;
        }
        put(direction + " " + micros + " ");
        byte[] piece = new byte[Math.min(shown, HEX_PIECE)];
        for (int at = 0; at < shown; at += piece.length) {
            int count = Math.min(piece.length, shown - at);
            bytes.get(bytes.position() + at, piece, 0, count);
            put(HEX.formatHex(piece, 0, count));
        }
        if (omits) {
            put(" " + TranscriptFormat.OMITTED + (size - head) + ":"
                    + hash(bytes.slice(bytes.position() + head, size - head)));
        }
        put("\n");
    }

    private void line(long micros, String text) {
        if (hasRoom(micros, text.length() + 1L)) {
            put(text + "\n");
        }
    }

    private boolean hasRoom(long micros, long characters) {
        if (!full && written + characters > mostCharacters) {
            full = true;
            put(TranscriptFormat.NOTE + " " + micros + " cut off at " + written + " characters\n");
        }
        return !full;
    }

    private void put(String text) {
        written += text.length();
        if (failure != null) {
            return;
        }
        try {
            out.write(text);
        } catch (IOException e) {
            failure = e;
        }
    }

    private static String hash(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HEX.formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
