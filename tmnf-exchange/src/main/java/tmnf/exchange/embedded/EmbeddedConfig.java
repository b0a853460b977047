package tmnf.exchange.embedded;

import java.time.Duration;
import java.util.Objects;

/**
 * How an exchange is served.
 *
 * @param host address to listen on
 * @param port 0: any that is free
 * @param pageCap the most rows in one answer, whatever a client asks for
 * @param latency added to every answer
 * @param threads the most requests that are answered at the same time, sleeping ones included; others wait
 * @param faults what goes wrong
 * @param recording whether requests are kept for {@link RequestLog#recorded} and counted by path
 */
public record EmbeddedConfig(ExchangeData data, String host, int port, int pageCap, Duration latency,
        int threads, FaultPlan faults, boolean recording) {

    /** Only this machine. */
    public static final String LOOPBACK = "127.0.0.1";
    /** The most rows in one answer unless told otherwise. */
    public static final int PAGE_CAP = 1_000;

    private static final int THREADS = 400;

    public EmbeddedConfig {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(faults, "faults");
        if (port < 0 || port > 65_535 || pageCap < 1 || latency.isNegative() || threads < 1) {
            throw new IllegalArgumentException("port " + port + ", page cap " + pageCap + ", latency "
                    + latency + ", threads " + threads);
        }
    }

    /** The defaults: this machine only, any free port, nothing wrong. */
    public static EmbeddedConfig of(ExchangeData data) {
        return new EmbeddedConfig(data, LOOPBACK, 0, PAGE_CAP, Duration.ZERO, THREADS, FaultPlan.NONE, false);
    }

    public EmbeddedConfig withAddress(String otherHost, int otherPort) {
        return new EmbeddedConfig(data, otherHost, otherPort, pageCap, latency, threads, faults, recording);
    }

    public EmbeddedConfig withPageCap(int cap) {
        return new EmbeddedConfig(data, host, port, cap, latency, threads, faults, recording);
    }

    public EmbeddedConfig withLatency(Duration added) {
        return new EmbeddedConfig(data, host, port, pageCap, added, threads, faults, recording);
    }

    public EmbeddedConfig withThreads(int most) {
        return new EmbeddedConfig(data, host, port, pageCap, latency, most, faults, recording);
    }

    public EmbeddedConfig withFaults(FaultPlan plan) {
        return new EmbeddedConfig(data, host, port, pageCap, latency, threads, plan, recording);
    }

    public EmbeddedConfig withRecording() {
        return new EmbeddedConfig(data, host, port, pageCap, latency, threads, faults, true);
    }
}
