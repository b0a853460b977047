package tmnf.rl.train;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import tmnf.gbx.model.Medals;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.RaceTiming;
import tmnf.rl.config.MapEntry;
import tmnf.rl.metrics.RaceNotes;
import tmnf.rl.rollout.CarPath;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.save.BestPaths;
import tmnf.rl.save.RunRecords;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ZoneLine;

/** What is known of races besides their rollouts; keeps the way of the best ones. Thread-safe. */
final class RaceFacts {

    private static final double PERCENT = 100;

    private final TrainRequest request;
    private final ObservationLayout layout;
    private final BestPaths paths;
    private final Map<String, ZoneLine> lines = new HashMap<>();
    private final Map<Integer, Long> ends = new HashMap<>(); // of each collector's last race, ns
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Start start; // of the last race; null before the first

    /** The first moment of a race; not to be modified. */
    record Start(byte[] picture, float[] numbers) {
    }

    RaceFacts(TrainRequest request, BestPaths paths) {
        this.request = request;
        this.paths = paths;
        layout = ObservationLayout.of(request.settings().observation());
        for (RaceCycle.Entry entry : request.cycle()) {
            lines.computeIfAbsent(entry.target().name(),
                    name -> ZoneLine.of(entry.target().line(), layout.config()));
        }
    }

    /** A game broke its race off. */
    void lost() {
        lost.incrementAndGet();
    }

    /** Whether a race is learned from; what the configuration does not name is. */
    boolean fills(Rollout race) {
        return learned(entries(race.map()).stream().filter(entry -> entry.isExploration()
                == race.exploring()).toList());
    }

    private List<MapEntry> entries(String map) {
        return request.settings().mapCycle().entries().stream()
                .filter(entry -> entry.shortName().equals(map)).toList();
    }

    private static boolean learned(List<MapEntry> entries) {
        return entries.isEmpty() || entries.stream().anyMatch(MapEntry::fillBuffer);
    }

    /** Takes note of a race, which may be the best on its map. */
    synchronized RaceNotes take(CollectedRace race, RunRecords.Change change, long frames) {
        Rollout rollout = race.rollout();
        MapTarget target = race.task().target();
        if (change.best()) {
            paths.keep(rollout.map(), new BestPaths.Best(rollout.raceTimeMs(), frames,
                    CarPath.of(rollout, layout, lines.computeIfAbsent(target.name(),
                            name -> ZoneLine.of(target.line(), layout.config())),
                            request.settings().environment().msPerAction())));
        }
        start = new Start(Arrays.copyOf(rollout.frames(), rollout.pixels()),
                Arrays.copyOf(rollout.states(), rollout.floats()));
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("Performance/tmi_protection_cutoff", (double) lost.getAndSet(0));
        long end = rollout.startedNanos() + rollout.wallNanos();
        Long before = ends.put(race.collector(), end);
        if (before != null && end > before) {
            more.put("Performance/worker_time_in_rollout_percentage",
                    PERCENT * rollout.wallNanos() / (end - before));
        }
        Medals medals = target.medals();
        return new RaceNotes(change.robust(), learned(entries(rollout.map())), splits(race.splitsMs()),
                Math.max(0, medals.authorMs()), Math.max(0, medals.goldMs()), timers(race.timing()), more);
    }

    /** From one checkpoint to the next. */
    private static int[] splits(List<Integer> timesMs) {
        int[] splits = new int[timesMs.size()];
        for (int i = 0; i < splits.length; i++) {
            splits[i] = timesMs.get(i) - (i == 0 ? 0 : timesMs.get(i - 1));
        }
        return splits;
    }

    /** Where the time of a decision went, ns, by upstream's names. */
    private static Map<String, Double> timers(RaceTiming timing) {
        double decisions = Math.max(1, timing.decisions());
        long turns = timing.wallNanos() - timing.startNanos() - timing.stepNanos();
        long known = timing.frameNanos() + timing.convertNanos() + timing.stateNanos()
                + timing.decideNanos();
        Map<String, Double> timers = new LinkedHashMap<>();
        timers.put("answer_normal_step", 0.0);
        timers.put("answer_action_step", turns / decisions);
        timers.put("between_run_steps", timing.stepNanos() / decisions);
        timers.put("grab_frame", timing.frameNanos() / decisions);
        timers.put("convert_frame", timing.convertNanos() / decisions);
        timers.put("grab_floats", timing.stateNanos() / decisions);
        timers.put("exploration_policy", timing.decideNanos() / decisions);
        timers.put("request_inputs_and_speed", (turns - known) / decisions);
        return timers;
    }

    /** The first moment of the last race; empty before the first one. */
    Optional<Start> start() {
        return Optional.ofNullable(start);
    }
}
