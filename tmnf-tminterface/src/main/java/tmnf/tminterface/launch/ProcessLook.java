package tmnf.tminterface.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be seen of a process. Under Wine, the program of a process is Wine itself: its short name, or
 * its first argument, tells what runs.
 */
final class ProcessLook {

    private static final Path PROC = Path.of("/proc");
    private static final int ENVIRONMENT_LIMIT = 1 << 21; // what Linux lets a program be started with

    private ProcessLook() {
    }

    /** Whether one of the names of a process begins so, in any case of letters. */
    static boolean isNamed(ProcessHandle process, String beginning) {
        return names(process).stream().anyMatch(name -> name.toLowerCase(Locale.ROOT)
                .startsWith(beginning.toLowerCase(Locale.ROOT)));
    }

    /** The names of a process; empty for one that has gone or that belongs to others. */
    static Set<String> names(ProcessHandle process) {
        Set<String> names = new LinkedHashSet<>();
        try {
            Path comm = PROC.resolve(Long.toString(process.pid())).resolve("comm");
            if (Files.isReadable(comm)) {
                names.add(Files.readString(comm).strip());
            }
        } catch (IOException e) {
            // It has gone meanwhile, and has no names then.
            return Set.of();
        }
        process.info().command().ifPresent(command -> names.add(lastPart(command)));
        process.info().commandLine().ifPresent(line -> names.add(lastPart(firstWord(line))));
        return names;
    }

    /**
     * Whether a process was started with a variable in its environment. Only Linux shows that; elsewhere the
     * answer is no.
     */
    static boolean carries(ProcessHandle process, String variable) {
        Path environment = PROC.resolve(Long.toString(process.pid())).resolve("environ");
        try (var in = Files.newInputStream(environment)) {
            String text = new String(in.readNBytes(ENVIRONMENT_LIMIT), StandardCharsets.ISO_8859_1);
            return List.of(text.split("\0")).contains(variable);
        } catch (IOException e) {
            return false; // it has gone, belongs to somebody else, or this is no Linux
        }
    }

    private static String firstWord(String line) {
        int end = line.indexOf(' ');
        return end < 0 ? line : line.substring(0, end);
    }

    private static String lastPart(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
