package tmnf.cli.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.Digests;
import tmnf.cli.files.OutputFile;
import tmnf.cli.files.ShellWords;
import tmnf.cli.files.WriteOptions;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Replay;

/** {@code tmnf extract-map}: the maps inside replays, byte for byte. */
@Command(name = "extract-map", header = "Write the maps that replays hold.",
        description = "A replay in a track's folder gives <TrackId>.Challenge.Gbx, any other one "
                + "<replay>.Challenge.Gbx. The map's bytes are not changed.",
        footer = {"Examples:",
            "  tmnf extract-map best.Replay.Gbx",
            "  tmnf extract-map maps/replays -o maps/tracks    one map for each track",
            "  tmnf extract-map maps/replays -o maps/tracks --dry-run",
            "",
            "Next: tmnf filter maptype -t maps/tracks"})
public final class ExtractMapCommand extends TmnfCommand {

    @Parameters(paramLabel = "REPLAY", arity = "1..*",
            description = "Replays, or folders that are searched for replays.")
    private List<String> operands;

    @Option(names = {"-o", "--output", "--output-dir"}, paramLabel = "DIR", defaultValue = ".",
            description = "Folder to write to.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Mixin
    private WriteOptions write;

    private final List<Map<String, String>> differing = new ArrayList<>();

    /** A map that this run wrote or found. */
    private record Extracted(Path replay, String mapUid, String sha256) {}

    @Override
    protected CommandResult run(CommandContext context) throws Exception {
        WriteOptions.requirePlace(output);
        write.requireWritable(context, output);
        ReplayBatch batch = new ReplayBatch(context);
        List<ReplayFile> replays = batch.find(operands);
        Map<Path, Extracted> extracted = new HashMap<>();
        List<Map<String, Object>> maps = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        batch.each("Extracting maps", replays, ReplayFile::path, replay -> {
            Map<String, Object> facts = extract(context, replay, extracted);
            if (!facts.isEmpty()) {
                maps.add(facts);
                lines.add(facts.get("output") + "  " + facts.get("outcome") + "  " + facts.get("bytes")
                        + " bytes");
            }
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("maps", maps);
        json.put("differing", differing);
        json.put("failures", batch.failures());
        CommandResult result = batch.finish(replays.size()).withLines(lines).withJson(json);
        return maps.isEmpty() ? result : result.withNext("tmnf inspect " + ShellWords.of(output));
    }

    /** Writes one replay's map; nothing to report when another replay of this run gave the same file. */
    private Map<String, Object> extract(CommandContext context, ReplayFile file,
            Map<Path, Extracted> extracted) throws IOException {
        Path resolved = context.resolve(file.path());
        byte[] bytes = GbxFiles.bytes(resolved, GbxReadOptions.INPUTS.limits());
        GbxFile<Replay> replay = GbxFiles.readReplay(file.path().toString(), bytes, GbxReadOptions.INPUTS);
        byte[] map = replay.content().challengeBytes();
        if (map.length == 0) {
            throw new MapMissingException();
        }
        Path target = output.resolve(file.track(resolved).orElse(file.stem()) + ".Challenge.Gbx").normalize();
        String sha256 = Digests.sha256(map);
        String uid = replay.header().mapUid();
        Extracted earlier = extracted.get(target);
        if (earlier != null) {
            compare(context, file, earlier, new Extracted(file.path(), uid, sha256));
            return Map.of();
        }
        OutputFile.Outcome outcome = write.files().write(context.resolve(target), map);
        extracted.put(target, new Extracted(file.path(), uid, sha256));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file.path().toString());
        facts.put("absolute", resolved.toString());
        facts.put("output", target.toString());
        facts.put("outcome", outcome.label());
        facts.put("mapUid", uid);
        facts.put("bytes", map.length);
        facts.put("sha256", sha256);
        return facts;
    }

    /**
     * Two replays of a track: the game may have saved one map in two ways, but not two maps in one folder.
     */
    private void compare(CommandContext context, ReplayFile file, Extracted earlier, Extracted later)
            throws IOException {
        if (!earlier.mapUid().equals(later.mapUid())) {
            throw new IOException("holds another map (" + later.mapUid() + ") than " + earlier.replay() + " ("
                    + earlier.mapUid() + "); is it in the right track's folder?");
        }
        if (!earlier.sha256().equals(later.sha256())) {
            differing.add(Map.of("file", file.path().toString(), "sha256", later.sha256(),
                    "writtenFrom", earlier.replay().toString()));
            context.warn("MAP_DIFFERS", file.path() + ": its copy of the map has other bytes than the one of "
                    + earlier.replay() + ", which was taken");
        }
    }
}
