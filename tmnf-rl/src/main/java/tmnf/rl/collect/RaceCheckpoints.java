package tmnf.rl.collect;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * The checkpoints that a race has passed, as the game tells of them, the finish included: keeps their times,
 * and takes the finish back, so that the game stays in the race. Confined to one thread.
 */
final class RaceCheckpoints {

    private final RaceTurns turns;
    private final Duration limit;
    private final List<Integer> times = new ArrayList<>();

    /**
     * Of one race after the other.
     *
     * @param limit for the game to answer
     */
    RaceCheckpoints(RaceTurns turns, Duration limit) {
        this.turns = turns;
        this.limit = limit;
    }

    /** Another race begins: none is passed. */
    void begin() {
        times.clear();
    }

    /** Race times of those that were passed, ms. */
    List<Integer> timesMs() {
        return List.copyOf(times);
    }

    /** Race time of the last one; {@link RaceTurns#NO_STEP} before the first. */
    int lastMs() {
        return times.isEmpty() ? RaceTurns.NO_STEP : times.get(times.size() - 1);
    }

    /** Whether a message tells of the finish, which is taken back then. */
    boolean take(ServerMessage message) throws IOException {
        if (!(message instanceof ServerMessage.CheckpointCount count)) {
            return false;
        }
        CheckpointData data = turns.wrap(turns.state(limit)).checkpointData();
        if (count.isFinish()) {
            turns.link().preventSimulationFinish();
        }
        int index = count.current() - 1;
        boolean known = index >= 0 && index < data.cpTimesLength()
                && data.cpTimeMs(index) != CheckpointData.NOT_PASSED;
        if (!known && count.isFinish()) {
            throw turns.broken(Reason.CONNECTION_LOST, "it tells of the finish, passage " + count.current()
                    + " of " + count.target() + ", and has no time of it");
        }
        if (known) {
            times.add(data.cpTimeMs(index));
        }
        return count.isFinish();
    }

    /** Whether a state is behind the finish. */
    static boolean isFinished(SimStateData state) {
        CheckpointData data = state.checkpointData();
        int passages = data.cpTimesLength();
        return passages > 0 && data.cpTimeMs(passages - 1) != CheckpointData.NOT_PASSED;
    }
}
