package tmnf.tminterface.state;

/**
 * What the game keeps about the driver and the race; valid with {@link SimStateData#HAS_PLAYER_INFO}. Times
 * are in ms.
 */
public final class PlayerInfo extends StateView {

    private static final StructLayout.Builder FIELDS = StructLayout.of("PlayerInfo", 952, PlayerInfo::new);
    private static final int TEAM = FIELDS.uint32("team", 576, "");
    private static final int PREV_RACE_TIME = FIELDS.int32("prev_race_time", 680, "ms");
    private static final int RACE_START_TIME = FIELDS.uint32("race_start_time", 684, "ms");
    private static final int RACE_TIME = FIELDS.int32("race_time", 688, "ms; negative in the countdown");
    private static final int RACE_BEST_TIME = FIELDS.uint32("race_best_time", 692, "ms");
    private static final int LAP_START_TIME = FIELDS.uint32("lap_start_time", 696, "ms");
    private static final int LAP_TIME = FIELDS.uint32("lap_time", 700, "ms");
    private static final int LAP_BEST_TIME = FIELDS.int32("lap_best_time", 704, "ms");
    private static final int MIN_RESPAWNS = FIELDS.uint32("min_respawns", 708, "");
    private static final int NB_COMPLETED = FIELDS.uint32("nb_completed", 712, "");
    private static final int MAX_COMPLETED = FIELDS.uint32("max_completed", 716, "");
    private static final int STUNTS_SCORE = FIELDS.uint32("stunts_score", 720, "");
    private static final int BEST_STUNTS_SCORE = FIELDS.uint32("best_stunts_score", 724, "");
    private static final int CUR_CHECKPOINT = FIELDS.uint32("cur_checkpoint", 728, "");
    private static final int AVERAGE_RANK = FIELDS.float32("average_rank", 732, "");
    private static final int CURRENT_RACE_RANK = FIELDS.uint32("current_race_rank", 736, "");
    private static final int CURRENT_ROUND_RANK = FIELDS.uint32("current_round_rank", 740, "");
    private static final int CURRENT_TIME = FIELDS.uint32("current_time", 776, "ms");
    private static final int RACE_STATE = FIELDS.uint32("race_state", 788, "");
    private static final int READY_ENUM = FIELDS.uint32("ready_enum", 792, "");
    private static final int ROUND_NUM = FIELDS.uint32("round_num", 796, "");
    private static final int OFFSET_CURRENT_CP = FIELDS.float32("offset_current_cp", 800, "");
    private static final int CUR_LAP_CP_COUNT = FIELDS.uint32("cur_lap_cp_count", 816, "");
    private static final int CUR_CP_COUNT = FIELDS.uint32("cur_cp_count", 820, "");
    private static final int CUR_LAP = FIELDS.uint32("cur_lap", 824, "");
    private static final int RACE_FINISHED = FIELDS.bool32("race_finished", 828, "");
    private static final int DISPLAY_SPEED =
            FIELDS.int32("display_speed", 832, "km/h, as the game shows it; in races only");
    private static final int FINISH_NOT_PASSED = FIELDS.bool32("finish_not_passed", 836, "");
    private static final int COUNTDOWN_TIME = FIELDS.int32("countdown_time", 916, "ms");
    private static final int REST = FIELDS.bytes("rest", 920, "unknown", 32);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    PlayerInfo(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public long team() {
        return uint32(TEAM);
    }

    public void setTeam(long value) {
        putUint32(TEAM, value);
    }

    public int prevRaceTime() {
        return int32(PREV_RACE_TIME);
    }

    public void setPrevRaceTime(int value) {
        putInt32(PREV_RACE_TIME, value);
    }

    public long raceStartTime() {
        return uint32(RACE_START_TIME);
    }

    public void setRaceStartTime(long value) {
        putUint32(RACE_START_TIME, value);
    }

    public int raceTime() {
        return int32(RACE_TIME);
    }

    public void setRaceTime(int value) {
        putInt32(RACE_TIME, value);
    }

    public long raceBestTime() {
        return uint32(RACE_BEST_TIME);
    }

    public void setRaceBestTime(long value) {
        putUint32(RACE_BEST_TIME, value);
    }

    public long lapStartTime() {
        return uint32(LAP_START_TIME);
    }

    public void setLapStartTime(long value) {
        putUint32(LAP_START_TIME, value);
    }

    public long lapTime() {
        return uint32(LAP_TIME);
    }

    public void setLapTime(long value) {
        putUint32(LAP_TIME, value);
    }

    public int lapBestTime() {
        return int32(LAP_BEST_TIME);
    }

    public void setLapBestTime(int value) {
        putInt32(LAP_BEST_TIME, value);
    }

    public long minRespawns() {
        return uint32(MIN_RESPAWNS);
    }

    public void setMinRespawns(long value) {
        putUint32(MIN_RESPAWNS, value);
    }

    public long nbCompleted() {
        return uint32(NB_COMPLETED);
    }

    public void setNbCompleted(long value) {
        putUint32(NB_COMPLETED, value);
    }

    public long maxCompleted() {
        return uint32(MAX_COMPLETED);
    }

    public void setMaxCompleted(long value) {
        putUint32(MAX_COMPLETED, value);
    }

    public long stuntsScore() {
        return uint32(STUNTS_SCORE);
    }

    public void setStuntsScore(long value) {
        putUint32(STUNTS_SCORE, value);
    }

    public long bestStuntsScore() {
        return uint32(BEST_STUNTS_SCORE);
    }

    public void setBestStuntsScore(long value) {
        putUint32(BEST_STUNTS_SCORE, value);
    }

    public long curCheckpoint() {
        return uint32(CUR_CHECKPOINT);
    }

    public void setCurCheckpoint(long value) {
        putUint32(CUR_CHECKPOINT, value);
    }

    public float averageRank() {
        return float32(AVERAGE_RANK);
    }

    public void setAverageRank(float value) {
        putFloat32(AVERAGE_RANK, value);
    }

    public long currentRaceRank() {
        return uint32(CURRENT_RACE_RANK);
    }

    public void setCurrentRaceRank(long value) {
        putUint32(CURRENT_RACE_RANK, value);
    }

    public long currentRoundRank() {
        return uint32(CURRENT_ROUND_RANK);
    }

    public void setCurrentRoundRank(long value) {
        putUint32(CURRENT_ROUND_RANK, value);
    }

    public long currentTime() {
        return uint32(CURRENT_TIME);
    }

    public void setCurrentTime(long value) {
        putUint32(CURRENT_TIME, value);
    }

    public long raceState() {
        return uint32(RACE_STATE);
    }

    public void setRaceState(long value) {
        putUint32(RACE_STATE, value);
    }

    public long readyEnum() {
        return uint32(READY_ENUM);
    }

    public void setReadyEnum(long value) {
        putUint32(READY_ENUM, value);
    }

    public long roundNum() {
        return uint32(ROUND_NUM);
    }

    public void setRoundNum(long value) {
        putUint32(ROUND_NUM, value);
    }

    public float offsetCurrentCp() {
        return float32(OFFSET_CURRENT_CP);
    }

    public void setOffsetCurrentCp(float value) {
        putFloat32(OFFSET_CURRENT_CP, value);
    }

    public long curLapCpCount() {
        return uint32(CUR_LAP_CP_COUNT);
    }

    public void setCurLapCpCount(long value) {
        putUint32(CUR_LAP_CP_COUNT, value);
    }

    public long curCpCount() {
        return uint32(CUR_CP_COUNT);
    }

    public void setCurCpCount(long value) {
        putUint32(CUR_CP_COUNT, value);
    }

    public long curLap() {
        return uint32(CUR_LAP);
    }

    public void setCurLap(long value) {
        putUint32(CUR_LAP, value);
    }

    public boolean raceFinished() {
        return bool32(RACE_FINISHED);
    }

    public void setRaceFinished(boolean value) {
        putBool32(RACE_FINISHED, value);
    }

    public int displaySpeed() {
        return int32(DISPLAY_SPEED);
    }

    public void setDisplaySpeed(int value) {
        putInt32(DISPLAY_SPEED, value);
    }

    public boolean finishNotPassed() {
        return bool32(FINISH_NOT_PASSED);
    }

    public void setFinishNotPassed(boolean value) {
        putBool32(FINISH_NOT_PASSED, value);
    }

    public int countdownTime() {
        return int32(COUNTDOWN_TIME);
    }

    public void setCountdownTime(int value) {
        putInt32(COUNTDOWN_TIME, value);
    }

    public byte[] rest() {
        return bytes(REST, 32);
    }

    public void setRest(byte[] value) {
        putBytes(REST, 32, value);
    }
}
