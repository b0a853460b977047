package tmnf.cli.run;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tmnf.cli.env.Environment;
import tmnf.cli.files.ShellWords;

/** How the user can start the program again from where it was started. */
final class ProgramName {

    private static final String NAME = "tmnf";

    private ProgramName() {
    }

    /** The command line up to the name of the command, {@code -C} included where it was given. */
    static String of(Environment environment, CommonSettings settings) {
        String elsewhere = settings.chdir() == null ? "" : " -C " + ShellWords.of(settings.chdir());
        return environment.installation().map(Path::normalize)
                .map(home -> program(environment, home)).orElse(NAME) + elsewhere;
    }

    /** A command line that a command proposes under the plain name of the program. */
    static String inPlaceOfPlainName(String line, String program) {
        return line.startsWith(NAME + " ") ? program + line.substring(NAME.length()) : line;
    }

    private static String program(Environment environment, Path home) {
        boolean windows = home.getFileSystem().getSeparator().equals("\\");
        String file = windows ? "tmnf.cmd" : NAME;
        if (isOnPath(environment, home, file, windows)) {
            return NAME;
        }
        return home.equals(environment.workingDirectory().normalize())
                ? (windows ? ".\\" : "./") + file : ShellWords.of(home.resolve(file));
    }

    private static boolean isOnPath(Environment environment, Path home, String file,
            boolean windows) {
        String path = environment.variable("PATH").orElse("");
        return Stream.of(path.split(Pattern.quote(windows ? ";" : ":"))).filter(folder -> !folder.isBlank())
                .anyMatch(folder -> isIn(folder, home, file));
    }

    /** Whether a folder of the PATH is that of the program, or has a link to it. */
    private static boolean isIn(String folder, Path home, String file) {
        try {
            Path program = Path.of(folder).resolve(file);
            return home.equals(program.toRealPath().getParent());
        } catch (IOException | InvalidPathException e) {
            return false; // no such program there
        }
    }
}
