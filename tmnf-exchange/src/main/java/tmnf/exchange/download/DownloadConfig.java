package tmnf.exchange.download;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to download, and where to.
 *
 * @param replaysDir {@code <replaysDir>/<track id>/*.replay.gbx}
 * @param tracksDir {@code <tracksDir>/<track id>.Challenge.Gbx}
 * @param replays whether replays are wanted; challenges alone come from the site
 * @param refresh ask for the replays of every track again, also of those that have a plan
 * @param workers the most files fetched at the same time
 * @param apiWorkers the most lists asked for at the same time
 * @param existing how files that are there already are treated
 */
public record DownloadConfig(Path replaysDir, Path tracksDir, boolean replays, ReplaySelection selection,
        ChallengePolicy challenges, boolean refresh, int workers, int apiWorkers,
        DownloadFolder.Options existing) {

    /** Where challenges come from. */
    public enum ChallengePolicy {
        /** From nowhere. */
        NONE(false, false),
        /** Out of a replay that is on disk. */
        REPLAY(true, false),
        /** From the site. */
        SITE(false, true),
        /** Out of a replay; from the site where that fails. */
        AUTO(true, true);

        private final boolean fromReplay;
        private final boolean fromSite;

        ChallengePolicy(boolean fromReplay, boolean fromSite) {
            this.fromReplay = fromReplay;
            this.fromSite = fromSite;
        }

        public boolean fromReplay() {
            return fromReplay;
        }

        public boolean fromSite() {
            return fromSite;
        }

        public boolean wanted() {
            return this != NONE;
        }
    }

    public DownloadConfig {
        Objects.requireNonNull(replaysDir, "replaysDir");
        if (!replays && !challenges.fromSite()) {
            throw new IllegalArgumentException("nothing to download: neither replays nor challenges");
        }
        if (workers < 1 || apiWorkers < 1) {
            throw new IllegalArgumentException(workers + " workers, " + apiWorkers + " for lists");
        }
    }
}
