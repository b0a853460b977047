package tmnf.rl.train;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import tmnf.rl.collect.CollectorListener;
import tmnf.rl.policy.InferenceException;

/** Counts and tells what the collectors lose: games, races. Safe for use by several threads. */
final class Losses implements CollectorListener {

    private final TrainListener listener;
    private final AtomicReference<Throwable> failure;
    private final RaceFacts facts;
    private long gamesLost;
    private long racesDropped;

    /**
     * Nothing is lost yet.
     *
     * @param failure gets what ends a collector
     * @param facts count games that were lost, too
     */
    Losses(TrainListener listener, AtomicReference<Throwable> failure, RaceFacts facts) {
        this.facts = facts;
        this.listener = listener;
        this.failure = failure;
    }

    @Override
    public void gameLost(int collector, Exception cause, int inARow, Duration pause) {
        facts.lost();
        synchronized (this) {
            gamesLost++;
        }
        listener.warning("game " + (collector + 1) + ": " + cause.getMessage() + "; it is opened again in "
                + pause.toMillis() + " ms");
    }

    @Override
    public void raceDropped(int collector, InferenceException cause, int inARow, Duration pause) {
        synchronized (this) {
            racesDropped++;
        }
        listener.warning("game " + (collector + 1) + ": " + cause.getMessage() + "; the race is dropped, and "
                + "driven again in " + pause.toMillis() + " ms");
    }

    @Override
    public void ended(int collector, Throwable cause) {
        if (cause != null) {
            failure.compareAndSet(null, cause);
        }
    }

    /** Figures since the last call, by tag. */
    synchronized Map<String, Double> take() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("Performance/games_lost", (double) gamesLost);
        figures.put("Performance/races_dropped", (double) racesDropped);
        gamesLost = 0;
        racesDropped = 0;
        return figures;
    }
}
