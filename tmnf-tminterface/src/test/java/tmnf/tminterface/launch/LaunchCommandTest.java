package tmnf.tminterface.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchCommandTest {

    private static final Path LOADER = Path.of("TMLoader.exe");

    @Test
    void aScriptGetsThePortAndNothingElse() {
        assertThat(new ScriptLaunch(Path.of("my games", "launch.sh")).command(8479))
                .containsExactly(Path.of("my games", "launch.sh").toString(), "8479");
    }

    @Test
    void theLoaderGetsTheProfileAndTheCommandsOfTheConsole() {
        TmLoaderLaunch launch = new TmLoaderLaunch(TmLoaderLaunch.POWER_SHELL, LOADER, "my profile",
                TmLoaderLaunch.UNATTENDED);

        assertThat(launch.loaderArguments(8478)).isEqualTo("run TmForever \"my profile\" /configstring="
                + "\"set custom_port 8478; set skip_map_load_screens true; set disable_forced_camera true;"
                + " toggle_console\"");
    }

    @Test
    void theLoaderGetsAReplayToValidate() {
        TmLoaderLaunch launch = new TmLoaderLaunch(TmLoaderLaunch.POWER_SHELL, LOADER, "default", List.of())
                .validating(Path.of("my replay.gbx"));

        assertThat(launch.loaderArguments(8478)).isEqualTo("run TmForever \"default\" /configstring="
                + "\"set custom_port 8478\" /validatepath=\"my replay.gbx\"");
        assertThatIllegalArgumentException().isThrownBy(() -> launch.validating(Path.of("a\" b.gbx")));
    }

    @Test
    void powerShellGetsItsScriptEncoded() {
        TmLoaderLaunch launch = new TmLoaderLaunch(TmLoaderLaunch.POWER_SHELL,
                Path.of("it's", "TMLoader.exe"), "default", List.of());

        List<String> command = launch.command(1);

        assertThat(command).startsWith("powershell.exe", "-NoProfile", "-NonInteractive")
                .doesNotContain("-Command");
        String script = new String(Base64.getDecoder().decode(command.get(command.size() - 1)),
                StandardCharsets.UTF_16LE);
        assertThat(script).contains("-FilePath '" + Path.of("it''s", "TMLoader.exe") + "'")
                .contains("-ArgumentList 'run TmForever \"default\" /configstring=\"set custom_port 1\"'")
                .endsWith("[Console]::Out.WriteLine($loader.Id)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "default|\"default\"", "two words|\"two words\"", "end\\|\"end\\\\\"", "a\\b|\"a\\b\"",
        "end\\\\|\"end\\\\\\\\\"", "été|\"été\""})
    void argumentsAreQuotedAsCProgramsReadThem(String text, String quoted) {
        assertThat(TmLoaderLaunch.argument(text)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "plain|'plain'", "it's|'it''s'", "$env:x|'$env:x'", "\u2019q\u2018|'\u2019\u2019q\u2018\u2018'"})
    void powerShellTextKeepsEveryCharacter(String text, String quoted) {
        assertThat(TmLoaderLaunch.powerShellText(text)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\nb", " ", ""})
    void refusesAProfileThatCannotBeQuoted(String profile) {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new TmLoaderLaunch(TmLoaderLaunch.POWER_SHELL, LOADER, profile, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"set a 1; set b 2", "map \"x\"", " "})
    void refusesAConsoleCommandThatWouldBecomeAnother(String command) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TmLoaderLaunch(
                TmLoaderLaunch.POWER_SHELL, LOADER, "default", List.of(command)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void refusesPortsThatThereAreNot(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ScriptLaunch(LOADER).command(port))
                .withMessageContaining("" + port);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchSettings.of(new ScriptLaunch(LOADER), port, Path.of("lock")));
    }

    @Test
    void refusesPatienceOfNothing() {
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new LaunchSettings(new ScriptLaunch(LOADER), 1,
                Path.of("lock"), second, second, Duration.ZERO, second)).withMessageContaining("portTime");
    }
}
