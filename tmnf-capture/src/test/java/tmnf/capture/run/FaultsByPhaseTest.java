package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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

/**
 * Every kind of fault in every phase of a run, with both plugins: that it happens in that phase, what the run
 * makes of it and how soon, that no frame is wrong, and that all other runs with the same game are accepted.
 * {@link FaultTableTest} has every word that a fault takes instead. The first message of a phase, at which a
 * fault happens, is counted in a run without one; everything is in virtual time, so it is the same again.
 */
@Timeout(60)
class FaultsByPhaseTest {

    private static final String ACCEPTED = "accepted";
    /** Cannot happen in the phase: no run ends for it. */
    private static final String NEVER = "never";

    /** Kind, phase, what comes of it with the original plugin and with ours, and why if that is not plain. */
    private static final String TABLE = """
            silence connect       | NO_TURN MENU               | the port is open already
            silence menu          | NO_TURN MENU               |
            silence map-load      | NEEDS_ENTER MAP_LOAD       | from outside it looks the same
            silence countdown     | NO_START COUNTDOWN         |
            silence race          | RACE_SILENT RACE           |
            silence drain         | INTERRUPTED RACE / never   | our plugin gives a turn before the next tick
            disconnect connect    | accepted                   | the turn from before is lost
            disconnect menu       | CONNECTION_LOST MENU       |
            disconnect map-load   | CONNECTION_LOST MAP_LOAD   |
            disconnect countdown  | CONNECTION_LOST COUNTDOWN  |
            disconnect race       | CONNECTION_LOST RACE       |
            disconnect drain      | INTERRUPTED RACE           |
            cut connect           | accepted                   | the turn from before is lost
            cut menu              | CONNECTION_LOST MENU       |
            cut map-load          | CONNECTION_LOST MAP_LOAD   |
            cut countdown         | CONNECTION_LOST COUNTDOWN  |
            cut race              | CONNECTION_LOST RACE       |
            cut drain             | INTERRUPTED RACE           |
            slow connect          | NO_TURN MENU               | the turn from before is lost
            slow menu             | NO_TURN MENU               |
            slow map-load         | NEEDS_ENTER MAP_LOAD       | from outside it looks the same
            slow countdown        | NO_START COUNTDOWN         |
            slow race             | CONNECTION_LOST RACE / FRAME_MISSING RACE | it is a reply / a frame
            slow drain            | INTERRUPTED RACE           |
            late-frame connect    | never                      | no frame is asked for
            late-frame menu       | never                      | no frame is asked for
            late-frame map-load   | never                      | no frame is asked for
            late-frame countdown  | accepted                   | the game stands still until it comes
            late-frame race       | accepted                   | the game stands still until it comes
            late-frame drain      | never                      | no frame is asked for
            no-frame connect      | never                      | no frame is asked for
            no-frame menu         | never                      | no frame is asked for
            no-frame map-load     | never                      | no frame is asked for
            no-frame countdown    | NO_START COUNTDOWN         |
            no-frame race         | FRAME_MISSING RACE         |
            no-frame drain        | never                      | no frame is asked for
            preview connect       | never                      | no challenge is loaded
            preview menu          | never                      | no challenge is loaded
            preview map-load      | NEEDS_ENTER MAP_LOAD       |
            preview countdown     | never                      | no challenge is loaded
            preview race          | never                      | no challenge is loaded
            preview drain         | never                      | no challenge is loaded
            press-enter connect   | never                      | no challenge is loaded
            press-enter menu      | never                      | no challenge is loaded
            press-enter map-load  | NEEDS_ENTER MAP_LOAD / accepted | our plugin can press it
            press-enter countdown | never                      | no challenge is loaded
            press-enter race      | never                      | no challenge is loaded
            press-enter drain     | never                      | no challenge is loaded
            wrong-map connect     | never                      | no challenge is loaded
            wrong-map menu        | never                      | no challenge is loaded
            wrong-map map-load    | WRONG_MAP MAP_LOAD         |
            wrong-map countdown   | never                      | no challenge is loaded
            wrong-map race        | never                      | no challenge is loaded
            wrong-map drain       | never                      | no challenge is loaded
            medals connect        | never                      | before the finish
            medals menu           | never                      | before the finish
            medals map-load       | never                      | before the finish
            medals countdown      | never                      | before the finish
            medals race           | never                      | the finish is taken back
            medals drain          | never                      | the finish is taken back
            port-taken connect    | UNREACHABLE CONNECT        |
            port-taken menu       | never                      | the game listens already
            port-taken map-load   | never                      | the game listens already
            port-taken countdown  | never                      | the game listens already
            port-taken race       | never                      | the game listens already
            port-taken drain      | never                      | the game listens already
            crash connect         | accepted                   | the turn from before is lost
            crash menu            | CONNECTION_LOST MENU       |
            crash map-load        | CONNECTION_LOST MAP_LOAD   |
            crash countdown       | CONNECTION_LOST COUNTDOWN  |
            crash race            | CONNECTION_LOST RACE       |
            crash drain           | INTERRUPTED RACE           |
            """;

    @TempDir
    static Path root;

    private static FaultScenes scenes; // after setUp
    private static final Map<PluginBehaviour, Map<CapturePhase, FaultScenes.Moment>> MOMENTS =
            new EnumMap<>(PluginBehaviour.class);
    private static final Map<String, FaultScenes.Scene> PLAYED = new HashMap<>();

    @BeforeAll
    static void setUp() throws Exception {
        scenes = new FaultScenes(root);
        for (PluginBehaviour behaviour : PluginBehaviour.values()) {
            MOMENTS.put(behaviour, scenes.moments(behaviour));
        }
        PLAYED.clear();
    }

    private static Map<String, String[]> table() {
        return TABLE.lines().map(line -> Arrays.stream(line.split("\\|")).map(String::strip)
                .toArray(String[]::new)).collect(Collectors.toMap(row -> row[0], Function.identity()));
    }

    private static String name(FaultKind kind, CapturePhase phase) {
        return kind.word() + " " + phase;
    }

    private static Stream<Arguments> rows() {
        Map<String, String[]> table = table();
        return Arrays.stream(FaultKind.values()).flatMap(kind -> Arrays.stream(CapturePhase.values())
                .flatMap(phase -> Arrays.stream(PluginBehaviour.values()).map(behaviour -> {
                    String[] row = table.getOrDefault(name(kind, phase), new String[] {"", "no row"});
                    String[] each = row[1].split(" / ");
                    return Arguments.of(kind, phase, behaviour,
                            each[behaviour == PluginBehaviour.ORIGINAL ? 0 : each.length - 1]);
                })));
    }

    @Test
    void everyKindHasARowForEveryPhaseAndWhateverIsHarmlessSaysWhy() {
        assertThat(table()).containsOnlyKeys(Arrays.stream(FaultKind.values()).flatMap(kind ->
                Arrays.stream(CapturePhase.values()).map(phase -> name(kind, phase))).toList());
        assertThat(table().values()).allSatisfy(row -> {
            if (row[1].contains(NEVER) || row[1].contains(ACCEPTED)) {
                assertThat(row).as(row[0]).hasSize(3);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aFaultIsClassifiedInTimeAndHarmsNoFrameAndNoOtherRun(FaultKind kind, CapturePhase phase,
            PluginBehaviour behaviour, String expected) throws Exception {
        FaultScenes.Moment moment = MOMENTS.get(behaviour).get(phase);
        String fault = FaultScenes.specification(kind, phase, moment);
        FaultScenes.Kind scene = FaultScenes.Kind.of(kind, phase);
        String key = behaviour + " " + scene + " " + fault;
        FaultScenes.Scene played = PLAYED.get(key);
        if (played == null) {
            played = scenes.play(behaviour, scene, fault);
            PLAYED.put(key, played);
        }

        played.takes().forEach(FaultScenes.Take::isSoundAndInTime);
        List<FaultScenes.Take> others = played.takes().stream().filter(take -> take.struck() == null)
                .toList();
        assertThat(others).as("runs without a fault").allSatisfy(take ->
                assertThat(take.ending()).isEqualTo(take.asked() ? "INTERRUPTED RACE" : ACCEPTED));
        if (expected.equals(NEVER)) {
            assertThat(played.takes()).extracting(FaultScenes.Take::struck).doesNotContain(phase);
        } else {
            assertThat(played.struck()).extracting(FaultScenes.Take::struck).as(fault)
                    .containsExactly(phase);
            assertThat(played.struck().get(0).ending()).as(fault + ": "
                    + played.struck().get(0).outcome().stop()).isEqualTo(expected);
            assertThat(others).as("a run behind that").isNotEmpty();
        }
    }
}
