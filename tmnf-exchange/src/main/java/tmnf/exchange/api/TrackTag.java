package tmnf.exchange.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of tracks that the site's users tell apart. Printed the way users write them. */
public enum TrackTag {
    RACE,
    STUNT,
    MAZE,
    OFFROAD,
    MULTILAP,
    FULLSPEED,
    LOL,
    TECH,
    SPEEDTECH,
    RPG,
    PRESS_FORWARD,
    TRIAL,
    GRASS,
    STORY,
    NASCAR,
    SPEEDFUN,
    ENDURANCE,
    ALTERED_NADEO,
    TRANSITIONAL;

    /** What the site calls it. */
    public int id() {
        return ordinal();
    }

    /**
     * The id that a user means by a name, {@code tag-N} or N; case and hyphens do not matter.
     *
     * @throws IllegalArgumentException for anything else; the message lists the names
     */
    public static int parse(String text) {
        String name = bare(text);
        for (TrackTag tag : values()) {
            if (bare(tag.toString()).equals(name)) {
                return tag.id();
            }
        }
        String number = name.startsWith("tag") ? name.substring(3) : name;
        if (number.matches("[0-9]{1,4}")) {
            return Integer.parseInt(number);
        }
        throw new IllegalArgumentException("no tag '" + text + "'; tags are "
                + Arrays.stream(values()).map(TrackTag::toString).collect(Collectors.joining(", ")));
    }

    private static String bare(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
