package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tmnf.tminterface.script.ScriptFormatException.Reason;

class CommandListTest {

    private static final String MILLION_CHARACTERS = "x".repeat(1_000_000);

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("best.txt"), bytes);
    }

    @ParameterizedTest
    @EnumSource(ScriptMode.class)
    void filesOfEverySystemAreRead(ScriptMode mode) throws Exception {
        String text = "\uFEFFload \u00e9t\u00e9.txt\r\n0 press up\r10 rel up\n";

        CommandList utf8 = CommandList.read(file(text.getBytes(StandardCharsets.UTF_8)), mode);
        CommandList windows = CommandList.read(
                file(text.substring(1).getBytes(Charset.forName("windows-1252"))), mode);

        assertThat(utf8.commands()).containsExactly(Command.of("load", "\u00e9t\u00e9.txt"));
        assertThat(utf8.timedCommands()).hasSize(2);
        assertThat(windows.commands()).isEqualTo(utf8.commands());
        assertThat(windows.timedCommands()).isEqualTo(utf8.timedCommands());
    }

    @Test
    void refusalOfAFileNamesFileAndLine() throws Exception {
        Path file = file("0 press up\n10 steer".getBytes(StandardCharsets.UTF_8));

        ScriptFormatException refusal = catchThrowableOfType(
                ScriptFormatException.class, () -> CommandList.read(file, ScriptMode.STRICT));

        assertThat(refusal).hasMessageContaining("best.txt, line 2: 'steer' needs an amount");
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.reason()).isEqualTo(Reason.BAD_INPUT);
    }

    @ParameterizedTest
    @EnumSource(ScriptMode.class)
    void scriptsBeyondTheLimitsAreRefused(ScriptMode mode) {
        ScriptLimits limits = new ScriptLimits(100, 20, 3);

        assertRefused("x".repeat(101), mode, limits, 1);
        assertRefused("set a\n# " + "x".repeat(30), mode, limits, 2);
        assertRefused("0-10 press up\nset a 1; set b 2", mode, limits, 2);
        assertRefused("0 press up\n0-10 press up\n0-10 press up", mode, limits, 3);
        assertRefused(MILLION_CHARACTERS, mode, ScriptLimits.DEFAULT, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new ScriptLimits(-1, 1, 1));
    }

    private static void assertRefused(String script, ScriptMode mode, ScriptLimits limits, int line) {
        ScriptFormatException refusal = catchThrowableOfType(
                ScriptFormatException.class, () -> CommandList.parse(script, mode, limits));
        assertThat(refusal.reason()).isEqualTo(Reason.LIMIT);
        assertThat(refusal.line()).isEqualTo(line);
    }

    @ParameterizedTest
    @EnumSource(ScriptMode.class)
    void scriptsAtTheLimitsAreRead(ScriptMode mode) throws Exception {
        String script = "set a 1\n0-10 press up";

        assertThat(CommandList.parse(script, mode, new ScriptLimits(21, 13, 3)).size()).isEqualTo(3);
    }

    @Test
    void onlyTheFirstThousandWarningsAreKept() throws Exception {
        CommandList list = CommandList.parse("5 press up\n".repeat(1_500));

        assertThat(list.warnings()).hasSize(1_000);
        assertThat(list.moreWarnings()).isEqualTo(500);
    }

    /** Anything quadratic would take hours. */
    @ParameterizedTest
    @EnumSource(ScriptMode.class)
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void hugeScriptsTakeLinearTime(ScriptMode mode) throws Exception {
        ScriptLimits limits = new ScriptLimits(1 << 26, 1 << 26, 1 << 21);

        assertThat(CommandList.parse("0 press up\n".repeat(400_000), mode, limits).size()).isEqualTo(400_000);
        assertThat(CommandList.parse("set a ;".repeat(400_000), mode, limits).size()).isEqualTo(400_000);
        assertThat(CommandList.parse("\"a\" ".repeat(400_000), mode, limits).commands().get(0).args())
                .hasSize(400_000);
        assertThat(CommandList.parse("1 press " + "up ".repeat(400_000), mode, limits).size()).isEqualTo(1);
        String unclosed = "\"a b\" ".repeat(400_000) + '"';
        if (mode == ScriptMode.UPSTREAM) {
            assertThat(CommandList.parse(unclosed, mode, limits).size()).isEqualTo(1);
        } else {
            assertThat(catchThrowableOfType(
                    ScriptFormatException.class, () -> CommandList.parse(unclosed, mode, limits)).reason())
                    .isEqualTo(Reason.BAD_QUOTES);
        }
        assertThat(ScriptTimes.parse("1".repeat(1_000_000), mode)).isEqualTo(TimeRange.NONE);
        assertThat(ScriptTimes.parse("1." + "1".repeat(1_000_000) + "x", ScriptMode.STRICT)).isEqualTo(-1);
    }

    @Test
    void timedCommandsBecomeInputsWhenTheyAre() {
        CommandList list = new CommandList();
        list.addCommand(new TimedCommand(List.of("press", "up"), 10, false));
        list.addCommand(new TimedCommand(List.of("press", "up"), 20, true));
        list.addCommand(new TimedCommand(List.of("steer", "-5"), 30, false));
        list.addCommand(new TimedCommand(List.of("gas", "5"), 40, true));
        TimedCommand unknown = new TimedCommand(List.of("press", "jump"), 50, false);
        list.addCommand(unknown);

        assertThat(list.timedCommands()).containsExactly(
                new InputCommand(10, InputType.UP, 1),
                new InputCommand(20, InputType.UP, 0),
                new InputCommand(30, InputType.STEER, -5),
                new InputCommand(40, InputType.GAS, 0),
                unknown);
        assertThat(unknown.toInputCommand()).isEmpty();
        assertThat(unknown.toInputCommand(ScriptMode.UPSTREAM))
                .hasValue(new InputCommand(50, InputType.UNKNOWN, 1));
    }

    @Test
    void aCommandNeedsAName() {
        assertThatIllegalArgumentException().isThrownBy(Command::of);
    }

    @Test
    void theListsMayBeChanged() throws Exception {
        CommandList list = CommandList.parse("set a 1\n0 press up\n10 rel up");

        list.timedCommands().removeIf(command -> command.timestampMs() == 10);
        list.commands().clear();

        assertThat(list.toScript()).isEqualTo("0 press up\n");
        assertThat(list.content()).isEqualTo("set a 1\n0 press up\n10 rel up");
    }
}
