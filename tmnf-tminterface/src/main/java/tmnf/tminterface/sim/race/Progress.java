package tmnf.tminterface.sim.race;

import java.util.Arrays;
import java.util.List;
import tmnf.tminterface.sim.track.Gate;
import tmnf.tminterface.sim.track.Track;
import tmnf.tminterface.state.CheckpointData;

/** Which gates were passed and when: passages of the whole race, and the gates of this lap. */
final class Progress {

    static final int NO_GATE = -1;

    private final List<Gate> gates;
    private final int lapPassages;
    private final int[] times;
    private final boolean[] passed;
    private int passages;
    /** The gate whose pose a respawn takes. */
    private int lastGate = NO_GATE;
    /** Passages that the listener has not heard of. */
    private int unreported;

    Progress(Track track) {
        gates = track.gates();
        lapPassages = track.checkpoints() + 1;
        times = new int[lapPassages * track.laps()];
        passed = new boolean[gates.size()];
        clear();
    }

    void clear() {
        Arrays.fill(times, CheckpointData.NOT_PASSED);
        Arrays.fill(passed, false);
        passages = 0;
        lastGate = NO_GATE;
        unreported = 0;
    }

    /** Passages of a race, the finish included. */
    int target() {
        return times.length;
    }

    int passages() {
        return passages;
    }

    int lapPassages() {
        return lapPassages;
    }

    /** Time of a passage in ms, {@link CheckpointData#NOT_PASSED} for those to come. */
    int time(int passage) {
        return times[passage];
    }

    int lap() {
        return passages / lapPassages;
    }

    boolean isComplete() {
        return passages == times.length;
    }

    boolean isPassed(int gate) {
        return passed[gate];
    }

    int lastGate() {
        return lastGate;
    }

    int unreported() {
        return unreported;
    }

    /** Whether passing the gate would count now. */
    private boolean isWanted(int gate) {
        boolean lapDone = passages % lapPassages == lapPassages - 1;
        boolean checkpoint = gates.get(gate).kind() == Gate.Kind.CHECKPOINT;
        return !isComplete() && (checkpoint ? !lapDone && !passed[gate] : lapDone);
    }

    /**
     * Passes what counts of the gates that the car's nose entered in a tick.
     *
     * @param nose where it was
     * @param start of the tick
     */
    void passEntered(Gates nose, int start) {
        if (isComplete()) {
            return;
        }
        // Checkpoints first: the last one and the finish may fall into one tick.
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < gates.size(); i++) {
                boolean checkpoint = gates.get(i).kind() == Gate.Kind.CHECKPOINT;
                if (checkpoint == (round == 0) && isWanted(i) && nose.entered(i)) {
                    pass(i, start);
                }
            }
        }
    }

    /** Passes what a ghost passed in a tick. It says when; which gate it was is the nearest that counts. */
    void passAs(GhostPath ghost, Gates nose, int start) {
        while (!isComplete() && ghost.passageMs(passages) == start) {
            int nearest = NO_GATE;
            for (int i = 0; i < gates.size(); i++) {
                if (isWanted(i) && (nearest < 0 || nose.distance(i) < nose.distance(nearest))) {
                    nearest = i;
                }
            }
            if (nearest < 0) {
                count(start);
            } else {
                pass(nearest, start);
            }
        }
    }

    /** The gate is passed at this time; it must be wanted. */
    private void pass(int gate, int timeMs) {
        passed[gate] = true;
        count(timeMs);
        // The last finish may be taken back, and then the gate before it is the last one again.
        if (gates.get(gate).respawn() != null && !isComplete()) {
            lastGate = gate;
        }
    }

    /** A passage at a gate that nobody knows: the track does not have it. */
    private void count(int timeMs) {
        times[passages++] = timeMs;
        unreported++;
        if (passages % lapPassages == 0) {
            Arrays.fill(passed, false);
        }
    }

    /** The number of the next passage to report, from 1 on. */
    int report() {
        return passages - --unreported;
    }

    /** The last passage did not happen. */
    void takeBack() {
        times[--passages] = CheckpointData.NOT_PASSED;
        unreported = Math.min(unreported, passages);
        if (passages % lapPassages == lapPassages - 1) {
            restoreLap();
        }
    }

    /** All checkpoints of a lap were passed once its end was: which, the lap's own flags have forgotten. */
    private void restoreLap() {
        for (int i = 0; i < passed.length; i++) {
            passed[i] = gates.get(i).kind() == Gate.Kind.CHECKPOINT;
        }
    }

    /** Takes over what a state says. */
    void restore(int[] passageTimes, boolean[] gatesPassed, int gate, int toReport) {
        System.arraycopy(passageTimes, 0, times, 0, times.length);
        System.arraycopy(gatesPassed, 0, passed, 0, passed.length);
        passages = 0;
        while (passages < times.length && times[passages] != CheckpointData.NOT_PASSED) {
            passages++;
        }
        lastGate = gate;
        unreported = Math.max(0, Math.min(toReport, passages));
        if (passages % lapPassages == lapPassages - 1) {
            restoreLap();
        }
    }
}
