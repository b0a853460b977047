package tmnf.tminterface.sim.race;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Fingerprint;
import tmnf.tminterface.sim.track.Gate;
import tmnf.tminterface.sim.track.Track;
import tmnf.tminterface.state.CachedInput;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.Event;
import tmnf.tminterface.state.PlayerInfo;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/**
 * The place of a race in a simulation state. What has a name there is written to it and read from it; the car
 * sees to its own part. The rest is in bytes of the state that have no names, little-endian:
 *
 * <pre>
 * plug_solid       uint32      mark; without it the state is one of the game itself
 *                  uint32      1 axis steers, 2 axis accelerates, 4 the car follows its ghost
 *                  int32       gate of the next respawn, -1: none
 *                  int32       passages that were not reported
 *                  int32       passages
 *                  int32       inputs that acted
 *                  int64       their hash
 *                  int32       inputs that wait
 * cmd_buffer_core  bits        gates passed in this lap
 * dyna.rest + 224  8 x 48      inputs that wait: int32 stored time, int32 data
 * </pre>
 *
 * <p>What a race goes on from is up to {@link RaceStateCheck}.
 */
final class RaceStates {

    /** "rac1". */
    private static final int MARK = 0x31636172;
    private static final int AXIS_STEERS = 1;
    private static final int AXIS_ACCELERATES = 2;
    private static final int ON_PATH = 4;

    private static final int DYNA_REST = 224 + 808;
    private static final int PLUG_SOLID = 6_872;
    private static final int CMD_BUFFER_CORE = 6_940;
    private static final int CMD_BUFFER_CORE_LENGTH = 264;
    private static final int PENDING = DYNA_REST + 224;
    /** Gates of a track whose passing a state can hold. */
    static final int MAX_GATES = CMD_BUFFER_CORE_LENGTH * 8;

    private final Race race;
    private final Track track;
    private final RaceStateCheck check;
    private final byte[] template;

    RaceStates(Race race, Track track) {
        if (track.gates().size() > MAX_GATES) {
            throw new IllegalArgumentException(track.name() + " has " + track.gates().size()
                    + " gates; a race has at most " + MAX_GATES);
        }
        this.race = race;
        this.track = track;
        this.check = new RaceStateCheck(track);
        this.template = SimStateData.blank(track.checkpoints() + 1, track.laps()).toBytes();
    }

    // Saving.

    SimStateData save() {
        byte[] bytes = template.clone();
        SimStateData state = wrap(bytes);
        race.car().write(state);
        state.setTimeMs(race.tickTimeMs());
        state.setNumRespawns(race.respawns());
        writePlayer(state.playerInfo());
        writeCheckpoints(state.checkpointData());
        writeInputs(state);
        writeRest(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return state;
    }

    private static SimStateData wrap(byte[] bytes) {
        try {
            return SimStateData.wrap(bytes);
        } catch (StateFormatException e) {
            throw new IllegalStateException("a state of our own", e);
        }
    }

    private void writePlayer(PlayerInfo player) {
        Progress progress = race.progress();
        int lapPassages = progress.lapPassages();
        int lap = progress.lap();
        int lapStart = lap == 0 ? 0 : progress.time(lap * lapPassages - 1);
        player.setRaceTime(race.raceTimeMs());
        player.setRaceBestTime(race.bestMs() < 0 ? 0xFFFF_FFFFL : race.bestMs());
        player.setLapStartTime(lapStart);
        player.setLapTime(Math.max(0, race.raceTimeMs() - lapStart));
        player.setLapBestTime(bestLap(progress));
        player.setMinRespawns(race.respawns());
        player.setNbCompleted(lap);
        player.setMaxCompleted(track.laps());
        player.setCurCheckpoint(progress.passages());
        player.setCurrentTime(Math.max(0, race.tickTimeMs()));
        player.setCurCpCount(progress.passages());
        player.setCurLapCpCount(progress.passages() % lapPassages);
        player.setCurLap(lap);
        player.setRaceFinished(race.isFinished());
        player.setFinishNotPassed(!progress.isComplete());
        player.setDisplaySpeed(race.displaySpeed());
        player.setCountdownTime(Math.min(0, race.tickTimeMs()));
    }

    private static int bestLap(Progress progress) {
        int best = CheckpointData.NOT_PASSED;
        int start = 0;
        for (int end = progress.lapPassages() - 1; end < progress.passages(); end += progress.lapPassages()) {
            int time = progress.time(end) - start;
            start = progress.time(end);
            best = best < 0 ? time : Math.min(best, time);
        }
        return best;
    }

    /** Which checkpoints a lap has seen: in the order of the track's gates, the finish last. */
    private void writeCheckpoints(CheckpointData data) {
        int checkpoint = 0;
        for (int i = 0; i < track.gates().size() && checkpoint < track.checkpoints(); i++) {
            if (track.gates().get(i).kind() == Gate.Kind.CHECKPOINT) {
                data.setCpState(checkpoint++, race.progress().isPassed(i));
            }
        }
        data.setCpState(track.checkpoints(), race.progress().isComplete());
        for (int i = 0; i < race.progress().target(); i++) {
            data.setCpTimeMs(i, race.progress().time(i));
        }
    }

    private void writeInputs(SimStateData state) {
        Controls controls = race.raceInputs().controls;
        for (Control control : Control.values()) {
            CachedInput cached = state.internalInputState(control.ordinal());
            cached.setTime(controls.time(control));
            cached.event().setTime(controls.time(control));
            cached.event().setInputData(controls.data(control));
            Event event = event(state, control);
            if (event != null) {
                event.setTime(controls.time(control));
                event.setInputData(controls.data(control));
            }
        }
    }

    /** The state's own event of a control; null for those that have only a cached one. */
    private static Event event(SimStateData state, Control control) {
        return switch (control) {
            case RACE_RUNNING -> state.inputRunningEvent();
            case FINISH_LINE -> state.inputFinishEvent();
            case ACCELERATE -> state.inputAccelerateEvent();
            case BRAKE -> state.inputBrakeEvent();
            case LEFT -> state.inputLeftEvent();
            case RIGHT -> state.inputRightEvent();
            case STEER -> state.inputSteerEvent();
            case GAS -> state.inputGasEvent();
            default -> null;
        };
    }

    private void writeRest(ByteBuffer bytes) {
        Progress progress = race.progress();
        RaceInputs inputs = race.raceInputs();
        InputLog log = inputs.log;
        int flags = (inputs.controls.analogSteer() ? AXIS_STEERS : 0)
                | (inputs.controls.analogGas() ? AXIS_ACCELERATES : 0)
                | (race.isOnPath() ? ON_PATH : 0);
        if (log.pending() > InputLog.MAX_PENDING) {
            throw new IllegalStateException(log.pending() + " inputs wait; a state holds "
                    + InputLog.MAX_PENDING);
        }
        bytes.position(PLUG_SOLID);
        bytes.putInt(MARK).putInt(flags).putInt(progress.lastGate()).putInt(progress.unreported())
                .putInt(progress.passages()).putInt(log.actedEver()).putLong(log.hash())
                .putInt(log.pending());
        for (int i = 0; i < track.gates().size(); i++) {
            if (progress.isPassed(i)) {
                int at = CMD_BUFFER_CORE + i / 8;
                bytes.put(at, (byte) (bytes.get(at) | 1 << i % 8));
            }
        }
        bytes.position(PENDING);
        for (int i = 0; i < log.pending(); i++) {
            bytes.putInt(log.pendingTime(i)).putInt(log.pendingData(i));
        }
    }

    long fingerprint() {
        long hash = Fingerprint.NOTHING;
        for (byte b : save().toBytes()) {
            hash = Fingerprint.with(hash, b);
        }
        return hash;
    }

    // Rewinding. Everything is checked and read before anything changes.

    void rewind(SimStateData state) throws RaceStateException {
        check.state(state);
        ByteBuffer bytes = state.buffer().order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(PLUG_SOLID);
        boolean own = bytes.getInt() == MARK;
        int flags = own ? bytes.getInt() : 0;
        int lastGate = own ? bytes.getInt() : Progress.NO_GATE;
        check.respawnGate(lastGate);
        CarState car = new CarState();
        car.read(state);
        check.car(car);
        race.car().set(car);
        int unreported = own ? bytes.getInt() : 0;
        int storedPassages = own ? bytes.getInt() : 0;
        boolean complete = readProgress(state, own, bytes, lastGate, unreported, storedPassages);
        race.path().ifPresent(path -> path.setLeft((flags & ON_PATH) == 0));
        readInputs(state, flags, own, bytes.position(PLUG_SOLID + 20));
        PlayerInfo player = state.playerInfo();
        int tickMs = own ? state.timeMs() : player.raceTime();
        boolean finished = complete && player.raceFinished();
        long best = player.raceBestTime();
        race.restore(tickMs, finished ? player.raceTime() : tickMs, finished,
                (int) Math.min(Integer.MAX_VALUE, state.numRespawns()),
                best > RaceStateCheck.MAX_TIME_MS ? CheckpointData.NOT_PASSED : (int) best);
    }

    private boolean readProgress(SimStateData state, boolean own, ByteBuffer bytes, int lastGate,
            int unreported, int storedPassages) {
        CheckpointData data = state.checkpointData();
        int[] times = new int[data.cpTimesLength()];
        boolean rising = true;
        int passages = 0;
        for (int i = 0; i < times.length; i++) {
            rising &= data.cpTimeMs(i) >= 0;
            times[i] = rising ? data.cpTimeMs(i) : CheckpointData.NOT_PASSED;
            passages += rising ? 1 : 0;
        }
        boolean[] passed = new boolean[track.gates().size()];
        int checkpoint = 0;
        for (int i = 0; i < passed.length; i++) {
            boolean isCheckpoint = track.gates().get(i).kind() == Gate.Kind.CHECKPOINT;
            if (own) {
                passed[i] = (bytes.get(CMD_BUFFER_CORE + i / 8) & 1 << i % 8) != 0;
            } else if (isCheckpoint && checkpoint < track.checkpoints()) {
                passed[i] = data.cpState(checkpoint++);
            }
        }
        race.progress().restore(times, passed, lastGate,
                unreported - Math.max(0, storedPassages - passages));
        return race.progress().isComplete();
    }

    private void readInputs(SimStateData state, int flags, boolean own, ByteBuffer rest) {
        RaceInputs inputs = race.raceInputs();
        inputs.controls.clear();
        for (Control control : Control.values()) {
            Event event = event(state, control);
            Event read = event != null ? event : state.internalInputState(control.ordinal()).event();
            inputs.controls.restore(control, read.time(), read.inputData());
        }
        inputs.controls.restored((flags & AXIS_STEERS) != 0, (flags & AXIS_ACCELERATES) != 0);
        int acted = own ? rest.getInt() : 0;
        long hash = own ? rest.getLong() : 0;
        int pending = own ? Math.max(0, Math.min(InputLog.MAX_PENDING, rest.getInt())) : 0;
        if (!own || !inputs.log.backTo(acted, hash)) {
            inputs.rebuildLog(acted, hash);
        }
        ByteBuffer bytes = rest.position(PENDING);
        for (int i = 0; i < pending; i++) {
            inputs.log.add(bytes.getInt(), bytes.getInt());
        }
    }
}
