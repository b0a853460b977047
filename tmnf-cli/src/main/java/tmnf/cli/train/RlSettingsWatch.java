package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.cli.command.CliException;

/**
 * The configuration file of a training that runs: read again when its time or size is another one, and told
 * of when its text is. Confined to one thread.
 */
final class RlSettingsWatch extends RlSettingsFixed {

    /** A file may be written again within one step of its clock. */
    private static final Duration COARSEST_CLOCK = Duration.ofSeconds(3);

    private final Path file;
    private final Path asGiven;
    private final Consumer<Map<String, Object>> options;
    private FileTime time; // null: of no use, the file is to be read
    private long size;
    private String text = ""; // of the last reading

    /**
     * Of a file.
     *
     * @param asGiven the file as messages name it
     * @param options writes over the sections what options of the command line say
     */
    RlSettingsWatch(Path file, Path asGiven, Consumer<Map<String, Object>> options) {
        this.file = file;
        this.asGiven = asGiven;
        this.options = options;
    }

    @Override
    public Optional<Map<String, Object>> changed() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (now.lastModifiedTime().equals(time) && now.size() == size) {
                return Optional.empty();
            }
            boolean old = now.lastModifiedTime().toMillis() + COARSEST_CLOCK.toMillis()
                    < System.currentTimeMillis();
            String read = RlSettingsFile.text(file, asGiven);
            time = old ? now.lastModifiedTime() : null;
            size = now.size();
            if (read.equals(text)) {
                return Optional.empty();
            }
            text = read;
            Map<String, Object> sections = RlSettingsFile.parse(read, asGiven);
            options.accept(sections);
            return Optional.of(sections);
        } catch (NoSuchFileException e) {
            throw new IOException(asGiven + " is gone", e);
        } catch (CliException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
