package tmnf.gbx.filter;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tmnf.gbx.GbxFormatException;

/** Why a file could not be read, in words that do not repeat its name. */
final class Failures {

    /** Why, where the file may not be read. */
    static final String DENIED = "permission denied";

    private Failures() {}

    static String why(Path file, Exception e) {
        if (e instanceof GbxFormatException format) {
            return format.detail();
        }
        if (e instanceof AccessDeniedException) {
            return DENIED;
        }
        if (e instanceof NoSuchFileException) {
            return "it disappeared";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String prefix = file + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}
