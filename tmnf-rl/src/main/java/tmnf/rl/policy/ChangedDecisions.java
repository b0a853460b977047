package tmnf.rl.policy;

import java.nio.ByteBuffer;

/** Changes what another decider decides, also where it decides for one race. */
abstract class ChangedDecisions implements Decider {

    private final Decider decider;

    ChangedDecisions(Decider decider) {
        this.decider = decider;
    }

    @Override
    public final Decision decide(ByteBuffer frame, float[] numbers, Exploration exploration)
            throws InterruptedException {
        return decide(decider, frame, numbers, exploration);
    }

    @Override
    public final RaceDecider hold() {
        RaceDecider race = decider.hold();
        return RaceDecider.of((frame, numbers, exploration) -> decide(race, frame, numbers, exploration),
                race::close);
    }

    /** A decision, made of what a decider says. */
    abstract Decision decide(Decider by, ByteBuffer frame, float[] numbers, Exploration exploration)
            throws InterruptedException;
}
