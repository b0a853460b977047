package tmnf.tminterface.sim.game;

import tmnf.tminterface.sim.console.ConsoleVariables;

/** How fast races go and frames follow each other, as settings and variables have it. */
final class GameSpeeds {

    /** As the real game under TMInterface while it has no focus; the number is a guess. */
    private static final double UNFOCUSED_FRAME_RATE = 20;

    private final ConsoleVariables variables;
    private final GameSettings settings;

    GameSpeeds(ConsoleVariables variables, GameSettings settings) {
        this.variables = variables;
        this.settings = settings;
    }

    /**
     * The speed of a race, 1 for that of a clock; 0 stands for a stop.
     *
     * @param replaying the inputs of the validated replay are injected now
     */
    double race(GamePhase phase, boolean replaying) {
        double speed = variables.number(ConsoleVariables.SPEED);
        if (!(speed > 0)) {
            return 0;
        }
        double countdown = variables.number(ConsoleVariables.COUNTDOWN_SPEED);
        double replay = replaying ? variables.number(ConsoleVariables.REPLAY_SPEED) : 0;
        if (countdown > 0 && phase == GamePhase.COUNTDOWN) {
            speed = countdown;
        } else if (replay > 0) {
            speed = replay;
        }
        return Math.min(speed, settings.speedLimit());
    }

    /** Sets the speed of races; what is no number stops them. */
    void set(double speed) {
        variables.set(ConsoleVariables.SPEED, Double.toString(Double.isFinite(speed) ? speed : 0));
    }

    double frameRate() {
        boolean limited = !settings.focused() && variables.flag(ConsoleVariables.UNFOCUSED_FPS_LIMIT);
        return limited ? Math.min(UNFOCUSED_FRAME_RATE, settings.frameRate()) : settings.frameRate();
    }
}
