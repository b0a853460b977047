package tmnf.exchange.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Function;
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

    /**
     * What a body has to be, and where it goes.
     *
     * @param part where the file lies until it is whole
     * @param path names the request in messages
     * @param check says in words what is otherwise than listed; asked before the file gets its name
     */
    record Wanted(Path target, Path part, GbxHeaderFacts.Kind kind, String path,
            Function<GbxHeaderFacts, String> check) {}

    /**
     * What was written.
     *
     * @param oddity what is otherwise than listed, in words; empty: nothing
     */
    record Received(long bytes, String sha256, GbxHeaderFacts facts, String oddity) {}

    /**
     * Reads a body to a file.
     *
     * @param length as announced, -1: not announced
     * @throws ExchangeException when the body is not what was asked for
     * @throws IOException when the disk fails
     */
    Received receive(InputStream body, long length, Wanted wanted) throws IOException {
        digest.reset(); // an earlier body may have ended in the middle
        int head = fill(body);
        digest.update(buffer, 0, head);
        if (head < BUFFER) {
            GbxHeaderFacts facts = check(head, length, wanted);
            Received received = new Received(head, hash(), facts, wanted.check().apply(facts));
            try (StagedFile staged = new StagedFile(wanted.target(), wanted.part(), move)) {
                staged.write(buffer, head);
                staged.commit();
            }
            return received;
        }
        return receiveLarge(body, length, wanted);
    }

    private Received receiveLarge(InputStream body, long length, Wanted wanted) throws IOException {
        refuseEarly(wanted);
        try (StagedFile staged = new StagedFile(wanted.target(), wanted.part(), move)) {
            staged.write(buffer, BUFFER);
            long total = BUFFER;
            for (int n = fill(body); n > 0; n = fill(body)) {
                digest.update(buffer, 0, n);
                staged.write(buffer, n);
                total += n;
            }
            GbxHeaderFacts facts;
            try {
                facts = GameFileCheck.check(staged.part(), wanted.kind());
            } catch (GbxFormatException e) {
                throw refused(e, kind(e.reason(), total == length), wanted.path());
            }
            Received received = new Received(total, hash(), facts, wanted.check().apply(facts));
            staged.commit();
            return received;
        }
    }

    /** A long page is not worth reading to its end; a long header is. */
    private void refuseEarly(Wanted wanted) throws ExchangeException {
        try {
            GameFileCheck.check(wanted.path(), buffer, BUFFER, Long.MAX_VALUE, wanted.kind());
        } catch (GbxFormatException e) {
            if (!isCut(e.reason())) {
                throw refused(e, isPage(BUFFER) ? Kind.BLOCKED : Kind.CONTENT, wanted.path());
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

    private GbxHeaderFacts check(int head, long length, Wanted wanted) throws ExchangeException {
        try {
            return GameFileCheck.check(wanted.path(), buffer, head, head, wanted.kind());
        } catch (GbxFormatException e) {
            Kind kind = isPage(head) ? Kind.BLOCKED : kind(e.reason(), head == length);
            throw refused(e, kind, wanted.path());
        }
    }

    /** A cut file means that the connection broke, unless all came that was announced: the site's is cut. */
    private static Kind kind(Reason reason, boolean complete) {
        return isCut(reason) && !complete ? Kind.TRANSIENT : Kind.CONTENT;
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
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(FileHash.newDigest().digest(bytes));
    }
}
