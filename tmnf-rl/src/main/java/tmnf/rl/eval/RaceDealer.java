package tmnf.rl.eval;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.Collector;
import tmnf.rl.collect.CollectorListener;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.RaceBrokenException;
import tmnf.rl.collect.RacePlan;
import tmnf.rl.collect.RaceTask;
import tmnf.rl.collect.RolloutSink;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.InferenceException;

/**
 * Deals races out to collectors, the next one to whoever is free, and takes them in. A collector that cannot
 * drive its race is stopped, and its race waits for another. Safe for use by several threads.
 */
final class RaceDealer implements RacePlan, RolloutSink, CollectorListener {

    /** Failures of a game in a row after which it is given up. */
    private static final int PATIENCE = 3;

    private final EvalListener listener;
    private final Deque<Deal> waiting = new ArrayDeque<>();
    private final Deal[] driving;
    private final Deal any;
    private final List<EvalRace> driven = new ArrayList<>();
    private List<Collector> collectors = List.of();
    private int working;
    private Exception lost; // what a game that was given up died of; null: none was
    private Throwable mistake; // what ended a collector otherwise; null: nothing did

    /** One race. */
    private record Deal(int number, MapTarget target) {
    }

    RaceDealer(List<MapTarget> maps, int races, int collectors, EvalListener listener) {
        this.listener = listener;
        driving = new Deal[collectors];
        for (MapTarget map : maps) {
            for (int i = 1; i <= races; i++) {
                waiting.add(new Deal(i, map));
            }
        }
        any = waiting.getFirst();
    }

    /** Names who races; they begin now. */
    synchronized void start(List<Collector> those) {
        collectors = List.copyOf(those);
        working = those.size();
        those.forEach(Collector::start);
    }

    /** Waits until all collectors have ended; false if the time is over before. */
    synchronized boolean await(long millis) throws InterruptedException {
        if (working > 0) {
            wait(millis);
        }
        return working == 0;
    }

    @Override
    public synchronized RaceTask next(int collector, long race) {
        if (driving[collector] == null) {
            driving[collector] = waiting.poll();
        }
        Deal deal = driving[collector];
        if (deal == null) { // others took them all: it notices the stop before it has driven anything
            collectors.get(collector).stop();
            deal = any;
        }
        return new RaceTask(deal.target(), false, Exploration.NONE);
    }

    @Override
    public synchronized boolean offer(CollectedRace race, long waitNanos) {
        Deal deal = driving[race.collector()];
        if (deal != null) {
            driving[race.collector()] = null;
            EvalRace taken = EvalRace.of(deal.number(), race.rollout(), race.splitsMs());
            driven.add(taken);
            listener.race(taken);
        }
        if (waiting.isEmpty()) {
            collectors.get(race.collector()).stop();
        }
        return true;
    }

    @Override
    public synchronized void gameLost(int collector, Exception failure, int inARow, Duration pause) {
        boolean hopeless = failure instanceof RaceBrokenException broken
                && (broken.reason() == RaceBrokenException.Reason.UNREACHABLE
                || broken.reason() == RaceBrokenException.Reason.WRONG_MAP);
        if (!hopeless && inARow < PATIENCE) {
            listener.warning("game " + (collector + 1) + ": " + failure.getMessage() + "; it is opened again "
                    + "in " + pause.toMillis() + " ms");
            return;
        }
        lost = failure;
        if (driving[collector] != null) {
            waiting.addFirst(driving[collector]);
            driving[collector] = null;
        }
        listener.warning("game " + (collector + 1) + " is given up: " + failure.getMessage());
        collectors.get(collector).stop();
    }

    /** The same weights decide all races: what is no number now will be none later. */
    @Override
    public synchronized void raceDropped(int collector, InferenceException failure, int inARow,
            Duration pause) {
        if (failure.reason() == InferenceException.Reason.LATE && inARow < PATIENCE) {
            listener.warning("game " + (collector + 1) + ": " + failure.getMessage() + "; the race is driven "
                    + "again in " + pause.toMillis() + " ms");
        } else if (mistake == null) {
            mistake = failure;
            collectors.forEach(Collector::stop);
        }
    }

    @Override
    public synchronized void ended(int collector, Throwable failure) {
        if (failure != null && mistake == null) {
            mistake = failure;
            collectors.forEach(Collector::stop);
        }
        working--;
        notifyAll();
    }

    /** What came of it; throws what ended a collector that should not have ended. */
    synchronized EvalResult result(List<MapTarget> maps, int wanted, boolean stopped) throws IOException {
        if (mistake instanceof Error e) {
            throw e;
        }
        if (mistake instanceof RuntimeException e) {
            throw e;
        }
        if (mistake != null) {
            throw new IOException("a race was broken off: " + mistake, mistake);
        }
        List<String> names = maps.stream().map(MapTarget::name).toList();
        List<EvalRace> sorted = driven.stream().sorted(Comparator.comparing((EvalRace race) ->
                names.indexOf(race.map())).thenComparing(EvalRace::number)).toList();
        EvalResult.End end = sorted.size() == wanted ? EvalResult.End.DONE
                : stopped ? EvalResult.End.INTERRUPTED : EvalResult.End.GAMES_LOST;
        return new EvalResult(end, sorted, wanted, Optional.ofNullable(lost));
    }
}
