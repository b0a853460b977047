package tmnf.exchange.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import tmnf.exchange.embedded.Answer.Delivery;

/** Something that goes wrong with one request: makes another answer of the honest one, or ignores that. */
@FunctionalInterface
public interface Fault {

    /** Nothing is wrong. */
    Fault NONE = (request, honest) -> honest.get();

    /** The answer that is sent in the place of the honest one. */
    Answer answer(SiteRequest request, Answer.Source honest) throws IOException;

    /** An error of the site. */
    static Fault status(int status) {
        return (request, honest) -> error(status);
    }

    /** An error with the number of seconds after which to come back. */
    static Fault retryAfter(int status, long seconds) {
        return (request, honest) -> error(status).with("Retry-After", Long.toString(seconds));
    }

    /** An error with the time after which to come back, in whole seconds. */
    static Fault retryAfterDate(int status, Duration wait) {
        return (request, honest) -> {
            Instant then = Instant.now().plus(wait).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC));
            // A day of one digit has a leading zero in HTTP.
            return error(status).with("Retry-After",
                    date.charAt(6) == ' ' ? date.replaceFirst(", ", ", 0") : date);
        };
    }

    /** Half of the body, with the length of all of it; then the connection is closed. */
    static Fault cut() {
        return (request, honest) -> {
            Answer whole = honest.get();
            return whole.with(new Delivery(whole.body().length / 2, 0, Duration.ZERO));
        };
    }

    /** The first bytes of the body, with the length of all of it; then the connection is closed. */
    static Fault cut(int bytes) {
        return (request, honest) -> {
            Answer whole = honest.get();
            return whole.with(new Delivery(Math.min(bytes, Math.max(0, whole.body().length - 1)), 0,
                    Duration.ZERO));
        };
    }

    /** The body in small pieces with pauses between them. */
    static Fault dribble(int bytes, Duration pause) {
        return (request, honest) -> honest.get().with(new Delivery(-1, bytes, pause));
    }

    /** The connection is closed without an answer. */
    static Fault drop() {
        return (request, honest) -> error(500).with(Delivery.DROPPED);
    }

    /** A page for people in the place of what was asked for, with status 200. */
    static Fault page(String contentType, int bytes) {
        return (request, honest) -> {
            StringBuilder html = new StringBuilder("<!DOCTYPE html><html><body><p>Be right back.");
            while (html.length() < bytes) {
                html.append(" Maintenance.");
            }
            return Answer.of(200, contentType, html.toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** No content, with status 200. */
    static Fault empty() {
        return (request, honest) -> honest.get().with(new byte[0]);
    }

    /** Bytes without meaning, as many as there should be; the same ones for the same path. */
    static Fault garbage() {
        return (request, honest) -> {
            Answer whole = honest.get();
            byte[] bytes = new byte[whole.body().length];
            new SplittableRandom(request.path().hashCode()).nextBytes(bytes);
            return whole.with(bytes);
        };
    }

    /** The honest content, packed although nobody asked for that. */
    static Fault gzip() {
        return (request, honest) -> {
            Answer whole = honest.get();
            if (whole.headers().containsKey("Content-Encoding")) {
                return whole;
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(whole.body());
            }
            return whole.with(packed.toByteArray()).with("Content-Encoding", "gzip");
        };
    }

    /** Elsewhere: another path or address; empty: where the request was already going. */
    static Fault redirect(int status, String location) {
        return (request, honest) -> {
            String again = request.path() + (request.query().isEmpty() ? "" : "?" + request.query());
            return Answer.page(status, "<html><body>Moved.</body></html>")
                    .with("Location", location.isEmpty() ? again : location);
        };
    }

    private static Answer error(int status) {
        return Answer.page(status, "<html><body><h1>" + status + "</h1></body></html>");
    }
}
