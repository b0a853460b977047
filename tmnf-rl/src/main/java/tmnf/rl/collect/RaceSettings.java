package tmnf.rl.collect;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import tmnf.rl.config.EnvironmentSettings;
import tmnf.rl.config.TrainSettings;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.protocol.FrameSize;

/**
 * How races are driven. Road width, from which the largest distance to a zone follows, and deck height are
 * in the observation's configuration.
 *
 * @param ticksPerDecision ticks of 10 ms from one decision to the next, at least 1
 * @param frame size of a frame; {@link FrameSize#NONE} where the driver sees none: nothing is drawn then
 * @param runningSpeed of the game between two decisions, above 0
 * @param noProgressMs race time without a new farthest zone after which a race is cut off
 * @param tooLongMs race time after which a race is cut off
 * @param checkpointGating whether a car makes progress only through the map's real checkpoints
 * @param observation what an observation consists of, and how zones are laid
 * @param camera number of the camera of frames
 * @param rewindBeforeFrame whether the race is put back to its own state before each frame, as the Python
 *     projects do; the picture of the real game then shows that very state
 * @param actions keys of each of the network's actions, in their order
 * @param autologin account that the game logs in with; empty: it is not told
 * @param timeouts of each phase
 */
public record RaceSettings(int ticksPerDecision, FrameSize frame, double runningSpeed, int noProgressMs,
        int tooLongMs, boolean checkpointGating, ObservationConfig observation, int camera,
        boolean rewindBeforeFrame, List<Action> actions, String autologin, RaceTimeouts timeouts) {

    /** Race time of a tick, ms. */
    public static final int TICK_MS = 10;

    private static final int MOST_TICKS = 100;

    /** Those of the Python projects, with frames of 64 x 64. */
    public static final RaceSettings DEFAULT = new RaceSettings(5, new FrameSize(64, 64), 32, 2000, 300_000,
            true, ObservationConfig.DEFAULT, 2, true, ActionIndex.all(), "", RaceTimeouts.DEFAULT);

    /** Checks the ranges. */
    public RaceSettings {
        Objects.requireNonNull(frame, "frame");
        Objects.requireNonNull(observation, "observation");
        actions = List.copyOf(actions);
        Objects.requireNonNull(autologin, "autologin");
        Objects.requireNonNull(timeouts, "timeouts");
        if (ticksPerDecision < 1 || ticksPerDecision > MOST_TICKS) {
            throw new IllegalArgumentException(ticksPerDecision + " ticks per decision; possible are 1 to "
                    + MOST_TICKS);
        }
        if (!frame.isReadable() && !frame.equals(FrameSize.NONE)) {
            throw new IllegalArgumentException("no frame has the size " + frame);
        }
        if (!(runningSpeed > 0) || Double.isInfinite(runningSpeed)) {
            throw new IllegalArgumentException("the running speed has to be above 0, is " + runningSpeed);
        }
        if (noProgressMs < 1 || tooLongMs < 1) {
            throw new IllegalArgumentException("races are cut off after " + noProgressMs + " and " + tooLongMs
                    + " ms; both have to be above 0");
        }
        if (autologin.chars().anyMatch(c -> c <= ' ' || c == ';' || c == '"' || c == '#')) {
            throw new IllegalArgumentException("no account of the game is called '" + autologin + "'");
        }
    }

    /** As a configuration says. */
    public static RaceSettings of(TrainSettings settings) {
        EnvironmentSettings game = settings.environment();
        FrameSize frame = settings.network().useIqnImageHead()
                ? new FrameSize(settings.network().width(), settings.network().height()) : FrameSize.NONE;
        RaceTimeouts usual = RaceTimeouts.DEFAULT;
        Duration patience = Duration.ofSeconds(game.tmiProtectionTimeoutS());
        return new RaceSettings(game.tmEngineStepPerAction(), frame, settings.performance().runningSpeed(),
                game.cutoffRolloutIfNoVcpPassedWithinDurationMs(),
                game.cutoffRolloutIfRaceNotFinishedWithinDurationMs(), game.syncVirtualAndRealCheckpoints(),
                settings.observation(), game.gameCameraNumber(), DEFAULT.rewindBeforeFrame(),
                settings.inputs().actions(), "",
                new RaceTimeouts(usual.connect(), usual.firstTurn(), usual.mapLoad(), usual.countdown(),
                        least(usual.step(), patience), least(usual.frame(), patience),
                        Duration.ofMillis(game.timeoutDuringRunMs())));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Race time between two decisions, ms. */
    public int decisionMs() {
        return ticksPerDecision * TICK_MS;
    }

    /** Whether the driver sees frames. */
    public boolean seesFrames() {
        return frame.isReadable();
    }

    /** Pixels of a frame, 0 without. */
    public int pixels() {
        return frame.width() * frame.height();
    }

    /** The same with frames of another size, or {@link FrameSize#NONE}. */
    public RaceSettings withFrame(FrameSize other) {
        return new RaceSettings(ticksPerDecision, other, runningSpeed, noProgressMs, tooLongMs,
                checkpointGating, observation, camera, rewindBeforeFrame, actions, autologin, timeouts);
    }

    /** The same with so many ticks from one decision to the next. */
    public RaceSettings withTicksPerDecision(int ticks) {
        return new RaceSettings(ticks, frame, runningSpeed, noProgressMs, tooLongMs, checkpointGating,
                observation, camera, rewindBeforeFrame, actions, autologin, timeouts);
    }

    /** The same at another speed. */
    public RaceSettings withSpeed(double speed) {
        return new RaceSettings(ticksPerDecision, frame, speed, noProgressMs, tooLongMs, checkpointGating,
                observation, camera, rewindBeforeFrame, actions, autologin, timeouts);
    }

    /** The same with races cut off elsewhere. */
    public RaceSettings withCutOffs(int noProgress, int tooLong) {
        return new RaceSettings(ticksPerDecision, frame, runningSpeed, noProgress, tooLong, checkpointGating,
                observation, camera, rewindBeforeFrame, actions, autologin, timeouts);
    }

    /** The same with other keys for the network's actions. */
    public RaceSettings withActions(List<Action> other) {
        return new RaceSettings(ticksPerDecision, frame, runningSpeed, noProgressMs, tooLongMs,
                checkpointGating, observation, camera, rewindBeforeFrame, other, autologin, timeouts);
    }

    /** The same with other patience. */
    public RaceSettings withTimeouts(RaceTimeouts other) {
        return new RaceSettings(ticksPerDecision, frame, runningSpeed, noProgressMs, tooLongMs,
                checkpointGating, observation, camera, rewindBeforeFrame, actions, autologin, other);
    }

    /** The same in games that log in with an account; empty: they are not told. */
    public RaceSettings withAutologin(String account) {
        return new RaceSettings(ticksPerDecision, frame, runningSpeed, noProgressMs, tooLongMs,
                checkpointGating, observation, camera, rewindBeforeFrame, actions, account, timeouts);
    }
}
