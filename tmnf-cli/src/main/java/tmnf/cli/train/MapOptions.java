package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.line.LineException;
import tmnf.gbx.line.NpyFiles;
import tmnf.rl.collect.MapCycle;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.config.MapEntry;
import tmnf.rl.config.TrainSettings;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** Mix-in: which maps are raced on, and along which lines. */
final class MapOptions {

    private static final String SUFFIX = ".challenge.gbx";

    @Option(names = "--map", paramLabel = "MAP",
            description = "The one map: a built-in track of simulated games (straight, chicane, ...), or a "
                + "Challenge.Gbx, below the game's Tracks/Challenges unless games are simulated. Without it "
                + "map_cycle of --rl-config.")
    @HelpSection(HelpSection.SELECTION)
    private String map; // null: not given

    @Option(names = "--line-from", paramLabel = "REPLAY",
            description = "Take the reference line of a Challenge.Gbx from this drive on it.")
    @HelpSection(HelpSection.SELECTION)
    private Path lineFrom; // null: not given

    @Option(names = "--reference-line", paramLabel = "FILE",
            description = "The reference line of a Challenge.Gbx (.npy, of tmnf vcp or the Python tool).")
    @HelpSection(HelpSection.SELECTION)
    private Path line; // null: not given

    @Option(names = "--lines-dir", paramLabel = "DIR", defaultValue = "maps",
            description = "Where reference_line_path of map_cycle is looked for.")
    @HelpSection(HelpSection.PLACES)
    private Path linesDir;

    /** The races of a round. */
    List<MapCycle.Entry> cycle(CommandContext context, TrainSettings settings, GameChoice games)
            throws IOException {
        if (map == null) {
            CliException.require(lineFrom == null && line == null, "a line without --map",
                    "name the map, too");
            return ofFile(context, settings, games);
        }
        MapTarget target = target(context, settings, games);
        int explorations = settings.own().explorationsPerEvaluation();
        List<MapCycle.Entry> cycle = new ArrayList<>();
        if (explorations > 0) {
            cycle.add(new MapCycle.Entry(target, true, explorations));
        }
        cycle.add(new MapCycle.Entry(target, false, 1));
        return cycle;
    }

    private MapTarget target(CommandContext context, TrainSettings settings, GameChoice games)
            throws IOException {
        double spacing = settings.environment().distanceBetweenCheckpoints();
        if (!map.toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            CliException.require(BuiltInTracks.names().contains(map), "no built-in track is called " + map,
                    "name one of " + String.join(", ", BuiltInTracks.names())
                            + ", or a file that ends in .Challenge.Gbx");
            CliException.require(games.simulated(), "--map " + map + " is a track of simulated games",
                    "add --sim, or name a Challenge.Gbx");
            CliException.require(lineFrom == null && line == null,
                    "--map " + map + " has a line of its own", "leave the other out");
            return MapTargets.builtIn(map, spacing);
        }
        CliException.require((lineFrom == null) != (line == null), "--map " + map
                + " needs one reference line", "give --line-from REPLAY, or --reference-line FILE");
        Path file = context.requireFile(Path.of(map));
        String name = file.getFileName().toString();
        String shortName = name.substring(0, name.length() - SUFFIX.length());
        try {
            String command = games.map(context, file);
            if (lineFrom != null) {
                return MapTargets.of(shortName, command, file, context.requireFile(lineFrom), spacing);
            }
            return MapTargets.along(shortName, command, GbxFiles.readChallenge(file).content(),
                    NpyFiles.read(context.requireFile(line)));
        } catch (LineException | GbxFormatException | IllegalArgumentException e) {
            throw CliException.usage(e.getMessage(), "name another map or line");
        }
    }

    private List<MapCycle.Entry> ofFile(CommandContext context, TrainSettings settings, GameChoice games)
            throws IOException {
        CliException.require(!settings.mapCycle().entries().isEmpty(), "no map to race on",
                "give --map, or a --rl-config with map_cycle");
        List<MapCycle.Entry> cycle = new ArrayList<>();
        for (MapEntry entry : settings.mapCycle().entries()) {
            Path points = context.resolve(linesDir).resolve(entry.referenceLinePath());
            CliException.require(Files.isRegularFile(points), "reference_line_path "
                    + entry.referenceLinePath() + ": no such file in " + linesDir,
                    "name its folder with --lines-dir; tmnf vcp makes one of a replay");
            Path file = games.challenge(context, entry.mapPath());
            cycle.add(new MapCycle.Entry(MapTargets.along(entry.shortName(), entry.mapPath(),
                    GbxFiles.readChallenge(file).content(), NpyFiles.read(points)), entry.isExploration(),
                    entry.repeat()));
        }
        return cycle;
    }
}
