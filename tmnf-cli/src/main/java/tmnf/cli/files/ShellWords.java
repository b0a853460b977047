package tmnf.cli.files;

import java.nio.file.Path;

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

    private static boolean isPlain(int c, boolean windows) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || (windows ? "/._-+:@=\\" : "/._-+,:@%=").indexOf(c) >= 0);
    }
}
