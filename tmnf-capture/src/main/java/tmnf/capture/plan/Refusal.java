package tmnf.capture.plan;

import java.util.Locale;
import java.util.Objects;

/**
 * Why a replay is not captured.
 *
 * @param detail for people: what is wrong with which file, and what to do
 */
public record Refusal(Reason reason, String detail) {

    /** Checks that nothing is missing. */
    public Refusal {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    /** The kinds of reasons. */
    public enum Reason {
        /** The file cannot be read, or is no replay. */
        UNREADABLE,
        /** It holds no ghost. */
        NO_GHOST,
        /** Its race was not finished. */
        UNFINISHED,
        /** Its ghost has no recorded inputs. */
        NO_INPUTS,
        /** No script can be made of it. */
        SCRIPT,
        /** A selected replay of its track respawns, and such tracks are to be left out. */
        RESPAWNS,
        /** Its track has no zone centres, without which no sample can be told to be bad. */
        NO_ZONE_CENTRES,
        /** There is no challenge: none in the replay, none in the folder of challenges. */
        NO_CHALLENGE,
        /** It was driven on another challenge than that of its track. */
        OTHER_CHALLENGE,
        /** Another replay of its track has the same folder in the dataset. */
        SAME_FOLDER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return reason + ": " + detail;
    }
}
