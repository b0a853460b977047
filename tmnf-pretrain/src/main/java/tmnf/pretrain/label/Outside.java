package tmnf.pretrain.label;

/** Which action counts at a moment before the first or behind the last that a race has one for. */
public enum Outside {
    /** None is known. */
    UNKNOWN,
    /**
     * The race's first or last one, as the Python pipeline has it, though nobody pressed it then; and of a
     * race without a timeline the nearest frame's, however far that is.
     */
    NEAREST
}
