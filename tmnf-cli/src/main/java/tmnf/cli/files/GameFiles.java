package tmnf.cli.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxLimits;

/**
 * The game files that operands stand for: files as they are, {@code -} for stdin, folders with every
 * {@code .gbx} file below them, also through links, and patterns such as {@code *.gbx}, which the Windows
 * shell leaves to the program.
 *
 * @param files in the order of the operands, sorted within a folder, none twice
 * @param unreadable folders that could not be entered, with the reason
 */
public record GameFiles(List<Path> files, List<Unreadable> unreadable) {

    /** The operand for a file on stdin. */
    private static final Path STDIN = Path.of("-");

    /** A folder or file that could not be looked at. */
    public record Unreadable(Path path, String reason) {}

    /** Finds the files; a missing one ends the command with a suggestion. */
    public static GameFiles find(CommandContext context, List<String> operands) throws IOException {
        return find(context, operands, file -> false);
    }

    /**
     * The same, and takes more than game files from folders.
     *
     * @param others says of a file in a folder, with an absolute path, whether it is wanted too
     */
    public static GameFiles find(CommandContext context, List<String> operands, Predicate<Path> others)
            throws IOException {
        List<Path> files = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (String operand : operands) {
            Path path = path(operand);
            if (operand.equals(STDIN.toString())) {
                files.add(STDIN);
            } else if (path == null || !Files.exists(context.resolve(path)) && isPattern(operand)) {
                files.addAll(matches(context, operand));
            } else if (Files.isDirectory(context.resolve(path))) {
                walk(context, path, others, files, unreadable);
            } else {
                if (!Files.exists(context.resolve(path))) {
                    context.requireFile(path);
                }
                files.add(path);
            }
        }
        if (files.isEmpty() && unreadable.isEmpty()) {
            throw CliException.noInput(
                    "no game file found in " + String.join(", ", operands), "no name there ends in .gbx",
                    "name a .gbx file or a folder that holds some");
        }
        return new GameFiles(files.stream().distinct().toList(), List.copyOf(unreadable));
    }

    /** The bytes of a file, or of stdin for {@code -}; more than the limit is refused. */
    public static byte[] bytes(CommandContext context, Path file, GbxLimits limits) throws IOException {
        if (!file.equals(STDIN)) {
            return GbxFiles.bytes(context.resolve(file), limits);
        }
        byte[] bytes = context.in().readNBytes(limits.maxFileBytes() + 1);
        if (bytes.length > limits.maxFileBytes()) {
            throw new IOException(
                    "stdin has more than " + limits.maxFileBytes() + " bytes; no game file is that large");
        }
        return bytes;
    }

    /** Whether an operand may stand for several files; there can be one of that name all the same. */
    public static boolean isPattern(String operand) {
        return operand.indexOf('*') >= 0 || operand.indexOf('?') >= 0;
    }

    /** The operand as a path; null when this system cannot have such a path ({@code *} on Windows). */
    private static Path path(String operand) {
        try {
            return Path.of(operand);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Files of one folder whose names match a pattern; the folder itself must be written out. */
    private static TreeSet<Path> matches(CommandContext context, String operand) throws IOException {
        int slash = Math.max(operand.lastIndexOf('/'), operand.lastIndexOf('\\'));
        Path folder = Path.of(slash < 0 ? "" : operand.substring(0, slash + 1));
        TreeSet<Path> found = new TreeSet<>();
        if (Files.isDirectory(context.resolve(folder))) {
            String pattern = operand.substring(slash + 1);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(context.resolve(folder), pattern)) {
                entries.forEach(entry -> found.add(folder.resolve(entry.getFileName())));
            }
        }
        if (found.isEmpty()) {
            throw CliException.noInput("nothing matches " + operand, "", "check the folder and the pattern");
        }
        return found;
    }

    private static void walk(CommandContext context, Path folder, Predicate<Path> others, List<Path> files,
            List<Unreadable> unreadable) throws IOException {
        Path root = context.resolve(folder);
        TreeSet<Path> found = new TreeSet<>();
        Set<FileVisitOption> throughLinks = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
        Files.walkFileTree(root, throughLinks, Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path shown = folder.resolve(root.relativize(file));
                if (attributes.isRegularFile() && (isGameFile(file) || others.test(file))) {
                    found.add(shown);
                } else if (attributes.isSymbolicLink() && isGameFile(file)) {
                    unreadable.add(new Unreadable(shown, "a link that leads nowhere; remove it or mend it"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                if (e instanceof FileSystemLoopException) {
                    // A link to a folder above it: what is there is found anyway.
                    return FileVisitResult.CONTINUE;
                }
                unreadable.add(new Unreadable(folder.resolve(root.relativize(file)), reason(e)));
                return FileVisitResult.CONTINUE;
            }
        });
        files.addAll(found);
    }

    private static boolean isGameFile(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gbx");
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "permission denied; change its permissions or run as its owner" : e.toString();
    }
}
