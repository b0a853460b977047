package tmnf.tminterface.sim.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.tminterface.script.InputType;

/** What lines of the console do, and when. */
class ConsoleTest {

    private final List<String> did = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final ConsoleVariables variables = new ConsoleVariables();
    private LoadedScript script; // null: none

    @TempDir
    Path folder;

    private Console console; // after setUp

    @BeforeEach
    void setUp() {
        console = new Console(variables, new Recording(), folder, log::add);
    }

    /** A line, and as many frames as it takes. */
    private void run(String line) {
        console.submit(line);
        while (!console.isIdle()) {
            console.frame();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "map A01-Race.Challenge.Gbx                 | map A01-Race.Challenge.Gbx",
        "map \"My Maps\\A 1.Challenge.Gbx\"         | map My Maps\\A 1.Challenge.Gbx",
        "map \"a;b#c.Gbx\"                          | map a;b#c.Gbx",
        "MAP été.Challenge.Gbx                      | map été.Challenge.Gbx",
        "map \"never closed                         | map never closed",
        "press up; rel down ;; steer -300           | UP 1,DOWN 0,STEER -300",
        "press DELETE;press enter;press horn        | RESET 1,RESPAWN 1,HORN 1",
        "gas -99999                                 | GAS -65536",
        "set extended_steer true; steer 99999       | set extended_steer,STEER 99999",
        "cam 2                                      | camera 2",
        "toggle_console                             | console",
        "quit                                       | quit",
        "cam 1 # cam 2                              | camera 1",
        "set speed 4; set speed                     | set speed,set speed",
        "replay; replay 5000; replay 1:02.5         | replay,replay until 5000,replay until 62500",
        "unload                                     | no script"})
    void commandsReachTheGame(String line, String expected) {
        run(line);

        assertThat(String.join(",", did)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "frobnicate now             | unknown command 'frobnicate'",
        "map                        | 'map' needs a challenge",
        "load missing.txt           | there is no script",
        "load ../secret.txt         | lies outside",
        "press sideways             | there is no key 'sideways'",
        "press steer                | there is no key 'steer'",
        "steer much                 | 'steer' takes a whole number, not 'much'",
        "cam 7                      | there is no camera '7'",
        "set                        | 'set' needs a variable",
        "set nonsense 1             | there is no variable 'nonsense'",
        "set speed fast             | speed takes a number, not 'fast'",
        "set speed NaN              | speed takes a finite number",
        "set draw_game perhaps      | draw_game takes true or false",
        "100 press up               | commands with a time belong into a script",
        "replay soon                | 'replay' takes a time or nothing",
        "warp 5000                  | 'warp' does nothing in the simulated game"})
    void mistakesAreALineInTheLogAndNothingElse(String line, String expected) {
        run(line);

        assertThat(log).singleElement().asString().contains(expected);
        assertThat(did).isEmpty();
    }

    @Test
    void variablesHaveTypesAndDefaults() {
        run("set SPEED 0.5; set script_folder \"C:\\My Scripts\"; set use_valseed 1; set autologin anna");

        assertThat(variables.number("speed")).isEqualTo(0.5);
        assertThat(variables.text("scripts_folder")).isEqualTo("C:\\My Scripts");
        assertThat(variables.flag("use_valseed")).isTrue();
        assertThat(variables.text("autologin")).isEqualTo("anna");
        run("set speed; set use_valseed");
        assertThat(variables.number("speed")).isEqualTo(1);
        assertThat(variables.flag("use_valseed")).isFalse();
        assertThat(variables.number("countdown_speed")).isEqualTo(5);
        assertThat(log).contains("SPEED = 0.5", "speed = 1");
    }

    @Test
    void aFrameExecutesTenCommandsInOrder() {
        for (int i = 0; i < 25; i++) {
            console.submit("steer " + i);
        }
        console.frame();
        assertThat(did).hasSize(Console.COMMANDS_A_FRAME).first().isEqualTo("STEER 0");
        console.frame();
        console.frame();
        assertThat(did).hasSize(25).last().isEqualTo("STEER 24");
        assertThat(console.isIdle()).isTrue();
    }

    @Test
    void aVariableIsInForceForTheCommandsBehindIt() {
        run("set extended_steer true; steer 70000; set extended_steer false; steer 70000");

        assertThat(did).contains("STEER 70000", "STEER 65536");
    }

    @Test
    void aLongScriptTakesFramesInWhichNothingElseHappens() throws IOException {
        Files.writeString(folder.resolve("long.txt"),
                "10 press up\n".repeat(3 * Console.SCRIPT_COMMANDS_A_FRAME));
        console.submit("load long.txt; cam 3");
        for (int i = 0; i < 4; i++) {
            console.frame();
            assertThat(did).isEmpty();
        }
        console.frame();
        assertThat(did).containsExactly("script long.txt", "camera 3");
        assertThat(script.timeline().size()).isEqualTo(6000);
    }

    @Test
    void theImmediateCommandsOfAScriptAreExecutedWhenItIsLoaded() throws IOException {
        Files.writeString(folder.resolve("run.txt"), "set speed 4\ncam 3\n0.50-1.00 press up\n");
        run("load run.txt");

        assertThat(did).containsExactly("script run.txt", "set speed", "camera 3");
        assertThat(variables.number("speed")).isEqualTo(4);
        assertThat(script.timeline().size()).isEqualTo(2);
    }

    @Test
    void aScriptWithAMistakeIsNotLoadedAtAll() throws IOException {
        Files.writeString(folder.resolve("bad.txt"), "0 press up\n1,5 press down\n");
        run("load bad.txt");

        assertThat(did).isEmpty();
        assertThat(log).singleElement().asString().contains("bad.txt").contains("line 2");
    }

    @Test
    void theScriptsFolderCanBeAnother() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other scripts"));
        Files.writeString(other.resolve("a.txt"), "0 press up\n");
        run("set scripts_folder \"" + other + "\"; load a.txt");

        assertThat(did).contains("script a.txt");
    }

    @Test
    void tooManyCommandsAreDroppedAndSaid() {
        for (int i = 0; i < 1001; i++) {
            console.submit("cam 1");
        }
        assertThat(log).containsExactly("the console has 1000 commands waiting; dropped: cam");
    }

    /** Writes down what it is told. */
    private final class Recording implements ConsoleActions {

        @Override
        public void loadMap(String name) {
            did.add("map " + name);
        }

        @Override
        public void scriptChanged(LoadedScript changed) {
            script = changed;
            did.add(changed == null ? "no script" : "script " + changed.name());
        }

        @Override
        public void replay(long untilMs) {
            did.add(untilMs == Long.MAX_VALUE ? "replay" : "replay until " + untilMs);
        }

        @Override
        public void input(InputType type, int state) {
            did.add(type + " " + state);
        }

        @Override
        public void camera(int number) {
            did.add("camera " + number);
        }

        @Override
        public void toggleConsole() {
            did.add("console");
        }

        @Override
        public void variableChanged(String name) {
            did.add("set " + name);
        }

        @Override
        public void quit() {
            did.add("quit");
        }
    }
}
