package tmnf.rl.train;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.CollectorListener;
import tmnf.rl.collect.RaceBrokenException;
import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.collect.RaceTask;
import tmnf.rl.policy.InferenceException;

/**
 * Counts and tells what the collectors lose: games, races. A game that again and again says that it cannot
 * race on a map, on which no race ever came to its end, ends the training: nobody will make it another one.
 * Safe for use by several threads.
 */
final class Losses implements CollectorListener {

    /** Failures of a collector in a row that no other attempt would mend. */
    private static final Map<Reason, Integer> PATIENCE = Map.of(Reason.WRONG_MAP, 3, Reason.MAP_NOT_LOADED,
            10); // a game that hangs does not load it either

    private final Map<Integer, String> maps = new HashMap<>(); // that collectors are on
    private final Map<Integer, Integer> hopeless = new HashMap<>(); // failures of collectors in a row
    private final Set<String> raced = new HashSet<>();
    private final TrainListener listener;
    private final AtomicReference<Throwable> failure;
    private final Runnable gameIsLost;
    private long gamesLost;
    private long racesDropped;

    /**
     * Nothing is lost yet.
     *
     * @param failure gets what ends a collector
     * @param gameIsLost hears of each game that was lost, too
     */
    Losses(TrainListener listener, AtomicReference<Throwable> failure, Runnable gameIsLost) {
        this.gameIsLost = gameIsLost;
        this.listener = listener;
        this.failure = failure;
    }

    @Override
    public synchronized void raceBegins(int collector, RaceTask task) {
        maps.put(collector, task.target().name());
    }

    @Override
    public synchronized void raceEnded(CollectedRace race) {
        raced.add(race.task().target().name());
        hopeless.remove(race.collector());
    }

    @Override
    public void gameLost(int collector, Exception cause, int inARow, Duration pause) {
        gameIsLost.run();
        synchronized (this) {
            gamesLost++;
            if (isHopeless(collector, cause)) {
                failure.compareAndSet(null, cause);
                return;
            }
        }
        listener.warning("game " + (collector + 1) + ": " + cause.getMessage() + "; it is opened again in "
                + pause.toMillis() + " ms");
    }

    private boolean isHopeless(int collector, Exception cause) {
        Integer most = cause instanceof RaceBrokenException broken ? PATIENCE.get(broken.reason()) : null;
        if (most == null || raced.contains(maps.get(collector))) {
            hopeless.remove(collector);
            return false;
        }
        return hopeless.merge(collector, 1, Integer::sum) >= most;
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
