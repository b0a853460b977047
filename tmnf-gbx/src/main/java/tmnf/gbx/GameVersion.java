package tmnf.gbx;

/** The games of the series that write GBX replays and maps. */
public enum GameVersion {
    TM_ORIGINAL("TrackMania 1.0 / Power Up", false),
    SUNRISE_ESWC("TrackMania Sunrise, Original or Nations ESWC", false),
    UNITED("TrackMania United 1.x", true),
    FOREVER("TrackMania Nations/United Forever", true),
    MANIAPLANET("ManiaPlanet, Turbo or Trackmania 2020", false),
    UNKNOWN("an unknown game", true);

    private final String title;
    private final boolean readable;

    GameVersion(String title, boolean readable) {
        this.title = title;
        this.readable = readable;
    }

    public String title() {
        return title;
    }

    /** Whether files of this game have the layout that this library reads. */
    public boolean readable() {
        return readable;
    }
}
