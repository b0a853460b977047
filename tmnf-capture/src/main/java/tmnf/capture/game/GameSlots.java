package tmnf.capture.game;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.tminterface.link.LinkTime;

/**
 * The numbers in the names of our files, one for each worker of each program that uses the folders of a game.
 * A number belongs to whoever has its two lock files, one beside the challenges and one beside the scripts:
 *
 * <pre>
 * &lt;challenges&gt;/tmnf/lock                  the turn of a program in these folders
 * &lt;challenges&gt;/tmnf/w&lt;N&gt;.lock
 * &lt;challenges&gt;/tmnf/w&lt;N&gt;/&lt;12 hex&gt;.Challenge.Gbx
 * &lt;challenges&gt;/tmnf/w&lt;N&gt;/hidden.txt        personal bests that worker N wants hidden
 * &lt;scripts&gt;/tmnf_w&lt;N&gt;.lock
 * &lt;scripts&gt;/tmnf_w&lt;N&gt;_&lt;12 hex&gt;.txt
 * </pre>
 *
 * <p>All of these names, and no others, are ever removed. What changes numbers wants the turn.
 */
final class GameSlots {

    private static final Logger LOG = LoggerFactory.getLogger(GameSlots.class);

    static final String CLAIMS = "hidden.txt";
    static final String CHALLENGE_ENDING = ".Challenge.Gbx";

    private static final int NUMBERS = 1000;
    private static final String OUR_CHALLENGE = "[0-9a-f]{12}\\.Challenge\\.Gbx";
    private static final Pattern OUR_FILE = Pattern.compile(
            OUR_CHALLENGE + "|hidden\\.txt|\\.(" + OUR_CHALLENGE + "|hidden\\.txt)\\.[0-9]+\\.tmp");
    private static final Pattern SLOT = Pattern.compile("w([0-9]{1,3})(\\.lock)?");
    private static final Pattern SCRIPT = Pattern.compile("tmnf_w([0-9]{1,3})(\\.lock|_[0-9a-f]{12}\\.txt)"
            + "|\\.tmnf_w([0-9]{1,3})_[0-9a-f]{12}\\.txt\\.[0-9]+\\.tmp");

    private final Path root;
    private final Path scripts;
    private final FolderMutex mutex;

    GameSlots(GamePlaces places, LinkTime time) {
        root = places.challenges().resolve("tmnf");
        scripts = places.scripts();
        mutex = new FolderMutex(root.resolve("lock"), time);
    }

    /** A number that is ours. */
    record Slot(int number, FolderLock challengesLock, FolderLock scriptsLock) implements Closeable {
        @Override
        public void close() throws IOException {
            try {
                challengesLock.close();
            } finally {
                scriptsLock.close();
            }
        }
    }

    /** Does something when the turn in these folders has come. */
    <T> T inTurn(Action<T> action) throws IOException {
        FolderLock turn = mutex.enter();
        try {
            return action.run();
        } finally {
            turn.close();
        }
    }

    /** Short work in the folders. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** The folder of a number. */
    Path folder(int number) {
        return root.resolve("w" + number);
    }

    /** The script of a number and a hash. */
    Path script(int number, String hash) {
        return scripts.resolve("tmnf_w" + number + "_" + hash + ".txt");
    }

    /** The first free number from this one on. */
    Slot take(int first) throws IOException {
        for (int i = 0; i < NUMBERS; i++) {
            Optional<Slot> slot = tryTake((first + i) % NUMBERS);
            if (slot.isPresent()) {
                return slot.get();
            }
        }
        throw new GameFilesException(GameFilesException.Reason.BUSY,
                root + ": all " + NUMBERS + " numbers are in use. End other programs of ours.");
    }

    private Optional<Slot> tryTake(int number) throws IOException {
        Optional<FolderLock> challenges = tryLock(root.resolve("w" + number + ".lock"));
        if (challenges.isEmpty()) {
            return Optional.empty();
        }
        Optional<FolderLock> script = Optional.empty();
        try {
            script = tryLock(scripts.resolve("tmnf_w" + number + ".lock"));
        } finally {
            if (script.isEmpty()) {
                challenges.get().close();
            }
        }
        return script.map(lock -> new Slot(number, challenges.get(), lock));
    }

    private static Optional<FolderLock> tryLock(Path file) throws IOException {
        try {
            return FolderLock.tryAcquire(file);
        } catch (AccessDeniedException e) {
            if (Files.exists(file)) {
                return Optional.empty(); // another user's
            }
            throw e;
        }
    }

    /** Removes the files of all numbers that nobody has. */
    void removeDead() throws IOException {
        for (int number : numbers()) {
            Optional<Slot> dead = tryTake(number);
            if (dead.isPresent()) {
                try (Slot slot = dead.get()) {
                    remove(slot.number());
                } catch (IOException e) {
                    LOG.warn("leftovers of a capture that died cannot be removed: {}", e.toString());
                }
            }
        }
    }

    /** Removes the files of a number that is ours. */
    void remove(int number) throws IOException {
        Path folder = folder(number);
        for (Path file : list(folder)) {
            if (OUR_FILE.matcher(file.getFileName().toString()).matches()) {
                Files.deleteIfExists(file);
            }
        }
        removeIfEmpty(folder);
        removeScripts(number, "");
    }

    /** Removes the scripts of a number, but the one of this name. */
    void removeScripts(int number, String keep) throws IOException {
        for (Path file : list(scripts)) {
            String name = file.getFileName().toString();
            if (numberOf(SCRIPT, name) == number && !name.endsWith(".lock") && !name.equals(keep)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes the challenges of a number, but the one of this name. */
    void removeChallenges(int number, String keep) throws IOException {
        for (Path file : list(folder(number))) {
            String name = file.getFileName().toString();
            if (name.endsWith(CHALLENGE_ENDING) && OUR_FILE.matcher(name).matches() && !name.equals(keep)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes our folder if nothing is left in it; without the turn, whose file is in it. */
    void removeRootIfEmpty() throws IOException {
        removeIfEmpty(root);
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's files, or another worker's.
            return;
        }
    }

    /** Numbers that somebody else has. */
    Set<Integer> othersThan(int number) throws IOException {
        Set<Integer> live = new HashSet<>();
        for (int other : numbers()) {
            if (other == number) {
                continue;
            }
            Optional<Slot> free = tryTake(other);
            if (free.isPresent()) {
                free.get().close();
            } else {
                live.add(other);
            }
        }
        return live;
    }

    private Set<Integer> numbers() throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        for (Path file : list(root)) {
            numbers.add(numberOf(SLOT, file.getFileName().toString()));
        }
        for (Path file : list(scripts)) {
            numbers.add(numberOf(SCRIPT, file.getFileName().toString()));
        }
        numbers.remove(-1);
        return numbers;
    }

    /** -1 when the name is none of ours. */
    private static int numberOf(Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return -1;
        }
        String number = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
        return Integer.parseInt(number);
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }
}
