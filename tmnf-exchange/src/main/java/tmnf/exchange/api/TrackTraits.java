package tmnf.exchange.api;

import java.util.Locale;

/** What the site says of a track by number. The numbers are the places in these lists, from 0. */
public final class TrackTraits {

    private TrackTraits() {}

    /** How a track is driven. */
    public enum PrimaryType {
        RACE, PUZZLE, PLATFORM, STUNTS, SHORTCUT, LAPS;

        @Override
        public String toString() {
            return spelled(this);
        }
    }

    /** Which records a track takes part in. Sources disagree from the fourth one on. */
    public enum Leaderboard {
        STANDARD, CLASSIC, NADEO, UNCOMPETITIVE, BETA, STAR;

        @Override
        public String toString() {
            return spelled(this);
        }
    }

    /** Where a track lies, and what its car is called; this game only has the stadium. */
    public enum Environment {
        UNKNOWN, SNOW, DESERT, RALLY, ISLAND, COAST, BAY, STADIUM;

        @Override
        public String toString() {
            return spelled(this);
        }
    }

    /** The light of a track. */
    public enum Mood {
        SUNRISE, DAY, SUNSET, NIGHT;

        @Override
        public String toString() {
            return spelled(this);
        }
    }

    /** What its author thinks of a track. */
    public enum Difficulty {
        BEGINNER, INTERMEDIATE, EXPERT, LUNATIC;

        @Override
        public String toString() {
            return spelled(this);
        }
    }

    /** How many ways lead through a track. */
    public enum Routes {
        SINGLE, MULTIPLE, SYMMETRICAL;

        @Override
        public String toString() {
            return spelled(this);
        }
    }

    private static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
