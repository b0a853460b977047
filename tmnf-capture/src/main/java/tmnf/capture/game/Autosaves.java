package tmnf.capture.game;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.filter.FileNames;

/**
 * The folder of personal bests: which belong to a challenge, and renaming them so that the game does not see
 * them. Nothing is ever overwritten. Confined to one thread; whoever renames has the folder's turn.
 */
final class Autosaves {

    private static final Logger LOG = LoggerFactory.getLogger(Autosaves.class);

    private static final String HIDDEN = ".tmnf-hidden";
    /** A hidden file; more than one of a name if the game made a new one while the first was hidden. */
    private static final Pattern HIDDEN_NAME =
            Pattern.compile("(.+)" + Pattern.quote(HIDDEN) + "(\\.[0-9]{1,4})?", Pattern.DOTALL);
    private static final int MOST_OF_A_NAME = 1000;
    /** A scanner lets go of a file by then; what can be read at no time is no personal best. */
    private static final int MOST_FAILURES = 3;

    private final Path folder;
    private final Optional<String> user;
    /** What the headers say, so that each file is opened once. */
    private Map<String, Known> known = new HashMap<>();

    /**
     * What a header says.
     *
     * @param failures how often it could not be read, since the file is as it is
     * @param why the last time; null if it could
     */
    private record Known(long size, long modified, Optional<String> uid, int failures, IOException why) {

        static final Known NEVER = new Known(-1, -1, Optional.empty(), 0, null);

        boolean isHeld() {
            return failures > 0 && failures < MOST_FAILURES;
        }
    }

    Autosaves(Path folder, Optional<String> user) {
        this.folder = folder;
        this.user = user;
    }

    /**
     * Names of the personal bests on a challenge, as the game gave them, hidden ones included.
     *
     * @throws GameFilesException if the folder, or a file that may be one, cannot be read at the moment
     */
    Set<String> of(String uid, String challengeName) throws IOException {
        Set<String> found = new TreeSet<>();
        Map<String, Known> seen = new HashMap<>();
        GameFilesException held = null; // null: all could be read
        for (Path file : list()) {
            String name = FileNames.text(file);
            String original = original(name).orElse(name);
            if (!AutosaveNames.isReplay(original)) {
                continue;
            }
            Optional<Known> facts = facts(file, known.getOrDefault(name, Known.NEVER));
            facts.ifPresent(value -> seen.put(name, value));
            boolean byUid = facts.flatMap(Known::uid).filter(uid::equals).isPresent();
            if (byUid || AutosaveNames.matches(original, user, challengeName)) {
                found.add(original);
            } else if (facts.filter(Known::isHeld).isPresent()) {
                held = failed(file, "may be one of this challenge, and cannot be read at the moment",
                        facts.get().why());
            }
        }
        known = seen;
        if (held != null) {
            throw held;
        }
        return found;
    }

    /** Empty of what is gone, or no file. */
    private static Optional<Known> facts(Path file, Known before) throws IOException {
        long size = Known.NEVER.size();
        long modified = Known.NEVER.modified();
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            size = attributes.size();
            modified = attributes.lastModifiedTime().toMillis();
            boolean same = before.size() == size && before.modified() == modified;
            return Optional.of(same && before.failures() == 0 ? before
                    : new Known(size, modified, uid(file), 0, null));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            boolean same = before.size() == size && before.modified() == modified;
            int failures = same ? Math.min(before.failures() + 1, MOST_FAILURES) : 1;
            LOG.debug("{} could not be read {} times: {}", file, failures, e.toString());
            return Optional.of(new Known(size, modified, Optional.empty(), failures, e));
        }
    }

    /** Empty of what is no game file; one that somebody else holds at the moment fails. */
    private static Optional<String> uid(Path file) throws IOException {
        try {
            return Optional.of(GbxFiles.readHeader(file).mapUid()).filter(uid -> !uid.isEmpty());
        } catch (GbxFormatException e) {
            return Optional.empty();
        }
    }

    /** Names of all personal bests that are hidden. */
    Set<String> hidden() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : list()) {
            original(FileNames.text(file)).filter(AutosaveNames::isReplay).ifPresent(names::add);
        }
        return names;
    }

    private static Optional<String> original(String name) {
        Matcher matcher = HIDDEN_NAME.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Set<Path> list() throws IOException {
        Set<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (NoSuchFileException e) {
            return Set.of(); // the game makes the folder with its first personal best
        } catch (DirectoryIteratorException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
        return files;
    }

    /** Renames a personal best; false when there is none of that name. */
    boolean hide(String name) throws IOException {
        Path file = FileNames.child(folder, name);
        for (int i = 1; i < MOST_OF_A_NAME; i++) {
            Path target = hiddenFile(name, i);
            try {
                moveToFree(file, target);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is taken", target);
            } catch (IOException e) {
                throw failed(file, "cannot be hidden", e);
            }
        }
        throw failed(file, "has been hidden too often; look at " + folder, null);
    }

    /** How many files of these names are hidden. */
    int hidden(Set<String> names) {
        int count = 0;
        for (String name : names) {
            for (int i = 1; i < MOST_OF_A_NAME && Files.exists(hiddenFile(name, i)); i++) {
                count++;
            }
        }
        return count;
    }

    private Path hiddenFile(String name, int number) {
        return FileNames.child(folder, name + HIDDEN + (number == 1 ? "" : "." + number));
    }

    /** Names all hidden files of a name back. What the game has saved meanwhile stays as it is. */
    void restore(String name) throws IOException {
        for (int i = 1; i < MOST_OF_A_NAME; i++) {
            Path file = hiddenFile(name, i);
            if (Files.exists(file)) {
                restore(name, file, i > 1);
            } else if (i > 1) {
                return;
            }
        }
    }

    /** With {@code later} it is one that the game made while the first one was hidden. */
    private void restore(String name, Path file, boolean later) throws IOException {
        String stem = name.substring(0, name.length() - ".replay.gbx".length());
        String ending = name.substring(stem.length());
        String added = later ? " (during capture" : " (before capture";
        for (int i = later ? 1 : 0; i < MOST_OF_A_NAME; i++) {
            String free = i == 0 ? name : stem + added + (i == 1 ? "" : " " + i) + ")" + ending;
            Path target = FileNames.child(folder, free);
            try {
                if (Files.exists(target) && Files.isSameFile(file, target)) {
                    Files.delete(file); // a program died between the two halves of naming it back
                    return;
                }
                moveToFree(file, target);
                if (later) {
                    LOG.info("the game has made a personal best meanwhile, which is now {}", target);
                } else if (i > 0) {
                    LOG.warn("the game has saved a new {} meanwhile, the one before is now {}", name, target);
                }
                return;
            } catch (NoSuchFileException e) {
                return; // somebody else has named it back
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is taken", target);
            } catch (IOException e) {
                throw failed(file, "cannot be named back to " + free, e);
            }
        }
        throw failed(file, "cannot be named back: all names are taken", null);
    }

    /** A link and a removal, where the system has links, for they never overwrite; else a plain move. */
    private static void moveToFree(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(from, to);
            return;
        }
        Files.delete(from);
    }

    private GameFilesException unreadable(IOException cause) {
        return new GameFilesException(GameFilesException.Reason.AUTOSAVES, "the folder of personal bests "
                + folder + " cannot be read: " + cause + ". Check that it is a folder, and its permissions.",
                cause);
    }

    private static GameFilesException failed(Path file, String what, IOException cause) {
        String why = cause == null ? "" : ": " + cause;
        return new GameFilesException(GameFilesException.Reason.AUTOSAVES, "the personal best " + file + " "
                + what + why + ". Close what uses it and check its permissions and its folder's.", cause);
    }
}
