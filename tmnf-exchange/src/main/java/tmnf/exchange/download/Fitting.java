package tmnf.exchange.download;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tmnf.exchange.api.ListedReplay;
import tmnf.exchange.api.ListedReplay.Flag;
import tmnf.exchange.api.Track;

/** The rows of a replay list that fit a selection in themselves, and why the others do not. */
final class Fitting {

    static final String OLDER = "older track version";
    static final String RESPAWNS = "respawns";
    static final String NOT_VALIDATED = "not validated";
    static final String BEATEN = "beaten by the same driver";
    static final String SKIPPED = "skipped at the top";
    static final String BEYOND = "beyond top";

    private final ReplaySelection selection;
    private final Instant version;
    private final long slowest;
    private final List<ListedReplay> rows = new ArrayList<>();
    private final List<TrackPlan.Excluded> excluded = new ArrayList<>();
    private final boolean pastCurrentVersion;

    Fitting(ReplaySelection selection, List<ListedReplay> listed) {
        this.selection = selection;
        List<ListedReplay> once = withoutRepetitions(listed);
        version = newest(once);
        slowest = slowest(once);
        pastCurrentVersion = selection.currentVersion() && endsInOlderVersions(once);
        Set<String> drivers = new HashSet<>();
        for (ListedReplay row : once) {
            Optional<String> reason = mismatch(row).or(() -> beaten(row, drivers));
            if (reason.isPresent()) {
                excluded.add(new TrackPlan.Excluded(row.id(), reason.get()));
            } else {
                rows.add(row);
            }
        }
    }

    /** In the order of the list. */
    List<ListedReplay> rows() {
        return rows;
    }

    List<TrackPlan.Excluded> excluded() {
        return excluded;
    }

    /** The newest version in the list, {@link Track#UNKNOWN_TIME} when no row names one. */
    Instant version() {
        return version;
    }

    /**
     * Whether only the current version is wanted, and the rows, sorted by version as they should be, have
     * come to older ones: then no row behind them can fit.
     */
    boolean isPastCurrentVersion() {
        return pastCurrentVersion;
    }

    private Optional<String> mismatch(ListedReplay row) {
        String reason = null;
        if (isOlder(row)) {
            reason = OLDER;
        } else if (selection.maxRespawns() >= 0
                && isBeyond(row.respawns(), selection.maxRespawns())) {
            reason = RESPAWNS;
        } else if (selection.validatedOnly() && (row.validated() == Flag.NO
                || selection.strict() && row.validated() == Flag.UNKNOWN)) {
            reason = NOT_VALIDATED;
        } else if (selection.maxTimeFactor() > 0 && isBeyond(row.timeMs(), slowest)) {
            reason = String.format(Locale.ROOT, "slower than %s x best", factor());
        }
        return Optional.ofNullable(reason);
    }

    private boolean isBeyond(long value, long most) {
        return value < 0 ? selection.strict() : value > most;
    }

    private boolean isOlder(ListedReplay row) {
        return selection.currentVersion() && !row.trackAt().equals(version)
                && (selection.strict() || !row.trackAt().equals(Track.UNKNOWN_TIME));
    }

    private Optional<String> beaten(ListedReplay row, Set<String> drivers) {
        String driver = row.userId() >= 0 ? "#" + row.userId() : row.userName();
        boolean isLater = selection.bestPerDriver() && !driver.isEmpty() && !drivers.add(driver);
        return isLater ? Optional.of(BEATEN) : Optional.empty();
    }

    private String factor() {
        double factor = selection.maxTimeFactor();
        return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }

    private long slowest(List<ListedReplay> once) {
        long best = once.stream().filter(row -> row.timeMs() >= 0 && !isOlder(row))
                .mapToLong(ListedReplay::timeMs).min().orElse(Long.MAX_VALUE);
        return (long) Math.floor(best * selection.maxTimeFactor()); // a cast stops at the largest long
    }

    private static List<ListedReplay> withoutRepetitions(List<ListedReplay> listed) {
        Set<Long> seen = new HashSet<>();
        return listed.stream().filter(row -> seen.add(row.id())).toList();
    }

    private static Instant newest(List<ListedReplay> once) {
        return once.stream().map(ListedReplay::trackAt).max(Instant::compareTo).orElse(Track.UNKNOWN_TIME);
    }

    private static boolean endsInOlderVersions(List<ListedReplay> once) {
        for (int i = 1; i < once.size(); i++) {
            Instant before = once.get(i - 1).trackAt();
            Instant time = once.get(i).trackAt();
            if (time.equals(Track.UNKNOWN_TIME) || time.isAfter(before)) {
                return false;
            }
        }
        return once.size() > 1 && !once.get(0).trackAt().equals(once.get(once.size() - 1).trackAt());
    }
}
