package tmnf.tminterface.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.launch.LaunchException.Reason;

/** Real processes, with stand-ins for the loader and the game. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the stand-ins are shell scripts and are looked up in /proc")
class GameLauncherTest {

    private static final Duration SHORT = Duration.ofMillis(700);

    @TempDir
    Path folder;
    private StandIns standIns;

    @BeforeEach
    void makeStandIns() throws IOException {
        standIns = new StandIns(folder);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        Files.delete(folder.resolve("TmForever.exe"));
        List<ProcessHandle> left = standIns.running();
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }

    @Test
    void startsAGameThatTakesTheScriptsPlace() throws IOException {
        LaunchSettings settings = standIns.settings(
                standIns.script("launch it.sh", "exec " + standIns.game("listen")));

        try (GameProcess game = new GameLauncher(settings).launch()) {
            assertThat(game.isOurs()).isTrue();
            assertThat(game.isAlive()).isTrue();
            assertThat(game.port()).isEqualTo(settings.port());
            assertThat(standIns.running()).containsExactly(game.process().orElseThrow());
            assertThat(GamePort.answers(settings.port())).isTrue();
            assertThat(GamePort.isTaken(settings.port())).isTrue();
        }

        assertThat(GamePort.isTaken(settings.port())).isFalse();
        assertThat(GamePort.answers(settings.port())).isFalse();
    }

    @Test
    void endsAGameThatIgnoresTheFirstRequestTogetherWithItsChildren() throws IOException {
        standIns.script("TmForever.sh", "trap '' TERM", standIns.game("listen") + " &",
                "while :; do sleep 1; done");
        LaunchSettings settings = standIns.settings(
                standIns.script("launch.sh", "'" + folder + "/TmForever.sh' \"$1\" &", "wait"));

        GameProcess game = new GameLauncher(settings).launch();
        List<ProcessHandle> all = standIns.running();
        boolean ended = game.end(Duration.ofMillis(300));

        assertThat(all).hasSizeGreaterThanOrEqualTo(2);
        assertThat(ended).isTrue();
        assertThat(all).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void knowsAGameByItsMarkWhenItDescendsFromNobody() throws IOException {
        LaunchSettings settings = standIns.settings(
                standIns.script("launch.sh", "(" + standIns.game("listen") + " &)", "exit 0"));

        try (GameProcess game = new GameLauncher(settings).launch()) {
            assertThat(game.process().orElseThrow().isAlive()).isTrue();
        }
    }

    @Test
    void leavesAGameAloneThatNothingShowsToBeOurs() throws IOException {
        Path script = standIns.script("launch.sh",
                "(env -u " + GameLauncher.MARK + " " + standIns.game("listen") + " &)", "exit 0");
        LaunchSettings settings = StandIns.impatient(standIns.settings(script), Duration.ofSeconds(2), SHORT);

        assertThatLaunching(settings, Reason.NO_GAME)
                .hasMessageContaining("left alone").hasMessageContaining("hand its environment on");

        List<ProcessHandle> strangers = standIns.running();
        assertThat(strangers).hasSize(1);
        strangers.get(0).destroyForcibly();
        strangers.get(0).onExit().join();
    }

    @Test
    void saysWhenTheGameOpensNoPortAndEndsIt() throws IOException {
        LaunchSettings settings = StandIns.impatient(standIns.settings(
                standIns.script("launch.sh", standIns.game("silent"))), Duration.ofSeconds(30), SHORT);

        assertThatLaunching(settings, Reason.PORT_SILENT).hasMessageContaining("port " + settings.port())
                .hasMessageContaining("plugin is installed");
    }

    @Test
    void saysWhenTheGameDiesBeforeItOpensThePort() throws IOException {
        LaunchSettings settings = standIns.settings(
                standIns.script("launch.sh", standIns.game("die"), "sleep 60"));

        assertThatLaunching(settings, Reason.DIED_EARLY).hasMessageContaining("ended before port");
    }

    @Test
    void saysWhenNoGameComesOfTheScript() throws IOException {
        LaunchSettings settings = StandIns.impatient(standIns.settings(
                standIns.script("launch.sh", "exit 7")), SHORT, SHORT);

        assertThatLaunching(settings, Reason.NO_GAME).hasMessageContaining("launch.sh")
                .hasMessageContaining("it has ended").hasMessageContaining("by hand");
    }

    @Test
    void refusesAScriptThatCannotBeRun() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.txt"), "no program");

        assertThatLaunching(standIns.settings(plain), Reason.NOT_STARTED)
                .hasMessageContaining("executable");
        assertThatLaunching(standIns.settings(folder.resolve("absent.sh")), Reason.NOT_STARTED)
                .hasMessageContaining("no such file");
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        LaunchSettings settings = standIns.settings(
                standIns.script("launch.sh", "touch '" + folder + "/ran'"));
        try (ServerSocket other = new ServerSocket()) {
            other.bind(GamePort.address(settings.port()));

            assertThatLaunching(settings, Reason.PORT_TAKEN).hasMessageContaining("another port");
        }

        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void startsTheLoaderThroughPowerShellAndTakesItsChild() throws IOException {
        // Starts the loader beside itself, prints its number and ends, as the real one does.
        Path shell = standIns.script("powershell", "[ \"$6\" ] || exit 2",
                "'" + folder + "/TMLoader.exe' >/dev/null 2>&1 &", "echo $!");
        Path loader = folder.resolve("TMLoader.exe");
        LaunchSettings settings = standIns.settings(
                new TmLoaderLaunch(shell, loader, "default", TmLoaderLaunch.UNATTENDED));
        standIns.script("TMLoader.exe", "set -- " + settings.port(), standIns.game("listen") + " &", "wait");

        ProcessHandle game;
        ProcessHandle parent;
        try (GameProcess started = new GameLauncher(settings).launch()) {
            game = started.process().orElseThrow();
            parent = game.parent().orElseThrow();
        }

        assertThat(game.isAlive()).isFalse();
        assertThat(parent.isAlive()).isFalse();
    }

    @Test
    void saysWhatPowerShellSaidWhenItFails() throws IOException {
        Path loader = Files.writeString(folder.resolve("TMLoader.exe"), "");
        Path shell = standIns.script("powershell", "echo access denied >&2", "exit 1");

        assertThatLaunching(standIns.settings(new TmLoaderLaunch(shell, loader, "default", List.of())),
                Reason.NOT_STARTED).hasMessageContaining("access denied")
                .hasMessageContaining("ended with 1");
    }

    @Test
    void anInterruptEndsTheStartAndWhatWasStarted() throws IOException {
        LaunchSettings settings = standIns.settings(
                standIns.script("launch.sh", "exec " + standIns.game("silent")));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new GameLauncher(settings).launch())
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void neverEndsAGameThatItAttachedTo() throws IOException {
        int port = StandIns.freePort();
        Process other = new ProcessBuilder(standIns.script("TmForever.sh", "exec "
                + standIns.game("listen")).toString(), Integer.toString(port)).start();
        try (GameProcess game = GameLauncher.attach(port, Duration.ofSeconds(30))) {
            assertThat(game.isOurs()).isFalse();
            assertThat(game.isAlive()).isTrue();
            assertThat(game.process()).isEmpty();
            assertThat(RunningGames.find()).contains(other.toHandle());
            game.end(SHORT);
        }

        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly().onExit().join();
    }

    @Test
    void saysWhenThereIsNoGameToAttachTo() throws IOException {
        int port = StandIns.freePort();

        assertThatThrownBy(() -> GameLauncher.attach(port, Duration.ofMillis(120)))
                .asInstanceOf(type(LaunchException.class))
                .returns(Reason.PORT_SILENT, LaunchException::reason)
                .extracting(Throwable::getMessage).asString().contains("set custom_port " + port);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatLaunching(
            LaunchSettings settings, Reason reason) {
        return assertThatThrownBy(() -> new GameLauncher(settings).launch())
                .isInstanceOfSatisfying(LaunchException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }
}
