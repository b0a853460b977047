package tmnf.rl.collect;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A bounded queue from collectors to whoever takes races in, in their order. Never drops one. */
public final class RolloutQueue implements RolloutSink {

    private final BlockingQueue<CollectedRace> races;

    /** With room for so many races, at least 1. */
    public RolloutQueue(int room) {
        races = new ArrayBlockingQueue<>(room);
    }

    @Override
    public boolean offer(CollectedRace race, long waitNanos) throws InterruptedException {
        return races.offer(race, waitNanos, TimeUnit.NANOSECONDS);
    }

    /** The next race, if one comes in time. */
    public Optional<CollectedRace> poll(long waitNanos) throws InterruptedException {
        return Optional.ofNullable(races.poll(waitNanos, TimeUnit.NANOSECONDS));
    }

    /** Races that wait. */
    public int size() {
        return races.size();
    }
}
