package tmnf.gbx.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tmnf.gbx.line.DrivenPath.Node;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;

/**
 * When a ghost respawned, and how its detours are cut out: all that was driven between a checkpoint and the
 * return to it is dropped, and the rest joined by a straight piece.
 *
 * @param pressesMs times of the presses within the race, ascending
 * @param checkpointsMs times of the checkpoints, ascending
 * @param count presses, or the game's own count when that is higher
 */
record Respawns(int[] pressesMs, int[] checkpointsMs, int count) {

    /** How long after the press the car may still stand where it was. */
    private static final int RETURN_MS = 1000;

    static Respawns of(Ghost ghost) {
        int[] times = ghost.pressesInRaceMs(name -> name.strip().equalsIgnoreCase(InputTape.RESPAWN));
        Arrays.sort(times);
        int[] checkpoints = Arrays.stream(ghost.checkpointTimesMs()).sorted().toArray();
        return new Respawns(times, checkpoints, Math.max(times.length, ghost.respawns()));
    }

    boolean any() {
        return count > 0;
    }

    /** The nodes without detours. */
    List<Node> cut(List<Node> nodes) {
        int[] dropFrom = new int[nodes.size() + 1];
        for (int press : pressesMs) {
            int first = firstAfter(nodes, latestCheckpoint(press));
            int back = returned(nodes, press);
            if (first < back) {
                dropFrom[first]++;
                dropFrom[back]--;
            }
        }
        List<Node> kept = new ArrayList<>();
        int depth = 0;
        boolean cutBefore = false;
        for (int i = 0; i < nodes.size(); i++) {
            depth += dropFrom[i];
            Node node = nodes.get(i);
            if (depth > 0) {
                cutBefore = true;
            } else {
                kept.add(cutBefore ? node.joinedStraight() : node);
                cutBefore = false;
            }
        }
        return kept;
    }

    private int latestCheckpoint(int press) {
        int at = Arrays.binarySearch(checkpointsMs, press);
        int latest = at >= 0 ? at : -at - 2;
        return latest < 0 ? 0 : Math.max(0, checkpointsMs[latest]);
    }

    /** Index of the first node after the car was put back; if no jump shows it, the first after the press. */
    private static int returned(List<Node> nodes, int press) {
        int first = firstAfter(nodes, press);
        int end = firstAfter(nodes, press + RETURN_MS);
        for (int i = Math.max(1, first); i < end; i++) {
            if (DrivenPath.isJump(nodes.get(i - 1), nodes.get(i))) {
                return i;
            }
        }
        return first;
    }

    private static int firstAfter(List<Node> nodes, int timeMs) {
        int low = 0;
        int high = nodes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nodes.get(middle).timeMs() <= timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Respawns that
                && count == that.count
                && Arrays.equals(pressesMs, that.pressesMs)
                && Arrays.equals(checkpointsMs, that.checkpointsMs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pressesMs) * 31 + count;
    }
}
