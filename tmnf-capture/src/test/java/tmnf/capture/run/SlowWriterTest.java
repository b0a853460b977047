package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.VirtualGame;

/** A run that has to wait until its frames are written holds the game in its turn; all in virtual time. */
@Timeout(60)
class SlowWriterTest extends RunTestBase {

    /** Longer than a lease, than the plugin waits for an answer, and than every limit in the race. */
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration RACE = Duration.ofSeconds(8);

    /** The usual deadlines, but for the whole run. */
    private static RunRequest request(Duration wholeRun) {
        PhaseDeadlines usual = CaptureWorld.deadlines();
        return drive.request(2, 4, new PhaseDeadlines(usual.connect(), usual.menu(), usual.mapLoad(),
                usual.countdown(), usual.raceMessage(), usual.raceStep(), usual.drain(), wholeRun), 32);
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aGameIsHeldForLongerThanItsLeaseAndNothingIsLost(PluginBehaviour behaviour) throws Exception {
        RunRequest request = request(Duration.ofMinutes(5));
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            Slow sink = new Slow(game.time, 7, LONG, null);
            long began = game.time.nanos();
            RunOutcome outcome = new ReplayCapture(connection).run(request, sink, RunWatcher.NONE);

            assertThat(outcome.stop()).isEmpty();
            assertThat(CaptureWorld.verdict(outcome, request)).isInstanceOf(CaptureVerdict.Accepted.class);
            assertThat(sink.times()).isEqualTo(sink.stamps).isEqualTo(sink.states)
                    .hasSize(request.frames().count());
            Duration held = LONG.multipliedBy(request.frames().count() / 7);
            assertThat(Duration.ofNanos(game.time.nanos() - began)).isBetween(held, held.plus(RACE));
            assertThat(game.network.connections()).as("the plugin never gave up").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aWriterThatNeverGetsOnEndsTheRunWithTheLimitOfTheWholeRun(PluginBehaviour behaviour)
            throws Exception {
        RunRequest request = request(LONG);
        Duration limit = request.deadlines().run(request.raceTimeMs(), 4, request.frames().count());
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            long began = game.time.nanos();
            stopsWith(capture.run(request, new Slow(game.time, 7, NEVER, null), RunWatcher.NONE),
                    StopReason.CANNOT_WRITE, "the whole run's time is over");
            assertThat(Duration.ofNanos(game.time.nanos() - began)).isBetween(limit, limit.plus(SOON));
            accepted(capture);
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aWriterThatFailsWhileTheRunWaitsForItEndsTheRun(PluginBehaviour behaviour) throws Exception {
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            long began = game.time.nanos();
            stopsWith(capture.run(request(Duration.ofMinutes(5)), new Slow(game.time, 7, LONG,
                    new IOException("the disk is full")), RunWatcher.NONE), StopReason.CANNOT_WRITE,
                    "the disk is full");
            assertThat(Duration.ofNanos(game.time.nanos() - began)).isBetween(LONG, LONG.plus(RACE));
            accepted(capture);
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aRunThatIsAskedToEndWhileItWaitsForItsWriterDoesSoInTwoSeconds(PluginBehaviour behaviour)
            throws Exception {
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            Slow sink = new Slow(game.time, 7, NEVER, null);
            RunWatcher watcher = new RunWatcher() {
                @Override
                public boolean stops() {
                    return sink.waitsSince != 0 && game.time.nanos() - sink.waitsSince >= LONG.toNanos();
                }
            };
            stopsWith(capture.run(request(Duration.ofMinutes(5)), sink, watcher), StopReason.INTERRUPTED,
                    "somebody asked");
            assertThat(Duration.ofNanos(game.time.nanos() - sink.waitsSince))
                    .isBetween(LONG, LONG.plus(SOON));
            accepted(capture);
        }
    }

    private static void stopsWith(RunOutcome outcome, StopReason reason, String detail) {
        RunOutcome.Stop stop = outcome.stop().orElseThrow();
        assertThat(stop.reason()).as(stop.toString()).isEqualTo(reason);
        assertThat(stop.phase()).isEqualTo(CapturePhase.RACE);
        assertThat(stop.detail()).contains(detail);
        assertThat(outcome.record().frames().count()).isEqualTo(7);
    }

    private static void accepted(ReplayCapture capture) {
        RunRequest request = request(Duration.ofMinutes(5));
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        RunOutcome outcome = capture.run(request, sink, RunWatcher.NONE);
        assertThat(outcome.stop()).isEmpty();
        assertThat(CaptureWorld.verdict(outcome, request)).isInstanceOf(CaptureVerdict.Accepted.class);
        assertThat(sink.times()).isEqualTo(sink.stamps);
    }

    /** Takes long for one frame of some. */
    private static final class Slow extends CaptureWorld.Collected {

        private final LinkTime time;
        private final int every;
        private final Duration length;
        private final IOException failure; // null: it gets there in the end
        private long waitsSince;

        private Slow(LinkTime time, int every, Duration length, IOException failure) {
            this.time = time;
            this.every = every;
            this.length = length;
            this.failure = failure;
        }

        @Override
        public Future<?> room() {
            if (labels.size() % every != 0) {
                return super.room();
            }
            waitsSince = time.nanos();
            return new Room(time, waitsSince + length.toNanos(), failure);
        }
    }

    /** Done, or failed, at some time; who waits for it sleeps in that time. */
    private record Room(LinkTime time, long doneAt, IOException failure) implements Future<Void> {

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isDone() {
            return time.nanos() >= doneAt;
        }

        @Override
        public Void get() throws InterruptedException, ExecutionException {
            time.sleep(Math.max(0, doneAt - time.nanos()));
            if (failure != null) {
                throw new ExecutionException(failure);
            }
            return null;
        }

        @Override
        public Void get(long length, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            time.sleep(Math.max(0, Math.min(unit.toNanos(length), doneAt - time.nanos())));
            if (!isDone()) {
                throw new TimeoutException();
            }
            return get();
        }
    }
}
