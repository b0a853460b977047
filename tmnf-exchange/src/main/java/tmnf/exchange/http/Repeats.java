package tmnf.exchange.http;

import okhttp3.Response;

/**
 * Keeps OkHttp from asking again by itself at once, past the budget. It does so after a 408, and after a 503
 * with {@code Retry-After: 0}; any other number it leaves to its user, and -0 is one for it.
 */
final class Repeats {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVICE_UNAVAILABLE = 503;

    private Repeats() {}

    static Response prevent(Response response) {
        int status = response.code();
        boolean atOnce = status == SERVICE_UNAVAILABLE && isZero(response.header("Retry-After"));
        if (status != REQUEST_TIMEOUT && !atOnce) {
            return response;
        }
        return response.newBuilder().header("Retry-After", "-0").build();
    }

    private static boolean isZero(String number) {
        return number != null && !number.isEmpty() && number.chars().allMatch(c -> c == '0');
    }
}
