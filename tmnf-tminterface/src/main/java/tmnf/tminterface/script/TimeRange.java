package tmnf.tminterface.script;

/**
 * A time of a script, or a range of two.
 *
 * @param fromMs script time in ms; {@link #NONE} when there is no time
 * @param toMs end of the range, not before {@code fromMs}; {@link #NONE} when there is one time only
 */
public record TimeRange(long fromMs, long toMs) {

    /** Stands for a time that is absent or could not be read. */
    public static final long NONE = -1;
}
