package tmnf.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the options that every command takes were set to.
 *
 * @param chdir directory of {@code -C}, or null
 * @param config files of {@code --config}
 * @param envFile file of {@code --env-file}, or null
 * @param verbosity -1 quiet, 0 normal, 1 or 2 more
 * @param logLevel level of {@code --log-level}, or null
 * @param logFile file of {@code --log-file}, or null
 */
public record CommonSettings(
        Path chdir, List<Path> config, Path envFile, int verbosity, LogLevel logLevel, Path logFile,
        LogFormat logFormat, boolean json, boolean jsonLines, ProgressForm progress, When color,
        boolean yes, boolean noInput) {

    /** Levels of the log. */
    public enum LogLevel {
        ERROR, WARN, INFO, DEBUG, TRACE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Forms of a log line. */
    public enum LogFormat {
        PLAIN, JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Forms of progress. */
    public enum ProgressForm {
        AUTO, BAR, PLAIN, NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When to use colour. */
    public enum When {
        AUTO, ALWAYS, NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether stdout belongs to scripts. */
    public boolean machineOutput() {
        return json || jsonLines;
    }

    /** The same settings with another kind of output. */
    public CommonSettings withMachineOutput(boolean newJson, boolean newJsonLines) {
        return new CommonSettings(chdir, config, envFile, verbosity, logLevel, logFile, logFormat, newJson,
                newJsonLines, progress, color, yes, noInput);
    }
}
