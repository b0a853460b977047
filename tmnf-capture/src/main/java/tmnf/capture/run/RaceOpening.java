package tmnf.capture.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameUnreachableException;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerMessage.Heartbeat;
import tmnf.tminterface.protocol.ServerMessage.RunStep;
import tmnf.tminterface.protocol.ServerReply;

/**
 * From any state of the game to the countdown of a race that began after its script was loaded: the phases
 * CONNECT to COUNTDOWN. Confined to the run's thread.
 */
final class RaceOpening {

    /** Silence after which a fresh connection is tried, as a part of the phase's deadline. */
    private static final int PATIENCE_PART = 4;
    /** Commands of a script that the console reads in one frame, at least. */
    private static final int COMMANDS_PER_FRAME = 1000;
    private static final int FRAMES_TO_LOAD = 2;
    private static final String RUN_STEP = ServerMessage.Kind.RUN_STEP.protocolName();

    private final GameConnection connection;
    private final GameLink link;
    private final RunRequest request;
    private final RunTalk talk;
    private final PhaseClock clock;
    /** Race time of the last run step; null before the first. */
    private Integer lastStepMs;

    RaceOpening(GameConnection connection, RunRequest request, RunTalk talk) {
        this.connection = connection;
        this.link = connection.link();
        this.request = request;
        this.talk = talk;
        this.clock = talk.clock();
    }

    /** Gets to the countdown; the turn of its first run step is open then. */
    RunStep open() throws IOException, StopException {
        RunStep step = connection.holds(request.map()) ? heldStep() : load();
        clock.enter(CapturePhase.COUNTDOWN);
        return restart(step);
    }

    private RunStep heldStep() {
        RunStep step = (RunStep) link.turn().orElseThrow();
        lastStepMs = step.raceTimeMs();
        return step;
    }

    /** Asks for the challenge and waits for its race. */
    private RunStep load() throws IOException, StopException {
        if (!connection.isHeld()) {
            connect();
        }
        clock.enter(CapturePhase.MENU);
        lastStepMs = link.turn().orElseThrow() instanceof RunStep step ? step.raceTimeMs() : null;
        askForMap(false);
        clock.enter(CapturePhase.MAP_LOAD);
        RunStep first = awaitRace();
        connection.running(Optional.of(request.map()));
        return first;
    }

    private void connect() throws IOException, StopException {
        clock.enter(CapturePhase.CONNECT);
        link.close();
        try {
            Duration deadline = clock.left();
            Duration longest = link.longestOldTurn().plus(request.deadlines().connect());
            connection.connect(request.speed(), deadline.compareTo(longest) < 0 ? longest : deadline);
        } catch (GameUnreachableException e) {
            throw talk.stop(StopReason.UNREACHABLE, e.getMessage());
        }
    }

    /** In the open turn, which it ends. */
    private void askForMap(boolean withEnter) throws IOException {
        loadScript();
        if (withEnter) {
            link.executeCommand("press enter");
        }
        link.executeCommand("map " + (request.map().indexOf(' ') < 0 ? request.map()
                : '"' + request.map() + '"'));
        link.setSpeed(1);
        link.acknowledge();
    }

    private void loadScript() throws IOException {
        link.executeCommand("load " + request.script());
        link.executeCommand("set execute_commands true");
    }

    /** Run steps of the old race are passed over: the new one has begun when the time has jumped back. */
    private RunStep awaitRace() throws IOException, StopException {
        Duration patience = request.deadlines().mapLoad().dividedBy(PATIENCE_PART);
        boolean reconnected = false;
        String wrong = "";
        while (true) {
            ServerMessage message = next(patience, wrong);
            if (message == null) {
                if (!reconnected && !connection.isExtended()) {
                    // Previews and dialogs have no turns; a fresh connection has one, and map works in it.
                    reconnected = true;
                    link.close();
                    connection.connect(request.speed(), clock.left().plus(link.longestOldTurn()));
                    lastStepMs = null;
                    askForMap(true);
                }
                continue;
            }
            if (message instanceof RunStep step) {
                boolean began = lastStepMs == null ? step.raceTimeMs() <= 0 : step.raceTimeMs() < lastStepMs;
                if (began || connection.isExtended()) {
                    Optional<String> uid = uid();
                    wrong = uid.isPresent() && !uid.get().equals(request.uid()) ? uid.get() : "";
                    if (began && wrong.isEmpty()) {
                        lastStepMs = step.raceTimeMs();
                        return step;
                    }
                }
                if (!began) {
                    lastStepMs = step.raceTimeMs();
                }
            } else if (message instanceof Heartbeat beat) {
                pressEnter(beat);
            }
            link.acknowledge();
        }
    }

    private ServerMessage next(Duration patience, String wrong) throws IOException, StopException {
        try {
            return talk.nextWithin("first " + RUN_STEP + " of " + request.map(), patience, connection.time());
        } catch (StopException e) {
            throw e.stop().reason() == StopReason.NEEDS_ENTER && !wrong.isEmpty()
                    ? talk.stop(StopReason.WRONG_MAP, "the challenge " + wrong + " is running instead of "
                            + request.uid())
                    : e;
        }
    }

    /** Outside races: what a screen waits for, perhaps. */
    private void pressEnter(Heartbeat beat) throws IOException {
        boolean waits = beat.gameState() == GameState.LOCAL_INIT.value()
                || beat.gameState() == GameState.LOCAL_RACE_END_DIALOG.value();
        if (waits && clock.inPhase().compareTo(request.deadlines().mapLoad().dividedBy(PATIENCE_PART)) > 0) {
            link.executeCommand("press enter");
        }
    }

    private Optional<String> uid() throws IOException {
        return connection.isExtended() ? link.extended().getChallenge().map(ServerReply.Challenge::uid)
                : Optional.empty();
    }

    /** Loads the script, lets the game read it, and begins the race anew. */
    private RunStep restart(RunStep first) throws IOException, StopException {
        RunStep step = first;
        loadScript();
        link.executeCommand("cam " + request.frames().camera());
        link.toggleInterface(request.frames().hud());
        int frames = FRAMES_TO_LOAD + request.scriptCommands() / COMMANDS_PER_FRAME;
        for (int i = 0; i < frames; i++) {
            link.setSpeed((float) request.speed());
            link.requestFrame(request.frames().width(), request.frames().height());
            link.acknowledge();
            awaitFrame();
            step = nextStep();
        }
        lastStepMs = step.raceTimeMs();
        link.giveUp();
        link.acknowledge();
        while (true) {
            step = nextStep();
            if (step.raceTimeMs() < lastStepMs) {
                return step;
            }
            lastStepMs = step.raceTimeMs();
            link.acknowledge();
        }
    }

    /** A frame has been rendered since it was asked for; its turn is over then. */
    private void awaitFrame() throws IOException, StopException {
        while (true) {
            ServerMessage message = talk.next("a rendered frame");
            boolean came = message instanceof ServerMessage.Frame;
            link.acknowledge();
            if (came) {
                return;
            }
        }
    }

    private RunStep nextStep() throws IOException, StopException {
        while (true) {
            if (talk.next(RUN_STEP) instanceof RunStep step) {
                return step;
            }
            link.acknowledge();
        }
    }
}
