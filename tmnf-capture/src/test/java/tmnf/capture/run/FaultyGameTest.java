package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.VirtualGame;

/** What goes wrong again and again, or only takes time, besides the tables of single faults. */
@Timeout(60)
class FaultyGameTest {

    private static final String FILE = "StadiumA3(00'09''69).Replay.Gbx";
    /** Longer than every fault here lasts. */
    private static final Duration LATER = Duration.ofSeconds(90);
    private static final Duration DRAIN = CaptureWorld.deadlines().drain();
    private static final Duration LITTLE = Duration.ofSeconds(4);

    @TempDir
    Path root;

    private CaptureWorld world; // after setUp
    private CaptureWorld.Drive drive; // after setUp

    @BeforeEach
    void setUp() throws Exception {
        world = new CaptureWorld(root);
        drive = world.path(FILE);
    }

    private void accepted(ReplayCapture capture) {
        RunRequest request = drive.request(10, 4, CaptureWorld.deadlines());
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        RunOutcome outcome = capture.run(request, sink, RunWatcher.NONE);
        assertThat(outcome.stop()).isEmpty();
        assertThat(CaptureWorld.verdict(outcome, request)).isInstanceOf(CaptureVerdict.Accepted.class);
        assertThat(sink.times()).isEqualTo(sink.stamps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow:message=frame,by=1s,p=0.2", "slow:message=step,by=5s,p=0.01",
        "slow:message=checkpoint", "silence:at=3000,for=4s"})
    void whatOnlyTakesTimeHarmsNothing(String fault) throws Exception {
        for (PluginBehaviour behaviour : PluginBehaviour.values()) {
            try (VirtualGame game = world.game(behaviour, fault);
                    GameConnection connection = CaptureWorld.connection(game)) {
                accepted(new ReplayCapture(connection));
                accepted(new ReplayCapture(connection));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "press-enter")
    void ourPluginLetsUsPressEnterOnAMapThatWantsIt(String fault) throws Exception {
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED, fault);
                GameConnection connection = CaptureWorld.connection(game)) {
            accepted(new ReplayCapture(connection));
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aHeldTurnThatThePluginGaveUpIsNoticedAndTheRunConnectsAnew(PluginBehaviour behaviour)
            throws Exception {
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            accepted(capture);
            game.time.sleep(LATER.toNanos());
            accepted(capture);
            assertThat(game.network.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aGameThatAnswersAllButTooSlowlyEndsWithTheLimitOfTheRun(PluginBehaviour behaviour) throws Exception {
        PhaseDeadlines patient = CaptureWorld.deadlines();
        RunRequest request = drive.request(10, 4, new PhaseDeadlines(patient.connect(), patient.menu(),
                patient.mapLoad(), patient.countdown(), patient.raceMessage(), patient.raceStep(),
                patient.drain(), LITTLE));
        Duration limit = request.deadlines().run(request.raceTimeMs(), 4, request.frames().count());
        try (VirtualGame game = world.game(behaviour, "slow:message=frame,by=3s");
                GameConnection connection = CaptureWorld.connection(game)) {
            long began = game.time.nanos();
            CaptureWorld.Collected sink = new CaptureWorld.Collected();
            RunOutcome outcome = new ReplayCapture(connection).run(request, sink, RunWatcher.NONE);

            RunOutcome.Stop stop = outcome.stop().orElseThrow();
            assertThat(stop.reason()).as(stop.toString()).isEqualTo(StopReason.TOO_LONG);
            assertThat(stop.phase()).as(stop.toString()).isEqualTo(CapturePhase.RACE);
            assertThat(Duration.ofNanos(game.time.nanos() - began))
                    .isBetween(limit, limit.plus(DRAIN).plus(LITTLE));
            assertThat(sink.times()).isNotEmpty().isEqualTo(sink.stamps);
            assertThat(CaptureWorld.verdict(outcome, request)).isInstanceOf(CaptureVerdict.Rejected.class);
        }
    }
}
