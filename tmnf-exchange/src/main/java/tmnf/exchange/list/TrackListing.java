package tmnf.exchange.list;

import java.io.IOException;
import tmnf.exchange.ExchangeClient;

/** Walks through a search and writes the list of its tracks. */
public final class TrackListing {

    public TrackListing(ExchangeClient client, TrackListConfig config, TrackListListener listener) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes the list, from where an earlier run of the same question ended. What the site fails to give ends
     * it early and is told in the report.
     */
    public TrackListReport run() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Makes the list without reading or writing any file. */
    public TrackListReport dryRun() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Ends the run soon, and all that its client does. From any thread. */
    public void stop() {
        throw new UnsupportedOperationException();
    }
}
