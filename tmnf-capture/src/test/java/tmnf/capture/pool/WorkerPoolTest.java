package tmnf.capture.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static tmnf.capture.pool.ScriptedJobs.publishes;
import static tmnf.capture.pool.ScriptedJobs.rejects;
import static tmnf.capture.pool.ScriptedJobs.stops;
import static tmnf.capture.pool.ScriptedJobs.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.plan.ReplayTask;
import tmnf.capture.pool.CaptureReport.Ending;
import tmnf.capture.pool.ReplayResult.Status;
import tmnf.capture.run.CapturePhase;
import tmnf.capture.run.StopReason;
import tmnf.tminterface.link.LinkTime;

@Timeout(20)
class WorkerPoolTest {

    private final ScriptedJobs jobs = new ScriptedJobs();
    private final List<String> marks = Collections.synchronizedList(new ArrayList<>());

    private WorkerPool pool(PoolSettings settings, LinkTime time, ReplayTask... tasks) {
        return new WorkerPool(settings, List.of(tasks), jobs, jobs, marks::add, CaptureListener.NONE, time);
    }

    private CaptureReport run(int workers, ReplayTask... tasks) throws InterruptedException {
        return pool(PoolSettings.of(workers), LinkTime.SYSTEM, tasks).run();
    }

    private static List<Status> statuses(CaptureReport report) {
        return report.results().stream().map(ReplayResult::status).toList();
    }

    @Test
    void oneWorkerCapturesTracksInTheOrderOfTheList() throws InterruptedException {
        CaptureReport report = run(1, task("A", "a1"), task("A", "a2"), task("B", "b1"));

        assertThat(jobs.log).containsExactly("a1 1", "a2 1", "b1 1", "close 0");
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(statuses(report)).containsOnly(Status.CAPTURED);
        assertThat(report.frames()).isEqualTo(33);
        assertThat(report.raceMillis()).isEqualTo(3000);
    }

    @Test
    void aTrackStaysWithOneWorker() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        List<String> who = Collections.synchronizedList(new ArrayList<>());
        jobs.otherwise((worker, task, attempt) -> {
            who.add(task.trackId() + worker);
            both.countDown();
            both.await(10, TimeUnit.SECONDS); // both tracks are at work at the same time
            return AttemptResult.published(ScriptedJobs.FIGURES);
        });

        run(2, task("A", "a1"), task("B", "b1"), task("A", "a2"), task("B", "b2"));

        assertThat(who.stream().distinct()).hasSize(2);
        assertThat(who).hasSize(4);
    }

    @Test
    void aWrongCaptureIsTriedOnceMore() throws InterruptedException {
        jobs.on("a1", rejects());

        CaptureReport report = run(1, task("A", "a1"));

        assertThat(jobs.log).containsExactly("a1 1", "a1 2", "close 0");
        assertThat(report.results().get(0).attempts()).isEqualTo(2);
        assertThat(statuses(report)).containsExactly(Status.CAPTURED);
    }

    @Test
    void aReplayThatIsWrongTwiceIsPutAsideAndTheNextOneIsCaptured() throws InterruptedException {
        jobs.on("a1", rejects(), stops(StopReason.DESYNC, CapturePhase.RACE));

        CaptureReport report = run(1, task("A", "a1"), task("A", "a2"));

        assertThat(jobs.log).containsExactly("a1 1", "a1 2", "a2 1", "quarantine a1", "close 0");
        assertThat(statuses(report)).containsExactly(Status.QUARANTINED, Status.CAPTURED);
        assertThat(report.results().get(0).reason()).contains("desync");
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void aGameThatHangsIsConnectedAnewThenStartedAgain() throws InterruptedException {
        jobs.restartable().on("a1", stops(StopReason.RACE_SILENT, CapturePhase.RACE),
                stops(StopReason.NO_TURN, CapturePhase.MENU));

        CaptureReport report = run(1, task("A", "a1"));

        assertThat(jobs.log).containsExactly("a1 1", "a1 2 fresh", "restart 0", "a1 3 fresh", "close 0");
        assertThat(statuses(report)).containsExactly(Status.CAPTURED);
    }

    @Test
    void oneReplayThatHangsEveryTimeIsPutOffAndTheRestIsCaptured() throws InterruptedException {
        jobs.restartable().on("a1", stops(StopReason.RACE_SILENT, CapturePhase.RACE),
                stops(StopReason.RACE_SILENT, CapturePhase.RACE),
                stops(StopReason.RACE_SILENT, CapturePhase.RACE));

        CaptureReport report = run(1, task("A", "a1"), task("A", "a2"), task("B", "b1"));

        assertThat(statuses(report)).containsExactly(Status.FAILED, Status.CAPTURED, Status.CAPTURED);
        assertThat(report.results().get(0).reason()).contains("race-silent");
    }

    @Test
    void aTrackThatWantsEnterIsMarkedAtOnceAndItsOtherReplaysAreSkipped() throws InterruptedException {
        jobs.on("a1", stops(StopReason.NEEDS_ENTER, CapturePhase.MAP_LOAD),
                stops(StopReason.NEEDS_ENTER, CapturePhase.MAP_LOAD));

        CaptureReport report = run(1, task("A", "a1"), task("A", "a2"), task("B", "b1"));

        assertThat(marks).containsExactly("A");
        assertThat(statuses(report)).containsExactly(Status.FAILED, Status.SKIPPED, Status.CAPTURED);
        assertThat(report.results().get(1).reason()).contains("needs-enter");
    }

    @Test
    void replaysOfAGameThatIsGoneGoToTheOtherWorker() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        jobs.otherwise((worker, task, attempt) -> {
            if (worker == 0) {
                gone.countDown();
                return stops(StopReason.UNREACHABLE, CapturePhase.CONNECT).run(worker, task, attempt);
            }
            gone.await(10, TimeUnit.SECONDS);
            return AttemptResult.published(ScriptedJobs.FIGURES);
        });

        CaptureReport report = run(2, task("A", "a1"), task("A", "a2"), task("B", "b1"));

        assertThat(statuses(report)).containsOnly(Status.CAPTURED);
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void withoutAnyGameTheRunEndsAndSaysWhy() throws InterruptedException {
        jobs.otherwise(stops(StopReason.UNREACHABLE, CapturePhase.CONNECT));

        CaptureReport report = run(2, task("A", "a1"), task("B", "b1"), task("C", "c1"));

        assertThat(report.ending()).isEqualTo(Ending.NO_GAME);
        assertThat(report.reason()).contains("game 1: unreachable in connect").contains("game 2: ");
        assertThat(report.count(Status.LEFT)).isEqualTo(3);
    }

    @Test
    void aReplayThatNoGameSurvivesIsGivenUpAfterItsAttempts() throws InterruptedException {
        // Each attempt kills the game it is made on, and there are more games than attempts.
        jobs.otherwise((worker, task, attempt) -> task.name().equals("a1")
                ? stops(StopReason.UNREACHABLE, CapturePhase.CONNECT).run(worker, task, attempt)
                : publishes().run(worker, task, attempt));
        ReplayTask[] tasks = new ReplayTask[8];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = task("T" + i, i == 0 ? "a1" : "b" + i);
        }

        CaptureReport report = run(8, tasks);

        assertThat(report.results().get(0).status()).isEqualTo(Status.FAILED);
        assertThat(report.results().get(0).attempts()).isEqualTo(4);
        assertThat(statuses(report).subList(1, 8)).containsOnly(Status.CAPTURED);
    }

    @Test
    void aTrackThatCannotBeCapturedKeepsNoOtherFromItsTurn() throws InterruptedException {
        jobs.restartable().otherwise((worker, task, attempt) -> task.trackId().equals("A")
                ? stops(StopReason.TOO_LONG, CapturePhase.RACE).run(worker, task, attempt)
                : publishes().run(worker, task, attempt));

        CaptureReport report = run(1, task("A", "a1"), task("A", "a2"), task("A", "a3"), task("B", "b1"));

        assertThat(statuses(report)).containsExactly(Status.FAILED, Status.FAILED, Status.FAILED,
                Status.CAPTURED);
        assertThat(report.results().get(2).reason()).contains("two replays of this track")
                .contains("too-long");
        assertThat(jobs.log).doesNotContain("a3 1");
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void replaysThatFailOnSeveralTracksInARowSayMoreAboutTheGame() throws InterruptedException {
        jobs.otherwise(stops(StopReason.TOO_LONG, CapturePhase.RACE));

        CaptureReport report = run(1, task("A", "a1"), task("B", "b1"), task("C", "c1"), task("D", "d1"));

        assertThat(report.ending()).isEqualTo(Ending.NO_GAME);
        assertThat(jobs.log).doesNotContain("d1 1");
    }

    @Test
    void carsThatNeverDriveEndTheRunAndNoReplayIsPutAside() throws InterruptedException {
        jobs.otherwise(stops(StopReason.DESYNC, CapturePhase.RACE));

        CaptureReport report = run(1, task("A", "a1"), task("A", "a2"), task("B", "b1"), task("C", "c1"));

        assertThat(report.ending()).isEqualTo(Ending.NO_GAME);
        assertThat(report.reason()).contains("Do scripts reach the game?");
        assertThat(jobs.log).noneMatch(line -> line.startsWith("quarantine")).doesNotContain("c1 1");
        assertThat(report.count(Status.LEFT)).isEqualTo(4);
    }

    @Test
    void carsThatLeaveThePathAtOnceArePutAsideWhenAnotherReplayWasCaptured() throws InterruptedException {
        jobs.on("a1", stops(StopReason.DESYNC, CapturePhase.RACE),
                stops(StopReason.DESYNC, CapturePhase.RACE));

        CaptureReport report = run(1, task("A", "a1"), task("A", "a2"));

        assertThat(jobs.log).containsExactly("a1 1", "a1 2", "a2 1", "quarantine a1", "close 0");
        assertThat(statuses(report)).containsExactly(Status.QUARANTINED, Status.CAPTURED);
    }

    @Test
    void anInterruptedWriteOfAStoppedRunIsNoFullDisk() throws InterruptedException {
        AtomicReference<WorkerPool> pool = new AtomicReference<>();
        jobs.otherwise((worker, task, attempt) -> {
            pool.get().stop();
            throw new IOException("a frame", new java.nio.channels.ClosedByInterruptException());
        });
        pool.set(pool(PoolSettings.of(1), LinkTime.SYSTEM, task("A", "a1")));

        assertThat(pool.get().run().ending()).isEqualTo(Ending.INTERRUPTED);
    }

    @Test
    void aFullDiskEndsTheRun() throws InterruptedException {
        jobs.on("a1", (worker, task, attempt) -> {
            throw new IOException("No space left on device");
        });

        CaptureReport report = run(1, task("A", "a1"), task("A", "a2"));

        assertThat(report.ending()).isEqualTo(Ending.CANNOT_WRITE);
        assertThat(report.reason()).isEqualTo("No space left on device");
        assertThat(report.count(Status.LEFT)).isEqualTo(2);
    }

    @Test
    void stoppingEndsTheCurrentAttemptAndLeavesTheRest() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        jobs.otherwise((worker, task, attempt) -> {
            busy.countDown();
            while (!attempt.stopped().getAsBoolean()) {
                Thread.onSpinWait();
            }
            return stops(StopReason.INTERRUPTED, CapturePhase.RACE).run(worker, task, attempt);
        });
        WorkerPool pool = pool(PoolSettings.of(1), LinkTime.SYSTEM, task("A", "a1"), task("A", "a2"));
        Thread stopper = new Thread(() -> {
            try {
                busy.await();
                pool.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stopper.start();

        CaptureReport report = pool.run();
        stopper.join();

        assertThat(report.ending()).isEqualTo(Ending.INTERRUPTED);
        assertThat(report.count(Status.LEFT)).isEqualTo(2);
        assertThat(jobs.log).containsExactly("a1 1", "close 0");
    }

    @Test
    void aWorkerThatDoesNotListenIsInterruptedWhenTheRunIsStopped() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        jobs.otherwise((worker, task, attempt) -> {
            busy.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError("nobody counts down");
        });
        PoolSettings hasty = new PoolSettings(1, 4, 2, Duration.ofMinutes(1), Duration.ofMillis(1));
        WorkerPool pool = pool(hasty, LinkTime.SYSTEM, task("A", "a1"));
        Thread stopper = new Thread(() -> {
            try {
                busy.await();
                pool.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stopper.start();

        assertThat(pool.run().count(Status.LEFT)).isEqualTo(1);
        stopper.join();
        assertThat(jobs.log).containsExactly("a1 1", "close 0");
    }

    @Test
    void aWorkerWithoutASignOfLifeLosesItsReplaysToAnother() throws InterruptedException {
        AtomicLong now = new AtomicLong();
        LinkTime time = new LinkTime() {
            @Override
            public long nanos() {
                return now.get();
            }

            @Override
            public void sleep(long nanos) {
                throw new AssertionError("nobody sleeps");
            }
        };
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicReference<Thread> other = new AtomicReference<>();
        jobs.otherwise((worker, task, attempt) -> {
            if (task.name().equals("a1") && attempt.number() == 1) {
                hanging.countDown();
                while (other.get() == null || other.get().getState() != Thread.State.WAITING) {
                    Thread.onSpinWait(); // until the other one has nothing left to do
                }
                now.addAndGet(Duration.ofHours(1).toNanos());
                new CountDownLatch(1).await();
            }
            hanging.await();
            other.set(Thread.currentThread());
            return AttemptResult.published(ScriptedJobs.FIGURES);
        });

        CaptureReport report = pool(PoolSettings.of(2), time, task("A", "a1"), task("A", "a2"),
                task("B", "b1")).run();

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(statuses(report)).containsOnly(Status.CAPTURED);
        assertThat(report.results().get(0).attempts()).isEqualTo(2);
    }

    @Test
    void noThreadIsLeftBehind() throws InterruptedException {
        run(3, task("A", "a1"), task("B", "b1"), task("C", "c1"));

        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("tmnf-capture-"));
    }

    @Test
    void idsAreAppendedOnceEachToTheListOfTracksThatWantEnter(@TempDir Path folder) throws IOException {
        Path list = folder.resolve("lists").resolve("enter.txt");
        new EnterMaps(list).add("A01-Race");
        Files.writeString(list, "# by hand\n77", java.nio.file.StandardOpenOption.TRUNCATE_EXISTING);

        EnterMaps maps = new EnterMaps(list);
        maps.add("77");
        maps.add("5");
        maps.add("5");

        assertThat(Files.readString(list)).isEqualTo("# by hand\n77\n5\n");
    }
}
