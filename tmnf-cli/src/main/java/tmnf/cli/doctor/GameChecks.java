package tmnf.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import tmnf.cli.command.CommandContext;
import tmnf.tminterface.launch.GamePlugin;

/** Checks of what is installed: folders, loader, plugin, user name. */
final class GameChecks {

    private static final String WINDOWS_LOADER = "WINDOWS_TMLOADER_PATH";
    private static final String PROFILE = "WINDOWS_TMLOADER_PROFILE_NAME";
    private static final String LINUX_SCRIPT = "LINUX_LAUNCH_GAME_PATH";

    private final CommandContext context;
    private final GamePlaces places;

    GameChecks(CommandContext context, GamePlaces places) {
        this.context = context;
        this.places = places;
    }

    List<Finding> run(Optional<String> userName) throws IOException {
        List<Finding> findings = new ArrayList<>(gameFolders());
        findings.add(context.isWindows() ? loader() : script());
        findings.add(tminterface());
        if (places.tminterface().filter(Files::isDirectory).isPresent()) {
            findings.add(plugin(places.plugins().orElseThrow()));
        }
        findings.add(user(userName));
        return findings;
    }

    private List<Finding> gameFolders() {
        Path game = places.game();
        if (!Files.isDirectory(game)) {
            return List.of(Finding.problem("game-folder", "no folder of TrackMania Nations Forever", game,
                    "install the game and start it once; if its folder is elsewhere, name it with --game-dir"
                    + " or " + GamePlaces.GAME_VARIABLE));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("game-folder", "there", game));
        findings.add(subfolder("challenges", game.resolve("Tracks").resolve("Challenges"),
                "maps are put here to be driven"));
        findings.add(subfolder("autosaves", game.resolve("Tracks").resolve("Replays").resolve("Autosaves"),
                "personal bests are here, which would show as ghosts"));
        return findings;
    }

    private static Finding subfolder(String check, Path folder, String purpose) {
        if (!Files.isDirectory(folder)) {
            return Finding.warning(check, "not there yet: " + purpose, folder,
                    "start the game once and drive a map, or check that --game-dir is right");
        }
        return Files.isWritable(folder) ? Finding.ok(check, "there", folder)
                : Finding.problem(check, "cannot be written: " + purpose, folder,
                        "give yourself the right to write there");
    }

    private Finding loader() {
        Path loader = GamePlaces.path(context, WINDOWS_LOADER).orElse(context.home().resolve("AppData")
                .resolve("Local").resolve("TMLoader").resolve("TMLoader.exe"));
        String profile = context.variable(PROFILE).orElse("default");
        return Files.isRegularFile(loader)
                ? Finding.ok("loader", "TMLoader, profile " + profile, loader)
                : Finding.problem("loader", "no TMLoader", loader, "install TMLoader with TMInterface 2, or"
                        + " name its path in " + WINDOWS_LOADER);
    }

    private Finding script() {
        Optional<Path> script = GamePlaces.path(context, LINUX_SCRIPT);
        if (script.isEmpty()) {
            return Finding.warning("loader", "no launch script: games have to be started by hand",
                    LINUX_SCRIPT, "write a script that runs TMLoader under Wine and passes its argument on as"
                    + " custom_port, and name its path in " + LINUX_SCRIPT);
        }
        if (!Files.isRegularFile(script.get())) {
            return Finding.problem("loader", "the launch script is not there", script.get(),
                    "correct " + LINUX_SCRIPT);
        }
        return Files.isExecutable(script.get()) ? Finding.ok("loader", "launch script", script.get())
                : Finding.problem("loader", "the launch script is not executable", script.get(),
                        "chmod +x it");
    }

    private Finding tminterface() {
        Optional<Path> folder = places.tminterface();
        if (folder.isEmpty()) {
            return Finding.problem("tminterface", "no folder of TMInterface in any folder of documents",
                    places.documents().stream().map(Path::toString).collect(Collectors.joining(", ")),
                    "install TMInterface 2 and start the game with it once; if its folder is elsewhere,"
                    + " name it with --tminterface-dir");
        }
        return Files.isDirectory(folder.get()) ? Finding.ok("tminterface", "there", folder.get())
                : Finding.problem("tminterface", "no such folder", folder.get(), "install TMInterface 2 and"
                        + " start the game with it once, or correct --tminterface-dir or "
                        + GamePlaces.PLUGIN_VARIABLE);
    }

    private static Finding plugin(Path folder) throws IOException {
        List<GamePlugin.Found> links = GamePlugin.in(folder).stream()
                .filter(GamePlugin.Found::isLink).toList();
        if (links.isEmpty()) {
            return Finding.problem("plugin", "no plugin that lets programs drive the game", folder,
                    "tmnf doctor --install-plugin");
        }
        if (links.size() > 1) {
            return Finding.problem("plugin", "several plugins want the same port: " + links.stream()
                    .map(link -> link.file().getFileName().toString()).collect(Collectors.joining(", ")),
                    folder,
                    "keep one; tmnf doctor --install-plugin keeps ours and puts the others aside");
        }
        GamePlugin.Found link = links.get(0);
        return switch (link.kind()) {
            case OURS -> Finding.ok("plugin", "ours, of this version", link.file());
            case OURS_OTHER_VERSION -> Finding.warning("plugin", "ours, but not as this version brings it",
                    link.file(), "tmnf doctor --install-plugin, and restart the game");
            default -> Finding.ok("plugin", "Python Link, or one like it: works, without what ours adds"
                    + " (tmnf doctor --install-plugin takes its place)", link.file());
        };
    }

    private static Finding user(Optional<String> name) {
        return name.isPresent() ? Finding.ok("user-name", name.get(), "")
                : Finding.warning("user-name", "unknown: the game cannot log in by itself, and your personal"
                        + " bests are not recognised", "TMNF_USERNAME",
                        "set TMNF_USERNAME, or USERNAME in .env, to your login in the game");
    }
}
