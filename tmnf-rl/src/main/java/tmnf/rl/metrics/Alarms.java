package tmnf.rl.metrics;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import tmnf.rl.metrics.TrainAlarm.Kind;
import tmnf.rl.rollout.Rollout;

/**
 * Watches for training that learns nothing. Each alarm is raised once, and again only after what it was about
 * had ended. Thread-safe; the listener is called by the thread that reported, one at a time.
 */
public final class Alarms {

    private final Duration zonePatience;
    private final Duration queuePatience;
    private final LongSupplier nanos;
    private final Consumer<TrainAlarm> listener;
    private final Set<Kind> raised = EnumSet.noneOf(Kind.class);
    private final Map<String, Integer> furthest = new HashMap<>();
    private long frames;
    private long zoneNanos;
    private long takenNanos;
    private boolean allFinish;

    /**
     * Begins to watch.
     *
     * @param zonePatience how long no race may get further before that is an alarm; races that reach the
     *     finish are far enough
     * @param queuePatience how long races may wait without one being taken
     * @param nanos the monotonic clock
     */
    public Alarms(Duration zonePatience, Duration queuePatience, LongSupplier nanos,
            Consumer<TrainAlarm> listener) {
        this.zonePatience = zonePatience;
        this.queuePatience = queuePatience;
        this.nanos = nanos;
        this.listener = listener;
        zoneNanos = nanos.getAsLong();
        takenNanos = zoneNanos;
    }

    /** A race was taken from the queue. */
    public synchronized void race(Rollout race, long framesPlayed) {
        long now = nanos.getAsLong();
        frames = framesPlayed;
        takenNanos = now;
        raised.remove(Kind.QUEUE_STUCK);
        int zone = race.furthestZone();
        allFinish = race.finished();
        if (race.finished() || zone > furthest.getOrDefault(race.map(), -1)) {
            furthest.merge(race.map(), zone, Math::max);
            zoneNanos = now;
            raised.remove(Kind.NO_NEW_ZONE);
        }
    }

    /** A step of the learner was made. */
    public synchronized void step(double loss, double gradientNorm) {
        if (Double.isFinite(loss) && Double.isFinite(gradientNorm)) {
            raised.remove(Kind.NOT_FINITE);
        } else {
            raise(Kind.NOT_FINITE, "the loss is " + loss + ", the norm of its gradient " + gradientNorm
                    + ": lower the learning rate, or go on from an earlier checkpoint");
        }
    }

    /** To be called now and then, every second or so; {@code waiting} races are in the queue. */
    public synchronized void look(int waiting) {
        long now = nanos.getAsLong();
        if (waiting == 0) {
            takenNanos = now;
            raised.remove(Kind.QUEUE_STUCK);
        } else if (now - takenNanos > queuePatience.toNanos()) {
            raise(Kind.QUEUE_STUCK, waiting + " races wait and none was taken for "
                    + seconds(now - takenNanos) + " s: look whether the intake still runs");
        }
        if (!allFinish && now - zoneNanos > zonePatience.toNanos()) {
            raise(Kind.NO_NEW_ZONE, "no race got further for " + seconds(now - zoneNanos)
                    + " s, the furthest zones are " + furthest + ": look at a race, and at the reference line"
                    + " there");
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
