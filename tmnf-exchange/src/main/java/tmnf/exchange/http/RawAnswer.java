package tmnf.exchange.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import okhttp3.Response;

/**
 * An answer as it came.
 *
 * @param headers by their names in small letters; of one that came several times, the last
 * @param body as text; empty when there is none
 */
public record RawAnswer(int status, Map<String, String> headers, String body) {

    /** Far beyond any list that is asked for here. */
    static final long MOST_BYTES = 8L << 20;
    private static final int SHOWN = 200;

    public RawAnswer {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    static RawAnswer of(Response response, byte[] body) {
        Map<String, String> headers = new TreeMap<>();
        response.headers().forEach(header ->
                headers.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
        return new RawAnswer(response.code(), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** A header, by its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** How the body begins, on one line. */
    public String start() {
        String text = body.substring(0, Math.min(SHOWN, body.length()));
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    /** Whether this is a page for people in the place of data. */
    public boolean isWebPage() {
        return start().startsWith("<");
    }
}
