package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts.Kind;

/** Holds a file against what is known of it, as thoroughly as wanted. */
final class DiskState {

    static final String MISSING = "is missing";
    static final String OTHER_SIZE = "has another size";
    static final String OTHER_CONTENT = "has another content";

    private DiskState() {}

    /** What is wrong, in words; empty: nothing. */
    static String of(Path file, ReplayEntry done, Verify level) throws IOException {
        return of(file, done.bytes(), done.sha256(), Kind.REPLAY, level);
    }

    /** The same for a challenge whose size and hash are known. */
    static String of(Path file, ChallengeEntry done, Verify level) throws IOException {
        return of(file, done.bytes(), done.sha256(), Kind.CHALLENGE, level);
    }

    private static String of(Path file, long bytes, String sha256, Kind kind, Verify level)
            throws IOException {
        if (level == Verify.NONE) {
            return "";
        }
        long size = size(file);
        if (size < 0) {
            return MISSING;
        }
        if (size != bytes) {
            return OTHER_SIZE;
        }
        if (level == Verify.FULL) {
            return FileHash.of(file).sha256().equals(sha256) ? "" : OTHER_CONTENT;
        }
        return level == Verify.HEADER ? header(file, kind) : "";
    }

    private static String header(Path file, Kind kind) throws IOException {
        try {
            GameFileCheck.check(file, kind);
            return "";
        } catch (GbxFormatException e) {
            return e.getMessage();
        }
    }

    /** Length of a regular file; -1: there is none. */
    private static long size(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? attributes.size() : -1;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return -1;
        }
    }
}
