package tmnf.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The site did not give what it was asked for. The kind says what to do about it. */
public final class ExchangeException extends IOException {

    /** What a failure means for the one who asked. */
    public enum Kind {
        /** Overload, a broken connection, a deadline, a cut answer: ask again later. */
        TRANSIENT,
        /** The file is not there and will not come back. */
        GONE,
        /** The site refuses this one item; others may work. */
        REFUSED,
        /** The answer is not what was asked for, such as a replay that is none: may be better next time. */
        CONTENT,
        /** The site turns us away: forbidden, or a page for people in the place of data. */
        BLOCKED,
        /** The site does not know our questions: another address, or a changed API. Nothing will work. */
        API_CHANGED,
        /** The site was down, or asked for rest, for longer than we wait: run again later. */
        UNAVAILABLE,
        /** We were asked to stop. */
        STOPPED
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final int status;
    private final String path;
    private final Duration retryAfter; // null: the site named no time

    /**
     * A failure of one request.
     *
     * @param status of the HTTP answer, 0 when there was none
     * @param path what was asked for, without the values of parameters; empty when it concerns no request
     */
    public ExchangeException(Kind kind, int status, String path, String message) {
        this(kind, status, path, message, null, null);
    }

    /** A failure with the rest that the site asks for (null: none named) and its cause (null: none). */
    public ExchangeException(Kind kind, int status, String path, String message, Duration retryAfter,
            Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.status = status;
        this.path = Objects.requireNonNull(path, "path");
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** HTTP status, 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** What was asked for. */
    public String path() {
        return path;
    }

    /** How long the site asks us to rest. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same request may succeed later in this run. */
    public boolean isWorthRetrying() {
        return kind == Kind.TRANSIENT || kind == Kind.CONTENT || kind == Kind.BLOCKED && !path.isEmpty();
    }

    /** Whether no request can succeed any more in this run, as when we are turned away altogether. */
    public boolean endsTheRun() {
        return kind == Kind.API_CHANGED || kind == Kind.UNAVAILABLE || kind == Kind.STOPPED
                || kind == Kind.BLOCKED && path.isEmpty();
    }
}
