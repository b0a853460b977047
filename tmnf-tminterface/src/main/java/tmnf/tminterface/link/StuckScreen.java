package tmnf.tminterface.link;

import java.io.IOException;
import java.util.Objects;

import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;

/**
 * Looks whether a screen before a race does not end by itself, and presses Enter on it. Only our plugin tells
 * of screens, by heartbeats. A key that is held is not pressed again, so each press is released in the turn
 * behind it, which is also before a race can take it for a respawn. Confined to the thread of the link.
 */
public final class StuckScreen {

    /** Heartbeats in the same screen after which it does not end by itself, and between two presses. */
    public static final int BEATS = 4;
    /** After so many presses Enter is not what the screen waits for. */
    public static final int MOST_PRESSES = 8;

    private final GameLink link;
    private int state = -1;
    private int beats;
    private int presses;
    private boolean held;

    /** Before a map is asked for. */
    public StuckScreen(GameLink link) {
        this.link = Objects.requireNonNull(link, "link");
    }

    /**
     * Takes each message of the wait for a race, in its turn.
     *
     * @return whether the game stays in its menus, so that it will not load the map
     */
    public boolean isBackInMenus(ServerMessage message) throws IOException {
        if (held) {
            link.executeCommand("rel enter");
            held = false;
        }
        if (!(message instanceof ServerMessage.Heartbeat beat)) {
            return false;
        }
        beats = beat.gameState() == state ? beats + 1 : 0;
        state = beat.gameState();
        if (beats == 0 || beats % BEATS != 0) {
            return false;
        }
        if (state == GameState.MENUS.value()) {
            return true;
        }
        if (presses < MOST_PRESSES) {
            link.executeCommand("press enter");
            presses++;
            held = true;
        }
        return false;
    }
}
