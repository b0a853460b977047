package tmnf.exchange.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Response;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/** What the status of an answer means when it is not a success. */
final class AnswerStatus {

    private static final int MOST_ERROR_BYTES = 8192;
    private static final int MOST_DETAIL_LETTERS = 300;

    private AnswerStatus() {}

    /** The failure that an answer stands for. Reads a little of its body. */
    static ExchangeException failure(RequestKind request, String path, Response response, Instant now) {
        int status = response.code();
        Kind kind = kind(request, status);
        String detail = kind == Kind.API_CHANGED || kind == Kind.REFUSED ? detail(response) : "";
        String what = path + ": the site answers " + status + (detail.isEmpty() ? "" : " (" + detail + ")");
        Duration rest = status == 429 || status == 503 ? rest(response, now) : null;
        return new ExchangeException(kind, status, path, what + advice(kind), rest, null);
    }

    static Kind kind(RequestKind request, int status) {
        boolean file = request == RequestKind.FILE;
        return switch (status) {
            case 403, 451 -> Kind.BLOCKED;
            case 408, 425, 429 -> Kind.TRANSIENT;
            case 404, 410 -> file ? Kind.GONE : Kind.API_CHANGED;
            default -> {
                if (status >= 500) {
                    yield Kind.TRANSIENT;
                }
                yield file ? Kind.REFUSED : Kind.API_CHANGED;
            }
        };
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case BLOCKED -> ": it turns us away.";
            case GONE -> ": the file is no longer there.";
            case API_CHANGED -> ": this is no such exchange, or its API has changed. Check the address.";
            case REFUSED -> ": it refuses this one.";
            default -> ".";
        };
    }

    private static Duration rest(Response response, Instant now) {
        String header = response.header("Retry-After");
        if (header == null) {
            return null;
        }
        String date = response.header("Date"); // its own clock, which need not agree with ours
        Instant siteNow = (date == null ? Optional.<Instant>empty() : RetryAfter.date(date, now)).orElse(now);
        return RetryAfter.parse(header, siteNow).orElse(null);
    }

    /** What the site says about it, when it says so in the way of APIs; empty when not. */
    private static String detail(Response response) {
        try {
            JsonNode problem = new ObjectMapper().readTree(response.peekBody(MOST_ERROR_BYTES).string());
            String detail = problem.path("detail").asText(problem.path("title").asText(""));
            String printable = detail.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            return printable.substring(0, Math.min(MOST_DETAIL_LETTERS, printable.length()));
        } catch (IOException e) {
            return ""; // a page for people, or cut: the status has to do
        }
    }

    /** Where a redirect leads. */
    static HttpUrl target(RequestKind request, String path, HttpUrl from, String location)
            throws ExchangeException {
        HttpUrl to = location == null ? null : from.resolve(location);
        if (to == null) {
            throw badRedirect(request, path, "to no address");
        }
        if (from.isHttps() != to.isHttps()) {
            throw badRedirect(request, path, "from " + origin(from) + " to " + origin(to)
                    + ", which may be wanted but is not followed");
        }
        return to;
    }

    static ExchangeException badRedirect(RequestKind request, String path, String where) {
        Kind kind = request == RequestKind.FILE ? Kind.REFUSED : Kind.API_CHANGED;
        return new ExchangeException(kind, 302, path, path + ": the site sends us elsewhere " + where
                + ". Check the address.");
    }

    private static String origin(HttpUrl url) {
        return url.scheme() + "://" + url.host();
    }
}
