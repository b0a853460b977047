package tmnf.tminterface.sim.driver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.RoadLine;
import tmnf.tminterface.sim.track.Track;

/**
 * Looks for the parameters with which a driver is the fastest on a track: random ones first, then children of
 * the best. Seeded: the same search finds the same, however many threads work on it.
 */
public final class DriverSearch {

    private static final int GENERATION = 250;
    private static final int PARENTS = 20;
    private static final int LIMIT_MS = 180_000;
    /** A drive that did not finish is worse than any that did, and better the farther it came. */
    private static final int LOST_SCORE = 1_000_000;

    /**
     * A candidate and how it did.
     *
     * @param score race time in ms, lower is better; above 500,000 for one that did not finish
     */
    public record Candidate(DriverParameters parameters, int score) {

        public boolean finished() {
            return score < LOST_SCORE / 2;
        }
    }

    private final Track track;
    private final RoadLine road;
    private final ExecutorService workers;

    /** The executor stays the caller's. */
    public DriverSearch(Track track, RoadLine road, ExecutorService workers) {
        this.track = Objects.requireNonNull(track);
        this.road = Objects.requireNonNull(road);
        this.workers = Objects.requireNonNull(workers);
    }

    /** Drives a candidate at full skill. */
    public static Candidate evaluate(Track track, RoadLine road, DriverParameters parameters) {
        Race race = new Race(track, new StadiumCarEngine());
        Driver driver = new Driver(race, road, parameters, DriverSettings.BEST);
        Driver.Outcome outcome = driver.run(LIMIT_MS);
        int score = outcome == Driver.Outcome.FINISHED
                ? race.raceTimeMs() : LOST_SCORE - 10 * driver.reached();
        return new Candidate(parameters, score);
    }

    /**
     * Drives so many candidates and gives the best one.
     *
     * @param seeds candidates to begin with, which count
     */
    public Candidate run(int candidates, long seed, List<DriverParameters> seeds)
            throws InterruptedException {
        List<Candidate> best = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int done = 0; done < candidates;) {
            List<DriverParameters> next = new ArrayList<>();
            while (next.size() < Math.min(GENERATION, candidates - done)) {
                next.add(done == 0 && next.size() < seeds.size()
                        ? seeds.get(next.size()) : candidate(best, done / (double) candidates, random));
            }
            best.addAll(evaluateAll(next));
            best.sort(Comparator.comparingInt(Candidate::score));
            best.subList(Math.min(PARENTS, best.size()), best.size()).clear();
            done += next.size();
        }
        return best.get(0);
    }

    private static DriverParameters candidate(List<Candidate> best, double share, SplittableRandom random) {
        // A fifth of the search is blind, and a tenth of the rest.
        if (best.isEmpty() || share < 0.2 && !best.get(0).finished() || random.nextDouble() < blind(share)) {
            return DriverParameters.random(random);
        }
        double reach = random.nextInt(2) == 0 ? 0.25 * (1 - share) + 0.01 : 0.03;
        return DriverParameters.child(best.get(random.nextInt(best.size())).parameters(),
                best.get(random.nextInt(best.size())).parameters(), reach, random);
    }

    private static double blind(double share) {
        return share < 0.1 ? 0.8 : share < 0.3 ? 0.3 : 0.05;
    }

    private List<Candidate> evaluateAll(List<DriverParameters> parameters) throws InterruptedException {
        List<Callable<Candidate>> work = new ArrayList<>();
        parameters.forEach(each -> work.add(() -> evaluate(track, road, each)));
        List<Candidate> results = new ArrayList<>();
        for (Future<Candidate> result : workers.invokeAll(work)) {
            try {
                results.add(result.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a drive of the search failed", e.getCause());
            }
        }
        return results;
    }
}
