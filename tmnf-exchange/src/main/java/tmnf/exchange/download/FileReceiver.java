package tmnf.exchange.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.file.AtomicMove;

/**
 * Receives one file after the other: reads, hashes, checks, and gives what is whole its name. A file that
 * fits into the buffer is checked before anything is created on disk. Confined to one thread.
 */
final class FileReceiver {

    private static final int BUFFER = 64 << 10;

    private final AtomicMove move;
    private final byte[] buffer = new byte[BUFFER];
    private final MessageDigest digest = FileHash.newDigest();

    FileReceiver() {
        this(AtomicMove.SYSTEM);
    }

    FileReceiver(AtomicMove move) {
        this.move = move;
    }

    /** What was written. */
    record Received(long bytes, String sha256, GbxHeaderFacts facts) {}

    /** Reads a body to a file in a folder that no other run writes to. */
    Received receive(InputStream body, Path target, GbxHeaderFacts.Kind kind, String path)
            throws IOException {
        return receive(body, target, StagedFile.partOf(target), kind, path);
    }

    /**
     * Reads a body to a file.
     *
     * @param part where the file lies until it is whole
     * @param path names the request in messages
     * @throws ExchangeException when the body is not what was asked for
     * @throws IOException when the disk fails
     */
    Received receive(InputStream body, Path target, Path part, GbxHeaderFacts.Kind kind, String path)
            throws IOException {
        digest.reset(); // an earlier body may have ended in the middle
        int head = fill(body);
        digest.update(buffer, 0, head);
        if (head < BUFFER) {
            GbxHeaderFacts facts = check(head, kind, path);
            try (StagedFile staged = new StagedFile(target, part, move)) {
                staged.write(buffer, head);
                staged.commit();
            }
            return new Received(head, hash(), facts);
        }
        return receiveLarge(body, target, part, kind, path);
    }

    private Received receiveLarge(InputStream body, Path target, Path part, GbxHeaderFacts.Kind kind,
            String path) throws IOException {
        refuseEarly(kind, path);
        try (StagedFile staged = new StagedFile(target, part, move)) {
            staged.write(buffer, BUFFER);
            long total = BUFFER;
            for (int n = fill(body); n > 0; n = fill(body)) {
                digest.update(buffer, 0, n);
                staged.write(buffer, n);
                total += n;
            }
            GbxHeaderFacts facts;
            try {
                facts = GameFileCheck.check(staged.part(), kind);
            } catch (GbxFormatException e) {
                throw refused(e, kind(e.reason()), path);
            }
            staged.commit();
            return new Received(total, hash(), facts);
        }
    }

    /** A long page is not worth reading to its end; a long header is. */
    private void refuseEarly(GbxHeaderFacts.Kind kind, String path) throws ExchangeException {
        try {
            GameFileCheck.check(path, buffer, BUFFER, Long.MAX_VALUE, kind);
        } catch (GbxFormatException e) {
            if (!isCut(e.reason())) {
                throw refused(e, isPage(BUFFER) ? Kind.BLOCKED : Kind.CONTENT, path);
            }
        }
    }

    /** Reads until the buffer is full or the body ends. */
    private int fill(InputStream body) throws IOException {
        int at = 0;
        while (at < BUFFER) {
            int n = body.read(buffer, at, BUFFER - at);
            if (n < 0) {
                break;
            }
            at += n;
        }
        return at;
    }

    private GbxHeaderFacts check(int length, GbxHeaderFacts.Kind kind, String path) throws ExchangeException {
        try {
            return GameFileCheck.check(path, buffer, length, length, kind);
        } catch (GbxFormatException e) {
            throw refused(e, isPage(length) ? Kind.BLOCKED : kind(e.reason()), path);
        }
    }

    /** A cut file means that the connection broke. */
    private static Kind kind(Reason reason) {
        return isCut(reason) ? Kind.TRANSIENT : Kind.CONTENT;
    }

    /** Its end is missing, or a part of the header claims more than there is. */
    private static boolean isCut(Reason reason) {
        return reason == Reason.TRUNCATED || reason == Reason.LIMIT;
    }

    /** A page for people means that we are turned away. */
    private boolean isPage(int length) {
        int at = 0;
        while (at < length && (buffer[at] <= ' ')) {
            at++; // blanks, and a byte order mark, whose bytes are negative
        }
        return at < length && buffer[at] == '<';
    }

    private static ExchangeException refused(GbxFormatException e, Kind kind, String path) {
        return new ExchangeException(kind, 200, path, e.getMessage(), null, e);
    }

    private String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of a text in UTF-8. */
    static String hash(String text) {
        return HexFormat.of().formatHex(FileHash.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
