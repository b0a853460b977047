package tmnf.tminterface.launch;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** A folder with scripts and programs that stand in for the loader and the game. */
final class StandIns {

    private final Path folder;

    StandIns(Path folder) throws IOException {
        this.folder = folder;
        Path java = ProcessHandle.current().info().command().map(Path::of).orElseThrow();
        Files.createSymbolicLink(folder.resolve("TmForever.exe"), java);
    }

    /** The stand-in of the game as a command of a shell; {@code $1} is the port. */
    String game(String mode) {
        return "'" + folder.resolve("TmForever.exe") + "' -XX:TieredStopAtLevel=1 -Xmx32m -cp '"
                + classes() + "' " + StandInGame.class.getName() + " \"$1\" " + mode;
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

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Processes that run a stand-in of this folder. */
    List<ProcessHandle> running() {
        return RunningGames.find().stream().filter(process -> process.info().commandLine().orElse("")
                .contains(folder.toString()) || cmdline(process).contains(folder.toString())).toList();
    }

    private static String cmdline(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
