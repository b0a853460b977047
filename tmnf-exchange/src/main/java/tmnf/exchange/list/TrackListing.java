package tmnf.exchange.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.list.TrackListReport.Ending;

/**
 * Walks through a search and writes the list of its tracks. Each page is kept beside the output as soon as it
 * is judged, so that the same question goes on behind it, whatever ended this run. A list that is incomplete
 * takes the place of nothing but an earlier incomplete one of the same question.
 */
public final class TrackListing {

    private final ExchangeClient client;
    private final TrackListConfig config;
    private final TrackListListener listener;
    private final FirstPages known;
    private volatile boolean stopped;

    /** A listing whose listener is told of each page. */
    public TrackListing(ExchangeClient client, TrackListConfig config, TrackListListener listener) {
        this(client, config, listener, FirstPages.none());
    }

    /** The same for a run that downloads afterwards: where drivers are counted, their replays are kept. */
    public TrackListing(ExchangeClient client, TrackListConfig config, TrackListListener listener,
            FirstPages known) {
        this.known = Objects.requireNonNull(known, "known");
        this.client = Objects.requireNonNull(client, "client");
        this.config = Objects.requireNonNull(config, "config");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Makes the list, from where an earlier run of the same question ended. What the site fails to give ends
     * it early and is told in the report.
     *
     * @throws tmnf.exchange.download.FolderBusyException when another run writes the same list
     */
    public TrackListReport run() throws IOException, InterruptedException {
        Path output = config.output();
        if (Files.isDirectory(output)) {
            throw new IOException(output + " is a folder; the list needs a file");
        }
        // Beside a pipe or device there is no room for a partial list.
        boolean isSpecial = Files.exists(output) && !Files.isRegularFile(output);
        try (PageLog log = isSpecial ? PageLog.inMemory(config.json() != null)
                : new PartialFile(output, question())) {
            ListWalk walk = new ListWalk(client, config, listener, log, known);
            Outcome outcome = end(walk);
            boolean isWritten = mayWrite(walk, outcome, log, isSpecial);
            if (isWritten) {
                write(walk, log);
            }
            if (walk.isOver()) {
                log.delete();
            }
            return report(walk, outcome, isWritten);
        }
    }

    /** Makes the list without reading or writing any file. */
    public TrackListReport dryRun() throws IOException, InterruptedException {
        try (PageLog log = PageLog.inMemory(false)) {
            ListWalk walk = new ListWalk(client, config, listener, log, known);
            return report(walk, end(walk), false);
        }
    }

    /** Ends the run soon, and all that its client does. From any thread. */
    public void stop() {
        stopped = true;
        client.stop();
    }

    private Outcome end(ListWalk walk) throws IOException, InterruptedException {
        try {
            walk.walk();
            return walk.trouble().isEmpty() ? new Outcome(Ending.COMPLETE, "", null)
                    : new Outcome(Ending.PARTIAL, walk.trouble(), null);
        } catch (ExchangeException e) {
            return stopped || e.kind() == ExchangeException.Kind.STOPPED
                    ? new Outcome(Ending.INTERRUPTED, "stopped", null)
                    : new Outcome(Ending.PARTIAL, e.getMessage(), e);
        }
    }

    private boolean mayWrite(ListWalk walk, Outcome outcome, PageLog log, boolean isSpecial)
            throws IOException {
        Path output = config.output();
        boolean isFree = isSpecial || !Files.exists(output) || log.hasWritten(Files.size(output));
        return !walk.state().accepted().isEmpty()
                && (outcome.ending == Ending.COMPLETE || walk.isOver() || isFree);
    }

    private void write(ListWalk walk, PageLog log) throws IOException {
        long bytes = ListFiles.writeIds(config.output(), walk.state().accepted());
        if (config.json() != null) {
            ListFiles.writeRows(config.json(), log);
        }
        if (!walk.isOver()) {
            log.written(bytes);
        }
    }

    /** All that the list depends on, in words. */
    private String question() {
        return client.config().baseUrl() + " " + config.search().filters() + " orders=" + config.orders()
                + " awards>=" + config.minAwards() + " replays>=" + config.minReplays()
                + " pages=" + config.pages() + "x" + config.perPage() + " tracks<=" + config.maxTracks();
    }

    private static TrackListReport report(ListWalk walk, Outcome outcome, boolean isWritten) {
        WalkState state = walk.state();
        return new TrackListReport(outcome.ending, outcome.why, state.accepted(), walk.resumed(),
                state.pages(), state.rows(), state.duplicates(), state.dropped(), isWritten, outcome.cause);
    }

    private record Outcome(Ending ending, String why, ExchangeException cause) {}
}
