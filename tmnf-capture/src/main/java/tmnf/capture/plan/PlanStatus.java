package tmnf.capture.plan;

import java.util.Locale;

/** What a plan says of a replay. */
public enum PlanStatus {
    /** Never captured. */
    NEW,
    /** Captured whole, from the same bytes and with the same settings. */
    DONE,
    /** Captured whole by another tool, which says neither from which bytes nor with which settings. */
    DONE_ELSEWHERE,
    /** Captured whole, but from other bytes or with other settings. */
    DONE_DIFFERENT,
    /** Tried and put aside. */
    QUARANTINED,
    /** Cannot or shall not be captured; {@link PlannedReplay#refusal()} says why. */
    REFUSED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
