package tmnf.tminterface.launch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * TMLoader on Windows, started by PowerShell, which prints the number of the loader's process and ends. The
 * game is a child of the loader.
 *
 * <p>Three programs take the command line apart, so there are three rules of quoting, each in a method of
 * its own: the console of TMInterface separates commands by semicolons and gets them inside double quotes,
 * the loader splits its arguments as C programs do, and PowerShell gets its script encoded, so that nothing
 * has to be quoted on the way there.
 *
 * @param powerShell the program, {@code powershell.exe} if the system finds it
 * @param file TMLoader.exe
 * @param profile name of a profile of the loader
 * @param consoleCommands run at start, after the port is set
 * @param validated replay that the game validates at its start; empty for none
 */
public record TmLoaderLaunch(Path powerShell, Path file, String profile, List<String> consoleCommands,
        Optional<Path> validated) implements LaunchMethod {

    /** PowerShell, as Windows finds it. */
    public static final Path POWER_SHELL = Path.of("powershell.exe");

    /** What an unattended game needs at its start: nothing that waits for a key. */
    public static final List<String> UNATTENDED = List.of("set skip_map_load_screens true",
            "set disable_forced_camera true", "toggle_console");

    /** Refuses what none of the three programs could be given. */
    public TmLoaderLaunch {
        Objects.requireNonNull(powerShell, "powerShell");
        Objects.requireNonNull(file, "file");
        requirePlain("profile", profile);
        if (profile.isBlank()) {
            throw new IllegalArgumentException("the profile of the loader has no name");
        }
        consoleCommands = List.copyOf(consoleCommands);
        for (String command : consoleCommands) {
            requirePlain("console command", command);
            if (command.isBlank() || command.contains(";")) {
                throw new IllegalArgumentException("console command has to be one command: " + command);
            }
        }
        validated.ifPresent(replay -> requirePlain("replay", replay.toString()));
    }

    /** A game that validates nothing at its start. */
    public TmLoaderLaunch(Path powerShell, Path file, String profile, List<String> consoleCommands) {
        this(powerShell, file, profile, consoleCommands, Optional.empty());
    }

    /** The same for a game that validates a replay at its start. */
    public TmLoaderLaunch validating(Path replay) {
        return new TmLoaderLaunch(powerShell, file, profile, consoleCommands, Optional.of(replay));
    }

    @Override
    public List<String> command(int port) {
        byte[] script = script(port).getBytes(StandardCharsets.UTF_16LE);
        return List.of(powerShell.toString(), "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass",
                "-EncodedCommand", Base64.getEncoder().encodeToString(script));
    }

    /** What PowerShell runs. */
    String script(int port) {
        return "$ErrorActionPreference = 'Stop'; $loader = Start-Process -PassThru -FilePath "
                + powerShellText(file.toString()) + " -ArgumentList " + powerShellText(loaderArguments(port))
                + "; [Console]::Out.WriteLine($loader.Id)";
    }

    /** What the loader gets, as one line. */
    String loaderArguments(int port) {
        return "run TmForever " + argument(profile) + " /configstring=" + argument(configString(port))
                + validated.map(replay -> " /validatepath=" + argument(replay.toString())).orElse("");
    }

    /** The commands that the game runs at its start. */
    String configString(int port) {
        List<String> commands = new ArrayList<>();
        commands.add("set custom_port " + LaunchMethod.requirePort(port));
        commands.addAll(consoleCommands);
        return String.join("; ", commands);
    }

    /** In double quotes; backslashes before the closing one are doubled, or they would take it away. */
    static String argument(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\\') {
            end--;
        }
        return '"' + text + text.substring(end) + '"';
    }

    /** In single quotes, which are doubled inside; PowerShell takes four typographic ones for the same. */
    static String powerShellText(String text) {
        return '\'' + text.replaceAll("['\u2018\u2019\u201a\u201b]", "$0$0") + '\'';
    }

    private static void requirePlain(String what, String text) {
        if (text.chars().anyMatch(c -> c == '"' || Character.isISOControl(c))) {
            throw new IllegalArgumentException(what + " has a quote or a control character in it: " + text);
        }
    }
}
