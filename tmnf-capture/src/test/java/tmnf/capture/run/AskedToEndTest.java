package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.capture.verify.CaptureVerdict;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.VirtualGame;

/**
 * Ctrl+C: whatever a run waits for, it is over within two seconds, in virtual time, and the next run with the
 * same game is accepted.
 */
@Timeout(60)
class AskedToEndTest extends RunTestBase {

    private static final Duration SOON = Duration.ofSeconds(2);
    /** Longer than the game hangs. */
    private static final Duration LATER = Duration.ofSeconds(90);

    /** What makes a run wait in that phase; in the last one, for a turn to leave the game in order. */
    private static String hang(CapturePhase phase) {
        return switch (phase) {
            case CONNECT -> "port-taken:for=60s";
            case MENU -> "silence:phase=menus,for=60s";
            case MAP_LOAD -> "silence:phase=loading,for=60s";
            case COUNTDOWN -> "silence:at=-1000,for=60s";
            case RACE, DRAIN -> "silence:at=2010,for=60s";
        };
    }

    private static Stream<Arguments> everywhere() {
        return Arrays.stream(CapturePhase.values()).flatMap(phase ->
                Arrays.stream(PluginBehaviour.values()).flatMap(behaviour ->
                        Stream.of(Arguments.of(phase, behaviour, 0, ""),
                                Arguments.of(phase, behaviour, 1500, hang(phase)))));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aRunThatIsAskedToEndDoesSoInTwoSeconds(CapturePhase phase, PluginBehaviour behaviour, int afterMs,
            String fault) throws Exception {
        String[] faults = fault.isEmpty() ? new String[0] : new String[] {fault};
        try (VirtualGame game = world.game(behaviour, faults);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            CaptureWorld.Collected sink = new CaptureWorld.Collected();
            Asking watcher = new Asking(game, phase, afterMs);
            RunRequest request = drive.request(4, 4, CaptureWorld.deadlines(), 32);
            RunOutcome outcome = capture.run(request, sink, watcher);

            assertThat(Duration.ofNanos(game.time.nanos() - watcher.asked)).isLessThan(SOON);
            assertThat(sink.times()).isEqualTo(sink.stamps);
            if (phase != CapturePhase.DRAIN) {
                RunOutcome.Stop stop = outcome.stop().orElseThrow();
                assertThat(stop.reason()).as(stop.toString()).isEqualTo(StopReason.INTERRUPTED);
                assertThat(stop.phase()).isEqualTo(phase);
                assertThat(CaptureWorld.verdict(outcome, request))
                        .isInstanceOf(CaptureVerdict.Rejected.class);
            } else if (fault.isEmpty()) {
                assertThat(outcome.stop()).as("the race was over").isEmpty();
            } else {
                assertThat(outcome.stop().orElseThrow().reason()).isEqualTo(StopReason.RACE_SILENT);
            }

            game.time.sleep(LATER.toNanos());
            RunOutcome next = capture.run(request, new CaptureWorld.Collected(), RunWatcher.NONE);
            assertThat(next.stop()).isEmpty();
            assertThat(CaptureWorld.verdict(next, request)).isInstanceOf(CaptureVerdict.Accepted.class);
        }
    }

    /** Asks a run to end some time after a phase began. */
    private static final class Asking implements RunWatcher {

        private final VirtualGame game;
        private final CapturePhase phase;
        private final long afterNanos;
        private long entered = -1;
        private long asked = -1;

        private Asking(VirtualGame game, CapturePhase phase, int afterMs) {
            this.game = game;
            this.phase = phase;
            this.afterNanos = Duration.ofMillis(afterMs).toNanos();
        }

        @Override
        public void phase(CapturePhase now) {
            if (now == phase) {
                entered = game.time.nanos();
                asked = entered + afterNanos;
            }
        }

        @Override
        public boolean stops() {
            return entered >= 0 && game.time.nanos() - entered >= afterNanos;
        }
    }
}
