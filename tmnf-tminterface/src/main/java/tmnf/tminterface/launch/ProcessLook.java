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
    private static final Set<String> ENDED = Set.of("Z", "X", "x");
    private static final int STATE = 0; // places of fields behind the name, see proc(5)
    private static final int THREADS = 17;
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

    /**
     * Whether a process still runs. One that has ended stays in the table of Linux until its parent looks,
     * which the first process of a container may never do; Java takes such a one for alive.
     */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !hasEnded(process);
    }

    private static boolean hasEnded(ProcessHandle process) {
        Path stat = PROC.resolve(Long.toString(process.pid())).resolve("stat");
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // Behind the name, which may have blanks and brackets of its own.
            String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
            // The first thread may have ended while others still hold the files and ports of the process.
            return fields.length > THREADS && ENDED.contains(fields[STATE])
                    && Integer.parseInt(fields[THREADS]) <= 1;
        } catch (IOException e) {
            return false; // not Linux, or gone meanwhile, which the handle tells
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
