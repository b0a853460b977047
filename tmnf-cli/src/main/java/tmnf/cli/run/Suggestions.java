package tmnf.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what the user may have meant. */
public final class Suggestions {

    private static final int MOST_FILES_LOOKED_AT = 2_000;

    private Suggestions() {
    }

    /** The candidate nearest to a mistyped word, if any is near enough. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Math.max(1, Math.min(4, wanted.replaceAll("^-+", "").length() / 2)) + 1;
        for (String candidate : candidates) {
            String other = candidate.toLowerCase(Locale.ROOT);
            int distance = distance(wanted, other);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            } else if (best == null && wanted.length() >= 4 && other.startsWith(wanted)) {
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A sentence for a file or folder that isn't there: the nearest one that is, or what part is missing. */
    public static String forMissing(Path missing) {
        Path parent = missing.toAbsolutePath().getParent();
        Path name = missing.getFileName();
        if (parent == null || name == null) {
            return "";
        }
        if (Files.isSymbolicLink(missing)) {
            return "it is a link that leads nowhere; remove it or mend it";
        }
        if (!Files.isDirectory(parent)) {
            return "the folder " + parent + " does not exist either; check the path, or the directory of -C";
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(parent)) {
            files.limit(MOST_FILES_LOOKED_AT).map(file -> file.getFileName().toString()).sorted()
                    .forEach(names::add);
        } catch (IOException unreadable) {
            return "";
        }
        Path shownParent = missing.getParent();
        return nearest(name.toString(), names)
                .map(near -> shownParent == null ? Path.of(near) : shownParent.resolve(near))
                .map(near -> "did you mean " + near + "?")
                .orElse("check the path, or the directory of -C");
    }

    /** Edits between two words: insert, delete, replace, or swap neighbours. */
    static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
