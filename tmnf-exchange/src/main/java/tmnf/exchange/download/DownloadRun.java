package tmnf.exchange.download;

import java.io.IOException;
import java.util.List;
import tmnf.exchange.ExchangeClient;

/** SKELETON: brings the replays, and challenges, of tracks to disk. */
public final class DownloadRun {

    public DownloadRun(ExchangeClient client, DownloadConfig config, DownloadListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Does it; resumes what earlier runs left. Ends early after {@link #stop}. */
    public DownloadReport run(List<Long> trackIds) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** What a run would do: asks for lists, writes nothing. */
    public List<TrackRecord> dryRun(List<Long> trackIds) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Ends the run soon, with a consistent state. From any thread. */
    public void stop() {
        throw new UnsupportedOperationException();
    }
}
