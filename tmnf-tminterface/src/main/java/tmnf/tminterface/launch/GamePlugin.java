package tmnf.tminterface.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import tmnf.gbx.file.AtomicFile;

/** The link plugin in TMInterface's folder of plugins: which one is there, and putting ours there. */
public final class GamePlugin {

    /** File name of our plugin. */
    public static final String NAME = "TmnfLink.as";

    private static final String RESOURCE = "/tmnf/tminterface/plugin/" + NAME;
    private static final String OUR_FIRST_WORDS = "// TmnfLink:";
    private static final String ORIGINAL_NAME = "python_link";
    private static final int DEEPEST = 2; // a plugin may be a folder
    private static final int MOST_FILES = 1000;
    private static final int LONGEST = 1 << 20;
    private static final int MOST_BACKUPS = 1000;

    private GamePlugin() {
    }

    /** Whose plugin a file is. */
    public enum Kind {
        /** Ours, as this program brings it. */
        OURS,
        /** Ours in another version, or changed. */
        OURS_OTHER_VERSION,
        /** Python Link, or another that listens for programs on {@code custom_port}. */
        ORIGINAL,
        /** Something that does not talk to programs, as far as can be told. */
        OTHER
    }

    /** A file that TMInterface may load. */
    public record Found(Path file, Kind kind) {

        /** Whether programs can talk to the game through it. */
        public boolean isLink() {
            return kind != Kind.OTHER;
        }
    }

    /**
     * What an installation does: moves {@code from} to {@code to}, or writes {@code to}.
     *
     * @param from null: our plugin is written
     */
    public record Step(Path from, Path to) {

        /** Whether something of the user is put aside. */
        public boolean isBackup() {
            return from != null;
        }
    }

    /** Our plugin. */
    public static byte[] bytes() throws IOException {
        try (InputStream in = GamePlugin.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException(RESOURCE + ": not in this program. Take a complete distribution.");
            }
            return in.readAllBytes();
        }
    }

    /** The plugins in a folder, in the order of their names; none when there is no such folder. */
    public static List<Found> in(Path plugins) throws IOException {
        if (!Files.isDirectory(plugins)) {
            return List.of();
        }
        byte[] ours = bytes();
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(plugins, DEEPEST)) {
            List<Path> scripts = files.limit(MOST_FILES).filter(Files::isRegularFile)
                    .filter(file -> lowerName(file).endsWith(".as")).sorted().toList();
            for (Path script : scripts) {
                found.add(new Found(script, kind(script, ours)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    private static Kind kind(Path file, byte[] ours) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (Arrays.equals(bytes, ours)) {
            return Kind.OURS;
        }
        if (text.startsWith(OUR_FIRST_WORDS)) {
            return Kind.OURS_OTHER_VERSION;
        }
        boolean listens = text.contains("custom_port") && text.contains("Listen(");
        return listens || lowerName(file).startsWith(ORIGINAL_NAME) ? Kind.ORIGINAL : Kind.OTHER;
    }

    /**
     * What has to be done so that our plugin is the only link in a folder; nothing when it is already. Every
     * other link is put aside under a name that TMInterface does not load: two of them want the same port.
     */
    public static List<Step> plan(Path plugins) throws IOException {
        Path target = plugins.resolve(NAME);
        List<Step> steps = new ArrayList<>();
        boolean there = false;
        for (Found found : in(plugins)) {
            if (found.file().equals(target) && found.kind() == Kind.OURS) {
                there = true;
            } else if (found.isLink() || found.file().equals(target)) {
                steps.add(new Step(found.file(), backup(found.file())));
            }
        }
        if (Files.isDirectory(target)) {
            steps.add(new Step(target, backup(target))); // a plugin may be a folder, even of this name
        }
        if (!there) {
            steps.add(new Step(null, target));
        }
        return steps;
    }

    /**
     * Does what {@link #plan} says, or nothing: when ours cannot be written, what was put aside comes back.
     *
     * @throws FileSystemException naming the folder or file that cannot be changed
     */
    public static void install(Path plugins, List<Step> steps) throws IOException {
        byte[] ours = bytes();
        Files.createDirectories(plugins);
        Deque<Step> done = new ArrayDeque<>();
        try {
            for (Step step : steps) {
                if (step.isBackup()) {
                    Files.move(step.from(), step.to());
                    done.push(step);
                } else {
                    AtomicFile.write(step.to(), ours);
                }
            }
        } catch (IOException | RuntimeException e) {
            takeBack(done, e);
            throw e;
        }
    }

    private static void takeBack(Deque<Step> done, Exception failure) {
        for (Step step : done) {
            try {
                Files.move(step.to(), step.from());
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private static Path backup(Path file) throws IOException {
        for (int i = 1; i <= MOST_BACKUPS; i++) {
            Path free = file.resolveSibling(file.getFileName() + ".bak" + (i == 1 ? "" : i));
            if (!Files.exists(free)) {
                return free;
            }
        }
        throw new IOException(file + ": " + MOST_BACKUPS + " backups are beside it. Remove some.");
    }

    private static String lowerName(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
