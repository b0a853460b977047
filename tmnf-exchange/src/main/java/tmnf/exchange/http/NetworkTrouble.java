package tmnf.exchange.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/** Says in the words of people what went wrong between us and the site. */
final class NetworkTrouble {

    private final String path;
    private final String host;
    private final Duration deadline;
    private final BooleanSupplier stopped;

    NetworkTrouble(String path, String host, Duration deadline, BooleanSupplier stopped) {
        this.path = path;
        this.host = host;
        this.deadline = deadline;
        this.stopped = stopped;
    }

    /** The failure for a connection that did not come about, or broke before the answer began. */
    ExchangeException of(IOException cause) {
        return failure(cause, words(cause));
    }

    /** The failure for an answer that broke off. */
    ExchangeException of(IOException cause, long received, long length) {
        boolean cut = cause instanceof EOFException || cause instanceof ProtocolException;
        return failure(cause, cut
                ? "the answer was cut off after " + received + (length < 0 ? "" : " of " + length) + " bytes"
                : words(cause));
    }

    private ExchangeException failure(IOException cause, String words) {
        if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            return new ExchangeException(Kind.STOPPED, 0, path, path + ": stopped.", null, cause);
        }
        return new ExchangeException(Kind.TRANSIENT, 0, path, path + ": " + words + ".", null, cause);
    }

    private String words(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "there is no host " + host + ", or no network";
        }
        if (cause instanceof ConnectException) {
            return "no connection to " + host + " (" + reason(cause) + ")";
        }
        if (cause instanceof SocketTimeoutException) {
            return host + " is silent (" + reason(cause) + ")";
        }
        if (cause instanceof InterruptedIOException) {
            return "not finished within " + Spans.text(deadline);
        }
        if (cause instanceof SSLException) {
            return "no secure connection to " + host + " (" + reason(cause) + ")";
        }
        return "the connection to " + host + " broke (" + reason(cause) + ")";
    }

    private static String reason(IOException cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isEmpty() ? root.getClass().getSimpleName() : message;
    }
}
