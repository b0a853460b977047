package tmnf.tminterface.sharedmemory;

import java.util.Locale;

/** The colour of a line in the console. */
public enum LogSeverity {
    LOG(0),
    SUCCESS(1),
    WARNING(2),
    ERROR(3);

    private final int id;

    LogSeverity(int id) {
        this.id = id;
    }

    /** The number in a message. */
    public int id() {
        return id;
    }

    /** The severity with a name in lower case; {@link #LOG} for any other word. */
    public static LogSeverity named(String name) {
        for (LogSeverity value : values()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        return LOG;
    }

    static LogSeverity of(int id) {
        return id > 0 && id < values().length ? values()[id] : LOG;
    }
}
