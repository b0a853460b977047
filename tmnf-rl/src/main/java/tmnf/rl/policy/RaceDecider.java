package tmnf.rl.policy;

/** Decides for one race, all of it by the same weights, until it is closed. */
public interface RaceDecider extends Decider, AutoCloseable {

    @Override
    void close();
}
