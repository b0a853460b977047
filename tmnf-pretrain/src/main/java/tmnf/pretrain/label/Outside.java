package tmnf.pretrain.label;

/** Which action counts at a moment before the first or behind the last that a race has one for. */
public enum Outside {
    /** None is known. */
    UNKNOWN,
    /** The race's first or last one, as the Python pipeline has it, though nobody pressed it then. */
    NEAREST
}
