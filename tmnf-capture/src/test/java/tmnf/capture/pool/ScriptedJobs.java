package tmnf.capture.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.plan.ReplayTask;
import tmnf.capture.run.CapturePhase;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.StopReason;

/** Games and jobs that do what a test says, and write down what they were asked. */
final class ScriptedJobs implements GameHost, ReplayJob.Factory {

    static final RunFigures FIGURES = new RunFigures(11, 11, 2, 2, 0.01, 500, 1000, 100);

    /** What an attempt does. */
    @FunctionalInterface
    interface Behaviour {
        AttemptResult run(int worker, ReplayTask task, Attempt attempt) throws IOException,
                InterruptedException;
    }

    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Deque<Behaviour>> plans = new HashMap<>();
    private Behaviour otherwise = (worker, task, attempt) -> AttemptResult.published(FIGURES);
    private boolean restartable;

    static ReplayTask task(String track, String name) {
        return new ReplayTask(track, name, Path.of(track, name + ".gbx"), "0".repeat(40), 1000, track, 2);
    }

    static Behaviour stops(StopReason reason, CapturePhase phase) {
        return (worker, task, attempt) -> AttemptResult.stopped(
                new RunOutcome.Stop(reason, phase, "as the test says"), FIGURES);
    }

    static Behaviour rejects() {
        return (worker, task, attempt) -> AttemptResult.rejected("0.01 s late", FIGURES);
    }

    static Behaviour publishes() {
        return (worker, task, attempt) -> AttemptResult.published(FIGURES);
    }

    /** The next attempts at a replay, in order; after them it is published. */
    ScriptedJobs on(String replay, Behaviour... behaviours) {
        plans.computeIfAbsent(replay, any -> new ArrayDeque<>()).addAll(List.of(behaviours));
        return this;
    }

    ScriptedJobs otherwise(Behaviour behaviour) {
        otherwise = behaviour;
        return this;
    }

    ScriptedJobs restartable() {
        restartable = true;
        return this;
    }

    @Override
    public GameInstance open(int worker) {
        return new GameInstance() {
            @Override
            public int port() {
                return worker + 1;
            }

            @Override
            public String name() {
                return "game " + worker;
            }

            @Override
            public boolean canRestart() {
                return restartable;
            }

            @Override
            public void restart() {
                log.add("restart " + worker);
            }
        };
    }

    @Override
    public ReplayJob of(int worker, GameInstance game) {
        return new ReplayJob() {
            @Override
            public AttemptResult attempt(ReplayTask task, Attempt attempt) throws IOException,
                    InterruptedException {
                log.add(task.name() + " " + attempt.number() + (attempt.freshConnection() ? " fresh" : ""));
                return next(task).orElse(otherwise).run(worker, task, attempt);
            }

            @Override
            public void quarantine(ReplayTask task, int attempts, String reason) {
                log.add("quarantine " + task.name());
            }

            @Override
            public void close() {
                log.add("close " + worker);
            }
        };
    }

    private Optional<Behaviour> next(ReplayTask task) {
        synchronized (plans) {
            return Optional.ofNullable(plans.get(task.name())).map(Deque::poll);
        }
    }

    @Override
    public void close() {
        log.add("close host");
    }
}
