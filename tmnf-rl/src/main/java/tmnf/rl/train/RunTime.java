package tmnf.rl.train;

import java.time.Duration;
import java.util.Optional;

/** The time that a training has, all its attempts together, from now on. Safe for several threads. */
final class RunTime {

    private final long begun = System.nanoTime();
    private final Optional<Duration> most;

    /** No more than that; empty: as long as it takes. */
    RunTime(Optional<Duration> most) {
        this.most = most;
    }

    boolean isOver() {
        return most.isPresent() && System.nanoTime() - begun >= most.get().toNanos();
    }
}
