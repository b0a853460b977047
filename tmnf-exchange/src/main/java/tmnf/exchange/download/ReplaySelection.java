package tmnf.exchange.download;

import java.util.List;
import java.util.Objects;
import tmnf.exchange.api.ListedReplay;
import tmnf.exchange.api.ReplayQuery;

/**
 * Which rows of a replay list are wanted; pure. In this order, each with its reason, leave the list:
 *
 * <ol>
 *   <li>repetitions of a replay, silently;
 *   <li>with {@code currentVersion}: rows of another track version than the newest of the rows, {@value
 *       Fitting#OLDER};
 *   <li>with {@code maxRespawns}: those with more, {@value Fitting#RESPAWNS};
 *   <li>with {@code validatedOnly}: {@value Fitting#NOT_VALIDATED};
 *   <li>with {@code maxTimeFactor}: those slower than so many times the best time of the rows that are left
 *       after the second step, {@code slower than 1.5 x best};
 *   <li>with {@code bestPerDriver}: later rows of a driver, {@value Fitting#BEATEN};
 *   <li>the first {@code offset} rows, {@value Fitting#SKIPPED};
 *   <li>what {@code pick} leaves of the rest when there are more than {@code top}, {@value Fitting#BEYOND}.
 * </ol>
 *
 * <p>The rank of a replay is its place, from 1, in what is left after the sixth step. A row that does not say
 * what is asked stays, unless {@code strict}. With {@code bestPerDriver} the site lists each driver's best
 * replay only, so a driver whose best does not fit is left out.
 *
 * @param top the most replays of a track
 * @param offset rows left out at the top
 * @param maxRespawns the most respawns; -1: any number
 * @param strict leave out what does not say whether it fits
 * @param maxTimeFactor 0: any time
 */
public record ReplaySelection(int top, int offset, boolean bestPerDriver, boolean currentVersion,
        int maxRespawns, boolean validatedOnly, double maxTimeFactor, Pick pick, boolean strict) {

    /** How the wanted rows are taken from those that fit. */
    public enum Pick {
        /** The first ones. */
        BEST,
        /** Evenly over all ranks, the first and the last included. */
        SPREAD,
        /** Those in the middle. */
        MEDIAN;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The 50 best drivers on the current version of a track. */
    public static final ReplaySelection DEFAULT =
            new ReplaySelection(50, 0, true, true, -1, false, 0, Pick.BEST, false);

    public ReplaySelection {
        Objects.requireNonNull(pick, "pick");
        if (top < 1 || offset < 0 || maxRespawns < -1 || !(maxTimeFactor == 0 || maxTimeFactor >= 1)) {
            throw new IllegalArgumentException("top " + top + ", offset " + offset + ", respawns " + maxRespawns
                    + ", time factor " + maxTimeFactor);
        }
    }

    /** What a plan of this selection can be known by. */
    public PlanKey key() {
        throw new UnsupportedOperationException();
    }

    /** How many rows the first question should ask for. */
    public int firstCount() {
        return ReplayQuery.MOST_ROWS;
    }

    /** Whether the rows so far suffice, so that no further page is needed. */
    public boolean isSatisfiedBy(List<ListedReplay> rows) {
        throw new UnsupportedOperationException();
    }

    /**
     * Chooses from all rows read.
     *
     * @param complete whether the site has no more rows
     * @param uid of the challenge, empty when unknown
     */
    public TrackPlan plan(long trackId, String uid, List<ListedReplay> rows, boolean complete) {
        throw new UnsupportedOperationException();
    }
}
