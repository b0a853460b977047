package tmnf.gbx.model;

import java.util.Locale;
import java.util.Optional;

/** The play mode of a challenge, in the order in which the file numbers them. */
public enum MapType {
    RACE("Race"),
    PLATFORM("Platform"),
    PUZZLE("Puzzle"),
    CRAZY("Crazy"),
    SHORTCUT("Shortcut"),
    STUNTS("Stunts"),
    SCRIPT("Script");

    private final String label;

    MapType(String label) {
        this.label = label;
    }

    /** The game's own word, as in the XML header. */
    public String label() {
        return label;
    }

    public static Optional<MapType> ofStored(int stored) {
        MapType[] all = values();
        return stored >= 0 && stored < all.length ? Optional.of(all[stored]) : Optional.empty();
    }

    public static Optional<MapType> ofLabel(String label) {
        for (MapType type : values()) {
            if (type.label.equals(label) || type.name().equals(label.toUpperCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return label;
    }
}
