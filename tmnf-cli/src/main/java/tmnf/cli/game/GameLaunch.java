package tmnf.cli.game;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tmnf.cli.command.CommandContext;
import tmnf.tminterface.launch.LaunchMethod;
import tmnf.tminterface.launch.ScriptLaunch;
import tmnf.tminterface.launch.TmLoaderLaunch;

/** How games are started on this machine, by the variables of the Python tools. */
public final class GameLaunch {

    /** Path of TMLoader, on Windows. */
    public static final String LOADER_VARIABLE = "WINDOWS_TMLOADER_PATH";
    /** Name of a profile of TMLoader, on Windows. */
    public static final String PROFILE_VARIABLE = "WINDOWS_TMLOADER_PROFILE_NAME";
    /** Path of a script that starts the game, on other systems. */
    public static final String SCRIPT_VARIABLE = "LINUX_LAUNCH_GAME_PATH";

    private static final String USUAL_PROFILE = "default";

    private GameLaunch() {
    }

    /**
     * TMLoader on Windows, which is where its installer puts it if no variable says otherwise; the user's
     * script elsewhere, and nothing when none is configured. Whether the file is there is not looked at.
     */
    public static Optional<LaunchMethod> method(CommandContext context) {
        return method(context, "");
    }

    /** The same for games that log in with an account; empty: as the loader's profile has it. */
    public static Optional<LaunchMethod> method(CommandContext context, String login) {
        if (!context.isWindows()) {
            return path(context, SCRIPT_VARIABLE).map(ScriptLaunch::new);
        }
        Path loader = path(context, LOADER_VARIABLE).orElse(context.home().resolve("AppData")
                .resolve("Local").resolve("TMLoader").resolve("TMLoader.exe"));
        return Optional.of(new TmLoaderLaunch(TmLoaderLaunch.POWER_SHELL, loader,
                context.variable(PROFILE_VARIABLE).orElse(USUAL_PROFILE), unattended(login)));
    }

    private static List<String> unattended(String login) {
        List<String> commands = new ArrayList<>(TmLoaderLaunch.UNATTENDED);
        if (!login.isEmpty()) {
            commands.add(0, "set autologin " + login);
        }
        return commands;
    }

    /** The lock of all programs of this user that start games. */
    public static Path lockFile(CommandContext context) {
        Path cache = context.isWindows() ? context.home().resolve("AppData").resolve("Local")
                : context.home().resolve(".cache");
        return cache.resolve("tmnf").resolve("launch.lock");
    }

    /** A path in a variable; {@code ~} is the home folder, as in the files of the Python tools. */
    public static Optional<Path> path(CommandContext context, String variable) {
        return context.variable(variable).map(text -> text.equals("~") || text.startsWith("~/")
                || text.startsWith("~\\")
                ? context.home().resolve(text.substring(Math.min(2, text.length())))
                : context.resolve(Path.of(text)));
    }
}
