package tmnf.cli.convert;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.files.GameFiles;
import tmnf.cli.files.OutputPlace;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.filter.ReplayFiles;
import tmnf.gbx.line.LineException;
import tmnf.gbx.script.ScriptException;

/**
 * Works through the replays that the user named. One that fails is listed and counted, the rest goes on; the
 * command then ends with exit code 3.
 */
final class ReplayBatch {

    /** What is done to one item; what it throws is that item's failure. */
    @FunctionalInterface
    interface Action<T> {
        void apply(T item) throws IOException;
    }

    private final CommandContext context;
    private final List<Map<String, Object>> failures = new ArrayList<>();

    ReplayBatch(CommandContext context) {
        this.context = context;
    }

    /**
     * The replays that operands stand for. Maps inside a folder are passed over; a map named by itself is
     * not, and fails when it is read as a replay.
     */
    List<ReplayFile> find(List<String> operands) throws IOException {
        GameFiles found = GameFiles.find(context, operands);
        found.unreadable().forEach(folder -> fail(folder.path(), "UNREADABLE", folder.reason()));
        Set<String> named = Set.copyOf(operands);
        List<Path> folders = named.stream()
                .filter(operand -> !GameFiles.isPattern(operand))
                .map(Path::of)
                .filter(path -> Files.isDirectory(context.resolve(path)))
                .toList();
        List<ReplayFile> replays = new ArrayList<>();
        for (Path file : found.files()) {
            boolean listed = named.contains(file.toString());
            Path below = folders.stream()
                    .filter(folder -> !listed && isBelow(file, folder))
                    .findFirst()
                    .map(folder -> folder.toString().isEmpty() ? file : folder.relativize(file))
                    .orElse(file.getFileName());
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (listed || !name.endsWith(".challenge.gbx")) {
                replays.add(new ReplayFile(file, below));
            }
        }
        if (folders.size() == named.size()) {
            sortByRank(replays);
        }
        return replays;
    }

    /** Folders stay in order; within one, pos2 comes before pos10. */
    private static void sortByRank(List<ReplayFile> replays) {
        Map<Path, Integer> folders = new HashMap<>();
        replays.forEach(replay -> folders.putIfAbsent(folder(replay), folders.size()));
        replays.sort(Comparator.<ReplayFile>comparingInt(replay -> folders.get(folder(replay)))
                .thenComparing(replay -> replay.path().getFileName().toString(), ReplayFiles.CAPTURE_ORDER));
    }

    private static Path folder(ReplayFile replay) {
        Path folder = replay.path().getParent();
        return folder == null ? Path.of("") : folder;
    }

    private static boolean isBelow(Path file, Path folder) {
        return folder.toString().isEmpty() || file.startsWith(folder);
    }

    /** Applies the action to each item, with progress when there are several. A full disk ends it. */
    <T> void each(String title, List<T> items, Function<T, Path> name, Action<T> action)
            throws IOException {
        try (Progress progress =
                items.size() > 1 ? context.progress(title, items.size()) : Progress.NONE) {
            for (T item : items) {
                if (context.interrupted()) {
                    return;
                }
                try {
                    action.apply(item);
                } catch (IOException e) {
                    if (OutputPlace.isFull(e)) {
                        throw e; // the next one would say the same
                    }
                    fail(name.apply(item), code(e), message(e, name.apply(item)));
                }
                progress.advance(1);
            }
        }
    }

    /** Counts and lists a failure. */
    void fail(Path file, String code, String message) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("file", file.toString());
        failure.put("absolute", context.resolve(file).toString());
        failure.put("error", Map.of("code", code, "message", message));
        failures.add(failure);
        context.warn(code, file + ": " + message);
    }

    /** The failures so far, for JSON. */
    List<Map<String, Object>> failures() {
        return List.copyOf(failures);
    }

    /** The end of the command: 0 when nothing failed, else 3 and a sentence. */
    CommandResult finish(int asked) {
        if (failures.isEmpty()) {
            return CommandResult.ok();
        }
        Map<String, Object> first = failures.get(0);
        return CommandResult.of(ExitStatus.PARTIAL)
                .withProblem(failures.size() + " of " + Math.max(asked, failures.size()) + " failed, first "
                        + first.get("file") + ": " + ((Map<?, ?>) first.get("error")).get("message"));
    }

    private static String code(IOException e) {
        if (e instanceof GbxFormatException format) {
            return format.reason().name();
        }
        if (e instanceof ScriptException script) {
            return script.reason().name();
        }
        if (e instanceof LineException line) {
            return line.reason().name();
        }
        if (e instanceof MapMissingException) {
            return "NO_MAP";
        }
        return e instanceof FileAlreadyExistsException ? "EXISTS" : "IO";
    }

    /** A path below the base directory as the user would write it. */
    private String shown(String file) {
        Path base = context.baseDirectory();
        Path path = Path.of(file);
        return path.startsWith(base) ? base.relativize(path).toString() : file;
    }

    private String message(IOException e, Path file) {
        if (e instanceof GbxFormatException format) {
            return format.detail();
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return shown(exists.getFile()) + " exists with other content; give --force to replace it";
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + shown(denied.getFile());
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        for (Path named : List.of(file, context.resolve(file))) {
            if (message.startsWith(named + ": ")) {
                return message.substring(named.toString().length() + 2);
            }
        }
        if (e instanceof NoSuchFileException missing) {
            return "no such file or folder: " + shown(missing.getFile());
        }
        if (e instanceof FileSystemException system && system.getReason() == null) {
            return "the file system refused " + message;
        }
        return message;
    }
}
