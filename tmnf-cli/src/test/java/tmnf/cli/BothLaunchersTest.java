package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** What both launchers, that of shells and that of Windows, must know alike; neither is run here. */
class BothLaunchersTest {

    private static final Pattern SHELL_VALUES = Pattern.compile("(?s)case \\$word in\\s+(-C .*?)\\)");
    private static final Pattern BATCH_VALUES = Pattern.compile("for %%O in \\((-C .*?)\\)");
    private static final Pattern SHELL_LONG = Pattern.compile("(?s)case \\$command-\\$\\* in\\s+(.*?)\\)");
    private static final Pattern BATCH_LONG = Pattern.compile("for %%C in \\((filter .*?)\\)");

    private static String launcher(String name) throws IOException {
        return Files.readString(CliTestBase.projectRoot().resolve(name));
    }

    private static Set<String> words(Pattern list, String launcher) {
        Matcher found = list.matcher(launcher);
        assertThat(found.find()).as(list.pattern()).isTrue();
        Set<String> words = new TreeSet<>(List.of(found.group(1).strip().split("[\\s|\\\\]+")));
        words.removeIf(word -> word.startsWith("download-")); // a list of its own in the batch file
        return words;
    }

    @Test
    void theyFindTheCommandBehindAnyOptionOfTmnf() throws IOException {
        Set<String> withValue = new TreeSet<>();
        CommandTreeTest.eachCommand((path, spec) -> spec.options().stream()
                .filter(option -> path.isEmpty() && option.arity().min() > 0)
                .forEach(option -> withValue.addAll(List.of(option.names()))));

        assertThat(words(SHELL_VALUES, launcher("tmnf"))).isEqualTo(withValue);
        assertThat(words(BATCH_VALUES, launcher("tmnf.cmd"))).isEqualTo(withValue);
    }

    @Test
    void theyOptimiseTheSameCommands() throws IOException {
        Set<String> inShells = new TreeSet<>();
        words(SHELL_LONG, launcher("tmnf")).forEach(word -> inShells.add(word.replace("-*", "")));

        assertThat(inShells).contains("train", "fix-names");
        assertThat(words(BATCH_LONG, launcher("tmnf.cmd"))).isEqualTo(inShells);
    }

    @Test
    void theyLookAtTheConfigurationThatIsPackedIntoAJar() throws IOException {
        assertThat(launcher("tmnf")).contains("\"$home/config/rl/demo.yaml\"", "\"$home/.mvn\"");
        assertThat(launcher("tmnf.cmd")).contains("$env:home\\config\\rl\\demo.yaml", "$env:home\\.mvn");
    }

    /** On Windows only PATH counts, and only what the launcher sets before it starts Java. */
    @Test
    void theyShowJavaTheLibraryThatCountsGpus() throws IOException {
        assertThat(launcher("tmnf")).contains("\"-Djna.library.path=$cudart\"");
        String batch = launcher("tmnf.cmd");
        assertThat(batch).containsSubsequence("set \"torch_path=%%~fT\"", ":torch_known",
                "set \"PATH=%torch_path%;%PATH%\"", ":torch_done", "tmnf.cli.Main %*");
    }
}
