package tmnf.tminterface.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A folder with scripts and programs that stand in for the loader and the game. */
final class StandIns {

    private static final int LOWEST_PORT = 12_000;
    private static final int LOWEST_GIVEN_PORT = 32_768;

    private final Path folder;

    StandIns(Path folder) throws IOException {
        this.folder = folder;
        Path java = ProcessHandle.current().info().command().map(Path::of).orElseThrow();
        Files.createSymbolicLink(folder.resolve("TmForever.exe"), java);
    }

    /** The stand-in of the game as a command of a shell; {@code $1} is the port. */
    String game(String mode) {
        return "'" + folder.resolve("TmForever.exe") + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                + " -Xmx32m -cp '" + classes() + "' " + StandInGame.class.getName() + " \"$1\" " + mode;
    }

    private static String classes() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    Path script(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    /** Patient where a start takes its time on a busy machine. */
    LaunchSettings settings(LaunchMethod method) throws IOException {
        return new LaunchSettings(method, freePort(), folder.resolve("launch.lock"), Duration.ofSeconds(5),
                Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(10));
    }

    LaunchSettings settings(Path script) throws IOException {
        return settings(new ScriptLaunch(script));
    }

    /** Impatient where the thing waited for never comes. */
    static LaunchSettings impatient(LaunchSettings settings, Duration process, Duration port) {
        return new LaunchSettings(settings.method(), settings.port(), settings.lockFile(),
                settings.lockTime(), process, port, settings.endTime());
    }

    /**
     * A port that nobody has. Below those that systems give to whoever asks for any: such a one could be
     * taken by somebody else before the stand-in gets to it.
     */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_GIVEN_PORT);
            if (!GamePort.isTaken(port)) {
                return port;
            }
        }
    }

    /** Processes that run a stand-in of this folder. */
    List<ProcessHandle> running() {
        return RunningGames.find().stream().filter(process -> process.info().commandLine().orElse("")
                .contains(folder.toString()) || cmdline(process).contains(folder.toString())).toList();
    }

    /** Whether the stand-in of the game itself runs. */
    boolean isGameThere() {
        return running().stream().anyMatch(process -> ProcessLook.isNamed(process, "TmForever.exe"));
    }

    private static String cmdline(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
