package tmnf.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.Seconds;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.doctor.Finding.Level;
import tmnf.cli.game.GameLogin;
import tmnf.cli.game.GamePortOption;
import tmnf.tminterface.launch.GamePlugin;

/** {@code tmnf doctor}: what this machine lacks for the game. */
@Command(name = "doctor", header = "Check this machine, its PyTorch, the game, its plugin and its port.",
        description = "Names what is missing for the real game and for training, and what to do about it;"
            + " ends with 6 when there is a problem. Changes nothing without --install-plugin, but unpacks"
            + " the libraries of PyTorch into the user's cache the first time. A program that drives the game"
            + " at that port loses it.",
        footer = {"Examples:",
            "  tmnf doctor",
            "  tmnf doctor --install-plugin --dry-run",
            "  tmnf doctor --port 8479 --json",
            "",
            "Next: tmnf doctor --install-plugin"})
public final class DoctorCommand extends TmnfCommand {

    private static final int LABEL = 13;

    @Option(names = "--game-dir", paramLabel = "DIR", description = "Folder with the game's Tracks, instead"
            + " of TRACKMANIA_BASE_PATH or the TrackMania folder among your documents.")
    @HelpSection(HelpSection.PLACES)
    private Path gameDir;

    @Option(names = "--tminterface-dir", paramLabel = "DIR",
            description = "Folder with TMInterface's Plugins, instead of TARGET_PYTHON_LINK_PATH or the"
            + " TMInterface folder among your documents.")
    @HelpSection(HelpSection.PLACES)
    private Path tminterfaceDir;

    @Mixin
    private GamePortOption port;

    @Option(names = "--timeout", paramLabel = "TIME", defaultValue = "5s", converter = Seconds.class,
            description = "How long the game may take to answer.")
    @HelpSection(HelpSection.NETWORK)
    private Duration timeout;

    @Option(names = "--install-plugin", description = "Put our plugin into TMInterface's folder. Other"
            + " link plugins are put aside as .bak files.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean installPlugin;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        CliException.require(!timeout.isZero(), "--timeout 0 leaves the game no time", "give it seconds");
        int gamePort = port.value(context);
        GamePlaces places = GamePlaces.find(context, Optional.ofNullable(gameDir),
                Optional.ofNullable(tminterfaceDir));
        List<GamePlugin.Step> steps = installPlugin ? install(places) : List.of();
        List<Finding> findings = new ArrayList<>(MachineChecks.run(context.baseDirectory(),
                context.isWindows()));
        findings.addAll(EngineChecks.run(context));
        findings.addAll(new GameChecks(context, places).run(GameLogin.find(context, spec())));
        findings.addAll(new LinkChecks(gamePort, timeout).run());
        return report(findings, steps);
    }

    private List<GamePlugin.Step> install(GamePlaces places) throws IOException {
        Path plugins = places.plugins().filter(folder -> Files.isDirectory(folder.getParent()))
                .orElseThrow(() -> CliException.noInput("there is no folder of TMInterface to install into",
                        places.tminterface().map(folder -> folder + " is no folder").orElse(""),
                        "install TMInterface 2 and start the game once, or name the folder with"
                        + " --tminterface-dir"));
        List<GamePlugin.Step> steps = GamePlugin.plan(plugins);
        if (!dryRun.active()) {
            GamePlugin.install(plugins, steps);
        }
        return steps;
    }

    // ---------------------------------------------------------------------------------------------- report

    private CommandResult report(List<Finding> findings, List<GamePlugin.Step> steps) {
        long problems = count(findings, Level.PROBLEM);
        long warnings = count(findings, Level.WARNING);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("findings", findings.stream().map(DoctorCommand::json).toList());
        json.put("problems", problems);
        json.put("warnings", warnings);
        json.put("plugin", steps.stream().map(DoctorCommand::json).toList());
        json.put("pluginInstalled", installPlugin && !dryRun.active());
        String summary = number(problems, "problem") + ", " + number(warnings, "warning");
        CommandResult result = CommandResult.of(problems == 0 ? ExitStatus.OK : ExitStatus.CHECK_FAILED)
                .withLines(lines(findings, steps)).withText(summary).withJson(json);
        boolean game = findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM
                && !finding.check().equals(EngineChecks.ENGINE));
        return problems == 0 ? result : result.withProblem((game ? "the game cannot be used yet: "
                : "pretraining and training do not work here: ") + summary);
    }

    private static String number(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private List<String> lines(List<Finding> findings, List<GamePlugin.Step> steps) {
        List<String> lines = new ArrayList<>();
        String would = dryRun.active() ? "would be " : "";
        for (GamePlugin.Step step : steps) {
            lines.add(step.isBackup() ? step.from() + ": " + would + "put aside as " + step.to().getFileName()
                    : step.to() + ": " + would + "written; restart the game");
        }
        if (installPlugin && steps.isEmpty()) {
            lines.add("our plugin is installed already");
        }
        for (Finding finding : findings) {
            lines.add(String.format("%-8s %-" + LABEL + "s %s", finding.level(), finding.check(),
                    finding.message()));
            if (!finding.where().isEmpty()) {
                lines.add(" ".repeat(9 + LABEL) + " in " + finding.where());
            }
            if (!finding.fix().isEmpty()) {
                lines.add(" ".repeat(9 + LABEL) + " fix: " + finding.fix());
            }
        }
        return lines;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", finding.check());
        json.put("level", finding.level().toString());
        json.put("message", finding.message());
        json.put("where", finding.where());
        json.put("fix", finding.fix());
        return json;
    }

    private static Map<String, Object> json(GamePlugin.Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("action", step.isBackup() ? "backup" : "write");
        if (step.isBackup()) {
            json.put("from", step.from().toString());
        }
        json.put("to", step.to().toString());
        return json;
    }
}
