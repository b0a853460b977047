package tmnf.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.CommandRunner;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.env.Environment;
import tmnf.cli.env.OwnProgram;
import tmnf.gbx.file.AtomicFile;

/**
 * One run of the program once the command line is understood: it gives commands their context and reports the
 * end.
 */
public final class Session implements CommandRunner {

    private static final long REPORT_MILLIS = 2_000;

    private final Environment environment;
    private final Console console;
    private final CommonSettings settings;
    private final Function<String, Optional<String>> variables;
    private final Journal journal;
    private final Reporter reporter;
    private final CommandContext outer; // null: no command runs this one

    /**
     * Prepares a run.
     *
     * @param variables looks a variable up in the environment and {@code .env}
     */
    public Session(Environment environment, Console console, CommonSettings settings,
            Function<String, Optional<String>> variables) {
        this(environment, console, settings, variables, null);
    }

    /**
     * Prepares a run inside the command of another session, which passes on that it was asked to stop.
     *
     * @param outer the context of the other command; null when there is none
     */
    public Session(Environment environment, Console console, CommonSettings settings,
            Function<String, Optional<String>> variables, CommandContext outer) {
        this.outer = outer;
        this.environment = environment;
        this.console = console;
        this.settings = settings;
        this.variables = variables;
        this.journal = new Journal(console, settings);
        this.reporter = new Reporter(console, journal, environment.clock(), settings.json(),
                settings.jsonLines(),
                settings.verbosity(), settings.verbosity() > 0 && settings.logFile() == null,
                ProgramName.of(environment, settings));
    }

    @Override
    public int run(CommandSpec spec, Body body) {
        reporter.command(commandName(spec));
        try (Interrupts interrupts = new Interrupts(outer == null ? this::endNow : status -> { })) {
            if (environment.ownsProcess()) {
                interrupts.install();
            }
            if (outer != null) {
                interrupts.follow(outer);
            }
            try {
                RunContext context =
                        new RunContext(environment, console, journal, reporter, interrupts, settings,
                                variables);
                requireBase(context);
                CommandResult result = body.run(context);
                console.clearStatus();
                ExitStatus asked = interrupts.requested();
                return asked == null
                        ? reporter.result(result, result.status()) : reporter.result(cutShort(result), asked);
            } catch (Throwable failure) {
                if (StdoutClosedException.isBehind(failure)) {
                    throw new StdoutClosedException(failure);
                }
                if (interrupts.requested() != null) {
                    return reporter.failure(interrupted(interrupts.requested()));
                }
                return fail(failure);
            }
        }
    }

    /** The directory that relative paths count from: that of the caller, or that of {@code -C}. */
    public static Path baseDirectory(Environment environment, CommonSettings settings) {
        return settings.chdir() == null ? environment.workingDirectory()
                : environment.workingDirectory().resolve(settings.chdir()).normalize();
    }

    private void requireBase(RunContext context) {
        Path base = context.baseDirectory();
        if (settings.chdir() != null && !Files.isDirectory(base)) {
            throw CliException.usage("--chdir " + settings.chdir() + " is no folder",
                    Files.exists(base) ? "name the folder that holds it" : Suggestions.forMissing(base));
        }
    }

    /** Reports what went wrong before or while a command ran. Returns the exit code. */
    public int fail(Throwable failure) {
        ErrorReport report = Failures.describe(failure);
        if (settings.logFile() != null && report.thrown() != null) {
            LoggerFactory.getLogger(Session.class).debug("the command failed", report.thrown());
        }
        return reporter.failure(report);
    }

    /** Names the command in the envelope when parsing ended early. */
    public void parsed(CommandSpec spec) {
        reporter.command(commandName(spec));
    }

    private static String commandName(CommandSpec spec) {
        String name = spec.qualifiedName();
        return name.equals("tmnf") ? "" : name.replaceFirst("^tmnf ", "");
    }

    /** What a command that stopped by itself says; most only say how far they came. */
    private static CommandResult cutShort(CommandResult result) {
        if (result.status() == ExitStatus.INTERRUPTED || result.status() == ExitStatus.TERMINATED) {
            return result;
        }
        String more = result.problem().isEmpty() ? "" : "; " + result.problem();
        return result.withProblem("interrupted, run the same command again to go on" + more);
    }

    private static ErrorReport interrupted(ExitStatus status) {
        return new ErrorReport(status, status.name(), "interrupted", "",
                "run the same command again to go on", null);
    }

    /** The process ends here, whatever the command is doing. */
    private void endNow(ExitStatus status) {
        try {
            Thread report = new Thread(() -> reporter.failure(interrupted(status)), "tmnf-interrupt-report");
            report.setDaemon(true);
            report.start();
            report.join(REPORT_MILLIS); // the command may hold the streams: never wait for long
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            OwnProgram.endAll();
            AtomicFile.deleteUnfinished();
            Runtime.getRuntime().halt(status.code());
        }
    }
}
