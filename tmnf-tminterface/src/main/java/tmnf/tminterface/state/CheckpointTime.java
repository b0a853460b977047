package tmnf.tminterface.state;

/** When a checkpoint was passed. */
public final class CheckpointTime extends StateView {

    private static final StructLayout.Builder FIELDS =
            StructLayout.of("CheckpointTime", 8, CheckpointTime::new);
    private static final int TIME = FIELDS.int32("time", 0, "ms; -1 is not passed");
    private static final int STUNTS_SCORE = FIELDS.int32("stunts_score", 4, "");

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    CheckpointTime(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public int time() {
        return int32(TIME);
    }

    public void setTime(int value) {
        putInt32(TIME, value);
    }

    public int stuntsScore() {
        return int32(STUNTS_SCORE);
    }

    public void setStuntsScore(int value) {
        putInt32(STUNTS_SCORE, value);
    }

    /** A time of its own, in no checkpoint data yet; -1 ms is not passed. */
    public static CheckpointTime of(int timeMs, int stuntsScore) {
        CheckpointTime time = new CheckpointTime(new byte[LAYOUT.size()], 0);
        time.setTime(timeMs);
        time.setStuntsScore(stuntsScore);
        return time;
    }

    /** Whether there is a time. */
    public boolean isPassed() {
        return time() != CheckpointData.NOT_PASSED;
    }
}
