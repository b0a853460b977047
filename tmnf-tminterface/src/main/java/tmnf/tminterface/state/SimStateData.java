package tmnf.tminterface.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import tmnf.gbx.model.Vec3;

/**
 * A complete state of the simulation, as both generations of TMInterface give it and take it back: 8356 bytes
 * and the checkpoints. The array stays as the game sent it, unknown bytes included, because the game wants
 * all of them back; single fields are changed in place.
 *
 * <p>The flags say which regions the game filled; all regions are always there. Accessors of fields read
 * regardless. The derived properties ({@link #timeMs()}, {@link #position()} and so on) give zero when their
 * region was not filled, and setting them is refused then with an {@link IllegalStateException}.
 *
 * <p>Contained structures are made when first asked for and then kept, so reading a state over and over
 * allocates nothing. Who receives states of one map into one array can keep one object for it. Long because
 * every field and every derived property has its accessors here.
 */
public final class SimStateData extends StateView {

    /** Bytes without any checkpoint. */
    public static final int MIN_SIZE = 8356;

    /** A replay is validated. */
    public static final int CONTEXT_SIMULATION = 0;
    /** Somebody drives. */
    public static final int CONTEXT_RUN = 1;

    public static final int HAS_TIMERS = 0x01;
    public static final int HAS_DYNA = 0x02;
    public static final int HAS_SCENE_MOBIL = 0x04;
    public static final int HAS_SIMULATION_WHEELS = 0x08;
    public static final int HAS_PLUG_SOLID = 0x10;
    public static final int HAS_CMD_BUFFER_CORE = 0x20;
    public static final int HAS_INPUT_STATE = 0x40;
    public static final int HAS_PLAYER_INFO = 0x80;
    /** All regions are filled. */
    public static final int HAS_ALL = 0xFF;

    public static final int TIMERS_LENGTH = 53;
    public static final int WHEELS = 4;
    public static final int CACHED_INPUTS = 10;

    private static final StructLayout.Builder FIELDS = StructLayout
            .of("SimStateData", MIN_SIZE, SimStateData::new)
            .renamed("simulation_wheels", "wheels").renamed("cp_data", "checkpointData");
    private static final int VERSION = FIELDS.uint32("version", 0, "opaque");
    private static final int CONTEXT_MODE = FIELDS.uint32("context_mode", 4, "0 simulation, 1 run");
    private static final int FLAGS = FIELDS.uint32("flags", 8, "which regions are filled");
    private static final int TIMERS =
            FIELDS.int32("timers", 12, "flag 0x01; index 1 is the current time in ms", TIMERS_LENGTH);
    private static final int DYNA = FIELDS.struct("dyna", 224, "flag 0x02", HmsDyna.LAYOUT);
    private static final int SCENE_MOBIL =
            FIELDS.struct("scene_mobil", 1648, "flag 0x04", SceneVehicleCar.LAYOUT);
    private static final int SIMULATION_WHEELS = FIELDS.struct("simulation_wheels", 3816,
            "flag 0x08; probably front left, front right, back right, back left",
            SimulationWheel.LAYOUT, WHEELS);
    private static final int PLUG_SOLID = FIELDS.bytes("plug_solid", 6872, "flag 0x10", 68);
    private static final int CMD_BUFFER_CORE = FIELDS.bytes("cmd_buffer_core", 6940, "flag 0x20", 264);
    private static final int PLAYER_INFO = FIELDS.struct("player_info", 7204, "flag 0x80", PlayerInfo.LAYOUT);
    private static final int INTERNAL_INPUT_STATE =
            FIELDS.struct("internal_input_state", 8156, "flag 0x40", CachedInput.LAYOUT, CACHED_INPUTS);
    private static final int RUNNING_EVENT = event("input_running_event", 8276);
    private static final int FINISH_EVENT = event("input_finish_event", 8284);
    private static final int ACCELERATE_EVENT = event("input_accelerate_event", 8292);
    private static final int BRAKE_EVENT = event("input_brake_event", 8300);
    private static final int LEFT_EVENT = event("input_left_event", 8308);
    private static final int RIGHT_EVENT = event("input_right_event", 8316);
    private static final int STEER_EVENT = event("input_steer_event", 8324);
    private static final int GAS_EVENT = event("input_gas_event", 8332);
    private static final int NUM_RESPAWNS = FIELDS.uint32("num_respawns", 8340, "");
    private static final int CP_DATA = FIELDS.struct("cp_data", 8344, "", CheckpointData.LAYOUT);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    private static final int TIME_TIMER = 1;
    private static final int TICK_MS = 10;

    // Views of what is inside, made when first asked for; null until then.
    private HmsDyna dyna;
    private SceneVehicleCar sceneMobil;
    private final SimulationWheel[] wheels = new SimulationWheel[WHEELS];
    private PlayerInfo playerInfo;
    private CheckpointData checkpointData;

    private SimStateData(byte[] array, int base) {
        super(array, base);
    }

    private static int event(String name, int offset) {
        return FIELDS.struct(name, offset, "", Event.LAYOUT);
    }

    /** Checks the length and wraps a whole array; nothing is copied, changes show in it. */
    public static SimStateData wrap(byte[] bytes) throws StateFormatException {
        return wrap(bytes, 0, bytes.length);
    }

    /**
     * Checks the length and wraps a part of an array.
     *
     * @throws StateFormatException when the length is not that of a state with the checkpoints it claims
     */
    public static SimStateData wrap(byte[] bytes, int offset, int length) throws StateFormatException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        CheckpointData.check("simulation state", bytes, offset, CP_DATA, length);
        return new SimStateData(bytes, offset);
    }

    /**
     * A state with all regions marked as filled, in run mode, at rest in the origin, nothing passed,
     * everything else zero; for those who play the game's part.
     *
     * @param checkpoints of the map, the finish included
     */
    public static SimStateData blank(int checkpoints, int laps) {
        CheckpointData passages = CheckpointData.blank(checkpoints, laps);
        SimStateData state = withEnd(new byte[CP_DATA], passages);
        state.setVersion(1);
        state.setContextMode(CONTEXT_RUN);
        state.setFlags(HAS_ALL);
        float[] upright = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        state.dyna().previousState().setRotation(upright);
        state.dyna().currentState().setRotation(upright);
        state.dyna().tempState().setRotation(upright);
        return state;
    }

    private static SimStateData withEnd(byte[] before, CheckpointData end) {
        byte[] bytes = new byte[CP_DATA + end.size()];
        System.arraycopy(before, 0, bytes, 0, CP_DATA);
        System.arraycopy(end.array, end.base, bytes, CP_DATA, end.size());
        return new SimStateData(bytes, 0);
    }

    /** A copy of this state with other checkpoints; this one stays as it is. */
    public SimStateData withCheckpointData(CheckpointData data) {
        return withEnd(bytes(0, CP_DATA), data);
    }

    /** The same state in an array of its own. */
    public SimStateData copy() {
        return new SimStateData(toBytes(), 0);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    @Override
    public int size() {
        return CP_DATA + checkpointData().size();
    }

    public long version() {
        return uint32(VERSION);
    }

    public void setVersion(long value) {
        putUint32(VERSION, value);
    }

    /** {@link #CONTEXT_SIMULATION} or {@link #CONTEXT_RUN}. */
    public long contextMode() {
        return uint32(CONTEXT_MODE);
    }

    public void setContextMode(long value) {
        putUint32(CONTEXT_MODE, value);
    }

    public long flags() {
        return uint32(FLAGS);
    }

    public void setFlags(long value) {
        putUint32(FLAGS, value);
    }

    /** Whether the game filled all regions of a sum of {@code HAS_} constants. */
    public boolean has(int regions) {
        return (int32(FLAGS) & regions) == regions;
    }

    public int timer(int index) {
        return int32(TIMERS, index, TIMERS_LENGTH);
    }

    public void setTimer(int index, int value) {
        putInt32(TIMERS, index, TIMERS_LENGTH, value);
    }

    /** A copy of all timers. */
    public int[] timers() {
        return IntStream.range(0, TIMERS_LENGTH).map(this::timer).toArray();
    }

    public HmsDyna dyna() {
        HmsDyna view = dyna;
        if (view == null) {
            view = new HmsDyna(array, base + DYNA);
            dyna = view;
        }
        return view;
    }

    public SceneVehicleCar sceneMobil() {
        SceneVehicleCar view = sceneMobil;
        if (view == null) {
            view = new SceneVehicleCar(array, base + SCENE_MOBIL);
            sceneMobil = view;
        }
        return view;
    }

    /** A wheel, 0 to 3. The order is probably front left, front right, back right, back left. */
    public SimulationWheel wheel(int index) {
        SimulationWheel view = wheels[index];
        if (view == null) {
            int offset = SIMULATION_WHEELS + index * SimulationWheel.LAYOUT.size();
            view = new SimulationWheel(array, base + offset);
            wheels[index] = view;
        }
        return view;
    }

    public List<SimulationWheel> wheels() {
        return List.of(wheel(0), wheel(1), wheel(2), wheel(3));
    }

    public byte[] plugSolid() {
        return bytes(PLUG_SOLID, 68);
    }

    public void setPlugSolid(byte[] value) {
        putBytes(PLUG_SOLID, 68, value);
    }

    public byte[] cmdBufferCore() {
        return bytes(CMD_BUFFER_CORE, 264);
    }

    public void setCmdBufferCore(byte[] value) {
        putBytes(CMD_BUFFER_CORE, 264, value);
    }

    public PlayerInfo playerInfo() {
        PlayerInfo view = playerInfo;
        if (view == null) {
            view = new PlayerInfo(array, base + PLAYER_INFO);
            playerInfo = view;
        }
        return view;
    }

    /** The last input of one kind as the game caches it, 0 to 9. */
    public CachedInput internalInputState(int index) {
        Objects.checkIndex(index, CACHED_INPUTS);
        return new CachedInput(array, base + INTERNAL_INPUT_STATE + index * CachedInput.LAYOUT.size());
    }

    public List<CachedInput> internalInputState() {
        return IntStream.range(0, CACHED_INPUTS).mapToObj(this::internalInputState).toList();
    }

    public Event inputRunningEvent() {
        return new Event(array, base + RUNNING_EVENT);
    }

    public Event inputFinishEvent() {
        return new Event(array, base + FINISH_EVENT);
    }

    public Event inputAccelerateEvent() {
        return new Event(array, base + ACCELERATE_EVENT);
    }

    public Event inputBrakeEvent() {
        return new Event(array, base + BRAKE_EVENT);
    }

    public Event inputLeftEvent() {
        return new Event(array, base + LEFT_EVENT);
    }

    public Event inputRightEvent() {
        return new Event(array, base + RIGHT_EVENT);
    }

    public Event inputSteerEvent() {
        return new Event(array, base + STEER_EVENT);
    }

    public Event inputGasEvent() {
        return new Event(array, base + GAS_EVENT);
    }

    public long numRespawns() {
        return uint32(NUM_RESPAWNS);
    }

    public void setNumRespawns(long value) {
        putUint32(NUM_RESPAWNS, value);
    }

    /** The checkpoints, inside this state: changes of them are changes here. */
    public CheckpointData checkpointData() {
        CheckpointData view = checkpointData;
        if (view == null) {
            view = new CheckpointData(array, base + CP_DATA);
            checkpointData = view;
        }
        return view;
    }

    /** Current time of the simulation in ms. */
    public int timeMs() {
        return has(HAS_TIMERS) ? timer(TIME_TIMER) : 0;
    }

    public void setTimeMs(int value) {
        require(HAS_TIMERS, "timers");
        setTimer(TIME_TIMER, value);
    }

    /** Time since the start in ms, negative in the countdown. */
    public int raceTimeMs() {
        return has(HAS_PLAYER_INFO) ? playerInfo().raceTime() : 0;
    }

    public void setRaceTimeMs(int value) {
        require(HAS_PLAYER_INFO, "player info");
        playerInfo().setRaceTime(value);
    }

    /** The race time with which the game goes on after it was set back to this state, in ms. */
    public int rewindTimeMs() {
        return raceTimeMs() + TICK_MS;
    }

    /** The speed the game shows, km/h; meaningful in run mode only. */
    public int displaySpeed() {
        return has(HAS_PLAYER_INFO) ? playerInfo().displaySpeed() : 0;
    }

    public void setDisplaySpeed(int value) {
        require(HAS_PLAYER_INFO, "player info");
        playerInfo().setDisplaySpeed(value);
    }

    /** One coordinate of {@link #position()}; 0 is x, 1 is y (up), 2 is z. */
    public float position(int axis) {
        return has(HAS_DYNA) ? dyna().currentState().position(axis) : 0;
    }

    /** Where the car is, metres in the world. */
    public Vec3 position() {
        return has(HAS_DYNA) ? dyna().currentState().position() : Vec3.ZERO;
    }

    public void setPosition(Vec3 value) {
        require(HAS_DYNA, "body");
        dyna().currentState().setPosition(value);
    }

    /** One coordinate of {@link #velocity()}. */
    public float velocity(int axis) {
        return has(HAS_DYNA) ? dyna().currentState().linearSpeed(axis) : 0;
    }

    /** How fast the car moves, metres per second in the world. */
    public Vec3 velocity() {
        return has(HAS_DYNA) ? dyna().currentState().linearSpeed() : Vec3.ZERO;
    }

    public void setVelocity(Vec3 value) {
        require(HAS_DYNA, "body");
        dyna().currentState().setLinearSpeed(value);
    }

    /** One number of {@link #rotationMatrix()}. */
    public float rotation(int row, int column) {
        return has(HAS_DYNA) ? dyna().currentState().rotation(row, column) : 0;
    }

    /** The matrix from the car's axes to those of the world: 3 rows one after the other. */
    public float[] rotationMatrix() {
        return has(HAS_DYNA) ? dyna().currentState().rotation() : new float[9];
    }

    /** Sets the matrix and, as the game computes it, the quaternion. */
    public void setRotationMatrix(float[] rows) {
        require(HAS_DYNA, "body");
        dyna().currentState().setRotation(rows);
    }

    /**
     * The car's angles in radians.
     *
     * @throws ArithmeticException when the stored matrix is no rotation
     */
    public Rotations.YawPitchRoll yawPitchRoll() {
        return has(HAS_DYNA) ? Rotations.quatToYawPitchRoll(Rotations.mat3ToQuat(rotationMatrix()))
                : Rotations.YawPitchRoll.ZERO;
    }

    /** Whether the key is down; inputs can be read whatever the flags say. */
    public boolean inputAccelerate() {
        return inputAccelerateEvent().binaryValue();
    }

    public boolean inputBrake() {
        return inputBrakeEvent().binaryValue();
    }

    public boolean inputLeft() {
        return inputLeftEvent().binaryValue();
    }

    public boolean inputRight() {
        return inputRightEvent().binaryValue();
    }

    /** Analog steering, see {@link AnalogValue}; negative is left. */
    public int inputSteer() {
        return inputSteerEvent().analogValue();
    }

    /** Analog acceleration, see {@link AnalogValue}. */
    public int inputGas() {
        return inputGasEvent().analogValue();
    }

    /**
     * Makes the game that goes on from this state not see the finish; see {@link
     * CheckpointData#preventFinish}.
     */
    public boolean preventFinish() {
        return checkpointData().preventFinish();
    }

    /**
     * The derived properties by name, as plain objects for JSON and dumps. Angles that cannot be computed are
     * {@code null}.
     */
    public Map<String, Object> derived() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("timeMs", timeMs());
        values.put("raceTimeMs", raceTimeMs());
        values.put("rewindTimeMs", rewindTimeMs());
        values.put("position", List.of((double) position(0), (double) position(1), (double) position(2)));
        values.put("velocity", List.of((double) velocity(0), (double) velocity(1), (double) velocity(2)));
        values.put("yawPitchRoll", angles());
        values.put("displaySpeed", displaySpeed());
        values.put("inputAccelerate", inputAccelerate());
        values.put("inputBrake", inputBrake());
        values.put("inputLeft", inputLeft());
        values.put("inputRight", inputRight());
        values.put("inputSteer", inputSteer());
        values.put("inputGas", inputGas());
        values.put("checkpointsPassed", checkpointData().passedCount());
        values.put("checkpointsToPass", checkpointData().cpTimesLength());
        values.put("lapsPassed",
                checkpointData().lapCount().isPresent() ? checkpointData().lapCount().getAsInt() : null);
        return values;
    }

    private List<Double> angles() {
        try {
            Rotations.YawPitchRoll angles = yawPitchRoll();
            return List.of(angles.yaw(), angles.pitch(), angles.roll());
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private void require(int region, String name) {
        if (!has(region)) {
            throw new IllegalStateException(String.format(Locale.ROOT,
                    "the state has no %s (flag 0x%02X is not set); take one from a running race",
                    name, region));
        }
    }
}
