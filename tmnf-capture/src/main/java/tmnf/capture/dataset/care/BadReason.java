package tmnf.capture.dataset.care;

/** What is wrong with an entry of a manifest. */
public enum BadReason {
    NO_FILE("names no file"),
    FILE_MISSING("its frame is missing"),
    NO_TIME("has no time"),
    NO_SNAPSHOTS("the manifest has no snapshots"),
    SNAPSHOT_FAR("no snapshot is near in time"),
    SNAPSHOT_BAD("its snapshot makes no observation"),
    FRAME_BROKEN("its frame is empty, cut or no JPEG");

    private final String text;

    BadReason(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
