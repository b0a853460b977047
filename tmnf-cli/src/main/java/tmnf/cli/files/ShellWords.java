package tmnf.cli.files;

import java.nio.file.Path;
import java.util.List;

/** Words of commands that are proposed to the user, quoted so that a shell takes each as one. */
public final class ShellWords {

    private ShellWords() {
    }

    /** The path as a shell of its system takes it. */
    public static String of(Path path) {
        return of(path.toString(), path.getFileSystem().getSeparator().equals("\\"));
    }

    /** The word as a shell takes it: in double quotes for those of Windows, in single ones for others. */
    public static String of(String word, boolean windows) {
        if (!word.isEmpty() && word.chars().allMatch(c -> isPlain(c, windows))) {
            return word;
        }
        return windows ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A whole command line that the user can copy: the start as it is, then the words. */
    public static String line(String start, List<String> words, boolean windows) {
        StringBuilder line = new StringBuilder(start);
        words.forEach(word -> line.append(' ').append(of(word, windows)));
        return line.toString();
    }

    private static boolean isPlain(int c, boolean windows) {
        String signs = windows ? "/._-+:@=\\" : "/._-+,:@%=";
        return c < 0x80 && (Character.isLetterOrDigit(c) || signs.indexOf(c) >= 0);
    }
}
