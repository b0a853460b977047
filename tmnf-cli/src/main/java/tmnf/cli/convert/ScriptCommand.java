package tmnf.cli.convert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.Digests;
import tmnf.cli.files.GameFiles;
import tmnf.cli.files.OutputFile;
import tmnf.cli.files.WriteOptions;
import tmnf.cli.info.BuildInfo;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.filter.ReplayNames;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.RaceTimes;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.InputScript;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptException;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;

/** {@code tmnf script}: the inputs of replays as TMInterface scripts. */
@Command(name = "script", header = "Turn the inputs of replays into TMInterface scripts.",
        footer = {"Examples:",
            "  tmnf script best.Replay.Gbx                    print the script",
            "  tmnf script best.Replay.Gbx -o best.txt",
            "  tmnf script maps/replays -o scripts            one script a replay",
            "  tmnf script best.Replay.Gbx --style upstream   as the Python converter",
            "",
            "Next: put the script into TMInterface's Scripts folder and type",
            "  load best.txt    in its console"})
public final class ScriptCommand extends TmnfCommand {

    @Parameters(paramLabel = "REPLAY", arity = "1..*",
            description = "Replays, or folders that are searched for replays.")
    private List<String> operands;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE|DIR",
            description = "Where to write: a file for one replay, a folder for several, - for stdout. "
                    + "Without it one script is printed.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Option(names = "--style", paramLabel = "STYLE", defaultValue = "events",
            description = "How inputs are written: ${COMPLETION-CANDIDATES}.")
    @HelpSection(HelpSection.OUTPUT)
    private ScriptStyle style;

    @Option(names = "--input-time-offset-ms", paramLabel = "MS", defaultValue = "0",
            description = "Added to every time; a multiple of 10, may be negative.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int inputTimeOffsetMs;

    @Option(names = "--respawn-action", paramLabel = "KEY", defaultValue = "enter",
            description = "Key written for a respawn: enter, or delete to restart.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private String respawnAction;

    @Option(names = "--respawn-after-cp-ms", paramLabel = "MS", defaultValue = "0",
            description = "Earliest respawn after a checkpoint; a multiple of 10.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int respawnAfterCpMs;

    @Option(names = "--ghost", paramLabel = "N", defaultValue = "0",
            description = "Which ghost of the replay, counted from 1; 0 chooses the best.")
    @HelpSection(HelpSection.SELECTION)
    private int ghostNumber;

    @Mixin
    private WriteOptions write;

    @Override
    protected CommandResult run(CommandContext context) throws Exception {
        ScriptOptions options = options();
        ReplayBatch batch = new ReplayBatch(context);
        List<ReplayFile> replays = batch.find(operands);
        ScriptTargets targets = ScriptTargets.choose(context, output, replays, operands);
        if (output != null && !targets.toStdout()) {
            write.requireWritable(context, output);
        }
        List<Map<String, Object>> scripts = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Map<Path, Path> taken = new HashMap<>();
        batch.each("Writing scripts", replays, ReplayFile::path, replay -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            String text = script(context, replay, options, facts);
            if (targets.toStdout()) {
                facts.put("text", text);
                lines.addAll(text.lines().toList());
            } else {
                Path file = targets.of(replay);
                Path other = taken.putIfAbsent(file, replay.path());
                if (other != null) {
                    throw new IOException("its script would be the one of " + other + ": " + file);
                }
                OutputFile.Outcome outcome =
                        write.files().write(context.resolve(file), text.getBytes(StandardCharsets.UTF_8));
                facts.put("output", file.toString());
                facts.put("outcome", outcome.label());
                lines.add(file + "  " + outcome.label() + "  " + facts.get("commands") + " commands");
                warnAboutName(context, file);
            }
            scripts.add(facts);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scripts", scripts);
        json.put("failures", batch.failures());
        CommandResult result = batch.finish(replays.size()).withLines(lines).withJson(json);
        return scripts.isEmpty() || targets.toStdout() ? result : result.withNext(loadHint(scripts.get(0)));
    }

    private ScriptOptions options() {
        if (ghostNumber < 0) {
            throw CliException.usage("--ghost " + ghostNumber + " is negative", "give 1 for the first ghost");
        }
        CliException.require(style == ScriptStyle.UPSTREAM // writes whatever it is given, as the original
                || ScriptOptions.RESPAWN_KEYS.contains(respawnAction),
                "--respawn-action " + respawnAction + " is no key that respawns",
                "give one of " + String.join(", ", ScriptOptions.RESPAWN_KEYS));
        try {
            return new ScriptOptions(style, inputTimeOffsetMs, respawnAction, respawnAfterCpMs);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(e.getMessage(), "see tmnf script --help");
        }
    }

    private String script(CommandContext context, ReplayFile file, ScriptOptions options,
            Map<String, Object> facts) throws IOException {
        Path resolved = context.resolve(file.path());
        byte[] bytes = GameFiles.bytes(context, file.path(), GbxReadOptions.INPUTS.limits());
        GbxFile<Replay> replay = GbxFiles.readReplay(file.path().toString(), bytes, GbxReadOptions.INPUTS);
        Ghost ghost = ghost(replay.content());
        InputScript script = ReplayScripts.of(ghost, options);
        String sha1 = Digests.sha1(bytes);
        facts.put("file", file.path().toString());
        facts.put("absolute", resolved.toString());
        facts.put("sha1", sha1);
        facts.put("style", style.label());
        facts.put("playerLogin", ghost.login());
        facts.put("raceTimeMs", script.raceTimeMs());
        facts.put("checkpoints", script.checkpoints());
        facts.put("commands", script.lines().size());
        if (style == ScriptStyle.UPSTREAM) {
            return script.text();
        }
        List<String> comments = new ArrayList<>();
        file.track(resolved).ifPresent(track -> comments.add("track " + ascii(track)));
        comments.add("map " + ascii(replay.header().mapUid()));
        comments.add("replay " + ascii(file.path().getFileName().toString()) + ", sha1 " + sha1);
        String time = RaceTimes.format(ghost.raceTimeMs());
        comments.add("driven by " + ascii(ghost.login()) + " in " + time + " s");
        comments.add("made by tmnf " + BuildInfo.load().version() + ", style " + style.label());
        return script.text(comments);
    }

    private Ghost ghost(Replay replay) throws ScriptException {
        if (ghostNumber > replay.ghosts().size()) {
            throw new ScriptException(ScriptException.Reason.NO_GHOST,
                    "holds " + replay.ghosts().size() + " ghosts, there is no number " + ghostNumber);
        }
        if (ghostNumber > 0) {
            return replay.ghosts().get(ghostNumber - 1);
        }
        return (style == ScriptStyle.UPSTREAM ? replay.bestGhostUpstream() : replay.bestGhost())
                .orElseThrow(() -> new ScriptException(ScriptException.Reason.NO_GHOST, "holds no ghost"));
    }

    /** The game reads scripts as bytes: comments stay within ASCII. */
    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }

    private static void warnAboutName(CommandContext context, Path file) {
        String name = file.getFileName().toString();
        if (!ReplayNames.isSafe(name)) {
            context.warn("SCRIPT_NAME", "TMInterface can't load scripts with such a name: " + name
                    + " (blanks, accents, quotes and the like; tmnf fix-names takes them out of replays)");
        }
    }

    private static String loadHint(Map<String, Object> script) {
        return "load " + Path.of((String) script.get("output")).getFileName()
                + "   (in TMInterface's console, once the file is in its Scripts folder)";
    }
}
