package tmnf.cli.session;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Seconds;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.OutputFile;
import tmnf.cli.files.WriteOptions;
import tmnf.cli.game.GamePortOption;
import tmnf.tminterface.link.Connector;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.RecordingProxy;
import tmnf.tminterface.link.SessionScript;
import tmnf.tminterface.protocol.GameLinkException;

/** {@code tmnf record-session}: writes down how a real game talks. */
@Command(name = "record-session", header = "Write down how a real game talks, for a bug report.",
        description = {"Connects to the game, drives a short harmless session (some run steps, one state,"
                + " one frame, a second of throttle) and writes every byte to a text file. Start a race on"
            + " any map first.",
            "With --listen it stands between another client and the game instead: let that client connect to "
            + "PORT. It records until Ctrl+C, or for --duration if that is given."},
        footer = {"Examples:",
            "  tmnf record-session                                 tmnf-session.transcript",
            "  tmnf record-session --port 8479 -o session.transcript --no-frames",
            "  tmnf record-session --listen 9000 --no-blobs        between another client and the game"})
public final class RecordSessionCommand extends TmnfCommand {

    /** How long Ctrl+C may go unnoticed while the game owes a reply. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(250);
    private static final Duration ONE_WRITE = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final String LOOPBACK = "127.0.0.1";

    @Mixin
    private GamePortOption gamePort;

    @Option(names = "--listen", paramLabel = "PORT", defaultValue = "0",
            description = "Record another client: the port that it shall connect to; 0 records a session of "
                + "our own.")
    @HelpSection(HelpSection.NETWORK)
    private int listen;

    @Option(names = "--connect-timeout", paramLabel = "TIME", defaultValue = "30", converter = Seconds.class,
            description = "How long the game may take to accept the connection; a plain number means"
                    + " seconds.")
    @HelpSection(HelpSection.NETWORK)
    private Duration connectTimeout;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", defaultValue = "tmnf-session.transcript",
            description = "File to write.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "30", converter = Seconds.class,
            description = "How long the session lasts, such as 90s; a plain number means seconds.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Duration duration;

    @Option(names = "--frames", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Ask for a frame; a minimised game delivers none.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean frames;

    @Option(names = "--blobs", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Write states and frames in full, not only their lengths and hashes.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean blobs;

    @Mixin
    private WriteOptions write;

    private int port;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        WriteOptions.requirePlace(output);
        port = gamePort.value(context);
        requireNumbers();
        Path file = context.resolve(output);
        OutputFile files = write.files();
        if (Files.isDirectory(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "a folder is there");
        }
        if (Files.isRegularFile(file) && !files.force()) {
            throw new FileAlreadyExistsException(file.toString(), null, "other content is there");
        }
        if (files.dryRun()) {
            return CommandResult.ok().withText("would record " + (listen > 0 ? "what connects to port "
                    + listen
                    : "a session of " + duration.toSeconds() + " s") + " with the game on port " + port + ""
                    + " in "
                    + output);
        }
        try (SessionFile session = new SessionFile(file, blobs)) {
            return listen > 0 ? recordOthers(context, session) : recordOurs(context, session);
        }
    }

    private void requireNumbers() {
        if (listen < 0 || listen > GamePortOption.HIGHEST || listen == port) {
            throw CliException.usage("--listen " + listen + " is no port to listen on",
                    "give a number from 1 to 65535 that is not the port of the game");
        }
        if (duration.isZero()) {
            throw CliException.usage("--duration 0 records nothing", "give seconds, such as --duration 30");
        }
    }

    private CommandResult recordOurs(CommandContext context, SessionFile session) throws IOException {
        context.note("Recording the game on port " + port + " for " + duration.toSeconds() + " s; Ctrl+C"
                + " ends it");
        GameLink link = new GameLink(LinkSettings.of(port).withPatience(ASK_AGAIN, ONE_WRITE), Connector.TCP,
                LinkTime.SYSTEM, session.tap());
        SessionScript script = new SessionScript(link, LinkTime.SYSTEM, frames, context::interrupted,
                context::note);
        SessionScript.Outcome outcome;
        try {
            outcome = script.run(connectTimeout, duration);
        } catch (GameLinkException e) {
            throw failed(context, session, e);
        }
        if (session.isEmpty()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("interrupted before the game"
                    + " answered");
        }
        SessionReport report = SessionReport.of(session.save(), output, outcome);
        report.warnings().forEach(line -> context.warn("RULE_BROKEN", line));
        return ended(report, outcome);
    }

    private CommandResult ended(SessionReport report, SessionScript.Outcome outcome) {
        if (outcome.cancelled()) {
            return report.result(ExitStatus.INTERRUPTED, "interrupted; what came until then is in " + output);
        }
        if (!outcome.greeted() && report.isForeign()) {
            return report.result(ExitStatus.UNAVAILABLE, "what listens on port " + port + " is no link"
                    + " plugin; name the port that the game's console shows");
        }
        if (!outcome.greeted()) {
            return report.result(ExitStatus.UNAVAILABLE, "something accepts connections on port " + port
                    + ", but says nothing: another program may drive the game, or its screen renders nothing;"
                    + " end the other one, or go to the menus, and repeat");
        }
        if (outcome.runSteps() == 0) {
            return report.result(ExitStatus.TEMPORARY, "no race was driven, so only the connect turn is in "
                    + output + "; start a race and repeat, perhaps with a longer --duration");
        }
        if (!outcome.complete()) {
            return report.result(ExitStatus.TEMPORARY, "the race was too short, or no frame came, so "
                    + output
                    + " is incomplete; repeat at the start of a race with the game's window open, or with"
                    + " --no-frames");
        }
        return report.result(ExitStatus.OK, "");
    }

    private CommandResult recordOthers(CommandContext context, SessionFile session) throws IOException {
        try (RecordingProxy proxy = RecordingProxy.listen(new InetSocketAddress(LOOPBACK, listen),
                new InetSocketAddress(LOOPBACK, port), session.tap())) {
            context.note("Let the client connect to port " + listen + "; Ctrl+C ends the recording");
            proxy.run(LinkTime.SYSTEM, typed("--duration") ? duration : DAY, context::interrupted);
        } catch (BindException e) {
            throw new CliException(ExitStatus.BUSY, "PORT_TAKEN", "port " + listen + " cannot be used",
                    String.valueOf(e.getMessage()), "end the program that listens there, or choose another"
                            + " port", e);
        } catch (GameLinkException e) {
            throw failed(context, session, e);
        }
        boolean interrupted = context.interrupted();
        if (session.isEmpty()) {
            return CommandResult.of(interrupted ? ExitStatus.INTERRUPTED : ExitStatus.TEMPORARY)
                    .withProblem("no client connected to port " + listen + ", so nothing was written");
        }
        SessionReport report = SessionReport.of(session.save(), output);
        report.warnings().forEach(line -> context.warn("RULE_BROKEN", line));
        return report.result(interrupted ? ExitStatus.INTERRUPTED : ExitStatus.OK,
                interrupted ? "interrupted; what came until then is in " + output : "");
    }

    /** What was recorded before it went wrong is what a report needs most. */
    private CliException failed(CommandContext context, SessionFile session, GameLinkException failure)
            throws IOException {
        String fix = "start the game with the link plugin, and look at the port";
        if (!session.isEmpty()) {
            boolean isPlugin = !session.save().tally().fromGame().isEmpty();
            context.note("What came until then is in " + output);
            fix = (isPlugin ? "" : "check that the game listens on port " + port + ", and nothing else; if it"
                    + " does, ") + "attach " + output + " to a report";
        }
        return new CliException(ExitStatus.UNAVAILABLE, "GAME_UNREACHABLE", failure.getMessage(), "", fix,
                failure);
    }
}
