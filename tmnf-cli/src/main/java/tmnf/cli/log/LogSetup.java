package tmnf.cli.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.run.CommonSettings;

/**
 * Says how the log is written, without starting it: Logback starts with the first logger that somebody asks
 * for, and commands that log nothing never pay for it. The settings belong to the process, as Logback does.
 */
public final class LogSetup {

    private static volatile Plan plan = new Plan(CommonSettings.LogLevel.WARN, CommonSettings.LogFormat.PLAIN,
            null, line -> { });
    private static volatile boolean started;

    private LogSetup() {
    }

    /**
     * What is logged where.
     *
     * @param level level on stderr
     * @param file log file, or null
     * @param stderr takes whole lines
     */
    record Plan(CommonSettings.LogLevel level, CommonSettings.LogFormat format, Path file,
            Consumer<String> stderr) {
    }

    /**
     * Sets the log up for a run.
     *
     * @param file absolute log file, or null
     * @param stderr takes whole lines
     */
    public static void configure(CommonSettings settings, Path file, Consumer<String> stderr) {
        if (file != null) {
            requireWritable(file);
        }
        plan = new Plan(level(settings), settings.logFormat(), file, stderr);
        if (started) {
            ILoggerFactory factory = LoggerFactory.getILoggerFactory();
            LogbackConfigurator.reconfigure(factory);
        }
    }

    static Plan begin() {
        started = true;
        return plan;
    }

    private static CommonSettings.LogLevel level(CommonSettings settings) {
        if (settings.logLevel() != null) {
            return settings.logLevel();
        }
        return switch (settings.verbosity()) {
            case -1 -> CommonSettings.LogLevel.ERROR;
            case 0 -> CommonSettings.LogLevel.WARN;
            case 1 -> CommonSettings.LogLevel.DEBUG;
            default -> CommonSettings.LogLevel.TRACE;
        };
    }

    private static void requireWritable(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
        } catch (IOException e) {
            throw new CliException(ExitStatus.USAGE, "LOG_FILE", "can't write the log file " + file,
                    e.getClass().getSimpleName() + ": " + e.getMessage(), "choose another place", e);
        }
        if (Files.isDirectory(file) || !Files.isWritable(file)) {
            throw CliException.usage("can't write the log file " + file, "choose another place");
        }
    }
}
