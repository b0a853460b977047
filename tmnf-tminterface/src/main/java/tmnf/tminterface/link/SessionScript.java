package tmnf.tminterface.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import tmnf.tminterface.protocol.ServerMessage;

/**
 * A short session that disturbs a game as little as possible and shows how it talks: the connect turn, the
 * questions of the protocol, run steps every 100 ms, one state, one frame, a second of throttle, the inputs,
 * and the farewell with the plugin's own settings. Confined to one thread, that of the link.
 */
public final class SessionScript {

    private static final Duration SLICE = Duration.ofMillis(250);
    private static final Duration LAST_TURN = Duration.ofMillis(500);
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(10);
    private static final PluginSettings DURING = new PluginSettings(Duration.ofSeconds(10), 100, 1);
    private static final int FRAME_WIDTH = 160;
    private static final int FRAME_HEIGHT = 120;
    private static final int FRAME_STEP = 1;
    private static final int THROTTLE_STEP = 2;
    private static final int RELEASE_STEP = 12;
    private static final int INPUTS_STEP = 13;

    private final GameLink link;
    private final LinkTime time;
    private final BooleanSupplier cancelled;
    private final Consumer<String> progress;
    private final boolean frames;

    private int steps;
    private int stepsInRace;
    private boolean frameSeen;
    private Capabilities capabilities = Capabilities.ORIGINAL;
    private boolean inMenus;
    private boolean greeted;

    /**
     * How it went.
     *
     * @param greeted whether the connect turn came
     * @param inMenus whether the game showed its menus then
     * @param runSteps how many came
     * @param complete whether a race was driven and everything of the script was done
     * @param cancelled whether it was asked to end before its time
     */
    public record Outcome(boolean greeted, Capabilities capabilities, boolean inMenus, int runSteps,
            boolean complete, boolean cancelled) {
    }

    /**
     * A script for a link that is not connected.
     *
     * @param link its time for replies is how long an end that is asked for may go unnoticed; the script
     *     itself waits 10 s for each
     * @param frames whether a frame is asked for
     * @param cancelled asked several times a second; true ends the session
     * @param progress gets a sentence now and then
     */
    public SessionScript(GameLink link, LinkTime time, boolean frames, BooleanSupplier cancelled,
            Consumer<String> progress) {
        this.link = Objects.requireNonNull(link, "link");
        this.time = Objects.requireNonNull(time, "time");
        this.cancelled = Objects.requireNonNull(cancelled, "cancelled");
        this.progress = Objects.requireNonNull(progress, "progress");
        this.frames = frames;
    }

    /**
     * Runs the session; the link is disconnected afterwards.
     *
     * @param connectTime how long the game may take to accept the connection
     * @param duration how long the session lasts from then on
     */
    public Outcome run(Duration connectTime, Duration duration) throws IOException {
        try (link) {
            if (link.connect(connectTime, cancelled)) {
                talk(time.nanos() + duration.toNanos());
            }
        } catch (CalledOff e) {
            // In the middle of a turn: the link says farewell, and what came until then is worth having.
            progress.accept("ended while the game owed a reply");
        }
        boolean complete = stepsInRace > INPUTS_STEP && (frameSeen || !frames);
        return new Outcome(greeted, capabilities, inMenus, steps, complete, cancelled.getAsBoolean());
    }

    private void talk(long ends) throws IOException {
        while (link.state() == LinkState.RUNNING && !cancelled.getAsBoolean() && ends - time.nanos() > 0) {
            if (nextTurn(Math.min(SLICE.toNanos(), ends - time.nanos()))) {
                link.acknowledge();
            }
        }
        if (link.state() != LinkState.RUNNING) {
            return;
        }
        if (nextTurn(LAST_TURN.toNanos())) {
            farewell();
        } else if (!greeted && !cancelled.getAsBoolean()) {
            link.close(LAST_TURN); // other servers talk only when they are talked to, and show what they are
        }
    }

    /** Whether one came in time. */
    private boolean nextTurn(long nanos) throws IOException {
        ServerMessage message;
        try {
            message = link.await(Duration.ofNanos(nanos));
        } catch (GameTimeoutException e) {
            return false;
        }
        turn(message);
        return true;
    }

    /** What the plugin would keep for the next client. */
    private void farewell() throws IOException {
        link.unrequestFrame();
        link.setOnStepPeriod(PluginSettings.DEFAULTS.stepPeriodMs());
        link.setTimeout(PluginSettings.DEFAULTS.answerTime());
        link.shutdown();
    }

    private void turn(ServerMessage message) throws IOException {
        switch (message.kind()) {
            case CONNECTED -> greet();
            case RUN_STEP -> step(((ServerMessage.RunStep) message).raceTimeMs());
            case FRAME -> frameSeen = true;
            default -> { }
        }
    }

    private void greet() throws IOException {
        greeted = true;
        capabilities = answer(link::probe);
        inMenus = answer(link::isInMenus);
        link.setTimeout(DURING.answerTime());
        link.setOnStepPeriod(DURING.stepPeriodMs());
        link.unrequestFrame();
        progress.accept(inMenus ? "connected; the game shows its menus, so start a race now"
                : "connected; waiting for a race");
    }

    private void step(int raceTimeMs) throws IOException {
        if (steps == 0) {
            progress.accept("a race runs");
        }
        steps++;
        if (raceTimeMs < 0) {
            return;
        }
        switch (stepsInRace) {
            case 0 -> answer(link::getSimulationState);
            case FRAME_STEP -> {
                if (frames) {
                    link.requestFrame(FRAME_WIDTH, FRAME_HEIGHT);
                }
            }
            case THROTTLE_STEP -> link.setInputState(false, false, true, false);
            case RELEASE_STEP -> link.setInputState(false, false, false, false);
            case INPUTS_STEP -> {
                answer(link::getInputs);
                answer(link::raceFinished);
            }
            default -> { }
        }
        stepsInRace++;
    }

    /** Asks on and on until the answer is there, or the end is asked for. */
    private <T> T answer(Question<T> question) throws IOException {
        long began = time.nanos();
        while (true) {
            try {
                return question.ask();
            } catch (GameTimeoutException e) {
                Duration waited = Duration.ofNanos(time.nanos() - began);
                if (cancelled.getAsBoolean()) {
                    throw new CalledOff();
                }
                if (waited.compareTo(LONGEST_REPLY) >= 0) {
                    throw new GameTimeoutException("waited " + LinkConnection.text(waited) + " for "
                            + e.awaited() + "; the last message was " + e.lastMessage() + ". What listens"
                            + " there takes connections and does not answer as the link plugin does.",
                            e.awaited(), waited, e.lastMessage());
                }
            }
        }
    }

    /** A query of the link, which goes on waiting when it is made again. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    /** The end was asked for in the middle of a turn. */
    private static final class CalledOff extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
