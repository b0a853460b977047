package tmnf.cli.sim;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandContext.Registration;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Seconds;
import tmnf.cli.command.TmnfCommand;
import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;
import tmnf.exchange.embedded.ExchangeDataException;
import tmnf.exchange.embedded.FaultRules;

/** {@code tmnf sim exchange}: serves a folder of replays and challenges as an exchange site. */
@Command(name = "exchange", header = "Serve a folder as an exchange site.",
        description = {"Answers like TMNF-X over DIR/replays/ID/*.replay.gbx and "
            + "DIR/tracks/ID.Challenge.Gbx, where ID is that of a track; DIR/tracks.json, as --save-json of "
            + "download writes it, may add what the files do not say. Prints one line with the address once "
            + "it answers, and runs until it is interrupted.",
            "Kinds of faults: a status such as 503 or 429 (retry-after=SECONDS, retry-after-date=TIME), "
            + "cut (bytes=N), dribble (bytes=N, pause=TIME), drop, page (bytes=N, type=TYPE), empty, "
            + "garbage, gzip, redirect (to=URL, status=N), delay (by=TIME, jitter=TIME).",
            "What a fault concerns: path=START (* for any text), every=N, first=N, attempts=N (of each "
            + "path), p=SHARE, above=N (a second), from=TIME, until=TIME (since the start); all requests "
            + "without."},
        footer = {"Examples:",
            "  tmnf sim exchange --port 8080 --data maps",
            "  tmnf sim exchange --data maps --latency 100ms --fault 429:every=100,retry-after=2",
            "  tmnf sim exchange --data maps --fault 503:p=0.05 --fault cut:path=/recordgbx,first=20",
            "",
            "Next: tmnf download --base-url http://127.0.0.1:8080 --list-popular"})
public final class SimExchangeCommand extends TmnfCommand {

    private static final int MOST_WARNINGS = 10;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder to serve.")
    @HelpSection(HelpSection.PLACES)
    private Path data;

    @Option(names = "--port", paramLabel = "P", defaultValue = "0",
            description = "Port to listen on; 0 takes one that is free.")
    @HelpSection(HelpSection.NETWORK)
    private int port;

    @Option(names = "--host", paramLabel = "H", defaultValue = EmbeddedConfig.LOOPBACK,
            description = "Address to listen on; 0.0.0.0 lets other machines in.")
    @HelpSection(HelpSection.NETWORK)
    private String host;

    @Option(names = "--latency", paramLabel = "TIME", defaultValue = "0", converter = Seconds.class,
            description = "Wait so long before every answer, such as 100ms; a plain number means seconds.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Duration latency;

    @Option(names = "--fault", paramLabel = "SPEC", split = FaultText.SEPARATOR, converter = FaultText.class,
            description = "Let something go wrong, KIND:OPTION=VALUE,...; can be repeated, the first one "
                + "that concerns a request happens.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private List<String> faults = List.of();

    @Option(names = "--page-cap", paramLabel = "N", defaultValue = "1000",
            description = "The most rows in one answer, whatever is asked for.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int pageCap;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "For faults with a share: another number hits other requests.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private long seed;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        requireNumbers();
        CountDownLatch stop = new CountDownLatch(1);
        Registration registration = context.onInterrupt(stop::countDown);
        try {
            EmbeddedConfig config = EmbeddedConfig.of(content(context)).withAddress(host, port)
                    .withPageCap(pageCap).withLatency(latency).withFaults(FaultRules.parse(faults, seed));
            EmbeddedExchange exchange = start(config);
            try (exchange) {
                announce(context, exchange);
                stop.await();
            }
            return ended(exchange);
        } finally {
            registration.close();
        }
    }

    private void requireNumbers() {
        if (port < 0 || port > 65_535) {
            throw CliException.usage("--port " + port + " is no port", "give a number from 0 to 65535");
        }
        if (pageCap < 1) {
            throw CliException.usage("--page-cap " + pageCap + " is below 1", "give a number from 1 on");
        }
    }

    private ExchangeData content(CommandContext context) throws IOException {
        ExchangeData content;
        try {
            content = ExchangeData.read(context.requireDirectory(data));
        } catch (ExchangeDataException e) {
            throw new CliException(ExitStatus.USAGE, "BAD_TRACKS_JSON", e.getMessage(), "",
                    "correct the file, or move it away: it is optional", e);
        }
        List<String> warnings = content.warnings();
        warnings.stream().limit(MOST_WARNINGS).forEach(line -> context.warn("SKIPPED", line));
        if (warnings.size() > MOST_WARNINGS) {
            context.warn("SKIPPED", (warnings.size() - MOST_WARNINGS) + " more are skipped; -v lists them");
        }
        if (content.tracks().isEmpty()) {
            throw CliException.noInput("nothing to serve in " + data,
                    "there is no replays/ID/*.replay.gbx, no tracks/ID.Challenge.Gbx and no tracks.json",
                    "name the folder that holds replays and tracks");
        }
        return content;
    }

    private EmbeddedExchange start(EmbeddedConfig config) throws IOException {
        try {
            return EmbeddedExchange.start(config);
        } catch (UnknownHostException e) {
            throw CliException.usage("--host " + host + " has no address", "give an address of this machine");
        } catch (BindException e) {
            String why = String.valueOf(e.getMessage());
            if (why.toLowerCase(Locale.ROOT).contains("assign")) {
                throw CliException.usage("--host " + host + " is not an address of this machine",
                        "give one that is, such as 127.0.0.1");
            }
            throw new CliException(ExitStatus.BUSY, "PORT_TAKEN", "port " + port + " cannot be used", why,
                    "end the program that listens there, or choose another port; 0 takes one that is free",
                    e);
        }
    }

    private void announce(CommandContext context, EmbeddedExchange exchange) {
        ExchangeData served = exchange.data();
        String line = String.format(Locale.ROOT,
                "%s/ serves %,d tracks, %,d replays from %s; Ctrl+C stops it", exchange.url(),
                served.tracks().size(), served.replayCount(), data);
        context.out().println(line);
        context.out().flush();
        if (context.isJson()) {
            context.note(line); // stdout has the one document of the end only
        }
        context.event("ready", Map.of("url", exchange.url().toString(), "tracks", served.tracks().size(),
                "replays", served.replayCount(), "data", data.toString()));
    }

    private CommandResult ended(EmbeddedExchange exchange) {
        long requests = exchange.requests().total();
        long bytes = exchange.requests().bytes();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", exchange.url().toString());
        json.put("requests", requests);
        json.put("bytes", bytes);
        return CommandResult.of(ExitStatus.INTERRUPTED).withJson(json)
                .withProblem(String.format(Locale.ROOT, "interrupted after %,d requests, %,.1f MB sent",
                        requests, bytes / 1e6));
    }
}
