package tmnf.gbx;

/** A recoverable oddity of a file: the rest was read. */
public record GbxWarning(Code code, String message) {

    /** What kind of oddity. */
    public enum Code {
        /** An error inside a skippable chunk; its content is missing from the result. */
        CHUNK_SKIPPED,
        /** An unknown chunk without a length; what follows it in the body is missing from the result. */
        REST_SKIPPED,
        /** Header and body say different things; the body's word is in the result. */
        HEADER_DIFFERS,
        /** The embedded challenge could not be read; its bytes are in the result. */
        EMBEDDED_UNREADABLE,
        /** Bytes behind the end of the body or of a chunk. */
        TRAILING_BYTES,
        /** Written by another game than TrackMania Forever. */
        OTHER_GAME
    }

    @Override
    public String toString() {
        return code + ": " + message;
    }
}
