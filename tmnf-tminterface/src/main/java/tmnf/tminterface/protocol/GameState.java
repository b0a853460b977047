package tmnf.tminterface.protocol;

import java.util.Optional;

/** What the game is busy with, by the numbers of TMInterface's plugin interface. */
public enum GameState {
    NONE(0),
    GAME_NET_MENUS(1),
    GAME_NET_ROUND_PREPARE(2),
    GAME_NET_ROUND_PLAY(4),
    GAME_NET_ROUND_EXIT(8),
    START_UP(16),
    MENUS(32),
    QUIT(64),
    LOCAL_INIT(128),
    LOCAL_EDITOR(256),
    LOCAL_RACE(512),
    LOCAL_RACE_END_DIALOG(1024),
    LOCAL_REPLAY_EDITOR(2048),
    LOCAL_REPLAY(4096),
    LOCAL_END(8192),
    NET_SYNC(16_384),
    NET_PLAYING(32_768),
    NET_EXIT_ROUND(65_536);

    private final int value;

    GameState(int value) {
        this.value = value;
    }

    /** The number on the wire. */
    public int value() {
        return value;
    }

    /** The state of that number, if it is a known one. */
    public static Optional<GameState> of(int value) {
        for (GameState state : values()) {
            if (state.value == value) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
