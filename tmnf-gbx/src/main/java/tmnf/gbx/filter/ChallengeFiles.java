package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the challenge file of a track. First hit wins:
 * <ol>
 * <li>any {@code *.challenge*.gbx}, in any case, in {@code <tracks>/<id>/}; of several the first by name;
 * <li>{@code <tracks>/<id>.Challenge.Gbx};
 * <li>{@code <tracks>/<id>.challenge.gbx}, then the same in any case;
 * <li>for an id of digits only, any {@code *.challenge.gbx} in any case with the id as a whole number in its
 * name, so that 123 does not find 1234567.
 * </ol>
 * The directory is listed once, when the index is made. Thread-safe.
 */
public final class ChallengeFiles {

    private static final String SUFFIX = ".challenge.gbx";
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Map<String, Path> byName = new HashMap<>();
    private final Map<String, Path> byLowerName = new HashMap<>();
    private final Map<String, Path> byNumber = new HashMap<>();

    private ChallengeFiles(List<Path> entries) {
        for (Path entry : entries) {
            String name = FileNames.text(entry);
            byName.put(name, entry);
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(SUFFIX)) {
                byLowerName.putIfAbsent(lower, entry);
                Matcher numbers = DIGITS.matcher(name.substring(0, name.length() - SUFFIX.length()));
                while (numbers.find()) {
                    byNumber.putIfAbsent(numbers.group(), entry);
                }
            }
        }
    }

    /** Lists a directory; a missing one has no files. */
    public static ChallengeFiles list(Path tracksDir) throws IOException {
        if (!Files.isDirectory(tracksDir)) {
            return new ChallengeFiles(List.of());
        }
        return new ChallengeFiles(sorted(tracksDir));
    }

    /**
     * The challenge file of a track, if there is one.
     *
     * @throws IOException when the track's own folder cannot be listed
     */
    public Optional<Path> find(String track) throws IOException {
        Path folder = byName.get(track);
        if (folder != null) {
            Optional<Path> own = inFolder(folder);
            if (own.isPresent()) {
                return own;
            }
        }
        Path file = byName.get(track + ".Challenge.Gbx");
        if (file == null) {
            file = byName.get(track + SUFFIX);
        }
        if (file == null) {
            file = byLowerName.get((track + SUFFIX).toLowerCase(Locale.ROOT));
        }
        if (file == null) {
            file = byNumber.get(track);
        }
        return Optional.ofNullable(file);
    }

    private static Optional<Path> inFolder(Path folder) throws IOException {
        try {
            return sorted(folder).stream()
                    .filter(file -> isChallengeName(file.getFileName().toString()))
                    .findFirst();
        } catch (NotDirectoryException e) {
            return Optional.empty();
        }
    }

    private static boolean isChallengeName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gbx") && lower.contains(".challenge");
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }
}
