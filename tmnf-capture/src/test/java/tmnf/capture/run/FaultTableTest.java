package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.capture.verify.CaptureVerdict;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.FaultKind;
import tmnf.tminterface.sim.game.FaultMessage;
import tmnf.tminterface.sim.game.GamePhase;
import tmnf.tminterface.sim.game.VirtualGame;

/**
 * Every fault that the simulated game knows, in every phase and at every message that it can be told to
 * happen in, with both plugins: what the run makes of it, how long that takes, that no frame of it is wrong,
 * and that the next run with the same game is accepted. What needs a certain moment is in {@link
 * FaultyGameTest}.
 */
@Timeout(60)
class FaultTableTest {

    /** A short race of a small challenge. */
    private static final String FILE = "StadiumA3(00'09''69).Replay.Gbx";
    /** Longer than every fault here lasts. */
    private static final Duration LATER = Duration.ofSeconds(90);
    /** The race itself, and loading it. */
    private static final Duration RACE = Duration.ofSeconds(8);

    private static final String ACCEPTED = "accepted";

    /** Fault, what comes of it, and why that is right where it is not plain. */
    private static final String TABLE = """
            silence:phase=start-up   | NO_TURN MENU         | the port is open already
            silence:phase=menus      | NO_TURN MENU         |
            silence:phase=loading    | NEEDS_ENTER MAP_LOAD | from outside it looks the same
            silence:phase=preview    | accepted             | the challenge has no intro
            silence:phase=countdown  | NEEDS_ENTER MAP_LOAD | its first step never comes
            silence:phase=race       | FRAME_MISSING RACE   | that of race time 0 was asked for
            silence:phase=finish     | accepted             | the finish is taken back
            silence:phase=dialog     | accepted             | the finish is taken back
            disconnect:connect       | CONNECTION_LOST MENU      |
            disconnect:step          | CONNECTION_LOST MAP_LOAD  |
            disconnect:checkpoint    | CONNECTION_LOST RACE      |
            disconnect:lap           | accepted                  | the challenge has one lap
            disconnect:frame         | CONNECTION_LOST COUNTDOWN |
            disconnect:heartbeat     | accepted                  | none while other messages come
            disconnect:reply         | CONNECTION_LOST MENU      |
            cut:connect              | CONNECTION_LOST MENU      |
            cut:step                 | CONNECTION_LOST MAP_LOAD  |
            cut:checkpoint           | CONNECTION_LOST RACE      |
            cut:lap                  | accepted                  | the challenge has one lap
            cut:frame                | CONNECTION_LOST COUNTDOWN |
            cut:heartbeat            | accepted                  | none while other messages come
            cut:reply                | CONNECTION_LOST MENU      |
            slow:connect             | NO_TURN MENU         |
            slow:step                | NEEDS_ENTER MAP_LOAD | from outside it looks the same
            slow:checkpoint          | RACE_SILENT RACE     |
            slow:lap                 | accepted             | the challenge has one lap
            slow:frame               | NO_START COUNTDOWN   |
            slow:heartbeat           | accepted             | none while other messages come
            slow:reply               | CONNECTION_LOST MENU |
            late-frame               | accepted             | the game stands still until it comes
            no-frame                 | NO_START COUNTDOWN   |
            preview                  | NEEDS_ENTER MAP_LOAD |
            press-enter              | NEEDS_ENTER MAP_LOAD / accepted | our plugin can press it
            wrong-map                | WRONG_MAP MAP_LOAD   |
            medals                   | accepted             | the finish is taken back
            port-taken               | UNREACHABLE CONNECT  |
            crash:phase=start-up     | accepted             | it was there again in time
            crash:phase=menus        | CONNECTION_LOST MENU     |
            crash:phase=loading      | CONNECTION_LOST MAP_LOAD |
            crash:phase=preview      | accepted                 | the challenge has no intro
            crash:phase=countdown    | CONNECTION_LOST MAP_LOAD |
            crash:phase=race         | CONNECTION_LOST RACE     |
            crash:phase=finish       | accepted                 | the finish is taken back
            crash:phase=dialog       | accepted                 | the finish is taken back
            crash:connect            | CONNECTION_LOST MENU      |
            crash:step               | CONNECTION_LOST MAP_LOAD  |
            crash:checkpoint         | CONNECTION_LOST RACE      |
            crash:lap                | accepted                  | the challenge has one lap
            crash:frame              | CONNECTION_LOST COUNTDOWN |
            crash:heartbeat          | accepted                  | none while other messages come
            crash:reply              | CONNECTION_LOST MENU      |
            """;

    @TempDir
    static Path root;

    private static CaptureWorld world; // after setUp
    private static CaptureWorld.Drive drive; // after setUp

    @BeforeAll
    static void setUp() throws Exception {
        world = new CaptureWorld(root);
        drive = world.path(FILE);
    }

    private static Stream<String[]> rows() {
        return TABLE.lines().map(line -> Arrays.stream(line.split("\\|")).map(String::strip)
                .toArray(String[]::new));
    }

    private static Stream<Arguments> faults() {
        return rows().flatMap(row -> {
            String[] each = row[1].split(" / ");
            return Stream.of(Arguments.of(PluginBehaviour.ORIGINAL, row[0], each[0]),
                    Arguments.of(PluginBehaviour.EXTENDED, row[0], each[each.length - 1]));
        });
    }

    /** All that can be told to a game. */
    private static List<String> everything() {
        List<String> all = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            boolean phases = kind == FaultKind.SILENCE || kind == FaultKind.CRASH;
            boolean messages = kind == FaultKind.DISCONNECT || kind == FaultKind.CUT
                    || kind == FaultKind.SLOW || kind == FaultKind.CRASH;
            for (GamePhase phase : phases ? GamePhase.values() : new GamePhase[0]) {
                all.add(kind.word() + ":phase=" + phase.word());
            }
            for (FaultMessage message : messages ? FaultMessage.values() : new FaultMessage[0]) {
                all.add(kind.word() + ":" + message.word());
            }
            if (!phases && !messages) {
                all.add(kind.word());
            }
        }
        return all;
    }

    @Test
    void everyFaultInEveryPhaseHasARow() {
        assertThat(rows().map(row -> row[0])).containsExactlyInAnyOrderElementsOf(everything());
    }

    /** The same as a specification: what would last for ever, or be over at once, lasts a minute. */
    private static String specification(String fault) {
        String kind = fault.replaceFirst(":.*", "");
        String text = fault.contains(":") && !fault.contains("=") ? fault.replace(":", ":message=") : fault;
        String length = switch (kind) {
            case "silence", "no-frame", "port-taken" -> "for=60s";
            case "slow" -> "by=60s,times=1";
            case "late-frame" -> "frames=30";
            case "preview", "press-enter", "wrong-map", "medals" -> "times=1";
            default -> "";
        };
        return length.isEmpty() ? text : text + (text.contains(":") ? "," : ":") + length;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsClassifiedInTimeAndHarmsNoFrameAndNoOtherRun(PluginBehaviour behaviour, String fault,
            String expected) throws Exception {
        try (VirtualGame game = world.game(behaviour, specification(fault));
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            RunRequest request = drive.request(10, 4, CaptureWorld.deadlines());
            CaptureWorld.Collected sink = new CaptureWorld.Collected();
            long began = game.time.nanos();
            RunOutcome outcome = capture.run(request, sink, RunWatcher.NONE);
            Duration took = Duration.ofNanos(game.time.nanos() - began);

            assertThat(outcome.stop().map(stop -> stop.reason().name() + " " + stop.phase().name())
                    .orElse(ACCEPTED)).as(outcome.stop().toString()).isEqualTo(expected);
            assertThat(CaptureWorld.verdict(outcome, request) instanceof CaptureVerdict.Accepted)
                    .isEqualTo(expected.equals(ACCEPTED));
            assertThat(sink.times()).as("labels and pictures").isEqualTo(sink.stamps);
            outcome.stop().ifPresent(stop -> assertThat(took).isLessThanOrEqualTo(limit(stop.reason())));

            game.time.sleep(LATER.toNanos());
            CaptureWorld.Collected next = new CaptureWorld.Collected();
            RunOutcome second = capture.run(request, next, RunWatcher.NONE);
            assertThat(second.stop()).isEmpty();
            assertThat(CaptureWorld.verdict(second, request)).isInstanceOf(CaptureVerdict.Accepted.class);
            assertThat(next.times()).isEqualTo(next.stamps);
        }
    }

    /** When a run that ends with the reason is over at the latest, its end included. */
    private static Duration limit(StopReason reason) {
        var deadlines = CaptureWorld.deadlines();
        Duration limit = switch (reason) {
            case UNREACHABLE -> deadlines.connect();
            case NO_TURN -> deadlines.menu();
            case NEEDS_ENTER -> deadlines.mapLoad();
            case NO_START -> deadlines.countdown();
            case RACE_SILENT, FRAME_MISSING -> deadlines.raceMessage();
            case CONNECTION_LOST -> Duration.ofSeconds(10); // the link's own patience with a reply
            default -> Duration.ZERO;
        };
        return limit.plus(deadlines.drain()).plus(RACE);
    }
}
