package tmnf.cli.convert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.OutputFile;
import tmnf.cli.files.ShellWords;
import tmnf.cli.files.WriteOptions;
import tmnf.cli.run.JsonText;
import tmnf.gbx.line.LineOptions;
import tmnf.gbx.line.NpyFiles;
import tmnf.gbx.model.RaceTimes;

/** {@code tmnf vcp}: reference lines from replays. */
@Command(name = "vcp", header = "Make the reference line of a track from its best replay.",
        description = "Writes zone centres as a NumPy file, <track>_<distance>m_cl.npy, and beside it a JSON "
                + "file that says which replay they came from. Replays of one track give one line.",
        footer = {"Examples:",
            "  tmnf vcp maps/replays/924307                maps/vcp/924307_0.5m_cl.npy",
            "  tmnf vcp best.Replay.Gbx -o line.npy --distance 1",
            "  tmnf vcp maps/replays                       one line for each track",
            "  tmnf vcp best.Replay.Gbx --style upstream   as the Python tool makes it",
            "",
            "Next: tmnf inspect best.Replay.Gbx --trajectory line.png"})
public final class VcpCommand extends TmnfCommand {

    private static final ObjectWriter JSON = JsonText.shared().writer(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /** Which replay of a track is followed. */
    enum Source {
        BEST,
        FIRST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "REPLAY", arity = "1..*",
            description = "Replays, or folders that are searched for replays.")
    private List<String> operands;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE|DIR",
            description = "The .npy file, or a folder for the lines of several tracks. Default: --vcp-dir.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Option(names = "--vcp-dir", paramLabel = "DIR", defaultValue = "maps/vcp",
            description = "Folder for lines when -o is not given.")
    @HelpSection(HelpSection.PLACES)
    private Path folder;

    @Option(names = {"--distance", "--vcp-distance"}, paramLabel = "M", defaultValue = "0.5",
            description = "Distance between zone centres in metres.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private double distance;

    @Option(names = {"--source", "--vcp-source"}, paramLabel = "WHICH", defaultValue = "best",
            description = "Replay to follow: ${COMPLETION-CANDIDATES}; best is the fastest that gives a "
                    + "line.")
    @HelpSection(HelpSection.SELECTION)
    private Source source;

    @Option(names = "--style", paramLabel = "STYLE", defaultValue = "curve",
            description = "Way between the samples: ${COMPLETION-CANDIDATES}.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private LineOptions.Style style;

    @Option(names = "--mend", defaultValue = "false",
            description = "Accept drives with respawns and jumps: cut out detours, join jumps straight.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean mend;

    @Mixin
    private WriteOptions write;

    @Override
    protected CommandResult run(CommandContext context) throws Exception {
        WriteOptions.requirePlace(output);
        write.requireWritable(context, output == null ? folder : output);
        LineOptions options = options();
        ReplayBatch batch = new ReplayBatch(context);
        LineSources sources = new LineSources(context, batch, options, source == Source.FIRST);
        List<ReplayFile> replays = batch.find(operands);
        List<LineSources.Track> tracks = sources.tracks(replays);
        boolean toFile = output != null && output.toString().toLowerCase(Locale.ROOT).endsWith(".npy")
                && !Files.isDirectory(context.resolve(output));
        if (toFile && tracks.size() > 1) {
            throw CliException.usage(tracks.size() + " tracks don't fit into one file " + output,
                    "give a folder with -o, or name the replays of one track");
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        List<String> text = new ArrayList<>();
        batch.each("Making lines", tracks, LineSources.Track::place, track -> {
            LineSources.Found found = sources.find(track);
            Path place = output == null ? folder : output;
            Path file = toFile ? output : place.resolve(track.name() + "_" + distance + "m_cl.npy");
            Map<String, Object> facts = write(context, found, file);
            lines.add(facts);
            text.add(String.format(Locale.ROOT, "%s  %s  %d points  %.1f m  from %s (%s)", file,
                    facts.get("outcome"), found.line().size(), found.line().lengthMetres(),
                    found.replay().path(), RaceTimes.format(found.ghost().raceTimeMs())));
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lines", lines);
        json.put("failures", batch.failures());
        CommandResult result = batch.finish(replays.size()).withLines(text).withJson(json);
        if (lines.isEmpty()) {
            return result;
        }
        String replay = ShellWords.of(Path.of(lines.get(0).get("replay").toString()));
        return result.withNext("tmnf inspect " + replay + " --trajectory line.png");
    }

    private LineOptions options() {
        try {
            return new LineOptions(style, distance, mend);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--distance: " + e.getMessage(), "give metres, such as --distance 0.5");
        }
    }

    /** Provenance first: a line that is there has its papers. */
    private Map<String, Object> write(CommandContext context, LineSources.Found found, Path file)
            throws IOException {
        byte[] content = NpyFiles.format(found.line().rounded());
        Map<String, Object> papers = found.provenance(file, content, style, distance, mend);
        byte[] json = (JSON.writeValueAsString(papers) + "\n").getBytes(StandardCharsets.UTF_8);
        OutputFile files = write.files();
        Path target = context.resolve(file);
        OutputFile.Outcome outcome = files.check(target, content);
        new OutputFile(true, write.files().dryRun()).write(papersOf(target), json);
        files.write(target, content);
        Map<String, Object> facts = new LinkedHashMap<>(papers);
        facts.put("output", file.toString());
        facts.put("absolute", target.toString());
        facts.put("outcome", outcome.label());
        return facts;
    }

    private static Path papersOf(Path line) {
        return line.resolveSibling(line.getFileName() + ".json");
    }
}
