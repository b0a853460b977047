package tmnf.exchange.download;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import tmnf.exchange.download.ChallengeEntry.Origin;

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
        NONE(EnumSet.noneOf(Origin.class)),
        /** Out of a replay that is on disk. */
        REPLAY(EnumSet.of(Origin.REPLAY)),
        /** From the site. */
        SITE(EnumSet.of(Origin.SITE)),
        /** Out of a replay; from the site where that fails. */
        AUTO(EnumSet.allOf(Origin.class));

        private final Set<Origin> origins; // never changed

        ChallengePolicy(Set<Origin> origins) {
            this.origins = origins;
        }

        Set<Origin> origins() {
            return origins;
        }

        public boolean fromReplay() {
            return origins.contains(Origin.REPLAY);
        }

        public boolean fromSite() {
            return origins.contains(Origin.SITE);
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

    /** Without replays there is nothing to capture, so only who asks the site for challenges gets one. */
    boolean wantsChallenge(TrackRecord track) {
        return challenges == ChallengePolicy.SITE
                || challenges.wanted() && track.state() != TrackRecord.State.GONE;
    }

    /** Whether a run has to look for a track's challenge. A fresh look includes what was impossible. */
    boolean needsChallenge(TrackRecord track) {
        ChallengeEntry entry = track.challenge();
        return wantsChallenge(track) && !(refresh
                ? entry.isRight(track.uid())
                : entry.isSettled(challenges.origins(), track.uid()));
    }

    /** Whether a run has to ask for a track's replays. */
    boolean needsList(TrackRecord track) {
        return replays && (refresh || track.needsList(selection.key()));
    }

    /** Whether nothing that this asks for is left to do. */
    boolean isSettled(TrackRecord track) {
        boolean challenge = !wantsChallenge(track)
                || track.challenge().isSettled(challenges.origins(), track.uid());
        return challenge && (!replays || track.isSettled(selection.key()));
    }

    /** Whether the tracks are a list of which {@link ProgressMark#FILE} is to tell how far it is done. */
    boolean writesMark() {
        return replays && existing.counted();
    }
}
