package tmnf.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which TMInterface there is. No message of a plugin and no file of its folder carries the number, as far as
 * is known; what is sure is that 1.x runs no plugins and has no folder for them. A library of Windows may
 * tell its version itself.
 */
final class VersionCheck {

    private static final String CHECK = "tminterface-version";
    private static final Pattern LIBRARY = Pattern.compile("(?i)tminterface[^/\\\\]*\\.(dll|exe)");
    private static final int DEPTH = 4;
    private static final int MOST_FILES = 5_000;

    private VersionCheck() {
    }

    /**
     * Looks; empty when there is nothing to look at.
     *
     * @param places folders with libraries, which need not exist
     * @param greets whether a plugin answered at the port
     */
    static Optional<Finding> find(Optional<Path> plugins, List<Path> places, boolean greets) {
        List<String> told = new ArrayList<>();
        List<Path> files = libraries(places);
        for (Path file : files) {
            LibraryVersion.of(file).ifPresent(version -> told.add(file.getFileName() + " says " + version));
        }
        String number = told.isEmpty() ? "; its exact number is told by no file here and no message"
                : "; " + String.join(", ", told);
        String where = files.isEmpty() ? "" : files.get(0).toString();
        if (greets) {
            return Optional.of(Finding.ok(CHECK, "2.x, for its plugin answers" + number, where));
        }
        if (plugins.isEmpty() || !Files.isDirectory(plugins.get().getParent())) {
            return told.isEmpty() ? Optional.empty()
                    : Optional.of(Finding.ok(CHECK, String.join(", ", told), where));
        }
        return Optional.of(Files.isDirectory(plugins.get())
                ? Finding.ok(CHECK, "2.x, by its folder of plugins" + number, plugins.get())
                : Finding.warning(CHECK, "1.x, or a 2.x that was never started: there is no folder of plugins"
                        + (told.isEmpty() ? "" : number), plugins.get(),
                        "install TMInterface 2, for 1.x runs no plugins, and start the game with it once"));
    }

    private static List<Path> libraries(List<Path> places) {
        List<Path> found = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.walk(place, DEPTH)) {
                    files.limit(MOST_FILES)
                            .filter(file -> LIBRARY.matcher(file.getFileName().toString()).matches())
                            .filter(Files::isRegularFile).sorted().forEach(found::add);
                } catch (IOException | UncheckedIOException e) {
                    continue; // what cannot be read tells nothing
                }
            }
        }
        return found;
    }
}
