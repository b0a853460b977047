package tmnf.capture.run;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameUnreachableException;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ServerMessage;

/** The way to race time 0: connection, challenge, script, restart. Confined to the thread of the run. */
final class RaceStart {

    /** How long the plugin waits for us in a turn. */
    static final Duration ANSWER_TIME = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Set<Capability> USED = EnumSet.of(Capability.FRAMES, Capability.STATE_IN_FRAMES,
            Capability.HEARTBEAT, Capability.POLLING, Capability.QUERIES);
    /** Rendered frames between {@code load} and the restart. */
    private static final int SETTLING_FRAMES = 2;
    /** The console takes this many commands of a script a frame, at least. */
    private static final int LINES_A_FRAME = 1000;

    private final Turns turns;
    private final RunRequest request;
    private final GameLink link;
    private final Injection injection;
    private final ChallengeLoading loading;
    private int lastStepMs = ChallengeLoading.NO_STEP;

    RaceStart(Turns turns, RunRequest request, PersonalBests bests) {
        this.turns = turns;
        this.request = request;
        this.link = turns.link();
        this.injection = new Injection(turns, request);
        this.loading = new ChallengeLoading(turns, request, injection, bests);
    }

    // -------------------------------------------------------------------------------------- CONNECT, MENU

    /** Gets a turn in which commands work: the one that is held from before, or a fresh connect turn. */
    void connect() throws IOException, RunStop {
        turns.enter(CapturePhase.CONNECT);
        if (isAlive()) {
            turns.goesOn();
            turns.enter(CapturePhase.MENU);
        } else {
            turns.connection().renew();
            greet();
            prepareOnce();
        }
    }

    /** Whether the turn from before is still ours: the plugin may have given up waiting. */
    private boolean isAlive() {
        if (!turns.connection().hasTurn()) {
            return false;
        }
        try {
            link.isInMenus();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Connects, and takes back whatever an earlier client has left. */
    void greet() throws IOException, RunStop {
        try {
            if (!link.connect(turns.connectLimit(), turns::isAskedToEnd)) {
                turns.endIfAsked();
            }
        } catch (GameUnreachableException e) {
            throw turns.stop(StopReason.UNREACHABLE, e.getMessage());
        }
        if (turns.phase() == CapturePhase.CONNECT) {
            turns.enter(CapturePhase.MENU); // somebody listens; whether they talk is another matter
        }
        ServerMessage first = awaitConnectTurn();
        if (!(first instanceof ServerMessage.Connected)) {
            throw turns.stop(StopReason.CONNECTION_LOST, "the first message on a new connection is " + first
                    + ": another program talks with the game, or this is no link plugin");
        }
        link.setTimeout(ANSWER_TIME);
        link.setOnStepPeriod(10);
        link.setSpeed((float) request.speed());
        turns.unrequestFrame();
    }

    private ServerMessage awaitConnectTurn() throws IOException, RunStop {
        try {
            return turns.await("the connect turn of the link plugin", StopReason.NO_TURN);
        } catch (RunStop e) {
            if (e.stop().reason() != StopReason.NO_TURN || turns.haveTalked()) {
                throw e;
            }
            throw turns.stop(StopReason.NO_TURN, e.stop().detail() + ": something listens on port "
                    + link.port() + " but does not talk like the link plugin; it is another"
                    + " program, or the game waits in a dialog");
        }
    }

    private void prepareOnce() throws IOException {
        if (link.probe().isExtended()) {
            Set<Capability> wanted = EnumSet.copyOf(USED);
            wanted.retainAll(link.capabilities().offered());
            link.enable(wanted);
            if (turns.can(Capability.HEARTBEAT)) {
                link.extended().setHeartbeat(HEARTBEAT);
            }
        }
        for (String line : new String[] {"set skip_map_load_screens true", "set disable_forced_camera true",
            "set use_valseed false", "set unfocused_fps_limit false", "set autorewind false",
            "set auto_reload_plugins false", "set draw_game true"}) {
            link.executeCommand(line);
        }
        if (!turns.connection().autologin().isEmpty()) {
            link.executeCommand("set autologin " + turns.connection().autologin());
        }
    }

    // ------------------------------------------------------------------------------------------- MAP_LOAD

    /** In a turn of a race on the right challenge, and without a ghost, afterwards. */
    void loadMap() throws IOException, RunStop {
        link.setTimeout(ANSWER_TIME);
        link.setSpeed((float) request.speed());
        lastStepMs = loading.load();
    }

    // ------------------------------------------------------------------------------------------ COUNTDOWN

    /** In the turn of race time 0 afterwards, in a race that began after the script was loaded. */
    void countDown(ServerMessage turn, int periodMs) throws IOException, RunStop {
        turns.enter(CapturePhase.COUNTDOWN);
        turns.connection().raceIsSetUp();
        link.setOnStepPeriod(periodMs);
        link.toggleInterface(request.hud());
        link.executeCommand(String.format(Locale.ROOT, "set countdown_speed %s", request.speed()));
        link.executeCommand("cam " + request.camera());
        injection.begin();
        giveUpWhenSettled(turn);
        awaitStart();
    }

    /**
     * Frames tell that the console has got to the script. Meanwhile the race goes on slowly: at a high speed
     * it could come to its finish between two frames, which the game would keep as a personal best.
     */
    private void giveUpWhenSettled(ServerMessage first) throws IOException, RunStop {
        link.setSpeed((float) Math.min(1, request.speed()));
        int frames = SETTLING_FRAMES + request.scriptLines() / LINES_A_FRAME;
        ServerMessage message = first;
        boolean old = true; // a frame of this turn is not one of ours
        while (true) {
            int time = Turns.stepTimeMs(message);
            lastStepMs = time == Turns.NO_STEP ? lastStepMs : time;
            boolean frame = Turns.isFrame(message);
            frames -= frame && !old ? 1 : 0;
            old = false;
            if (frames <= 0) {
                link.setSpeed((float) request.speed());
                link.giveUp();
                return;
            }
            if (!frame && !turns.isFrameOutstanding()) {
                turns.requestFrame(request.size());
            }
            message = turns.next("frame " + frames + " before the restart", StopReason.NO_START);
        }
    }

    private void awaitStart() throws IOException, RunStop {
        boolean restarted = false;
        while (true) {
            ServerMessage message = turns.next("race time 0 after the restart", StopReason.NO_START);
            int time = Turns.stepTimeMs(message);
            if (time == Turns.NO_STEP) {
                continue;
            }
            restarted |= time <= lastStepMs && time < 0;
            lastStepMs = time;
            if (restarted && time > 0) {
                throw turns.stop(StopReason.NO_START, "the first run step of the race is at " + time + " ms");
            }
            if (restarted && !injection.arrived()) {
                injection.again();
                giveUpWhenSettled(message);
                restarted = false;
            } else if (restarted && time == 0) {
                return;
            }
        }
    }
}
