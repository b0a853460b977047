package tmnf.tminterface.sim.game;

import java.util.Locale;
import java.util.Optional;

import tmnf.tminterface.protocol.GameState;

/** What the simulated game is busy with; finer than the state that plugins see. */
public enum GamePhase {
    /** From the start of the program to its menus. */
    START_UP(GameState.START_UP, false),
    MENUS(GameState.MENUS, false),
    LOADING(GameState.LOCAL_INIT, false),
    /** The challenge is shown, and the game waits for somebody to press Enter. */
    PREVIEW(GameState.LOCAL_INIT, false),
    COUNTDOWN(GameState.LOCAL_RACE, true),
    RACE(GameState.LOCAL_RACE, true),
    /** After the finish; ticks go on. */
    FINISH(GameState.LOCAL_RACE, true),
    /** The dialog with the medals. */
    DIALOG(GameState.LOCAL_RACE_END_DIALOG, false);

    private final GameState state;
    private final boolean race;

    GamePhase(GameState state, boolean race) {
        this.state = state;
        this.race = race;
    }

    /** What a plugin sees. */
    public GameState state() {
        return state;
    }

    /** Whether there are ticks. */
    public boolean isRace() {
        return race;
    }

    /** The word in faults and logs, such as {@code start-up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The phase of a word. */
    public static Optional<GamePhase> of(String word) {
        for (GamePhase phase : values()) {
            if (phase.word().equals(word)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}
