package tmnf.cli.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.gbx.GbxFormatException;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.TrackMap;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.TrackException;

/**
 * What a game is started on.
 *
 * @param maps all that {@code map} finds
 * @param scripts where {@code load} looks
 * @param first the name of the challenge that is loaded at the start; empty for the menus
 * @param what for people
 */
record GameWorld(TrackMaps maps, Path scripts, Optional<String> first, String what) {

    /** What the options say; at most one of track, map and replays is there. */
    static GameWorld of(CommandContext context, Optional<Path> gameDir, Optional<String> track,
            Optional<Path> map, List<Path> replays, Consumer<String> log) throws IOException {
        Optional<GameFolder> folder = gameDir.isEmpty() ? Optional.empty()
                : Optional.of(GameFolder.create(context.resolve(gameDir.get())));
        TrackMaps maps = new TrackMaps(folder, log);
        Path scripts = folder.map(GameFolder::scripts).orElse(context.resolve(Path.of("Scripts")));
        if (track.isPresent()) {
            CliException.require(BuiltInTracks.isName(track.get()),
                    "there is no built-in track '" + track.get() + "'",
                    "choose one of " + String.join(", ", BuiltInTracks.names())
                            + ", random-0, random-1, ..., or give a file with --map");
            return new GameWorld(maps, scripts, track, "on the built-in track " + track.get());
        }
        if (map.isPresent()) {
            Path file = context.requireFile(map.get());
            TrackMap made = make(context, map.get(), () -> TrackMaps.read(file));
            String name = file.getFileName().toString();
            maps.give(name, made);
            return new GameWorld(maps, scripts, Optional.of(name), "on " + made.challenge().name());
        }
        GameWorld world = new GameWorld(maps, scripts, Optional.empty(), "in the menus");
        for (int i = replays.size() - 1; i >= 0; i--) {
            Path given = replays.get(i);
            Path file = context.requireFile(given);
            TrackMap made = make(context, given, () -> TrackMaps.readReplay(file));
            String name = given.getFileName().toString();
            maps.give(name, made);
            world = new GameWorld(maps, scripts, Optional.of(name),
                    "on " + made.challenge().name() + " of " + given);
        }
        for (Path given : replays) {
            maps.replace(maps.find(given.getFileName().toString()));
        }
        return world;
    }

    private static void sayCoverage(CommandContext context, Path given, TrackMap map) {
        map.coverage().ifPresent(coverage -> {
            if (coverage.complete()) {
                context.note(given + ": " + coverage);
            } else {
                context.warn("COVERAGE", given + ": " + coverage);
            }
        });
    }

    private static TrackMap make(CommandContext context, Path given, Making making) throws IOException {
        try {
            TrackMap made = making.make();
            sayCoverage(context, given, made);
            return made;
        } catch (TrackException e) {
            throw new CliException(ExitStatus.FAILURE, e.reason().name(), given + " cannot be driven on",
                    e.getMessage(), "choose another file, or a built-in track with --track", e);
        } catch (GbxFormatException e) {
            throw new CliException(ExitStatus.FAILURE, "UNREADABLE", given + " cannot be read",
                    e.getMessage(), "fetch it again; tmnf inspect shows what is in it", e);
        }
    }

    /** Makes a challenge of a file. */
    @FunctionalInterface
    private interface Making {
        TrackMap make() throws IOException;
    }
}
