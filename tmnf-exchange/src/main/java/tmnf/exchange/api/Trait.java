package tmnf.exchange.api;

import java.util.Locale;

/** A property of tracks that the site has numbers for, see {@link TrackTraits}. Printed in words. */
enum Trait {
    PRIMARY_TYPE("primarytype", "PrimaryType"),
    LEADERBOARD("lbtype", ""),
    ENVIRONMENT("environment", "Environment"),
    VEHICLE("vehicle", "Car"),
    MOOD("mood", "Mood"),
    DIFFICULTY("difficulty", "Difficulty"),
    ROUTES("routes", "Routes");

    private final String parameter;
    private final String field;

    Trait(String parameter, String field) {
        this.parameter = parameter;
        this.field = field;
    }

    /** What the site calls it in a question. */
    String parameter() {
        return parameter;
    }

    /** Its number in a row; -1: the row does not say. */
    int of(Track track) {
        return switch (this) {
            case PRIMARY_TYPE -> track.primaryType();
            case ENVIRONMENT -> track.environment();
            default -> track.source() == null ? -1 : new Row(track.source()).smallNumber(field);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
