package tmnf.capture.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tmnf.tminterface.observation.Action;

/**
 * The keys that are down at a frame: {@code inputs} of an entry.
 *
 * @param action the four keys that drive
 * @param respawn whether the respawn key is down; empty (and not written) before its first press, as the
 *        Python capture does it
 */
public record FrameInputs(Action action, Optional<Boolean> respawn) {

    private static final String RESPAWN = "respawn";

    /** Checks that nothing is missing. */
    public FrameInputs {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(respawn, "respawn");
    }

    /** Keys of a race without respawns. */
    public static FrameInputs of(Action action) {
        return new FrameInputs(action, Optional.empty());
    }

    /** What is stored, in the order of the Python capture. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int key = 0; key < Action.KEYS; key++) {
            map.put(Action.keyName(key), action.key(key));
        }
        respawn.ifPresent(down -> map.put(RESPAWN, down));
        return map;
    }

    static FrameInputs read(StoredFields from) throws DatasetException {
        return new FrameInputs(
                new Action(from.flag(Action.keyName(0)), from.flag(Action.keyName(1)),
                        from.flag(Action.keyName(2)), from.flag(Action.keyName(3))),
                from.has(RESPAWN) ? Optional.of(from.flag(RESPAWN)) : Optional.empty());
    }
}
