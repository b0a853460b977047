package tmnf.exchange.http;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tmnf.exchange.ExchangeConfig;

/** SKELETON: sends one GET at a time per caller. */
public final class HttpTransport implements Closeable {

    public HttpTransport(ExchangeConfig config, HostBudget budget) {
        throw new UnsupportedOperationException();
    }

    /**
     * One attempt. Waits for the budget, sends, reads.
     *
     * @param path of the site, such as {@code /api/tracks}
     * @param query names and values, in order; values are encoded here
     */
    public <T> T get(String path, List<Map.Entry<String, String>> query, RequestKind kind,
            BodyReader<T> reader) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Ends the requests in flight; they fail with STOPPED. */
    public void stop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
