package tmnf.capture.dataset.care;

/** What is looked at in a capture. */
public enum CheckRule {
    /** The manifest can be read and has the keys and types of the format. */
    MANIFEST("manifest"),
    /** The metadata can be read, have the keys of the format, and say that the capture is whole. */
    METADATA("metadata"),
    /** No other tool's capture whose labels cannot be right. */
    OLD_LABELS("old labels"),
    /** Steps and times grow, names fit them, and each time is the tick that was due. */
    LABEL("label"),
    /** There are as many frames as fps and race time say. */
    COUNT("number of frames"),
    /** Actions of frames are those of the timeline, and their keys those of the action. */
    ACTION("action"),
    /** The inputs of all ticks are there. */
    INPUTS("inputs"),
    /** Each frame is there, is a whole JPEG and has the right size and colours. */
    FRAME("frame"),
    /** The frames are those that were written. */
    HASH("hash"),
    /** Files beside the frames say the same as the manifest. */
    SIDECAR("sidecar"),
    /** Snapshots can be read, and their times grow. */
    SNAPSHOT("snapshot"),
    /** Snapshots make observations of a car that can exist. */
    OBSERVATION("observation"),
    /** Full states can be read, and their times grow. */
    STATE("state"),
    /** Nothing lies in the folder that belongs to nothing. */
    ORPHAN("orphan"),
    /** Worth a look, but nothing is wrong with it: a car off the road, for example. */
    REMARK("remark");

    private final String text;

    CheckRule(String text) {
        this.text = text;
    }

    /** Whether a capture that breaks it is not as it should be. */
    public boolean isError() {
        return this != REMARK;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
