package tmnf.cli.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import tmnf.cli.command.CommandContext;
import tmnf.tminterface.launch.LaunchMethod;
import tmnf.tminterface.launch.ScriptLaunch;
import tmnf.tminterface.launch.TmLoaderLaunch;

class GameLaunchTest {

    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final Path BASE = Path.of("base").toAbsolutePath();

    private static CommandContext on(boolean windows, Map<String, String> variables) {
        return (CommandContext) Proxy.newProxyInstance(GameLaunchTest.class.getClassLoader(),
                new Class<?>[] {CommandContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isWindows" -> windows;
                    case "home" -> HOME;
                    case "variable" -> Optional.ofNullable(variables.get((String) arguments[0]));
                    case "resolve" -> BASE.resolve((Path) arguments[0]);
                    default -> throw new IllegalStateException("not expected: " + method.getName());
                });
    }

    @Test
    void windowsHasTheLoaderWhereItsInstallerPutsIt() {
        TmLoaderLaunch launch = (TmLoaderLaunch) GameLaunch.method(on(true, Map.of())).orElseThrow();

        assertThat(launch.file()).isEqualTo(HOME.resolve("AppData").resolve("Local").resolve("TMLoader")
                .resolve("TMLoader.exe"));
        assertThat(launch.profile()).isEqualTo("default");
        assertThat(launch.consoleCommands()).isEqualTo(TmLoaderLaunch.UNATTENDED);
    }

    @Test
    void windowsTakesTheVariablesOfThePythonTools() {
        TmLoaderLaunch launch = (TmLoaderLaunch) GameLaunch.method(on(true, Map.of("WINDOWS_TMLOADER_PATH",
                "~/tools/TMLoader.exe", "WINDOWS_TMLOADER_PROFILE_NAME", "my profile"))).orElseThrow();

        assertThat(launch.file()).isEqualTo(HOME.resolve("tools").resolve("TMLoader.exe"));
        assertThat(launch.profile()).isEqualTo("my profile");
    }

    @Test
    void aLoaderLogsInWithTheAccountThatIsNamed() {
        TmLoaderLaunch launch = (TmLoaderLaunch) GameLaunch.method(on(true, Map.of()), "anna").orElseThrow();

        assertThat(launch.consoleCommands()).startsWith("set autologin anna")
                .containsAll(TmLoaderLaunch.UNATTENDED);
    }

    @Test
    void otherSystemsNeedAScript() {
        assertThat(GameLaunch.method(on(false, Map.of("WINDOWS_TMLOADER_PATH", "x")))).isEmpty();
        Optional<LaunchMethod> method = GameLaunch.method(on(false, Map.of("LINUX_LAUNCH_GAME_PATH",
                "launch.sh")));

        assertThat(method).contains(new ScriptLaunch(BASE.resolve("launch.sh")));
    }
}
