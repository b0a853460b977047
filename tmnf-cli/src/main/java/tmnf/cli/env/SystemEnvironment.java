package tmnf.cli.env;

import java.io.BufferedInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment of this process. The launcher says by system properties what Java can't find out: which
 * streams are terminals ({@code tmnf.tty}, the digits of their descriptors), the width ({@code tmnf.columns})
 * and where the installation lies ({@code tmnf.home}). Without the launcher the console is the best guess.
 */
public final class SystemEnvironment {

    private SystemEnvironment() {
    }

    /** Reads the environment of this process. */
    public static Environment current() {
        Map<String, String> variables = System.getenv();
        Path workingDirectory = Path.of("").toAbsolutePath();
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return new Environment(
                // Buffered: Java 17 seeks when it reads all of a bare file stream, which a pipe refuses.
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                variables,
                terminals(System.getProperty("tmnf.tty")),
                width(System.getProperty("tmnf.columns"), variables.get("COLUMNS")),
                workingDirectory,
                workingDirectory.resolve(System.getProperty("user.home", ".")),
                Optional.ofNullable(System.getProperty("tmnf.home")).map(workingDirectory::resolve),
                windows,
                true,
                Clock.systemUTC());
    }

    private static Set<Environment.Stream> terminals(String digits) {
        Set<Environment.Stream> terminals = EnumSet.noneOf(Environment.Stream.class);
        if (digits == null) {
            if (consoleIsTerminal()) {
                terminals.addAll(EnumSet.allOf(Environment.Stream.class));
            }
            return terminals;
        }
        for (Environment.Stream stream : Environment.Stream.values()) {
            if (digits.indexOf('0' + stream.ordinal()) >= 0) {
                terminals.add(stream);
            }
        }
        return terminals;
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells them apart. */
    private static boolean consoleIsTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }

    private static int width(String property, String variable) {
        for (String text : new String[] {property, variable}) {
            if (text != null && text.matches("[1-9][0-9]{0,4}")) {
                return Integer.parseInt(text);
            }
        }
        return 0;
    }
}
