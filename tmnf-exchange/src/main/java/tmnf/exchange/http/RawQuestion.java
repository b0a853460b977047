package tmnf.exchange.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A question about the site itself.
 *
 * @param path of the site, such as {@code /api/tracks}
 * @param query names and values, in order, not encoded
 */
public record RawQuestion(Method method, String path, List<Map.Entry<String, String>> query) {

    /** What may be asked: nothing that changes anything. */
    public enum Method { GET, HEAD }

    public RawQuestion {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        query = List.copyOf(query);
    }

    /** For an answer with a body. */
    public static RawQuestion get(String path, List<Map.Entry<String, String>> query) {
        return new RawQuestion(Method.GET, path, query);
    }

    /** As people write it: {@code GET /api/tracks?fields=TrackId}. */
    @Override
    public String toString() {
        String parameters = query.stream().map(one -> one.getKey() + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        return method + " " + path + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    /** Commas and brackets stay: only what would end the value is to be told apart. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%2C", ",").replace("%5B", "[")
                .replace("%5D", "]");
    }
}
