package tmnf.exchange.api;

/** Sets of tracks that the site keeps. A search asks for those in one or for those that are not. */
public enum TrackCollection {
    /** With at least one replay. */
    HAS_RECORD("inhasrecord"),
    REPLAYS("inreplays"),
    SCREENSHOT("inscreenshot"),
    /** The latest one of each author. */
    LATEST_AUTHOR("inlatestauthor"),
    /** The latest one of each author that got an award. */
    LATEST_AWARDED_AUTHOR("inlatestawardedauthor"),
    /** By people who support the site. */
    SUPPORTER("insupporter"),
    /** Where somebody was faster than the author. */
    AUTHOR_TIME_BEATEN("inauthortimebeaten"),
    /** Needs the Unlimiter mod; plain TMNF cannot load it. */
    UNLIMITER("inunlimiter"),
    /** With the car of another environment; plain TMNF cannot load it. */
    ENVIRONMENT_MIX("inenvmix");

    private final String parameter;

    TrackCollection(String parameter) {
        this.parameter = parameter;
    }

    /** What the site calls it. */
    String parameter() {
        return parameter;
    }
}
