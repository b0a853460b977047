package tmnf.cli.run;

import java.util.List;

import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What people are told on stderr, which the log file keeps as well. With {@code --log-format json} it is told
 * as log lines only. The log is not even started unless one of the two is asked for. Safe for use by several
 * threads.
 */
public final class Journal {

    /** Logger of what people read on stderr already. */
    public static final String TOLD = "tmnf.cli.message";
    /** Logger of what people asked not to see. */
    public static final String UNTOLD = "tmnf.cli.quiet.message";

    private final Console console;
    private final boolean jsonLines;
    private final boolean file;

    Journal(Console console, CommonSettings settings) {
        this.console = console;
        this.jsonLines = settings.logFormat() == CommonSettings.LogFormat.JSON;
        this.file = settings.logFile() != null;
    }

    /**
     * Tells and keeps one message.
     *
     * @param told whether people want to read it
     * @param lines how it is shown to them
     * @param message how the log has it
     */
    void say(Level level, boolean told, List<String> lines, String message) {
        if (told && !jsonLines) {
            lines.forEach(console::errLine);
        }
        if (file || told && jsonLines) {
            LoggerFactory.getLogger(told ? TOLD : UNTOLD).atLevel(level).log(message);
        }
    }
}
