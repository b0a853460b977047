package tmnf.exchange.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tmnf.exchange.api.FirstPages;
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
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The 50 best drivers on the current version of a track. */
    static final ReplaySelection DEFAULT =
            new ReplaySelection(50, 0, true, true, -1, false, 0, Pick.BEST, false);

    /** So many times the wanted rows are asked for at first when filters may drop some. */
    private static final int SPARE = 4;

    public ReplaySelection {
        Objects.requireNonNull(pick, "pick");
        if (top < 1 || offset < 0 || maxRespawns < -1 || !(maxTimeFactor == 0 || maxTimeFactor >= 1)) {
            throw new IllegalArgumentException("top " + top + ", offset " + offset + ", respawns "
                    + maxRespawns + ", time factor " + maxTimeFactor);
        }
    }

    ReplaySelection withTop(int replays) {
        return new ReplaySelection(replays, offset, bestPerDriver, currentVersion, maxRespawns, validatedOnly,
                maxTimeFactor, pick, strict);
    }

    /** What a plan of this selection can be known by. */
    public PlanKey key() {
        return key(false);
    }

    private PlanKey key(boolean complete) {
        // Of a spread or the middle, a smaller top is not the first part: there the numbers matter too.
        String picked = pick == Pick.BEST ? "" : " pick=" + pick + ":" + offset + "+" + top;
        String filters = (bestPerDriver ? "best" : "all") + (currentVersion ? " current" : " any-version")
                + (maxRespawns < 0 ? "" : " respawns<=" + maxRespawns) + (validatedOnly ? " validated" : "")
                + (maxTimeFactor == 0 ? "" : " time<=" + maxTimeFactor) + (strict ? " strict" : "") + picked;
        return new PlanKey(filters, offset, top, complete);
    }

    /** How many rows the first question should ask for. */
    int firstCount() {
        boolean mayDrop = maxRespawns >= 0 || validatedOnly || maxTimeFactor > 0 || strict;
        long rows = pick == Pick.BEST ? needed() * (mayDrop ? SPARE : 1) : ReplayQuery.MOST_ROWS;
        return (int) Math.min(rows, ReplayQuery.MOST_ROWS);
    }

    /** For who asks for the same before: keeps the pages with which a download of this begins. */
    public FirstPages firstPages() {
        return bestPerDriver ? new FirstPages(firstCount()) : FirstPages.none();
    }

    /** Whether the rows so far suffice, so that no further page is needed. */
    boolean isSatisfiedBy(List<ListedReplay> rows) {
        Fitting fitting = new Fitting(this, rows);
        return pick == Pick.BEST && fitting.rows().size() >= needed() || fitting.isPastCurrentVersion();
    }

    /**
     * Chooses from all rows read.
     *
     * @param complete whether the site has no more rows
     * @param uid of the challenge, empty when unknown
     */
    TrackPlan plan(long trackId, String uid, List<ListedReplay> rows, boolean complete) {
        Fitting fitting = new Fitting(this, rows);
        List<ListedReplay> fit = fitting.rows();
        List<TrackPlan.Excluded> excluded = new ArrayList<>(fitting.excluded());
        List<ReplayEntry> wanted = new ArrayList<>(Math.min(fit.size(), top));
        int first = Math.min(offset, fit.size());
        int places = fit.size() - first;
        int next = 0; // of the picked ones
        for (int i = 0; i < fit.size(); i++) {
            ListedReplay row = fit.get(i);
            if (i < first) {
                excluded.add(new TrackPlan.Excluded(row.id(), Fitting.SKIPPED));
            } else if (next < Math.min(top, places) && i == first + place(next, places)) {
                wanted.add(entry(i + 1, row));
                next++;
            } else {
                excluded.add(new TrackPlan.Excluded(row.id(), Fitting.BEYOND));
            }
        }
        boolean all = (complete || fitting.isPastCurrentVersion()) && places <= top;
        return new TrackPlan(trackId, uid, fitting.version(), key(all), wanted, excluded);
    }

    private long needed() {
        return (long) top + offset;
    }

    /** Which of the places, from 0, the n-th picked one has. */
    private int place(int n, int places) {
        if (places <= top) {
            return n;
        }
        return switch (pick) {
            case BEST -> n;
            case SPREAD -> top == 1 ? 0 : (int) ((long) n * (places - 1) / (top - 1));
            case MEDIAN -> (places - top) / 2 + n;
        };
    }

    private static ReplayEntry entry(int rank, ListedReplay row) {
        // Ranks differ, so names do; files of an earlier plan are the journal's business.
        return ReplayEntry.wanted(row.id(), rank, row.userName(), row.timeMs());
    }
}
