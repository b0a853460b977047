package tmnf.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.cli.command.CommandContext;
import tmnf.cli.files.ShellWords;

/**
 * How the user starts the program in the place where it was started.
 *
 * @param start the command line up to the name of the command
 * @param windows whether words are quoted for the shells of Windows
 */
record ProgramName(String start, boolean windows) {

    /** The program as it was started, {@code chdir} being the value of {@code -C}, if any. */
    static ProgramName of(CommandContext context, Optional<Path> chdir) {
        Path base = context.baseDirectory();
        boolean windows = base.getFileSystem().getSeparator().equals("\\");
        String file = windows ? "tmnf.cmd" : "tmnf";
        String program = context.installation().map(Path::normalize)
                .map(home -> chdir.isEmpty() && home.equals(base.normalize())
                        ? (windows ? ".\\" : "./") + file : ShellWords.of(home.resolve(file)))
                .orElse("tmnf");
        String elsewhere = chdir.map(folder -> " -C " + ShellWords.of(folder)).orElse("");
        return new ProgramName(program + elsewhere, windows);
    }

    /** A whole command line that the user can copy. */
    String line(List<String> words) {
        StringBuilder line = new StringBuilder(start);
        words.forEach(argument -> line.append(' ').append(ShellWords.of(argument, windows)));
        return line.toString();
    }
}
