package tmnf.rl.collect;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.InferenceException;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkState;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * One game in which a driver races. Between races the game stands still in a turn of ours, whose lease {@link
 * #hold} renews; each race begins with a rewind to the start state of its map, so that only the first race on
 * a map has a countdown. Closing gives the game back at speed 1. After a {@link RaceBrokenException} nothing
 * is known of the game: close it. Confined to one thread; owns the link.
 */
public final class RaceEnvironment implements AutoCloseable {

    /** How long the game stands still between races after this program has died. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final RaceSettings settings;
    private final RaceTimeouts limits;
    private final GameLink link;
    private final LinkTime time;
    private final RaceTurns turns;
    private final RaceEntry entry;
    private final MapLoading loading;
    private final ObservationLayout layout;
    private final Map<MapTarget, Course> courses = new HashMap<>();
    private final RaceDrive drive;

    private Course running; // whose race the game runs; null: of none that is known
    private RaceTiming timing;

    /** A game that is connected by the first race. */
    public RaceEnvironment(GameLink link, RaceSettings settings, LinkTime time, StopSignal stop) {
        this(link, settings, time, stop, false, PersonalBests.NONE);
    }

    /**
     * The same.
     *
     * @param started whether the game was started for it; its console is open then, and gets closed
     * @param bests hides personal bests around each loading of a map
     */
    public RaceEnvironment(GameLink link, RaceSettings settings, LinkTime time, StopSignal stop,
            boolean started, PersonalBests bests) {
        this.link = Objects.requireNonNull(link, "link");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
        this.limits = settings.timeouts();
        this.turns = new RaceTurns(link, time, Objects.requireNonNull(stop, "stop"));
        this.entry = new RaceEntry(turns, settings, started);
        this.loading = new MapLoading(turns, limits, bests);
        this.layout = ObservationLayout.of(settings.observation());
        this.drive = new RaceDrive(turns, settings, layout, stop);
    }

    /** Where the wall time of the last whole race went. */
    public RaceTiming lastTiming() {
        return Objects.requireNonNull(timing, "no race has ended yet");
    }

    /** Race times of the checkpoints that the last race passed, the finish included, ms. */
    public List<Integer> lastSplitsMs() {
        return drive.splitsMs();
    }

    /**
     * Drives a race to its end; the game stands still then.
     *
     * @param chooses what to do
     * @param exploring whether it is no evaluation, for the rollout
     * @throws RaceBrokenException if the game broke it off, or a stop was asked for
     * @throws InferenceException if no decision came; where it {@link InferenceException#mayPass may pass},
     *     the next race may be driven
     * @throws InterruptedException if the decider was interrupted, or what hides personal bests
     */
    public Rollout race(MapTarget target, Decider chooses, Exploration chance, boolean exploring)
            throws RaceBrokenException, InterruptedException {
        Objects.requireNonNull(chooses, "chooses");
        Objects.requireNonNull(chance, "chance");
        long began = time.nanos();
        try {
            Course course = courses.computeIfAbsent(target, each -> new Course(each, settings, layout));
            toStart(course);
            long started = time.nanos();
            drive.begin(course, chooses, chance);
            RaceEnd end = toEnd();
            long took = time.nanos() - began;
            timing = drive.timing(started - began, took);
            return drive.rollout(exploring, end, began, took);
        } catch (RaceBrokenException e) {
            throw e; // it says already what happened
        } catch (InterruptedIOException e) {
            throw new RaceBrokenException(Reason.STOPPED, "interrupted in a race: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RaceBrokenException(Reason.CONNECTION_LOST, e.getMessage(), e);
        }
    }

    /**
     * Between races: lets the game stand still on. Call it every second or so; does nothing without a game.
     */
    public void hold() throws RaceBrokenException {
        if (link.state() == LinkState.TURN) {
            try {
                link.holdTurn(LEASE);
            } catch (IOException e) {
                throw new RaceBrokenException(Reason.CONNECTION_LOST, "the game on port " + link.port()
                        + " was lost between two races: " + e.getMessage(), e);
            }
        }
    }

    /** Lets the game go on as people play it, and disconnects; takes less than a second. */
    @Override
    public void close() {
        entry.leave();
    }

    private void toStart(Course course) throws IOException, InterruptedException {
        if (link.state() == LinkState.DISCONNECTED) {
            courses.values().forEach(Course::forgetStart);
            running = null;
            entry.connect();
        }
        if (running != course) {
            running = null;
            link.setSpeed((float) settings.runningSpeed());
            link.setOnStepPeriod(RaceSettings.TICK_MS);
            loading.load(course.target());
            entry.dress();
            running = course;
        }
        if (!course.knowsStart()) {
            entry.firstStart(course);
        }
        link.holdTurn(limits.answer()); // from now on: this turn may be old, and a decision follows in it
        link.setOnStepPeriod(settings.decisionMs());
        link.setInputState(false, false, false, false);
        link.rewindToState(course.start());
        link.setSpeed((float) settings.runningSpeed());
    }

    private RaceEnd toEnd() throws IOException, InterruptedException {
        try {
            return drive.drive();
        } catch (InferenceException e) {
            if (e.mayPass()) {
                drive.drop();
            }
            throw e;
        }
    }
}
