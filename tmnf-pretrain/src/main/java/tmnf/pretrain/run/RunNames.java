package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of run folders: those that users give, and {@code run_001}, {@code run_002} and so on. */
final class RunNames {

    private static final Pattern NUMBERED = Pattern.compile("run_(\\d{3}|[1-9]\\d{3,7})");

    private RunNames() {
    }

    /** Checks that a name is that of one folder within another. */
    static String plain(String name) throws RunFolderException {
        try {
            Path path = Path.of(name);
            if (!name.isBlank() && !path.isAbsolute() && path.getNameCount() == 1
                    && !name.matches("\\.{1,2}[/\\\\]?")) {
                return name;
            }
        } catch (InvalidPathException e) {
            throw new RunFolderException("a run cannot be called \"" + name + "\": " + e.getReason()
                    + ". Give it another name.");
        }
        throw new RunFolderException("a run cannot be called \"" + name + "\": its name is that of a folder "
                + "within the output folder. Say where runs lie with the output folder, and give a plain "
                + "name.");
    }

    /** Makes the folder behind the last number. */
    static Path createNext(Path output) throws IOException {
        for (int number = lastNumber(output).orElse(0) + 1;; number++) {
            try {
                return Files.createDirectory(numbered(output, number));
            } catch (FileAlreadyExistsException e) {
                continue; // another process was faster
            }
        }
    }

    /** The folder of the last number; where there is none, that of the first, which is not there. */
    static Path last(Path output) throws IOException {
        OptionalInt last = Files.isDirectory(output) ? lastNumber(output) : OptionalInt.empty();
        return numbered(output, last.orElse(1));
    }

    private static Path numbered(Path output, int number) {
        return output.resolve(String.format(Locale.ROOT, "run_%03d", number));
    }

    private static OptionalInt lastNumber(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> NUMBERED.matcher(file.getFileName().toString())).filter(Matcher::matches)
                    .mapToInt(match -> Integer.parseInt(match.group(1))).max();
        }
    }
}
