package tmnf.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;
import tmnf.gbx.file.FileTrees;

/** What can be wrong with the place where results go, whichever item is written to it. */
public final class OutputPlace {

    private OutputPlace() {
    }

    /**
     * Refuses a place that cannot be written to: before hours of work, not after. Missing folders are made
     * later, below the first one that exists.
     *
     * @param shown what the user gave, with its option
     */
    public static void requireWritable(String shown, Path resolved) {
        Path place = FileTrees.nearest(resolved);
        if (!Files.isWritable(place)) {
            throw new CliException(ExitStatus.FAILURE, "NOT_WRITABLE", shown + " cannot be written",
                    place + " is not writable", "choose another place, or change its permissions");
        }
    }

    /** Whether the disk, or what the user may use of it, is full: Java has no exception for that. */
    public static boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("no space left on device", "not enough space", "disk quota exceeded")
                .anyMatch(message::contains);
    }
}
