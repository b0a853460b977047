package tmnf.tminterface.sim.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.script.ScriptMode;

/** Where {@code load} looks. */
final class ScriptFolder {

    private final Path folder;

    ScriptFolder(Path folder) {
        this.folder = Objects.requireNonNull(folder, "folder");
    }

    /**
     * Reads a script strictly: a script with a mistake is not loaded at all, so that it cannot half work.
     *
     * @param other the folder that {@code scripts_folder} names; empty for the usual one
     * @throws IOException if there is none, or it cannot be understood
     */
    LoadedScript read(String name, String other, int analogLimit) throws IOException {
        Path file = resolve(other.isEmpty() ? folder : Path.of(other), name);
        CommandList list = CommandList.read(file, ScriptMode.STRICT);
        return new LoadedScript(name, list, InputTimeline.of(list, analogLimit));
    }

    private static Path resolve(Path base, String name) throws IOException {
        Path file;
        try {
            file = base.resolve(name.replace('\\', '/')).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("'" + name + "' is no name of a file", e);
        }
        if (!file.startsWith(base.normalize())) {
            throw new IOException("'" + name + "' lies outside " + base);
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no script " + file);
        }
        return file;
    }
}
