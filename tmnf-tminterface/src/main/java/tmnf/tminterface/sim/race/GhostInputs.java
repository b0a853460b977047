package tmnf.tminterface.sim.race;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tmnf.gbx.model.Ghost;
import tmnf.tminterface.sim.physics.CarInputs;

/** What a ghost's driver told the car, tick by tick. */
final class GhostInputs {

    private final int[] changes;
    private final List<CarInputs> inputs;
    private final int[] respawns;

    GhostInputs(Ghost ghost) {
        RaceInputs tape = new RaceInputs();
        tape.restart(0);
        tape.setEvents(InputPlan.Events.of(ghost.inputs()));
        int end = Math.max(ghost.raceTimeMs(), ghost.eventsDurationMs());
        List<Integer> times = new ArrayList<>(List.of(Integer.MIN_VALUE));
        inputs = new ArrayList<>(List.of(CarInputs.NONE));
        List<Integer> pressed = new ArrayList<>();
        for (int start = 0; start < end; start += Race.TICK_MS) {
            if (tape.begin(start)) {
                pressed.add(start);
            }
            CarInputs now = tape.controls.inputs();
            if (!now.equals(inputs.get(inputs.size() - 1))) {
                times.add(start);
                inputs.add(now);
            }
        }
        changes = times.stream().mapToInt(Integer::intValue).toArray();
        respawns = pressed.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The inputs of the tick that starts at a time. */
    CarInputs at(int startMs) {
        int found = Arrays.binarySearch(changes, startMs);
        return inputs.get(found >= 0 ? found : -found - 2);
    }

    boolean respawnAt(int startMs) {
        return Arrays.binarySearch(respawns, startMs) >= 0;
    }

    /** Starts of the ticks in which the ghost respawned, rising. */
    int[] respawns() {
        return respawns;
    }
}
