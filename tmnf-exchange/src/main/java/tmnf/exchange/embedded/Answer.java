package tmnf.exchange.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is sent back, and how. Immutable; the {@code with} methods return a copy.
 *
 * @param headers without Content-Length
 * @param body do not modify
 * @param delay to wait before anything is sent, beside the exchange's own latency
 */
public record Answer(int status, Map<String, String> headers, byte[] body, Delivery delivery,
        Duration delay) {

    /** Content type of game files. */
    static final String GAME_FILE = "application/gbx";

    /** The honest answer, made when it is needed. */
    @FunctionalInterface
    public interface Source {
        Answer get() throws IOException;
    }

    /**
     * How a body goes out.
     *
     * @param sent bytes of the body that are sent before the connection is closed; -1: all, and it stays open
     * @param piece bytes sent at a time; 0: all at once
     * @param pause between two pieces
     */
    public record Delivery(long sent, int piece, Duration pause) {
        /** At once and complete. */
        public static final Delivery WHOLE = new Delivery(-1, 0, Duration.ZERO);
        /** The connection is closed before anything is sent, even the status. */
        public static final Delivery DROPPED = new Delivery(0, -1, Duration.ZERO);
    }

    public Answer {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(delivery, "delivery");
    }

    /** A complete answer. */
    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, Delivery.WHOLE, Duration.ZERO);
    }

    /** A page for people. */
    public static Answer page(int status, String html) {
        return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** An error as the API says it. */
    static Answer problem(int status, String title, String detail) {
        String json = "{\"type\":\"about:blank\",\"title\":" + quoted(title) + ",\"status\":" + status
                + ",\"detail\":" + quoted(detail) + "}";
        return of(status, "application/problem+json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return '"' + new String(com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
                .quoteAsString(text)) + '"';
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, delivery, delay);
    }

    public Answer with(byte[] otherBody) {
        return new Answer(status, headers, otherBody, delivery, delay);
    }

    public Answer with(Delivery otherDelivery) {
        return new Answer(status, headers, body, otherDelivery, delay);
    }

    public Answer delayed(Duration by) {
        return new Answer(status, headers, body, delivery, delay.plus(by));
    }

    /** Whether the client gets all that belongs to a good answer. */
    boolean isWhole() {
        return status == 200 && delivery.sent() < 0;
    }
}
