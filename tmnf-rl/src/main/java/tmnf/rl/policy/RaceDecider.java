package tmnf.rl.policy;

import java.nio.ByteBuffer;

/** Decides for one race, all of it by the same weights, until it is closed. */
public interface RaceDecider extends Decider, AutoCloseable {

    /**
     * Decides as another one does.
     *
     * @param decider whose decisions are all by the same weights
     * @param release lets go of what the race holds; called each time it is closed
     */
    static RaceDecider of(Decider decider, Runnable release) {
        return new RaceDecider() {
            @Override
            public Decision decide(ByteBuffer frame, float[] numbers, Exploration exploration)
                    throws InterruptedException {
                return decider.decide(frame, numbers, exploration);
            }

            @Override
            public void close() {
                release.run();
            }
        };
    }

    @Override
    void close();
}
