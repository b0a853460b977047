package tmnf.cli.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import tmnf.cli.command.CommandContext;
import tmnf.cli.game.GameLaunch;
import tmnf.tminterface.launch.GamePlugin;
import tmnf.tminterface.launch.LaunchMethod;
import tmnf.tminterface.launch.TmLoaderLaunch;

/** Checks of what is installed: folders, loader, plugin, user name. */
final class GameChecks {

    private final CommandContext context;
    private final GamePlaces places;

    GameChecks(CommandContext context, GamePlaces places) {
        this.context = context;
        this.places = places;
    }

    List<Finding> run(Optional<String> userName) throws IOException {
        List<Finding> findings = new ArrayList<>(gameFolders());
        findings.add(loader());
        findings.add(tminterface());
        if (places.tminterface().filter(Files::isDirectory).isPresent()) {
            findings.add(plugin(places.plugins().orElseThrow()));
        }
        findings.add(user(userName));
        return findings;
    }

    /**
     * What can be said of the running game, and what only its user sees.
     *
     * @param greets whether a plugin answered at the port
     */
    List<Finding> running(boolean greets) {
        List<Path> libraries = new ArrayList<>();
        places.tminterface().ifPresent(libraries::add);
        GameLaunch.method(context).filter(TmLoaderLaunch.class::isInstance)
                .map(method -> method.file().toAbsolutePath().getParent()).ifPresent(libraries::add);
        List<Finding> findings = new ArrayList<>();
        VersionCheck.find(places.plugins(), libraries, greets).ifPresent(findings::add);
        if (greets || Files.isDirectory(places.game())) {
            findings.add(Finding.ok("window", "cannot be seen from here: let the game run in a window, not"
                    + " full screen and not minimised, and give it the focus once after its start; afterwards"
                    + " the focus does not matter, for capture and train lift the limit of unfocused"
                    + " games", ""));
        }
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
        Optional<LaunchMethod> method = GameLaunch.method(context);
        if (method.isEmpty()) {
            return Finding.warning("loader", "no launch script: games have to be started by hand",
                    GameLaunch.SCRIPT_VARIABLE, "write a script that runs TMLoader under Wine and passes its"
                    + " argument on as custom_port, and name its path in " + GameLaunch.SCRIPT_VARIABLE);
        }
        Path file = method.get().file();
        if (method.get() instanceof TmLoaderLaunch loader) {
            return Files.isRegularFile(file)
                    ? Finding.ok("loader", "TMLoader, profile " + loader.profile(), file)
                    : Finding.problem("loader", "no TMLoader", file, "install TMLoader with TMInterface 2, or"
                            + " name its path in " + GameLaunch.LOADER_VARIABLE);
        }
        if (!Files.isRegularFile(file)) {
            return Finding.problem("loader", "the launch script is not there", file,
                    "correct " + GameLaunch.SCRIPT_VARIABLE);
        }
        return Files.isExecutable(file) ? Finding.ok("loader", "launch script", file)
                : Finding.problem("loader", "the launch script is not executable", file, "chmod +x it");
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
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            return Finding.problem("plugin", "this is no folder, so no plugin can be in it", folder,
                    "move it away, then tmnf doctor --install-plugin");
        }
        List<GamePlugin.Found> links;
        try {
            links = GamePlugin.in(folder).stream().filter(GamePlugin.Found::isLink).toList();
        } catch (FileSystemException e) {
            return Finding.problem("plugin", "cannot look at what is there: "
                    + (e instanceof AccessDeniedException ? "no permission" : e.getMessage()), e.getFile(),
                    "give yourself the right to read it, or move it away");
        }
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
