package tmnf.gbx;

import java.io.IOException;

/**
 * A file that cannot be read as a TrackMania Forever file. The message names the file, the place and what to
 * do.
 */
public final class GbxFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why a file was refused. */
    public enum Reason {
        /** Zero bytes. */
        EMPTY,
        /** No GBX file at all, an HTML page for example. */
        NOT_GBX,
        /** A GBX form that the game never writes: text format, an unknown version. */
        UNSUPPORTED_CONTAINER,
        /** A GBX file of a class that is no replay, challenge, ghost or clip. */
        UNSUPPORTED_CLASS,
        /** Written by another game of the series. */
        OTHER_GAME,
        /** Ends too early. */
        TRUNCATED,
        /** A length or count beyond the limit or beyond the bytes left. */
        LIMIT,
        /** Compressed data that do not decompress. */
        COMPRESSION,
        /** A value that makes no sense where it stands. */
        MALFORMED,
        /** An unknown chunk without a length before the essential part of the file. */
        UNKNOWN_CHUNK
    }

    private final Reason reason;
    private final String file;
    private final String detail;
    private final transient GbxHeaderFacts header;

    public GbxFormatException(Reason reason, String file, String detail) {
        this(reason, file, detail, GbxHeaderFacts.NONE, null);
    }

    public GbxFormatException(Reason reason, String file, String detail, Throwable cause) {
        this(reason, file, detail, GbxHeaderFacts.NONE, cause);
    }

    private GbxFormatException(
            Reason reason, String file, String detail, GbxHeaderFacts header, Throwable cause) {
        super(file + ": " + detail, cause);
        this.reason = reason;
        this.file = file;
        this.detail = detail;
        this.header = header;
    }

    /** The same refusal, with what is known of the file from its header. */
    public GbxFormatException withHeader(GbxHeaderFacts facts) {
        return new GbxFormatException(reason, file, detail, facts, this);
    }

    /** The same trouble seen as {@code other}: a chunk that is unknown because another game wrote it, say. */
    public GbxFormatException as(Reason other, String otherDetail) {
        return new GbxFormatException(other, file, otherDetail, header, this);
    }

    public Reason reason() {
        return reason;
    }

    /** Label of the file as given by the caller. */
    public String file() {
        return file;
    }

    /** The message without the file. */
    public String detail() {
        return detail;
    }

    /**
     * What the header said before the body was refused; {@link GbxHeaderFacts#NONE} when not even that was
     * read.
     */
    public GbxHeaderFacts header() {
        return header;
    }
}
