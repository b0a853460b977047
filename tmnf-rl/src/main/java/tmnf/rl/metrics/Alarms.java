package tmnf.rl.metrics;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import tmnf.rl.metrics.TrainAlarm.Kind;
import tmnf.rl.rollout.Rollout;

/**
 * Watches for training that learns nothing. Each alarm is raised once, and again only after what it was about
 * had ended. Thread-safe; the listener is called by the thread that reported, one at a time.
 */
public final class Alarms {

    /** A map that is raced on now and then is not stuck after one race. */
    private static final int RACES = 10;

    private final Patience patience;
    private final LongSupplier nanos;
    private final Consumer<TrainAlarm> listener;
    private final Set<Kind> raised = EnumSet.noneOf(Kind.class);
    private final Map<String, Integer> furthest = new HashMap<>();
    private final Map<String, Way> ways = new TreeMap<>(); // of maps that are learned from
    private long frames;
    private long zoneNanos;
    private long takenNanos;
    private long racedNanos; // of the last race, later by the time in which none was taken on purpose
    private long learnedNanos; // there has been enough for a batch since then
    private long lookedNanos;
    private long framesSinceBatch;
    private boolean allFinish;

    /**
     * How it goes on one map. Only the time in which it is raced on counts: with many maps, or many races in
     * a row on each, it is the turn of others most of the time.
     */
    private static final class Way {
        private long nanos; // raced since one got further, or reached the finish
        private int races; // since then
        private boolean told;

        private void count(boolean further, long sinceLastRace) {
            races = further ? 0 : races + 1;
            nanos = further ? 0 : nanos + sinceLastRace;
            told &= !further;
        }
    }

    /**
     * How long something may last before it is an alarm.
     *
     * @param zone no race gets further, on any map, or on one of them in the time in which it is raced on;
     *     those that reach the finish are far enough
     * @param queue races wait without one being taken
     * @param learner no batch is learned, although there is enough for one
     */
    public record Patience(Duration zone, Duration queue, Duration learner) {
    }

    /**
     * What there is to be done at a moment.
     *
     * @param races in the queue
     * @param heldBack whether they wait there on purpose, for the learner to catch up
     * @param start transitions in the buffer with which learning begins
     * @param enough frames that are worth a batch for sure
     */
    public record Work(int races, boolean heldBack, int start, long enough) {
    }

    /**
     * Begins to watch.
     *
     * @param nanos the monotonic clock
     */
    public Alarms(Patience patience, LongSupplier nanos, Consumer<TrainAlarm> listener) {
        this.patience = patience;
        this.nanos = nanos;
        this.listener = listener;
        zoneNanos = nanos.getAsLong();
        takenNanos = zoneNanos;
        racedNanos = zoneNanos;
        learnedNanos = zoneNanos;
        lookedNanos = zoneNanos;
    }

    /**
     * A race was taken from the queue.
     *
     * @param learned whether it is learned from: some maps are held out
     */
    public synchronized void race(Rollout race, long framesPlayed, boolean learned) {
        long now = nanos.getAsLong();
        frames = framesPlayed;
        framesSinceBatch += learned ? race.decisions() : 0;
        takenNanos = now;
        raised.remove(Kind.QUEUE_STUCK);
        int zone = race.furthestZone();
        allFinish = race.finished();
        boolean further = race.finished() || zone > furthest.getOrDefault(race.map(), -1);
        if (learned || ways.containsKey(race.map())) {
            ways.computeIfAbsent(race.map(), map -> new Way()).count(further, now - racedNanos);
        }
        racedNanos = now;
        if (further) {
            furthest.merge(race.map(), zone, Math::max);
            zoneNanos = now;
            raised.remove(Kind.NO_NEW_ZONE);
        }
    }

    /** A step of the learner was made. */
    public synchronized void step(double loss, double gradientNorm) {
        learnedNanos = nanos.getAsLong();
        framesSinceBatch = 0;
        raised.remove(Kind.NO_BATCH);
        if (Double.isFinite(loss) && Double.isFinite(gradientNorm)) {
            raised.remove(Kind.NOT_FINITE);
        } else {
            raise(Kind.NOT_FINITE, "the loss is " + loss + ", the norm of its gradient " + gradientNorm
                    + ": lower the learning rate, or go on from an earlier checkpoint");
        }
    }

    /**
     * To be called now and then, every second or so, by a thread that neither takes races nor learns: these
     * may stand still.
     */
    public synchronized void look(Work work) {
        long now = nanos.getAsLong();
        long passed = now - lookedNanos;
        lookedNanos = now;
        if (work.races() == 0 || work.heldBack()) {
            takenNanos = now;
            raised.remove(Kind.QUEUE_STUCK);
        } else if (now - takenNanos > patience.queue().toNanos()) {
            raise(Kind.QUEUE_STUCK, work.races() + " races wait and none was taken for "
                    + seconds(now - takenNanos) + " s: look whether the intake still runs");
        }
        if (work.heldBack()) {
            zoneNanos += passed; // no race can get further where none is taken
            racedNanos = Math.min(now, racedNanos + passed);
        }
        if (!allFinish && now - zoneNanos > patience.zone().toNanos()) {
            raise(Kind.NO_NEW_ZONE, "no race got further for " + seconds(now - zoneNanos)
                    + " s, the furthest zones are " + furthest + ": look at a race, and at the reference line"
                    + " there");
        } else {
            lookAtMaps();
        }
        lookAtLearner(work, now);
    }

    /** One map that is stuck must not hide behind another on which races get further. */
    private void lookAtMaps() {
        List<String> stuck = ways.keySet().stream().filter(map -> ways.get(map).races >= RACES
                && ways.get(map).nanos > patience.zone().toNanos()).toList();
        if (stuck.stream().allMatch(map -> ways.get(map).told)) {
            return;
        }
        stuck.forEach(map -> ways.get(map).told = true);
        long longest = stuck.stream().mapToLong(map -> ways.get(map).nanos).max().orElse(0);
        listener.accept(new TrainAlarm(Kind.NO_NEW_ZONE, frames, "no race got further for " + seconds(longest)
                + " s of racing on some maps, while others do; the furthest zones are " + stuck.stream()
                        .map(map -> map + "=" + furthest.get(map)).toList()
                + ": look at a race there, and at the reference line"));
    }

    private void lookAtLearner(Work work, long now) {
        boolean frames = framesSinceBatch >= work.enough();
        if (!frames && !work.heldBack()) {
            learnedNanos = now;
        } else if (now - learnedNanos > patience.learner().toNanos()) {
            raise(Kind.NO_BATCH, "no batch was learned for " + seconds(now - learnedNanos) + " s, although "
                    + (frames ? framesSinceBatch + " frames came in since the last one"
                            : "races wait for the learner to catch up")
                    + ": look whether the learner still runs, and whether transitions come into the buffer "
                    + "(fill_buffer); with " + work.start() + " it begins (memory_size_schedule)");
        }
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }

    private void raise(Kind kind, String message) {
        if (raised.add(kind)) {
            listener.accept(new TrainAlarm(kind, frames, message));
        }
    }
}
