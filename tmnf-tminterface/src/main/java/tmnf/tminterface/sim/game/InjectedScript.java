package tmnf.tminterface.sim.game;

import java.util.Optional;

import tmnf.tminterface.sim.console.LoadedScript;

/** The script that races are driven by, if any; it may stand for the validated replay. */
final class InjectedScript {

    private static final long NOT_REPLAYING = Long.MIN_VALUE;

    private LoadedScript script; // null: none
    private long replayEndsMs = NOT_REPLAYING; // of race time

    /** Takes the place of the script before; null takes that away. */
    void set(LoadedScript changed) {
        script = changed;
        replayEndsMs = NOT_REPLAYING;
    }

    /** The same with the inputs of the validated replay, which end at this race time. */
    void setReplay(LoadedScript validated, long untilMs) {
        script = validated;
        replayEndsMs = untilMs;
    }

    Optional<LoadedScript> get() {
        return Optional.ofNullable(script);
    }

    /** Whether the inputs of the validated replay go on at this race time. */
    boolean isReplaying(int raceTimeMs) {
        return raceTimeMs < replayEndsMs;
    }

    /** The inputs of the validated replay as text of a script; empty if there is another script or none. */
    String replayedInputs() {
        return replayEndsMs == NOT_REPLAYING ? "" : script.list().toScript();
    }
}
