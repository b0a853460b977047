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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.launch.LaunchException.Reason;
import tmnf.tminterface.link.LinkTime;

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
        // Waiting starts no processes: one that is being born might outlive the test.
        standIns.script("TmForever.sh", "trap '' TERM", standIns.game("listen") + " &",
                "while :; do wait; done");
        LaunchSettings settings = standIns.settings(
                standIns.script("launch.sh", "'" + folder + "/TmForever.sh' \"$1\" &", "wait"));

        GameProcess game = new GameLauncher(settings).launch();
        List<ProcessHandle> all = standIns.running();
        boolean ended = game.end(Duration.ofMillis(300));

        assertThat(all).hasSizeGreaterThanOrEqualTo(2);
        assertThat(ended).isTrue();
        assertThat(all).noneMatch(ProcessLook::runs);
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
        Path script = standIns.script("launch.sh", "exit 0");
        LaunchSettings settings = StandIns.impatient(standIns.settings(script), SHORT, SHORT);
        Path other = standIns.script("TmForever.sh", "exec " + standIns.game("silent"));
        Watched time = new Watched(true);
        List<Process> strangers = new ArrayList<>();
        time.pause(1, () -> {
            strangers.add(new ProcessBuilder(other.toString(), "0").start());
            until(() -> RunningGames.find().contains(strangers.get(0).toHandle()));
        });
        try {
            assertThatLaunching(settings, time, Reason.NO_GAME)
                    .hasMessageContaining("left alone").hasMessageContaining("hand its environment on")
                    .hasMessageContaining("process " + strangers.get(0).pid());

            assertThat(strangers.get(0).isAlive()).isTrue();
        } finally {
            strangers.forEach(stranger -> stranger.destroyForcibly().onExit().join());
        }
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
                standIns.script("launch.sh", standIns.game("silent"), "exec sleep 60"));
        Watched time = new Watched(false);
        // The launcher has seen the game by the second of its pauses in which we see it.
        time.pause(2, standIns::isGameThere, () -> standIns.running().forEach(game -> {
            game.destroyForcibly();
            game.onExit().join();
        }));

        assertThatLaunching(settings, time, Reason.DIED_EARLY).hasMessageContaining("ended before port");
    }

    @Test
    void saysWhenNoGameComesOfTheScript() throws IOException {
        Path number = folder.resolve("number");
        LaunchSettings settings = StandIns.impatient(standIns.settings(standIns.script("launch.sh",
                "echo $$ > '" + number + ".new'", "mv '" + number + ".new' '" + number + "'", "exit 7")),
                SHORT, SHORT);
        Watched time = new Watched(true);
        time.pause(1, () -> {
            until(() -> Files.exists(number));
            ProcessHandle.of(Long.parseLong(Files.readString(number).strip()))
                    .ifPresent(script -> script.onExit().join());
        });

        assertThatLaunching(settings, time, Reason.NO_GAME).hasMessageContaining("launch.sh")
                .hasMessageContaining("it has ended with 7").hasMessageContaining("by hand");
    }

    @Test
    void theFirstContactIsMadeBeforeAnotherGameMayStart() throws IOException {
        LaunchSettings settings = standIns.settings(
                standIns.script("launch.sh", "exec " + standIns.game("listen")));
        List<Integer> met = new ArrayList<>();

        try (GameProcess game = new GameLauncher(settings).launch(fresh -> {
            met.add(fresh.port());
            assertThatThrownBy(() -> LaunchLock.acquire(settings.lockFile(), Duration.ofMillis(1),
                    new Watched(true))).isInstanceOf(LaunchException.class);
        })) {
            assertThat(met).containsExactly(game.port());
            LaunchLock.acquire(settings.lockFile(), Duration.ofMillis(1), new Watched(true)).close();
        }
    }

    @Test
    void aFirstContactThatFailsEndsTheGame() throws IOException {
        LaunchSettings settings = standIns.settings(
                standIns.script("launch.sh", "exec " + standIns.game("listen")));
        List<GameProcess> met = new ArrayList<>();

        assertThatThrownBy(() -> new GameLauncher(settings).launch(fresh -> {
            met.add(fresh);
            throw new IOException("it does not greet");
        })).hasMessage("it does not greet");

        assertThat(met).hasSize(1);
        assertThat(met.get(0).isAlive()).isFalse();
    }

    @Test
    void twoGamesRunBesideEachOtherAndEndAlone() throws IOException {
        Path script = standIns.script("launch.sh", "exec " + standIns.game("listen"));

        try (GameProcess one = new GameLauncher(standIns.settings(script)).launch();
                GameProcess two = new GameLauncher(standIns.settings(script)).launch()) {
            assertThat(one.process()).isNotEqualTo(two.process());

            one.end(SHORT);

            assertThat(one.isAlive()).isFalse();
            assertThat(two.isAlive()).isTrue();
        }
    }

    @Test
    void oneThatEndedAndThatNobodyAskedAboutDoesNotRun() throws IOException {
        // The inner shell ends while the outer one, which has become another program, never looks.
        Path number = folder.resolve("number");
        Process parent = new ProcessBuilder("/bin/sh", "-c", "sh -c 'exit 0' & echo $! > '" + number
                + ".new'; mv '" + number + ".new' '" + number + "'; exec sleep 60").start();
        try {
            until(() -> Files.exists(number));
            long child = Long.parseLong(Files.readString(number).strip());
            until(() -> ProcessHandle.of(child).map(process -> !ProcessLook.runs(process)).orElse(true));

            assertThat(ProcessLook.runs(parent.toHandle())).isTrue();
        } finally {
            parent.destroyForcibly().onExit().join();
        }
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

        assertThat(ProcessLook.runs(game)).isFalse();
        assertThat(ProcessLook.runs(parent)).isFalse();
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
        return assertThatLaunching(settings, LinkTime.SYSTEM, reason);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatLaunching(
            LaunchSettings settings, LinkTime time, Reason reason) {
        return assertThatThrownBy(() -> new GameLauncher(settings, time).launch())
                .isInstanceOfSatisfying(LaunchException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }

    /** Waits for something that surely comes, on a machine that may be very busy. */
    private static void until(Callable<Boolean> condition) throws IOException {
        Wait wait = new Wait(LinkTime.SYSTEM, Duration.ofMinutes(1));
        try {
            while (!condition.call()) {
                assertThat(wait.goOn()).as("came within a minute").isTrue();
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
