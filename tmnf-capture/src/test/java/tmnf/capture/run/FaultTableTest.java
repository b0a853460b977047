package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.FaultKind;
import tmnf.tminterface.sim.game.FaultMessage;
import tmnf.tminterface.sim.game.GamePhase;

/**
 * Every fault that the simulated game knows, in every phase and at every message that it can be told to
 * happen in, with both plugins: what the run makes of it, how long that takes, that no frame of it is wrong,
 * and that the next run with the same game is accepted. {@link FaultsByPhaseTest} has each kind in each
 * phase of a run.
 */
@Timeout(60)
class FaultTableTest {

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

    private static FaultScenes scenes; // after setUp

    @BeforeAll
    static void setUp() throws Exception {
        scenes = new FaultScenes(root);
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
            case "late-frame" -> "frames=30,times=10";
            case "preview", "press-enter", "wrong-map", "medals" -> "times=1";
            default -> "";
        };
        return length.isEmpty() ? text : text + (text.contains(":") ? "," : ":") + length;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsClassifiedInTimeAndHarmsNoFrameAndNoOtherRun(PluginBehaviour behaviour, String fault,
            String expected) throws Exception {
        FaultScenes.Scene played = scenes.play(behaviour, FaultScenes.Kind.PLAIN, specification(fault));

        FaultScenes.Take first = played.takes().get(0);
        assertThat(first.ending()).as(first.outcome().stop().toString()).isEqualTo(expected);
        played.takes().forEach(FaultScenes.Take::isSoundAndInTime);
        // Where nothing happened at all there is no second run.
        assertThat(played.takes()).hasSize(first.struck() == null ? 1 : 2);
        assertThat(played.takes().get(played.takes().size() - 1).ending())
                .isEqualTo(first.struck() == null ? expected : ACCEPTED);
    }
}
