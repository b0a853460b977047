package tmnf.rl.collect;

/** Says what is raced next. Called by the threads of all collectors. */
@FunctionalInterface
public interface RacePlan {

    /**
     * What a collector races now.
     *
     * @param collector from 0 on
     * @param race how many races of this collector have come to their end; a broken one is driven again
     */
    RaceTask next(int collector, long race);
}
