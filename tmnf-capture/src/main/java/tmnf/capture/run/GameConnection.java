package tmnf.capture.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkState;
import tmnf.tminterface.link.LinkTime;

/**
 * The link to one game, and what is remembered from one run to the next. Between runs the link has a turn,
 * so that the game stands still, or it is disconnected. Confined to one thread; owns the link.
 */
public final class GameConnection implements AutoCloseable {

    /** How long the game stands still after this program has died while it held a turn. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private static final int USUAL_PERIOD_MS = 10;

    private final GameLink link;
    private final LinkTime time;
    private final String autologin;
    private boolean setUp; // display, countdown and run steps are as races here want them
    private String map; // null: it is not known which challenge's race runs
    private int hiddenBests; // when it was loaded

    /** A connection that is made when the first run needs it. */
    public GameConnection(GameLink link, LinkTime time) {
        this(link, time, "");
    }

    /** The same with a game that is told which profile to log in with; empty: it is not told. */
    public GameConnection(GameLink link, LinkTime time, String autologin) {
        this.autologin = Objects.requireNonNull(autologin, "autologin");
        this.link = Objects.requireNonNull(link, "link");
        this.time = Objects.requireNonNull(time, "time");
    }

    GameLink link() {
        return link;
    }

    LinkTime time() {
        return time;
    }

    String autologin() {
        return autologin;
    }

    /** The challenge whose race runs, as it was asked for; empty if another one may be there. */
    public Optional<String> map() {
        return Optional.ofNullable(map);
    }

    /** Whether that challenge was loaded when so many personal bests on it were hidden, and none seen. */
    boolean runsOn(String name, int hidden) {
        return name.equals(map) && hidden <= hiddenBests;
    }

    void raceRunsOn(String name, int hidden) {
        map = name;
        hiddenBests = hidden;
    }

    /** From now on there is something to be put back at the end. */
    void raceIsSetUp() {
        setUp = true;
    }

    void forgetMap() {
        map = null;
    }

    /** Whether the game stands still and waits for us. */
    public boolean hasTurn() {
        return link.state() == LinkState.TURN;
    }

    /** Ends the link; the next run makes a fresh one. */
    public void renew() {
        forgetMap();
        link.close();
    }

    /** Lets the game go on as people play it: speed, display, countdown, run steps; and ends the link. */
    @Override
    public void close() {
        if (hasTurn()) {
            try {
                link.setSpeed(1);
                if (setUp) {
                    link.unrequestFrame();
                    link.setOnStepPeriod(USUAL_PERIOD_MS);
                    link.toggleInterface(true);
                    link.executeCommand("set countdown_speed 1");
                }
            } catch (IOException e) {
                // The game is gone; nothing is left to be put right.
                link.close();
            }
        }
        renew();
    }
}
