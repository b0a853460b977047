package tmnf.exchange;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * How to reach an exchange, and how politely.
 *
 * @param baseUrl address of the site, such as {@code https://tmnf.exchange}
 * @param userAgent names the tool and whom to write to
 * @param maxRate requests a second, files and lists together; 0: no limit
 * @param burst how many of them may go out at once after a pause, if the rate allows as many in a second; 1:
 *     each keeps its distance from the one before
 * @param maxInFlight the most requests at the same time; the number really used starts at {@value
 *     #FIRST_IN_FLIGHT} and follows what the site bears
 * @param retries how often a failed request is repeated
 * @param listTimeout from sending a question to the last byte of the answer
 * @param fileTimeout the same for a file
 * @param giveUpAfter how long a site may be down before a run ends
 * @param maxRetryAfter the longest rest that a site may ask for before a run ends
 * @param maxFileBytes files above are refused
 */
public record ExchangeConfig(URI baseUrl, String userAgent, double maxRate, int burst, int maxInFlight,
        int retries, Duration listTimeout, Duration fileTimeout, Duration giveUpAfter, Duration maxRetryAfter,
        long maxFileBytes) {

    /** The exchange for TrackMania Nations Forever. */
    public static final URI TMNF = URI.create("https://tmnf.exchange");
    /** Requests at the same time before anything is known of a site. */
    public static final int FIRST_IN_FLIGHT = 2;
    /** Default of {@code maxRate} for sites on other machines. */
    public static final double POLITE_RATE = 20;

    private static final int BURST = 4;

    public ExchangeConfig {
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(userAgent, "userAgent");
        String scheme = String.valueOf(baseUrl.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("no http or https address: " + baseUrl);
        }
        if (maxRate < 0 || burst < 1 || maxInFlight < 1 || retries < 0 || maxFileBytes < 1) {
            throw new IllegalArgumentException("rate " + maxRate + ", burst " + burst + ", in flight "
                    + maxInFlight + ", retries " + retries + ", file bytes " + maxFileBytes);
        }
    }

    /** The defaults for a site: {@link #POLITE_RATE}, or no limit when it is on this machine. */
    public static ExchangeConfig of(URI baseUrl, String userAgent) {
        return new ExchangeConfig(baseUrl, userAgent, isLoopback(baseUrl) ? 0 : POLITE_RATE, BURST, 8, 6,
                Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofMinutes(30),
                Duration.ofMinutes(15), 64L << 20);
    }

    public ExchangeConfig withMaxRate(double rate) {
        return new ExchangeConfig(baseUrl, userAgent, rate, burst, maxInFlight, retries, listTimeout,
                fileTimeout, giveUpAfter, maxRetryAfter, maxFileBytes);
    }

    public ExchangeConfig withBurst(int requests) {
        return new ExchangeConfig(baseUrl, userAgent, maxRate, requests, maxInFlight, retries, listTimeout,
                fileTimeout, giveUpAfter, maxRetryAfter, maxFileBytes);
    }

    public ExchangeConfig withMaxInFlight(int requests) {
        return new ExchangeConfig(baseUrl, userAgent, maxRate, burst, requests, retries, listTimeout,
                fileTimeout, giveUpAfter, maxRetryAfter, maxFileBytes);
    }

    public ExchangeConfig withRetries(int times) {
        return new ExchangeConfig(baseUrl, userAgent, maxRate, burst, maxInFlight, times, listTimeout,
                fileTimeout, giveUpAfter, maxRetryAfter, maxFileBytes);
    }

    /** The same deadline for lists and files. */
    public ExchangeConfig withTimeout(Duration timeout) {
        return new ExchangeConfig(baseUrl, userAgent, maxRate, burst, maxInFlight, retries, timeout,
                timeout, giveUpAfter, maxRetryAfter, maxFileBytes);
    }

    public ExchangeConfig withMaxFileBytes(long bytes) {
        return new ExchangeConfig(baseUrl, userAgent, maxRate, burst, maxInFlight, retries, listTimeout,
                fileTimeout, giveUpAfter, maxRetryAfter, bytes);
    }

    /** Whether a site is on this machine, by its address alone: no name is looked up. */
    private static boolean isLoopback(URI url) {
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        boolean literal = host.startsWith("[") || host.matches("[0-9]+(\\.[0-9]+){3}");
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (java.net.UnknownHostException e) {
            return false;
        }
    }
}
