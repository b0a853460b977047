package tmnf.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import picocli.CommandLine.ParameterException;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.files.OutputPlace;
import tmnf.cli.info.BuildInfo;

/** Puts exceptions into words that a user can act on. */
final class Failures {

    private Failures() {
    }

    static ErrorReport describe(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        if (failure instanceof CliException e) {
            return new ErrorReport(e.status(), e.code(), e.getMessage(), e.reason(), e.fix(), e.getCause());
        }
        if (failure instanceof ParameterException e) {
            return UsageErrors.describe(e);
        }
        if (failure instanceof InterruptedException) {
            return new ErrorReport(ExitStatus.INTERRUPTED, "INTERRUPTED", "interrupted", "", "", failure);
        }
        if (failure instanceof IOException e && OutputPlace.isFull(e)) {
            return full(e);
        }
        if (failure instanceof FileSystemException e) {
            return fileSystem(e);
        }
        if (failure instanceof IOException) {
            return new ErrorReport(ExitStatus.FAILURE, "IO", message(failure), causes(failure), "", failure);
        }
        if (failure instanceof OutOfMemoryError) {
            return new ErrorReport(ExitStatus.FAILURE, "OUT_OF_MEMORY", "out of memory", message(failure),
                    "give Java more, for example TMNF_JAVA_OPTS=-Xmx4g", failure);
        }
        return new ErrorReport(ExitStatus.FAILURE, "BUG",
                "unexpected " + failure.getClass().getSimpleName() + ": " + message(failure),
                "this is a bug in tmnf " + BuildInfo.load().line(),
                "report it with what the same command prints with -v", failure);
    }

    private static ErrorReport full(IOException e) {
        String file = e instanceof FileSystemException system && system.getFile() != null
                ? ": " + system.getFile() + " cannot be written" : "";
        return new ErrorReport(ExitStatus.FAILURE, "DISK_FULL", "the disk is full" + file, message(e),
                "make room, or choose another place, then give the same command again", e);
    }

    private static ErrorReport fileSystem(FileSystemException e) {
        String file = String.valueOf(e.getFile());
        if (e instanceof NoSuchFileException) {
            return new ErrorReport(ExitStatus.NO_INPUT, "INPUT_NOT_FOUND",
                    "no such file or folder: " + file, "",
                    e.getFile() == null ? "" : Suggestions.forMissing(Path.of(file)), e);
        }
        if (e instanceof NotDirectoryException) {
            return new ErrorReport(ExitStatus.FAILURE, "NOT_A_DIRECTORY", "not a folder: " + file, "", "", e);
        }
        if (e instanceof AccessDeniedException) {
            return new ErrorReport(ExitStatus.FAILURE, "ACCESS_DENIED", "no permission for " + file, "",
                    "check who owns it and what you may do with it", e);
        }
        if (e instanceof FileAlreadyExistsException) {
            return new ErrorReport(ExitStatus.FAILURE, "EXISTS", "exists already: " + file, "",
                    "move it away, or choose another place", e);
        }
        return new ErrorReport(ExitStatus.FAILURE, "IO", message(e), "", "", e);
    }

    private static Throwable unwrap(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CliException lost && lost.code().equals(GuardedStdout.LOST)) {
                return lost; // the writers of JSON wrap it
            }
        }
        Throwable failure = thrown;
        while ((failure instanceof UncheckedIOException || failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof picocli.CommandLine.ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static String causes(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? "" : cause.getClass().getSimpleName() + ": " + message(cause);
    }
}
