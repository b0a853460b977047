package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.config.ConfigLoader;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.filter.FileNames;
import tmnf.gbx.line.LineException;
import tmnf.gbx.line.NpyFiles;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.config.MapEntry;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.MapFiles;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** Mix-in: along which lines the map of {@code --map}, or those of the configuration, are raced on. */
final class MapOptions {

    /** What {@code --map} takes; what happens without it each command says by itself. */
    static final String MAP = "The one map: a built-in track of simulated games (straight, chicane, ..., "
            + "random-7), or a Challenge.Gbx, below the game's Tracks/Challenges unless games are "
            + "simulated. ";

    private static final String SUFFIX = ".challenge.gbx";
    private static final String USUAL = "straight";

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

    /**
     * Where the configuration is from.
     *
     * @param file empty: the built-in values
     * @param loader knows the places where it was searched
     */
    record Origin(Optional<Path> file, ConfigLoader loader) {

        String name() {
            return file.map(Path::toString).orElse("the built-in configuration");
        }

        /** A file behind the one that was found, which has what that one lacks. */
        Optional<String> other() {
            return loader.rlPlaces().stream().filter(Files::isRegularFile).map(loader::label)
                    .filter(label -> !label.equals(name()) && label.startsWith("config_files")).findFirst();
        }
    }

    /**
     * The races of a round; where nothing names a map, simulated games race on the usual track.
     *
     * @param map the one that was named
     * @param origin of {@code map_cycle}
     */
    List<RaceCycle.Entry> cycle(CommandContext context, Optional<String> map, TrainSettings settings,
            GameChoice games, Origin origin) throws IOException {
        if (map.isPresent()) {
            return of(target(context, settings, games, map.get()), settings);
        }
        CliException.require(lineFrom == null && line == null, "a line without --map", "name the map, too");
        if (!settings.mapCycle().entries().isEmpty()) {
            return ofFile(context, settings, games);
        }
        CliException.require(games.simulated(), "no map to race on: map_cycle of " + origin.name()
                + " is empty", origin.other().map(file -> "give --rl-config " + file
                + ", which was found, too, or --map").orElse("give --map X.Challenge.Gbx with --line-from "
                + "REPLAY, or --rl-config with a file that has a map_cycle")
                + ", or --sim for simulated games");
        context.note("No map is given, and map_cycle of " + origin.name() + " is empty: it is the built-in "
                + "track " + USUAL + "; --map names another one");
        return of(target(context, settings, games, USUAL), settings);
    }

    private static List<RaceCycle.Entry> of(MapTarget target, TrainSettings settings) {
        return round(target, settings.own().explorationsPerEvaluation());
    }

    /**
     * A round on one map.
     *
     * @param explorations before an evaluation; 0: there are no evaluations
     */
    static List<RaceCycle.Entry> round(MapTarget target, int explorations) {
        return explorations == 0 ? List.of(new RaceCycle.Entry(target, true, 1))
                : List.of(new RaceCycle.Entry(target, true, explorations),
                        new RaceCycle.Entry(target, false, 1));
    }

    private MapTarget target(CommandContext context, TrainSettings settings, GameChoice games, String map)
            throws IOException {
        double spacing = settings.environment().distanceBetweenCheckpoints();
        if (!map.toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            CliException.require(BuiltInTracks.isName(map), "no built-in track is called " + map,
                    "name one of " + String.join(", ", BuiltInTracks.names())
                            + ", random-0, random-1, ..., or a file that ends in .Challenge.Gbx");
            CliException.require(games.simulated(), "--map " + map + " is a track of simulated games",
                    "add --sim, or name a Challenge.Gbx");
            CliException.require(lineFrom == null && line == null,
                    "--map " + map + " has a line of its own", "leave the other out");
            return MapTargets.builtIn(map, spacing);
        }
        CliException.require((lineFrom == null) != (line == null), "--map " + map
                + " needs one reference line", "give --line-from REPLAY, or --reference-line FILE");
        Path file = games.file(context, Path.of(map));
        String name = FileNames.text(file); // whatever the locale
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

    private List<RaceCycle.Entry> ofFile(CommandContext context, TrainSettings settings, GameChoice games)
            throws IOException {
        List<RaceCycle.Entry> cycle = new ArrayList<>();
        Map<String, MapTarget> targets = new LinkedHashMap<>();
        Map<String, MapTarget> files = new LinkedHashMap<>();
        Map<String, MapTarget> challenges = new LinkedHashMap<>();
        for (MapEntry entry : settings.mapCycle().entries()) {
            MapTarget target = BuiltInTracks.isName(entry.mapPath()) ? builtIn(settings, games, entry)
                    : target(context, games, entry);
            MapTarget before = targets.putIfAbsent(target.name(), target);
            CliException.require(before == null || before.equals(target), "map_cycle: two maps, or one with "
                    + "two lines, have the short_name " + target.name() + ": "
                    + (before == null ? "" : before.map()) + " and " + target.map(),
                    "give each one of its own: records and figures go by it");
            requireOwnFiles(target, files);
            if (games.simulated()) {
                requireOwnChallenge(target, challenges);
            }
            cycle.add(new RaceCycle.Entry(target, entry.isExploration(), entry.repeat()));
        }
        return cycle;
    }

    /** Windows and macOS take names that differ in capitals only for one. */
    private static void requireOwnFiles(MapTarget target, Map<String, MapTarget> files) {
        MapTarget before = files.putIfAbsent(MapFiles.name(target.name()).toLowerCase(Locale.ROOT), target);
        CliException.require(before == null || before.name().equals(target.name()), "map_cycle: files of the"
                + " short_names " + (before == null ? "" : before.name()) + " and " + target.name()
                + " have the same name on some systems", "give one that differs in more than capitals");
    }

    /** Simulated games tell maps apart neither by capitals nor by the ending of a file. */
    private static void requireOwnChallenge(MapTarget target, Map<String, MapTarget> challenges) {
        MapTarget before = challenges.putIfAbsent(TrackMaps.key(target.map()), target);
        CliException.require(before == null || before.map().equals(target.map())
                || !target.uid().isEmpty() && before.uid().equals(target.uid()), "map_cycle: simulated games"
                + " take " + (before == null ? "" : before.map()) + " and " + target.map() + " for the same"
                + " map", "give one of the files another name");
    }

    private static MapTarget builtIn(TrainSettings settings, GameChoice games, MapEntry entry) {
        CliException.require(games.simulated(), "map_cycle, " + entry.shortName() + ": map_path "
                + entry.mapPath() + " is a track of simulated games", "add --sim, or name a Challenge.Gbx");
        CliException.require(entry.referenceLinePath().isBlank(), "map_cycle, " + entry.shortName()
                + ": the built-in track " + entry.mapPath() + " has a line of its own",
                "leave reference_line_path out");
        return MapTargets.builtIn(entry.mapPath(), settings.environment().distanceBetweenCheckpoints())
                .withName(entry.shortName());
    }

    private MapTarget target(CommandContext context, GameChoice games, MapEntry entry) throws IOException {
        Path points = context.resolve(linesDir).resolve(entry.referenceLinePath().replace('\\', '/'));
        CliException.require(Files.isRegularFile(points), "reference_line_path "
                + entry.referenceLinePath() + ": no such file in " + linesDir,
                "name its folder with --lines-dir; tmnf vcp makes one of a replay");
        Path file = games.challenge(context, entry.mapPath());
        try {
            return MapTargets.along(entry.shortName(), entry.mapPath(),
                    GbxFiles.readChallenge(file).content(), NpyFiles.read(points));
        } catch (LineException | GbxFormatException | IllegalArgumentException e) {
            throw CliException.usage("map_cycle, " + entry.shortName() + ": " + e.getMessage(),
                    "name another map or line");
        }
    }
}
