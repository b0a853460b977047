package tmnf.exchange.embedded;

import java.util.List;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param number of the request since the start, from 1
 * @param attempt how often this path was asked for so far, with this time
 * @param query as sent, still encoded; empty when there was none
 * @param headers names in the form {@code User-agent}
 */
public record SiteRequest(long number, long attempt, String method, String path, String query,
        Map<String, List<String>> headers) {

    /** First value of a header; empty when it was not sent. The case of the name makes no difference. */
    public String header(String name) {
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
                return header.getValue().get(0);
            }
        }
        return "";
    }
}
