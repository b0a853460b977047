package tmnf.gbx;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.chunk.DocumentReader;
import tmnf.gbx.container.ContainerReader;
import tmnf.gbx.container.GbxHeader;
import tmnf.gbx.container.HeaderFactsReader;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Replay;

/**
 * The entrance: reads game files. Bad content throws {@link GbxFormatException}, trouble of the file system
 * other {@link IOException}s. Safe for use from several threads.
 */
public final class GbxFiles {

    /** Enough for the header of a file without a thumbnail. */
    private static final int FIRST_READ = 4096;
    /** Magic, version, format, class id and user data size. */
    private static final int FIXED_PART = 17;
    /** Node count and external count, and the sizes of a packed body where nothing is external. */
    private static final int COUNTS = 16;

    private GbxFiles() {}

    /** Reads a replay, challenge, ghost or clip completely. */
    public static GbxFile<GbxContent> read(Path file) throws IOException {
        return read(file, GbxReadOptions.FULL);
    }

    public static GbxFile<GbxContent> read(Path file, GbxReadOptions options) throws IOException {
        return read(file.toString(), bytes(file, options.limits()), options);
    }

    /** Reads a whole file that is already in memory; {@code label} names it in messages. */
    public static GbxFile<GbxContent> read(String label, byte[] bytes, GbxReadOptions options)
            throws GbxFormatException {
        return DocumentReader.read(label, bytes, options);
    }

    public static GbxFile<Replay> readReplay(Path file) throws IOException {
        return readReplay(file, GbxReadOptions.FULL);
    }

    public static GbxFile<Replay> readReplay(Path file, GbxReadOptions options) throws IOException {
        return expect(Replay.class, read(file, options));
    }

    /** Reads a whole replay that is already in memory; {@code label} names it in messages. */
    public static GbxFile<Replay> readReplay(String label, byte[] bytes, GbxReadOptions options)
            throws GbxFormatException {
        return expect(Replay.class, read(label, bytes, options));
    }

    public static GbxFile<Challenge> readChallenge(Path file) throws IOException {
        return expect(Challenge.class, read(file));
    }

    /** Reads the header only; the body is not touched, nor even read from disk. */
    public static GbxHeaderFacts readHeader(Path file) throws IOException {
        return readHeader(file, new ArrayList<>());
    }

    /** Reads the header only; oddities met are added to {@code warnings}. */
    public static GbxHeaderFacts readHeader(Path file, List<GbxWarning> warnings) throws IOException {
        String label = file.toString();
        try (OpenFile in = OpenFile.open(file)) {
            return HeaderFactsReader.read(label, header(label, in), warnings);
        }
    }

    /**
     * Reads the header and holds the file's length against the one that stands before its packed body, so
     * that a cut file shows without unpacking anything.
     *
     * @throws GbxFormatException also with {@link Reason#TRUNCATED}
     */
    public static GbxHeaderFacts readWholeHeader(Path file) throws IOException {
        String label = file.toString();
        try (OpenFile in = OpenFile.open(file)) {
            Start start = Start.of(in);
            return wholeHeader(label, start.bytes(), start.length(), in.length());
        }
    }

    /**
     * The same for the start of a file that is in memory.
     *
     * @param start bytes from the beginning, as far as the sizes of the body at least
     * @param length how many of them count
     * @param fileLength length of the whole file
     */
    public static GbxHeaderFacts readWholeHeader(String label, byte[] start, int length, long fileLength)
            throws GbxFormatException {
        return wholeHeader(label, start, length, fileLength);
    }

    private static GbxHeaderFacts wholeHeader(String label, byte[] start, int length, long fileLength)
            throws GbxFormatException {
        GbxHeader header = ContainerReader.facts(label, start, length);
        long end = ContainerReader.bodyEnd(label, start, length, header);
        if (fileLength < end) {
            throw new GbxFormatException(Reason.TRUNCATED, label, "the file has " + fileLength
                    + " bytes of at least " + end + ": it was cut; download it again");
        }
        return HeaderFactsReader.read(label, header, new ArrayList<>());
    }

    private static GbxHeader header(String label, OpenFile in) throws IOException {
        Start start = Start.of(in);
        return ContainerReader.facts(label, start.bytes(), start.length());
    }

    /** As little of a file as its header needs: one block, and the rest of a long header. */
    private record Start(byte[] bytes, int length) {

        static Start of(OpenFile in) throws IOException {
            byte[] start = new byte[FIRST_READ];
            int length = in.fill(start, 0);
            int wanted = headerLength(start, length);
            if (wanted > length && length == FIRST_READ) {
                start = Arrays.copyOf(start, (int) Math.min(wanted, available(in)));
                length = in.fill(start, length);
            }
            return new Start(start, length);
        }
    }

    private static long available(OpenFile in) throws IOException {
        return Math.min(in.length(), GbxLimits.DEFAULT.maxFileBytes());
    }

    /** The file's bytes, if it is a regular file of at most the limit. */
    public static byte[] bytes(Path file, GbxLimits limits) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a directory, not a game file");
        }
        try (OpenFile in = OpenFile.open(file)) {
            long size = in.length();
            if (size > limits.maxFileBytes()) {
                throw new GbxFormatException(
                        Reason.LIMIT, file.toString(),
                        "the file has " + size + " bytes, the limit is " + limits.maxFileBytes()
                                + "; no game file is that large");
            }
            byte[] bytes = new byte[(int) size];
            if (in.fill(bytes, 0) < bytes.length) {
                throw new EOFException(file + ": became shorter while it was read");
            }
            return bytes;
        }
    }

    private static int headerLength(byte[] start, int length) {
        if (length < FIXED_PART || start[3] < 6) {
            return length;
        }
        long userData = (start[13] & 0xFF) | (start[14] & 0xFF) << 8 | (start[15] & 0xFF) << 16
                | (start[16] & 0xFFL) << 24;
        return (int) Math.min(GbxLimits.DEFAULT.maxFileBytes(), FIXED_PART + userData + COUNTS);
    }

    private static <T extends GbxContent> GbxFile<T> expect(Class<T> type, GbxFile<GbxContent> file)
            throws GbxFormatException {
        if (!type.isInstance(file.content())) {
            throw new GbxFormatException(
                    Reason.UNSUPPORTED_CLASS,
                    file.label(),
                    "this is a " + file.header().kind().label() + ", not a "
                            + type.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return file.withContent(type.cast(file.content()));
    }
}
