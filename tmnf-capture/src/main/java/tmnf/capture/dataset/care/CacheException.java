package tmnf.capture.dataset.care;

import java.io.IOException;

/** A cache of the pretraining is not what it claims to be; the message says what, where, and what to do. */
public final class CacheException extends IOException {

    private static final long serialVersionUID = 1L;

    CacheException(Object file, String rule, String advice) {
        super(file + ": " + rule + ". " + advice);
    }

    CacheException(Object file, String rule, String advice, Throwable cause) {
        super(file + ": " + rule + ". " + advice, cause);
    }

    CacheException(String where, String advice, Throwable cause) {
        super(where + ". " + advice, cause);
    }
}
