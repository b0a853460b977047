package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.tminterface.script.ScriptFormatException.Reason;
import tmnf.tminterface.script.ScriptWarning.Kind;

/** What strict mode refuses, warns of, and reads differently from the Python client. */
class StrictScriptTest {

    private static Arguments refusal(Reason reason, String command, String inMessage) {
        return Arguments.of(reason, command, inMessage);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(Reason.BAD_TIME, "1000-abc press up", "'abc' is no number"),
                refusal(Reason.BAD_TIME, "1000- press up", "is no time"),
                refusal(Reason.BAD_TIME, "-1000 press up", "negative times are not injected"),
                refusal(Reason.BAD_TIME, "0.5--1.5 press up", "is no time"),
                refusal(Reason.BAD_TIME, "100-200-300 press up", "is no time"),
                refusal(Reason.BAD_TIME, "15:47 press up", "needs a decimal point"),
                refusal(Reason.BAD_TIME, "1:2:3:4.5 press up", "hours, minutes and seconds at most"),
                refusal(Reason.BAD_TIME, "1:75.00 press up", "end at 59"),
                refusal(Reason.BAD_TIME, "1_000 press up", "ASCII digits"),
                refusal(Reason.BAD_TIME, "\u0661\u0660 press up", "ASCII digits"),
                refusal(Reason.BAD_TIME, "+100 press up", "ASCII digits"),
                refusal(Reason.BAD_TIME, "99999999999 press up", "up to 2147483647"),
                refusal(Reason.BAD_TIME, "2147484.00 press up", "before a decimal point is seconds"),
                refusal(Reason.BAD_TIME, "100ms press up", "'100ms' is no number"),
                refusal(Reason.NO_COMMAND, "100", "no command after the time 100"),
                refusal(Reason.NO_COMMAND, "100-200 # press up", "no command after the time 100-200"),
                refusal(Reason.BAD_INPUT, "100 press", "'press' needs a key"),
                refusal(Reason.BAD_INPUT, "rel", "'rel' needs a key"),
                refusal(Reason.BAD_INPUT, "100 steer", "'steer' needs an amount"),
                refusal(Reason.BAD_INPUT, "100 steer abc", "'abc' is no amount for 'steer'"),
                refusal(Reason.BAD_INPUT, "100-200 gas 1.5", "'1.5' is no amount for 'gas'"),
                refusal(Reason.BAD_INPUT, "100 steer 1_0", "'1_0' is no amount"),
                refusal(Reason.BAD_INPUT, "100 steer +5", "'+5' is no amount"),
                refusal(Reason.BAD_INPUT, "100 steer 2147483648", "is no amount"),
                refusal(Reason.BAD_QUOTES, "load \"my file.txt", "column 6 is never closed"),
                refusal(Reason.BAD_QUOTES, "a\"b c\"d e", "column 2 stands within a word"),
                refusal(Reason.BAD_QUOTES, "load \"a\"b", "column 8; put a blank between"),
                refusal(Reason.BAD_CHARACTER, "\u00a0100 press up", "U+00A0 in column 1"),
                refusal(Reason.BAD_CHARACTER, "100 press up\u200b", "U+200B in column 13"),
                refusal(Reason.BAD_CHARACTER, "100\u000bpress up", "U+000B in column 4"),
                refusal(Reason.BAD_CHARACTER, "100 press\0 up", "U+0000 in column 10"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesMistakesAndNamesTheLine(Reason reason, String command, String inMessage) {
        String script = "0 press up\r\n\n" + command + "\n100 rel up";

        ScriptFormatException refusal = catchThrowableOfType(
                ScriptFormatException.class, () -> CommandList.parse(script));

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal).hasMessageStartingWith("line 3: ").hasMessageContaining(inMessage);
    }

    private static Arguments oddity(Kind kind, String command, String... lines) {
        return Arguments.of(kind, command, Arrays.asList(lines));
    }

    static Stream<Arguments> oddities() {
        return Stream.of(
                oddity(Kind.NOT_A_TICK, "123 press up", "123 press up"),
                oddity(Kind.NOT_A_TICK, "120-123 press up", "120 press up", "123 rel up"),
                oddity(Kind.DIGITS_CUT, "5.129 press up", "5120 press up"),
                oddity(Kind.DIGITS_CUT, "1.10-5.129 press up", "1100 press up", "5120 rel up"),
                oddity(Kind.LATE_TIME, "166180.0 press up", "166180000 press up"),
                oddity(Kind.RANGE_TURNED, "3000-1000 press up", "1000 press up", "3000 rel up"),
                oddity(Kind.RANGE_OF_COMMAND, "100-200 set speed 5", "100 set speed 5", "200 set speed 5"),
                oddity(Kind.RANGE_OF_COMMAND, "100-200 rel up", "100 rel up", "200 rel up"),
                oddity(Kind.UNKNOWN_COMMAND, "queue_processed", "queue_processed"),
                oddity(Kind.UNKNOWN_COMMAND, "100 jump high", "100 jump high"),
                oddity(Kind.UNKNOWN_KEY, "100 press respawn", "100 press respawn"),
                oddity(Kind.UNKNOWN_KEY, "100-200 press jump", "100 press jump", "200 rel jump"),
                oddity(Kind.UNKNOWN_KEY, "100 press steer", "100 press steer"),
                oddity(Kind.UNKNOWN_KEY, "press f1", "press f1"),
                oddity(Kind.EXTRA_WORDS, "100 press up now please", "100 press up"),
                oddity(Kind.EXTRA_WORDS, "100 steer 12 34", "100 steer 12"),
                oddity(Kind.AMOUNT, "100 steer 65537", "100 steer 65537"),
                oddity(Kind.AMOUNT, "100 gas -6553600", "100 gas -6553600"));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void warnsOfOddities(Kind kind, String command, List<String> lines) throws Exception {
        CommandList list = CommandList.parse("\r" + command);

        assertThat(list.warnings()).extracting(ScriptWarning::kind, ScriptWarning::line)
                .containsExactly(tuple(kind, 2));
        assertThat(list.warnings().get(0)).asString().startsWith("line 2: ");
        assertThat(list.toScript().lines()).containsExactlyElementsOf(lines);
    }

    @Test
    void readsTheDocumentedFormsWithoutWarning() throws Exception {
        CommandList list = CommandList.parse("""
                # a script
                \tset speed 5\t; bind f "press up; rel up # no comment"   # a comment
                0 press up;1200-3000 press left;;
                5.11 STEER 20000# right
                1:02:03.4 press enter
                load "my file.txt"; set name ""
                """);

        assertThat(list.warnings()).isEmpty();
        assertThat(list.commands()).containsExactly(
                Command.of("set", "speed", "5"),
                Command.of("bind", "f", "press up; rel up # no comment"),
                Command.of("load", "my file.txt"),
                Command.of("set", "name", ""));
        assertThat(list.timedCommands()).containsExactly(
                new InputCommand(0, InputType.UP, 1),
                new InputCommand(1_200, InputType.LEFT, 1),
                new InputCommand(3_000, InputType.LEFT, 0),
                new InputCommand(5_110, InputType.STEER, 20_000),
                new InputCommand(3_723_400, InputType.RESPAWN, 1));
        assertThat(list.toScript()).isEqualTo("""
                set speed 5
                bind f "press up; rel up # no comment"
                load "my file.txt"
                set name ""
                0 press up
                1200 press left
                3000 rel left
                5110 steer 20000
                3723400 press enter
                """);
    }

    @Test
    void lineEndsOfEverySystemEndLines() throws Exception {
        assertThat(CommandList.parse("0 press up\r10 rel up\r\n20 press up\n\r30 rel up").timedCommands())
                .hasSize(4);
    }

    @Test
    void whatScriptsCannotSayIsPrintedAsComment() throws Exception {
        CommandList list = new CommandList();
        list.addCommand(Command.of("load", "a \"b\".txt"));
        list.addCommand(Command.of("load", "a\nset speed 2"));
        list.addCommand(new TimedCommand(List.of(), 100, false));
        list.addCommand(new TimedCommand(List.of("set", "a\rb"), -10, false));
        list.addCommand(new InputCommand(-10, InputType.UP, 1));
        list.addCommand(new InputCommand(200, InputType.UNKNOWN, 1));
        list.addCommand(new InputCommand(300, InputType.STEER, 1L << 31));
        list.addCommand(new InputCommand(1L << 31, InputType.UP, 1));

        assertThat(list.toScript().lines()).hasSize(8).allMatch(line -> line.startsWith("# "));
        assertThat(CommandList.parse(list.toScript()).size()).isZero();
    }

    @Test
    void aCommandCalledLikeATimeIsQuoted() throws Exception {
        CommandList list = new CommandList();
        list.addCommand(Command.of("100", "press", "up"));

        assertThat(list.toScript()).isEqualTo("\"100\" press up\n");
        assertThat(CommandList.parse(list.toScript()).commands()).isEqualTo(list.commands());
    }
}
