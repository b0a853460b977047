package tmnf.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.InnerCommands;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.ParallelOptions;
import tmnf.cli.command.Progress;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.gbx.synthetic.SyntheticBulk;

/** {@code tmnf demo}: the pipeline on made-up replays, with every command shown. */
@Command(name = "demo", header = "Show the pipeline on made-up replays and maps.",
        description = {"Writes a folder as a download leaves it, with a respawn, a Stunts map, a long intro, "
            + "damaged files and odd names among the rest, then runs the real commands on it. Each command "
            + "line is shown and can be run by hand. Simulated drivers race, too, and are captured from "
            + "simulated games; a driver learns in them, for some seconds to four minutes. All of it is "
            + "then on one page, report.html in the folder. A second run replaces what the first made; "
            + "a folder that the demo did not make is refused."},
        footer = {"Examples:",
            "  tmnf demo",
            "  tmnf demo --fast                            about a minute",
            "  tmnf demo --output-dir /tmp/demo --seed 7",
            "  tmnf demo --bulk 500x20 --output-dir bulk   10,000 replays to measure with",
            "",
            "Next: tmnf filter no-respawn --help"})
public final class DemoCommand extends TmnfCommand {

    private static final int EPOCHS = 16;
    private static final int FAST_EPOCHS = 4;
    private static final String PRACTICE = "4m";
    private static final String FAST_PRACTICE = "30s";

    @Option(names = "--output-dir", paramLabel = "DIR", defaultValue = "demo",
            description = "Folder to write to.")
    @HelpSection(HelpSection.PLACES)
    private Path outputDir;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Makes other tracks and drives; the same number makes the same files.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private long seed;

    @Option(names = "--force", defaultValue = "false",
            description = "Write into a folder that the demo did not make, beside what is there.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean force;

    @Option(names = "--bulk", paramLabel = "TRACKSxREPLAYS", converter = BulkSize.Converter.class,
            description = "Only write data, for measuring: so many tracks with so many replays each.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private BulkSize bulk; // null: the demo

    @Option(names = "--train-frames", paramLabel = "N", defaultValue = "20000",
            description = "Frames after which the driver stops learning, if no race of it takes 15 s or "
                + "less before.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private long trainFrames;

    @Option(names = "--fast", defaultValue = "false",
            description = "Learn for less time, the driver for 30 s at most; the report says how far it "
                + "gets.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean fast;

    @Mixin
    private ParallelOptions parallel;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        CliException.require(trainFrames >= 1, "--train-frames " + trainFrames + " is below 1",
                "give 1 or more");
        DemoFolder folder = new DemoFolder(outputDir, context.resolve(outputDir));
        folder.requireOurs(force);
        context.interrupted(); // from now on a signal waits for us
        Closeable ours = folder.prepare();
        try {
            InnerCommands program = (InnerCommands) spec().root().userObject();
            return bulk == null
                    ? new Tour(context, program, folder).run(seed, fast
                            ? new DemoPlan.Practice(FAST_EPOCHS, trainFrames, FAST_PRACTICE)
                            : new DemoPlan.Practice(EPOCHS, trainFrames, PRACTICE))
                    : bulk(context, folder);
        } finally {
            ours.close();
        }
    }

    private CommandResult bulk(CommandContext context, DemoFolder folder) throws IOException {
        long started = context.clock().millis();
        boolean complete;
        try (Progress progress = context.progress("Writing replays", bulk.replays())) {
            complete = new SyntheticBulk(bulk.tracks(), bulk.replaysPerTrack(), seed, parallel.workers())
                    .write(folder.path().resolve("maps"), context::interrupted, progress::advance);
        }
        long elapsed = context.clock().millis() - started;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outputDir", outputDir);
        json.put("absolute", Map.of("outputDir", folder.path()));
        json.put("seed", seed);
        json.put("tracks", bulk.tracks());
        json.put("challenges", bulk.tracks());
        json.put("replays", bulk.replays());
        json.put("writtenMs", elapsed);
        if (!complete) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; the next run starts anew");
        }
        Path maps = outputDir.resolve("maps");
        return CommandResult.ok().withJson(json)
                .withText(String.format(Locale.ROOT, "%d replays of %d tracks written to %s in %.1f s",
                        bulk.replays(), bulk.tracks(), maps, elapsed / 1000.0))
                .withNext(ShellWords.line("tmnf", List.of("filter", "no-respawn",
                        "-i", maps.resolve("track_ids.txt").toString(),
                        "-o", maps.resolve("track_ids_no_respawn.txt").toString(),
                        "-r", maps.resolve("replays").toString()), context.isWindows()));
    }
}
