package tmnf.cli.files;

import java.nio.file.Path;

/** Paths in commands that are proposed to the user. */
public final class ShellWords {

    private ShellWords() {
    }

    /** The path as a shell takes it. */
    public static String of(Path path) {
        String text = path.toString();
        boolean plain = !text.isEmpty() && text.chars().allMatch(ShellWords::isPlain);
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static boolean isPlain(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || "/._-+,:@%=\\".indexOf(c) >= 0);
    }
}
