package tmnf.exchange.download;

import java.io.IOException;
import tmnf.exchange.ExchangeClient;

/** SKELETON (written on branch api): reads a track's list page by page and makes its plan. */
final class ReplayLister {

    ReplayLister(ExchangeClient client, ReplaySelection selection) {
        throw new UnsupportedOperationException();
    }

    TrackPlan list(long trackId, String uid) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
