package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.InputScript;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptException;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;
import tmnf.gbx.synthetic.SyntheticReplays;

/** Scripts that {@code tmnf script} makes of replays, and scripts of other programs. */
class ConvertedScriptsTest {

    private static void assertReadsBack(InputScript made, String name) throws ScriptFormatException {
        String text = made.text(List.of("track 924307", "driven by \"a;b\" # in 24.94 s"));
        CommandList strict = CommandList.parse(text);
        CommandList upstream = CommandList.parse(text, ScriptMode.UPSTREAM);

        assertThat(strict.warnings()).as(name).isEmpty();
        assertThat(strict.commands()).as(name).isEmpty();
        assertThat(strict.timedCommands()).as(name).isNotEmpty().isEqualTo(upstream.timedCommands())
                .allMatch(InputCommand.class::isInstance);
        assertThat(InputTimeline.of(strict).ignored()).as(name).isEmpty();
        if (made.style() != ScriptStyle.UPSTREAM) {
            assertThat(strict.toScript().lines().toList()).as(name).isEqualTo(made.lines());
        }
        CommandList again = CommandList.parse(strict.toScript());
        assertThat(again.timedCommands()).as(name).isEqualTo(strict.sortedTimedCommands());
        int ticks = made.raceTimeMs() / 10;
        assertThat(Actions.of(again, ticks)).as(name).isEqualTo(Actions.of(strict, ticks));
    }

    @ParameterizedTest
    @EnumSource(ScriptStyle.class)
    void scriptsOfSyntheticReplaysReadBackLineByLine(ScriptStyle style) throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            SyntheticReplays track = SyntheticReplays.track("track", seed, SyntheticReplays.Options.DEFAULT);
            boolean respawns = seed % 2 == 0;
            Replay replay = track.replay(track.drive(
                    seed, 40, new SyntheticReplays.Driver("driver", "Driver", respawns)));

            InputScript made = ReplayScripts.of(replay, ScriptOptions.DEFAULT.withStyle(style));
            assertReadsBack(made, style + " of seed " + seed);
        }
    }

    @Test
    void stylesOfOneReplayRunAlike() throws Exception {
        SyntheticReplays track = SyntheticReplays.track("track", 3, SyntheticReplays.Options.DEFAULT);
        SyntheticReplays.Driver driver = new SyntheticReplays.Driver("driver", "Driver", false);
        Replay replay = track.replay(track.drive(1, 0, driver));
        List<List<Integer>> actions = new ArrayList<>();
        for (ScriptStyle style : ScriptStyle.values()) {
            InputScript script = ReplayScripts.of(replay, ScriptOptions.DEFAULT.withStyle(style));
            actions.add(Actions.of(CommandList.parse(script.text()), script.raceTimeMs() / 10));
        }

        assertThat(actions).allMatch(actions.get(0)::equals);
        assertThat(actions.get(0)).contains(0, 1, 2);
    }

    @ParameterizedTest
    @EnumSource(ScriptStyle.class)
    void scriptsOfRealReplaysReadBackLineByLine(ScriptStyle style) throws Exception {
        int converted = 0;
        for (Path file : realFiles("replays")) {
            Replay replay = GbxFiles.readReplay(file, GbxReadOptions.INPUTS).content();
            InputScript made;
            try {
                made = ReplayScripts.of(replay, ScriptOptions.DEFAULT.withStyle(style));
            } catch (ScriptException e) {
                continue;
            }
            assertReadsBack(made, style + " of " + file.getFileName());
            converted++;
        }

        assertThat(converted).isGreaterThanOrEqualTo(15);
    }

    @Test
    void scriptsOfAnotherConverterAreReadWithoutWarning() throws Exception {
        int read = 0;
        for (Path file : realFiles("scripts")) {
            if (file.toString().endsWith(".gbxtools.txt")) {
                CommandList list = CommandList.read(file, ScriptMode.STRICT);
                assertThat(list.warnings()).as(file.toString()).isEmpty();
                assertThat(list.timedCommands())
                        .isEqualTo(CommandList.read(file, ScriptMode.UPSTREAM).timedCommands());
                read++;
            }
        }

        assertThat(read).isEqualTo(16);
    }

    /** Its author wrote milliseconds with a decimal point, which are seconds. */
    @Test
    void aScriptWithSecondsForMillisecondsIsReadWithWarnings() throws Exception {
        Path file = realFiles("scripts").stream()
                .filter(path -> path.endsWith("257_best_model.txt")).findFirst().orElseThrow();

        CommandList list = CommandList.read(file, ScriptMode.STRICT);

        assertThat(list.warnings()).extracting(ScriptWarning::kind)
                .containsOnly(ScriptWarning.Kind.LATE_TIME);
        assertThat(list.commands()).hasSize(1_190).contains(Command.of("rel", "up"));
        assertThat(list.timedCommands()).hasSize(2 * 1_190);
    }

    private static List<Path> realFiles(String folder) {
        return Samples.files(Samples.required(), folder);
    }
}
