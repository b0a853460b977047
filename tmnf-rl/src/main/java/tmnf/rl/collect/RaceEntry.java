package tmnf.rl.collect;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.GameUnreachableException;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ServerMessage;

/**
 * The way to a race, but for {@linkplain MapLoading its map}: connection, variables, display, start; and back
 * out. Confined to one thread.
 */
final class RaceEntry {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final int USUAL_PERIOD_MS = RaceSettings.TICK_MS;
    /** Rendered frames between the camera's command and the race. */
    private static final int SETTLING_FRAMES = 2;
    /** How long leaving the game in order may take. */
    private static final Duration LEAVING = Duration.ofMillis(700);

    private final RaceTurns turns;
    private final RaceSettings settings;
    private final RaceTimeouts limits;
    private final GameLink link;
    private boolean started; // for us, and nobody has closed its console yet
    private boolean prepared; // there is something to be put back

    RaceEntry(RaceTurns turns, RaceSettings settings, boolean started) {
        this.started = started;
        this.turns = turns;
        this.settings = settings;
        this.limits = settings.timeouts();
        this.link = turns.link();
    }

    /** Connects; in the connect turn afterwards, with everything set but the map. */
    void connect() throws IOException {
        try {
            if (!link.connect(limits.connect(), turns::isStopped)) {
                turns.requireGoingOn();
            }
        } catch (GameUnreachableException e) {
            throw new RaceBrokenException(Reason.UNREACHABLE, e.getMessage(), e);
        }
        ServerMessage first = turns.await("the connect turn of the link plugin",
                turns.within(limits.firstTurn()),
                Reason.NO_TURN);
        if (!(first instanceof ServerMessage.Connected)) {
            throw turns.broken(Reason.CONNECTION_LOST, "the first message is " + first + "; another program"
                    + " talks with this game, or this is no link plugin");
        }
        link.setTimeout(limits.answer());
        link.setSpeed(1);
        link.setOnStepPeriod(USUAL_PERIOD_MS);
        link.unrequestFrame();
        prepared = true;
        enable();
        if (started) {
            link.executeCommand("toggle_console"); // which the launch has opened
            started = false;
        }
        for (String line : new String[] {"set unfocused_fps_limit false", "set skip_map_load_screens true",
            "set disable_forced_camera true", "set autorewind false", "set auto_reload_plugins false",
            "set use_valseed false"}) {
            link.executeCommand(line);
        }
        link.executeCommand(String.format(Locale.ROOT, "set countdown_speed %s", settings.runningSpeed()));
        link.executeCommand("set draw_game " + settings.seesFrames());
        if (!settings.autologin().isEmpty()) {
            link.executeCommand("set autologin " + settings.autologin());
        }
    }

    private void enable() throws IOException {
        if (!turns.ask("what the plugin can do", limits.firstTurn(), link::probe).isExtended()) {
            return;
        }
        // The state comes with what is answered by a decision, and only with that.
        Set<Capability> wanted = EnumSet.of(Capability.HEARTBEAT, Capability.POLLING, Capability.QUERIES);
        wanted.addAll(settings.seesFrames() ? EnumSet.of(Capability.FRAMES, Capability.STATE_IN_FRAMES)
                : EnumSet.of(Capability.STEPS));
        wanted.retainAll(link.capabilities().offered());
        turns.ask("the plugin's features", limits.firstTurn(), () -> link.enable(wanted));
        if (turns.can(Capability.HEARTBEAT)) {
            link.extended().setHeartbeat(HEARTBEAT);
        }
    }

    /** Sets what is seen of the race, in a turn of its countdown; in another one afterwards. */
    void dress() throws IOException {
        link.executeCommand("cam " + settings.camera());
        link.toggleInterface(false);
        if (settings.seesFrames()) {
            settle();
        }
    }

    /** From a countdown, or a race that goes on, to the turn of race time 0; keeps its state. */
    void firstStart(Course course) throws IOException {
        ServerMessage message = link.turn().orElseThrow();
        int lastStepMs = RaceTurns.stepTimeMs(message);
        boolean counting = lastStepMs < 0 && lastStepMs != RaceTurns.NO_STEP;
        if (!counting && lastStepMs != 0) {
            link.giveUp();
        }
        RaceTurns.Limit limit = turns.within(limits.countdown());
        while (lastStepMs != 0) {
            message = turns.next("race time 0 on " + course.target().map(), limit, Reason.NO_START);
            int at = RaceTurns.stepTimeMs(message);
            if (at == RaceTurns.NO_STEP) {
                continue;
            }
            counting |= at < 0;
            if (counting && at > 0) {
                throw turns.broken(Reason.NO_START, "the first run step of the race is at " + at + " ms");
            }
            lastStepMs = counting ? at : RaceTurns.NO_STEP;
        }
        byte[] state = turns.state(limits.step());
        if (turns.wrap(state).raceTimeMs() != 0) {
            throw turns.broken(Reason.NO_START, "the state at race time 0 is of "
                    + turns.wrap(state).raceTimeMs() + " ms");
        }
        course.start(state, turns.wrap(state));
    }

    /**
     * Frames tell that the console has got to the commands: it takes them when a frame begins, and a fast
     * countdown may be over by then.
     */
    private void settle() throws IOException {
        for (int i = 0; i < SETTLING_FRAMES; i++) {
            link.setSpeed(0);
            turns.requestFrame(settings.frame());
            ServerMessage message = link.turn().orElseThrow();
            RaceTurns.Limit limit = turns.within(limits.frame());
            while (!RaceTurns.isFrame(message)) {
                message = turns.next("a frame in the countdown", limit, Reason.FRAME_MISSING);
            }
            link.setSpeed((float) settings.runningSpeed());
            limit = turns.within(limits.step());
            while (RaceTurns.stepTimeMs(message) == RaceTurns.NO_STEP) {
                message = turns.next("a run step of the countdown", limit, Reason.NO_START);
            }
        }
    }

    /** Lets the game go on as people play it, and ends the link; does not take long. */
    void leave() {
        boolean interrupted = Thread.interrupted(); // it would close the connection under our hands
        try {
            if (prepared && toTurn()) {
                link.setSpeed(1);
                link.unrequestFrame();
                link.setOnStepPeriod(USUAL_PERIOD_MS);
                link.toggleInterface(true);
                link.executeCommand("set countdown_speed 1");
                link.executeCommand("set draw_game true");
                link.flush();
            }
        } catch (IOException | IllegalStateException e) {
            // The game is gone, or waits for a reply of its own; nothing is left to be put right.
            prepared = false;
        } finally {
            link.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean toTurn() throws IOException {
        return switch (link.state()) {
            case TURN -> true;
            case DISCONNECTED -> false;
            case RUNNING -> {
                if (turns.can(Capability.POLLING)) {
                    link.extended().askForTurn();
                }
                long ends = turns.time().nanos() + LEAVING.toNanos();
                for (long left = LEAVING.toNanos(); left > 0; left = ends - turns.time().nanos()) {
                    try {
                        link.await("a turn to leave the game in order", Duration.ofNanos(left));
                        yield true;
                    } catch (GameTimeoutException e) {
                        continue;
                    }
                }
                yield false;
            }
        };
    }
}
