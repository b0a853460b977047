package tmnf.capture.backfill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.tminterface.observation.Action;

/** What the Python tool takes for the actions of a race: its events at the times that are stored. */
final class UpstreamTimeline {

    /** Beyond this an axis counts as a key. */
    private static final int AXIS_AS_KEY = 1_000;
    private static final String DONT_INVERSE_AXIS = "_FakeDontInverseAxis";

    private enum Key { ACCELERATE, BRAKE, LEFT, RIGHT, RESPAWN, AXIS, NONE }

    private final InputTape tape;
    private final Key[] keys;
    private final boolean inverted;
    private final boolean[] down = new boolean[Key.values().length];
    private int axis;

    private UpstreamTimeline(InputTape tape) {
        this.tape = tape;
        this.keys = tape.controlNames().stream().map(UpstreamTimeline::key).toArray(Key[]::new);
        this.inverted = tape.controlNames().contains(DONT_INVERSE_AXIS) && hasEntry(tape);
    }

    private static boolean hasEntry(InputTape tape) {
        for (int i = 0; i < tape.size(); i++) {
            if (tape.name(i).equals(DONT_INVERSE_AXIS)) {
                return true;
            }
        }
        return false;
    }

    private static Key key(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "accelerate", "acceleratereal", "gas", "up" -> Key.ACCELERATE;
            case "brake", "brakereal", "down" -> Key.BRAKE;
            case "steerleft", "steer_left", "steer left", "left" -> Key.LEFT;
            case "steerright", "steer_right", "steer right", "right" -> Key.RIGHT;
            case "respawn", "enter" -> Key.RESPAWN;
            case "steer", "_fakepad_steer", "fakepad_steer" -> Key.AXIS;
            default -> Key.NONE;
        };
    }

    static ReplayActions of(Ghost ghost, int stepMs, int offsetMs) {
        UpstreamTimeline timeline = new UpstreamTimeline(ghost.inputs());
        Integer[] order = new Integer[ghost.inputs().size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare(ghost.inputs().timeMs(a), ghost.inputs().timeMs(b)));
        List<Action> steps = new ArrayList<>();
        List<Boolean> respawns = new ArrayList<>();
        int next = 0;
        for (long timeMs = 0; timeMs <= ghost.raceTimeMs(); timeMs += stepMs) {
            while (next < order.length
                    && (long) ghost.inputs().timeMs(order[next]) + offsetMs <= timeMs) {
                timeline.apply(order[next++]);
            }
            steps.add(timeline.action());
            respawns.add(timeline.down[Key.RESPAWN.ordinal()]);
        }
        return new ReplayActions(steps, respawns, stepMs);
    }

    private void apply(int entry) {
        Key key = keys[tape.nameIndex(entry)];
        if (key == Key.AXIS) {
            axis = inverted ? tape.entry(entry).analog() : -tape.entry(entry).analog();
        } else {
            down[key.ordinal()] = tape.value(entry) != 0; // both words count
        }
    }

    private Action action() {
        return new Action(down[Key.ACCELERATE.ordinal()], down[Key.BRAKE.ordinal()],
                down[Key.LEFT.ordinal()] || axis < -AXIS_AS_KEY,
                down[Key.RIGHT.ordinal()] || axis > AXIS_AS_KEY).withoutOpposites();
    }
}
