package tmnf.cli.download;

import static tmnf.cli.command.CliException.require;

import java.net.URI;
import java.time.Duration;

import picocli.CommandLine.Option;

import tmnf.cli.command.ByteSize;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Seconds;
import tmnf.exchange.ExchangeConfig;

/** Mix-in: where the exchange is, and how hard it may be worked. */
final class ExchangeOptions {

    private static final Duration MOST = Duration.ofDays(365);
    /** Each has a thread and a buffer; no exchange bears as many. */
    private static final int MOST_WORKERS = 1_024;

    @Option(names = "--base-url", paramLabel = "URL", defaultValue = "https://tmnf.exchange",
            description = "Address of the exchange; its sister sites and tmnf sim exchange answer likewise.")
    @HelpSection(HelpSection.NETWORK)
    private String baseUrl;

    @Option(names = "--user-agent", paramLabel = "TEXT",
            description =
                    "What the program calls itself; name yourself and how to reach you if you download a "
                    + "lot. Default: the program and its version.")
    @HelpSection(HelpSection.NETWORK)
    private String userAgent; // null: ours

    @Option(names = "--workers", paramLabel = "N", defaultValue = "8",
            description =
                    "The most files fetched at the same time. The number really used starts at 2 and follows "
                    + "what the exchange bears.")
    @HelpSection(HelpSection.NETWORK)
    private int workers;

    @Option(names = "--api-workers", paramLabel = "N", defaultValue = "0",
            description = "The most lists asked for at the same time; 0: as many as --workers.")
    @HelpSection(HelpSection.NETWORK)
    private int apiWorkers;

    @Option(names = "--max-rate", paramLabel = "R",
            description =
                    "The most requests a second, lists and files together, up to 4 of them at once; "
                    + "0: no limit. "
                    + "Default: 20, and no limit for an exchange on this machine.")
    @HelpSection(HelpSection.NETWORK)
    private Double maxRate; // null: by the place of the exchange

    @Option(names = "--rate-delay", paramLabel = "S", defaultValue = "0.0",
            description = "At least S seconds from one request to the next, whatever --max-rate allows.")
    @HelpSection(HelpSection.NETWORK)
    private double rateDelay;

    @Option(names = "--retries", paramLabel = "N", defaultValue = "6",
            description = "How often a failed request is repeated, with growing pauses.")
    @HelpSection(HelpSection.NETWORK)
    private int retries;

    @Option(names = "--give-up-after", paramLabel = "D", defaultValue = "30m", converter = Seconds.class,
            description = "End with 75 when the exchange was down for so long; seconds, or 90s, 30m, 1h.")
    @HelpSection(HelpSection.NETWORK)
    private Duration giveUpAfter;

    @Option(names = "--timeout", paramLabel = "D", defaultValue = "120s", converter = Seconds.class,
            description = "The longest time for one file, to its last byte; a list gets half of it.")
    @HelpSection(HelpSection.NETWORK)
    private Duration timeout;

    @Option(names = "--max-file-size", paramLabel = "SIZE", defaultValue = "64MiB",
            converter = ByteSize.class,
            description = "Larger files are refused.")
    @HelpSection(HelpSection.NETWORK)
    private long maxFileSize;

    @Option(names = "--max-runtime", paramLabel = "D", converter = Seconds.class,
            description = "Stop cleanly after so long, with 75 if work is left; for cron.")
    @HelpSection(HelpSection.NETWORK)
    private Duration maxRuntime; // null: none

    /** What the library is told. Refuses what makes no sense with exit 2. */
    ExchangeConfig config() {
        require(retries >= 0, "--retries " + retries + " is negative", "give 0 or more");
        requireTime("--give-up-after", giveUpAfter);
        requireTime("--timeout", timeout);
        URI url = url();
        ExchangeConfig defaults = ExchangeConfig.of(url, userAgent());
        // A burst would break the distance that --rate-delay promises.
        int burst = rateDelay > 0 ? 1 : defaults.burst();
        return new ExchangeConfig(url, userAgent(), rate(defaults.maxRate()), burst,
                workers() + apiWorkers(), retries, timeout.dividedBy(2), timeout, giveUpAfter,
                defaults.maxRetryAfter(), maxFileSize);
    }

    int workers() {
        require(workers >= 1, "--workers " + workers + " is no number of workers", "give 1 or more");
        requireFew("--workers", workers);
        return workers;
    }

    int apiWorkers() {
        require(apiWorkers >= 0, "--api-workers " + apiWorkers + " is negative",
                "give the number of workers, or 0 for as many as --workers");
        requireFew("--api-workers", apiWorkers);
        return apiWorkers == 0 ? workers() : apiWorkers;
    }

    /** The limit of time; null: none. */
    Duration maxRuntime() {
        if (maxRuntime != null) {
            requireTime("--max-runtime", maxRuntime);
        }
        return maxRuntime;
    }

    private URI url() {
        return ExchangeAddress.url(baseUrl);
    }

    private String userAgent() {
        return ExchangeAddress.userAgent(userAgent);
    }

    /** The smaller of the limits that are set; 0: none. */
    private double rate(double byPlace) {
        double most = maxRate == null ? byPlace : maxRate;
        require(most >= 0 && Double.isFinite(most), "--max-rate " + most + " is no number of requests",
                "give requests a second, or 0 for no limit");
        require(rateDelay >= 0 && rateDelay <= 86_400, "--rate-delay " + rateDelay + " is no pause",
                "give seconds, from 0 to 86400");
        if (rateDelay == 0) {
            return most;
        }
        return most == 0 ? 1 / rateDelay : Math.min(most, 1 / rateDelay);
    }

    private static void requireFew(String option, int workers) {
        require(workers <= MOST_WORKERS, option + " " + workers + " is too many",
                "give at most " + MOST_WORKERS + "; as few as the exchange likes are used anyway");
    }

    private static void requireTime(String option, Duration time) {
        require(!time.isZero() && time.compareTo(MOST) <= 0, option + " is not from 1 ms to a year",
                "give a time such as 90s, 30m or 1h");
    }
}
