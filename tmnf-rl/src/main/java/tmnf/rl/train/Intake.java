package tmnf.rl.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.RolloutQueue;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.metrics.Alarms;
import tmnf.rl.metrics.TrainMetrics;
import tmnf.rl.rollout.RewardWeights;
import tmnf.rl.rollout.Rewards;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.TransitionMaker;
import tmnf.rl.save.BestRuns;
import tmnf.rl.save.GoodRuns;
import tmnf.rl.save.Redriver;
import tmnf.rl.save.RunRecords;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * Takes races from the queue, whatever the learner does: counts their frames, makes transitions of them,
 * keeps records and figures. The work of a thread of its own.
 */
final class Intake implements Runnable {

    private static final long POLL_MILLIS = 200;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);

    private final TrainRequest request;
    private final RolloutQueue queue;
    private final TransitionBuffer buffer;
    private final RunClock clock;
    private final RunRecords records;
    private final BestRuns best;
    private final GoodRuns good;
    private final LiveSettings live;
    private final Horizon horizon;
    private final Snapshots snapshots;
    private final TrainMetrics metrics;
    private final Alarms alarms;
    private final RaceFacts facts;
    private final LimitShare limits;
    private final Unfinished unfinished;
    private final TrainListener listener;
    private final ObservationLayout layout;
    private final Backlog backlog = new Backlog();
    private volatile boolean atGoal;
    private volatile boolean stop;
    private volatile Throwable failure; // null: none

    /** What it works on. */
    record Parts(RolloutQueue queue, TransitionBuffer buffer, RunClock clock, RunRecords records,
            BestRuns best, GoodRuns good, LiveSettings live, Horizon horizon, Snapshots snapshots,
            TrainMetrics metrics, Alarms alarms, RaceFacts facts, LimitShare limits, Unfinished unfinished) {
    }

    Intake(TrainRequest request, Parts parts, TrainListener listener) {
        this.request = request;
        queue = parts.queue();
        buffer = parts.buffer();
        clock = parts.clock();
        records = parts.records();
        best = parts.best();
        good = parts.good();
        live = parts.live();
        horizon = parts.horizon();
        snapshots = parts.snapshots();
        metrics = parts.metrics();
        alarms = parts.alarms();
        facts = parts.facts();
        limits = parts.limits();
        unfinished = parts.unfinished();
        this.listener = listener;
        layout = ObservationLayout.of(request.settings().observation());
    }

    @Override
    public void run() {
        try {
            while (true) {
                waitForLearner();
                Optional<CollectedRace> race = queue.poll(POLL_NANOS);
                if (race.isPresent()) {
                    take(race.get());
                } else if (stop) {
                    return; // nothing that was handed over is lost
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            failure = e; // the run looks at it, and ends
        }
    }

    /** Leaves races in the queue, which makes the games wait, while the learner is too far behind. */
    private void waitForLearner() throws InterruptedException {
        boolean room = false;
        while (!stop && !room) {
            room = backlog.hasRoom(live.settings().own().batchesToCatchUp(), POLL_MILLIS);
        }
    }

    private void take(CollectedRace race) throws IOException {
        Rollout rollout = race.rollout();
        long frames = clock.add(rollout.decisions());
        TrainSettings settings = live.settings();
        boolean learned = facts.fills(rollout);
        int added = learned ? buffer.append(maker(frames).of(rollout)) : 0;
        backlog.added(added);
        RunRecords.Change change;
        synchronized (records) {
            change = records.add(rollout);
        }
        metrics.race(rollout, facts.take(race, change, frames), frames, clock.hours());
        alarms.race(rollout, frames, learned);
        limits.race(rollout);
        unfinished.race(rollout);
        good.take(rollout, frames, settings.performance().thresholdToSaveAllRunsMs());
        if (change.isKept() && frames >= settings.performance().framesBeforeSaveBestRuns()) {
            keep(rollout, frames);
        }
        listener.race(race, frames, change);
        atGoal |= !rollout.exploring() && rollout.finished() && request.goal().filter(goal ->
                rollout.raceTimeMs() <= goal.toMillis()).isPresent();
    }

    /** A record that cannot be kept is told, and ends nothing. */
    private void keep(Rollout rollout, long frames) {
        Optional<Redriver> redriver = Optional.ofNullable(request.redrivers().get(rollout.map()));
        try {
            BestRuns.Kept kept = best.keep(rollout, frames, live.text(), snapshots::find, redriver);
            if (redriver.isPresent() && !kept.verified()) {
                listener.warning(kept.folder() + ": driven again it takes "
                        + kept.redrivenMs().map(ms -> ms + " ms").orElse("for ever") + ", not "
                        + rollout.raceTimeMs() + " ms");
            }
        } catch (IOException | UncheckedIOException e) {
            listener.warning(best.place(rollout) + ": this record of " + rollout.map()
                    + " could not be kept, the training goes on: " + e);
        }
    }

    /** Makes transitions as it is done after so many frames. */
    TransitionMaker maker(long frames) {
        LiveSettings.Now now = live.now();
        TrainSettings settings = now.settings();
        Rewards rewards = new Rewards(RewardWeights.of(settings, now.schedules(), frames), layout);
        return new TransitionMaker(rewards, horizon.steps(), horizon.gamma(frames),
                settings.training().discardNonGreedyActionsInNsteps(),
                settings.own().standStillAfterCutoff());
    }

    /** What the learner takes transitions from. */
    Backlog backlog() {
        return backlog;
    }

    /** Whether a greedy race was as fast as was asked for. */
    boolean atGoal() {
        return atGoal;
    }

    /** What is known of greedy races at the finish. */
    Unfinished unfinished() {
        return unfinished;
    }

    /** Ends once the queue is empty. */
    void stop() {
        stop = true;
    }

    /** What ended it; null: nothing did. */
    Throwable failure() {
        return failure;
    }
}
