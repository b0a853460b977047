package tmnf.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.Seconds;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.download.ExchangeAddress;
import tmnf.cli.game.GameLogin;
import tmnf.cli.game.GamePortOption;
import tmnf.exchange.ExchangeConfig;
import tmnf.tminterface.launch.GamePlugin;

/** {@code tmnf doctor}: what this machine lacks for the game. */
@Command(name = "doctor", header = "Check this machine, its PyTorch, the game, its plugin and its port.",
        description = "Names what is missing for the real game and for training, and what to do about it;"
            + " ends with 6 when there is a problem. Changes nothing without --install-plugin, but unpacks"
            + " the libraries of PyTorch into the user's cache the first time. A program that drives the game"
            + " at that port loses it. No request leaves this machine without --exchange.",
        footer = {"Examples:",
            "  tmnf doctor",
            "  tmnf doctor --install-plugin --dry-run",
            "  tmnf doctor --port 8479 --json",
            "  tmnf doctor --selftest",
            "  tmnf doctor --exchange",
            "",
            "Next: tmnf doctor --install-plugin"})
public final class DoctorCommand extends TmnfCommand {

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

    @Option(names = "--exchange", description = "Also ask the exchange what nobody documents about it: 14"
            + " requests, one a second.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean exchange;

    @Option(names = "--base-url", paramLabel = "URL", defaultValue = "https://tmnf.exchange",
            description = "Address of the exchange that --exchange asks.")
    @HelpSection(HelpSection.NETWORK)
    private String baseUrl;

    @Option(names = "--user-agent", paramLabel = "TEXT", description = "What the program calls itself when it"
            + " asks the exchange. Default: the program and its version.")
    @HelpSection(HelpSection.NETWORK)
    private String userAgent; // null: ours

    @Option(names = "--exchange-timeout", paramLabel = "TIME", defaultValue = "15s",
            converter = Seconds.class, description = "How long one answer of the exchange may take.")
    @HelpSection(HelpSection.NETWORK)
    private Duration exchangeTimeout;

    @Option(names = "--selftest", description = "Also try what tmnf asks of the system, and the pipeline on"
            + " made-up races, in a folder that is deleted afterwards; writes a report to attach to an issue."
            + " About half a minute.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean selftest;

    @Option(names = "--report", paramLabel = "FILE", description = "Where --selftest writes its report; never"
            + " over a file. Default: tmnf-selftest-TIME.md in the current folder.")
    @HelpSection(HelpSection.PLACES)
    @NotConfigurable
    private Path report; // null: in the current folder

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        requireSense();
        int gamePort = port.value(context);
        Optional<ExchangeChecks> site = exchange ? Optional.of(new ExchangeChecks(context, site()))
                : Optional.empty();
        Optional<SelfTestChecks> test = selftest
                ? Optional.of(new SelfTestChecks(context, Optional.ofNullable(report))) : Optional.empty();
        GamePlaces places = GamePlaces.find(context, Optional.ofNullable(gameDir),
                Optional.ofNullable(tminterfaceDir));
        List<GamePlugin.Step> steps = installPlugin ? install(places) : List.of();
        Optional<String> login = GameLogin.find(context, spec());
        List<Finding> findings = new ArrayList<>(MachineChecks.run(context.baseDirectory(),
                context.isWindows()));
        findings.addAll(EngineChecks.run(context));
        GameChecks game = new GameChecks(context, places);
        findings.addAll(game.run(login));
        LinkChecks link = new LinkChecks(gamePort, timeout);
        findings.addAll(link.run());
        findings.addAll(game.running(link.greets()));
        if (site.isPresent()) {
            findings.addAll(site.get().run());
        }
        if (test.isPresent() && !context.interrupted()) {
            findings.addAll(test.get().run());
            test.get().write(findings, login);
        }
        return new DoctorReport(findings, steps, installPlugin, dryRun.active()).result(context, site, test);
    }

    private void requireSense() {
        CliException.require(!timeout.isZero(), "--timeout 0 leaves the game no time", "give it seconds");
        CliException.require(!exchangeTimeout.isZero(), "--exchange-timeout 0 leaves the exchange no time",
                "give it seconds");
        CliException.require(report == null || selftest, "--report is for --selftest only",
                "give both, or neither");
        CliException.require(!selftest || !dryRun.active(), "--selftest writes a report, --dry-run nothing",
                "give one of them");
        CliException.require(exchange || !typed("--base-url") && !typed("--user-agent")
                && !typed("--exchange-timeout"), "--base-url, --user-agent and --exchange-timeout are for "
                + "--exchange only", "give --exchange as well");
    }

    private ExchangeConfig site() {
        return ExchangeConfig.of(ExchangeAddress.url(baseUrl), ExchangeAddress.userAgent(userAgent))
                .withTimeout(exchangeTimeout);
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
}
