package tmnf.gbx.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.Replay;

class ReplayScriptsTest {

    private static final int RACE_TIME = 20_000;
    private static final ScriptOptions EXACT = ScriptOptions.DEFAULT.withStyle(ScriptStyle.EXACT);

    @Test
    void writesPressesReleasesAndAxesInOrderOfTime() throws Exception {
        Ghost ghost = ghost(
                press("Accelerate", 10),
                press("SteerLeft", 500),
                value("Steer", 300, 0xFFFAA9),
                release("SteerLeft", 700));

        assertThat(lines(ghost))
                .containsExactly(
                        "0 press up", "290 steer 1367", "490 press left", "690 rel left", "20010 rel up");
    }

    @Test
    void keepsFullThrottle() throws Exception {
        Ghost ghost = ghost(value("Gas", 10, 0x010000), value("Gas", 500, 0), value("Gas", 600, 0xFF0000));

        assertThat(lines(ghost)).containsExactly("0 gas -65536", "490 gas 0", "590 gas 65536");
    }

    @Test
    void keepsOnlyTheLastAxisValueOfTheCountdown() throws Exception {
        Ghost ghost = ghost(value("Steer", -2000, 100), value("Steer", -30, 200), value("Steer", 40, 300));

        assertThat(lines(ghost)).containsExactly("0 steer -200", "30 steer -300");
    }

    @Test
    void aKeyReleasedWithinItsTickLeavesNoLine() throws Exception {
        assertThat(lines(ghost(press("Accelerate", 100), release("Accelerate", 100), press("Brake", 200))))
                .containsExactly("190 press down", "20010 rel down");
    }

    @Test
    void aKeyPressedAgainWithinItsTickStaysDown() throws Exception {
        Ghost ghost =
                ghost(press("Brake", 100), release("Brake", 200), press("Brake", 200), release("Brake", 300));

        assertThat(lines(ghost)).containsExactly("90 press down", "290 rel down");
    }

    @Test
    void ofTwoControlsOfOneKeyTheLatestEntryDecides() throws Exception {
        Ghost ghost = ghost(
                press("Accelerate", 100),
                value("AccelerateReal", 200, 0x10000),
                release("Accelerate", 300),
                value("AccelerateReal", 400, 0));

        assertThat(lines(ghost)).containsExactly("90 press up", "290 rel up");
    }

    @Test
    void keysThatAreStillDownAreReleasedAfterTheLastEntryEvenBehindTheFinish() throws Exception {
        Ghost ghost = ghost(press("Accelerate", 10), press("Brake", RACE_TIME + 5_000));

        assertThat(lines(ghost))
                .containsExactly("0 press up", "24990 press down", "25000 rel up", "25000 rel down");
    }

    @Test
    void anOffsetIsAddedToTimesThatAreRoundedDownBeforeTheStartToo() throws Exception {
        Ghost ghost = ghost(press("Accelerate", -15), press("Brake", 15));

        for (ScriptStyle style : new ScriptStyle[] {ScriptStyle.EVENTS, ScriptStyle.EXACT}) {
            assertThat(ReplayScripts.of(ghost, new ScriptOptions(style, 100, "enter", 0)).lines()).as("%s",
                    style)
                    .startsWith("70 press up", "100 press down");
        }
    }

    @Test
    void undoesTheShiftOfTMInterface() throws Exception {
        Ghost ghost = ghost(press("_FakeIsRaceRunning", 65_535), press("Accelerate", 65_545));

        assertThat(lines(ghost)).containsExactly("0 press up", "20010 rel up");
    }

    @Test
    void turnsTheAxesRoundWhenTheTapeSaysSo() throws Exception {
        Ghost ghost = ghost(press("_FakeDontInverseAxis", 0), value("Steer", 10, 1000));

        assertThat(lines(ghost)).containsExactly("0 steer 1000");
    }

    @Test
    void dropsHornAndMarks() throws Exception {
        Ghost ghost = ghost(
                press("_FakeIsRaceRunning", 0),
                press("Horn", 50),
                release("Horn", 90),
                press("_FakeFinishLine", RACE_TIME));

        assertThat(lines(ghost)).isEmpty();
    }

    @Test
    void aRespawnWithinATickBelongsToThatTick() throws Exception {
        Ghost ghost = ghost(
                press("Respawn", 4300),
                release("Respawn", 4350),
                press("Respawn", 8005),
                release("Respawn", 8111));

        assertThat(lines(ghost))
                .containsExactly("4290 press enter", "4340 rel enter", "8000 press enter", "8110 rel enter");
    }

    @Test
    void aRespawnLastsAtLeastOneTick() throws Exception {
        assertThat(lines(ghost(press("Respawn", 4301), release("Respawn", 4303))))
                .containsExactly("4300 press enter", "4310 rel enter");
    }

    @Test
    void everyRespawnIsReleasedBeforeTheNextOne() throws Exception {
        Ghost ghost = ghost(
                press("Respawn", 4301),
                press("Respawn", 4312),
                release("Respawn", 4314),
                press("Respawn", 4325),
                release("Respawn", 4331));

        assertThat(lines(ghost))
                .containsExactly(
                        "4300 press enter",
                        "4310 rel enter",
                        "4310 press enter",
                        "4320 rel enter",
                        "4320 press enter",
                        "4330 rel enter");
    }

    @Test
    void dropsRespawnsOutsideTheRace() throws Exception {
        Ghost ghost = ghost(
                press("Respawn", -500),
                release("Respawn", 30),
                press("Respawn", RACE_TIME),
                release("Respawn", RACE_TIME + 50));

        assertThat(lines(ghost)).isEmpty();
    }

    @Test
    void floorsNegativeTimesSoThatTheStartKeepsItsOrder() throws Exception {
        Ghost ghost = ghost(value("Steer", -5, 1), value("Steer", 5, 2), value("Steer", 15, 3));

        assertThat(lines(ghost)).containsExactly("0 steer -3");
    }

    @Test
    void sortsATapeThatIsNotSorted() throws Exception {
        assertThat(lines(ghost(release("Brake", 900), press("Brake", 100))))
                .containsExactly("90 press down", "890 rel down");
    }

    @Test
    void exactStyleKeepsEveryEntry() throws Exception {
        Ghost ghost = ghost(
                press("Accelerate", 100),
                release("Accelerate", 100),
                press("Horn", 200),
                value("Steer", 300, 5),
                value("Steer", 300, 6));

        assertThat(ReplayScripts.of(ghost, EXACT).lines())
                .containsExactly(
                        "90 press up", "90 rel up", "190 press horn", "290 steer -5", "290 steer -6");
    }

    @Test
    void exactStyleCanBeTurnedIntoTheTapeAgain() throws Exception {
        List<ControlEntry> tape = List.of(
                press("Accelerate", 10),
                value("Steer", 10, 0x010000),
                press("SteerLeft", 480),
                release("SteerLeft", 480),
                release("Accelerate", 990),
                value("Gas", 1000, 0xFF0000));

        InputScript script = ReplayScripts.of(ghost(tape.toArray(ControlEntry[]::new)), EXACT);

        assertThat(script.lines().stream().map(ReplayScriptsTest::entryOf).toList()).isEqualTo(tape);
    }

    @Test
    void commentsStayOnTheirLine() throws Exception {
        InputScript script = ReplayScripts.of(ghost(press("Accelerate", 10)), ScriptOptions.DEFAULT);

        assertThat(script.text(List.of("one", "two\n0 press down\r")))
                .isEqualTo("# one\n# two 0 press down \n0 press up\n20010 rel up\n");
    }

    @ParameterizedTest
    @EnumSource
    void extremeTimesDoNotOverflow(ScriptStyle style) throws Exception {
        Ghost ghost = ghost(
                press("_FakeIsRaceRunning", 5),
                press("Accelerate", Integer.MIN_VALUE),
                press("Brake", Integer.MAX_VALUE),
                press("Respawn", Integer.MIN_VALUE),
                release("Respawn", Integer.MAX_VALUE));

        assertThat(ReplayScripts.of(ghost, ScriptOptions.DEFAULT.withStyle(style)).lines())
                .allMatch(line -> line.matches("\\d+(-\\d+)? (press|rel) \\w+"));
    }

    @Test
    void namesTheReasonOfARefusal() {
        Replay none = new Replay(new byte[0], null, List.of(), null);
        Ghost unfinished = Ghost.builder().inputs(InputTape.of(List.of(press("Accelerate", 10)))).build();
        Ghost empty = Ghost.builder().raceTimeMs(RACE_TIME).build();

        assertThatThrownBy(() -> ReplayScripts.of(none, ScriptOptions.DEFAULT))
                .isInstanceOfSatisfying(ScriptException.class, e -> assertThat(e.reason())
                        .isEqualTo(ScriptException.Reason.NO_GHOST));
        assertThatThrownBy(() -> ReplayScripts.of(unfinished, ScriptOptions.DEFAULT))
                .isInstanceOfSatisfying(ScriptException.class, e -> assertThat(e.reason())
                        .isEqualTo(ScriptException.Reason.NOT_FINISHED));
        assertThatThrownBy(() -> ReplayScripts.of(empty, ScriptOptions.DEFAULT))
                .isInstanceOfSatisfying(ScriptException.class, e -> assertThat(e.reason())
                        .isEqualTo(ScriptException.Reason.NO_INPUTS));
    }

    @Test
    void refusesOptionsThatTMInterfaceCannotFollow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScriptOptions(ScriptStyle.EVENTS, 5, "enter", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScriptOptions(ScriptStyle.EVENTS, 0, "enter", -10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScriptOptions(ScriptStyle.EVENTS, 0, "a;b", 0));
    }

    private static ControlEntry entryOf(String line) {
        String[] words = line.split(" ");
        int time = Integer.parseInt(words[0]) + 10;
        return switch (words[1]) {
            case "steer" -> value("Steer", time, -Integer.parseInt(words[2]) & 0xFFFFFF);
            case "gas" -> value("Gas", time, -Integer.parseInt(words[2]) & 0xFFFFFF);
            default -> {
                String name = words[2].equals("up") ? "Accelerate" : "SteerLeft";
                yield value(name, time, words[1].equals("press") ? 1 : 0);
            }
        };
    }

    private static List<String> lines(Ghost ghost) throws ScriptException {
        return ReplayScripts.of(ghost, ScriptOptions.DEFAULT).lines();
    }

    private static Ghost ghost(ControlEntry... entries) {
        return Ghost.builder()
                .raceTimeMs(RACE_TIME)
                .inputs(InputTape.of(Arrays.asList(entries)))
                .build();
    }

    private static ControlEntry press(String name, int timeMs) {
        return value(name, timeMs, 1);
    }

    private static ControlEntry release(String name, int timeMs) {
        return value(name, timeMs, 0);
    }

    private static ControlEntry value(String name, int timeMs, int value) {
        return new ControlEntry(name, timeMs, value);
    }
}
