package tmnf.cli;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;
import tmnf.cli.config.ConfigKeys;
import tmnf.cli.config.ConfigLoader;
import tmnf.cli.config.Configuration;
import tmnf.cli.env.Environment;
import tmnf.cli.log.LogSetup;
import tmnf.cli.run.Colors;
import tmnf.cli.run.CommonSettings;
import tmnf.cli.run.Console;
import tmnf.cli.run.Session;
import tmnf.cli.run.StdoutClosedException;

/**
 * The whole program as a function from arguments to exit code. The line is parsed twice: first to learn the
 * common options, then, with the configuration that they choose as default values, for good.
 */
public final class Tmnf {

    /**
     * The keys of all commands, of which a process needs one model: making it takes longer than reading a
     * configuration, and a demo or a pipeline reads many.
     */
    private static final class AllKeys {
        private static final ConfigKeys KEYS =
                new ConfigKeys(CommandTree.complete(new RootCommand(), CommandRegistry.COMMANDS));

        static ConfigKeys get() {
            return KEYS;
        }
    }

    private final Environment environment;
    private final List<Class<?>> commands;
    private final CommandContext outer; // null: nobody runs this program inside another command

    /** The program with its commands. */
    public Tmnf(Environment environment) {
        this(environment, CommandRegistry.COMMANDS);
    }

    /** The program with other commands, for tests. */
    Tmnf(Environment environment, List<Class<?>> commands) {
        this(environment, commands, null);
    }

    /** The program inside another command, which passes on that it is to stop; null: there is none. */
    Tmnf(Environment environment, List<Class<?>> commands, CommandContext outer) {
        this.environment = environment;
        this.commands = commands;
        this.outer = outer;
    }

    /**
     * Runs one command. Prints on the streams of the environment, never throws, and returns the exit code.
     */
    public int run(String... args) {
        Console console = new Console(environment);
        try {
            int code = execute(console, args);
            console.flush();
            return code;
        } catch (StdoutClosedException closed) {
            return StdoutClosedException.EXIT_CODE;
        } catch (RuntimeException failure) {
            CommonSettings settings = fallbackSettings(args);
            Session session = new Session(environment, console, settings, environment::variable);
            return session.fail(failure);
        }
    }

    private int execute(Console console, String... args) {
        RootCommand root = new RootCommand();
        CommandLine line = CommandTree.forArguments(root, commands, List.of(args), width());
        line.setOut(console.out());
        line.setErr(console.err());
        collectErrors(line, true);
        ParseResult first = line.parseArgs(args);
        CommonSettings settings = root.settings(verbosity(first, root));
        line.setColorScheme(colors(settings));
        collectErrors(line, false);

        Integer help = CommandLine.executeHelpRequest(first);
        if (help != null) {
            return help;
        }
        Session early = new Session(environment, console, withRawJson(settings, args), environment::variable);
        early.parsed(last(first).commandSpec());
        try {
            Path base = Session.baseDirectory(environment, settings);
            Lazy<CommandLine> complete = new Lazy<>(() -> CommandTree.complete(new RootCommand(), commands));
            Supplier<ConfigKeys> keys = keys(complete);
            ConfigLoader loader = new ConfigLoader(environment, settings, base, keys);
            configure(line, first, loader);
            ParseResult result = line.parseArgs(args);
            CommonSettings all = root.settings(verbosity(result, root));
            line.setColorScheme(colors(all));
            Runnable log = log(all, base, console);
            log.run();
            Session session = new Session(environment, console, all, loader::variable, outer);
            root.connect(session, loader, keys, complete,
                    (context, out, err, words) -> inside(context, out, err, words, log));
            return dispatch(last(result));
        } catch (ParameterException wrong) {
            early.parsed(wrong.getCommandLine().getCommandSpec());
            return early.fail(mostTelling(wrong, last(first)));
        } catch (CliException wrong) {
            return early.fail(wrong);
        }
    }

    private static void configure(CommandLine line, ParseResult first, ConfigLoader loader) {
        if (isConfigured(last(first))) {
            Configuration configuration = loader.load(words(first));
            configuration.requireValid();
            line.setDefaultValueProvider(configuration.behind(first));
        }
    }

    private Supplier<ConfigKeys> keys(Supplier<CommandLine> complete) {
        return commands == CommandRegistry.COMMANDS ? AllKeys::get
                : new Lazy<>(() -> new ConfigKeys(complete.get()));
    }

    /** Sets the log up; beside a command that ran inside this one, once more. */
    private static Runnable log(CommonSettings settings, Path base, Console console) {
        Path file = settings.logFile() == null ? null : base.resolve(settings.logFile());
        return () -> LogSetup.configure(settings, file, console::errLine);
    }

    /** Runs a command inside this one. The log belongs to the process: afterwards it is ours again. */
    private int inside(CommandContext context, OutputStream out, OutputStream err, List<String> words,
            Runnable log) {
        try {
            Environment inner = environment.inside(context.baseDirectory(), out, err);
            return new Tmnf(inner, commands, context).run(words.toArray(String[]::new));
        } finally {
            log.run();
        }
    }

    /** A mistyped option says more than the required argument that is missing because of it. */
    private static ParameterException mostTelling(ParameterException wrong, ParseResult first) {
        List<String> unknown = first.unmatched().stream().filter(word -> word.startsWith("-")).toList();
        return wrong instanceof MissingParameterException && !unknown.isEmpty()
                ? new UnmatchedArgumentException(wrong.getCommandLine(), unknown) : wrong;
    }

    private static void collectErrors(CommandLine line, boolean collect) {
        line.getCommandSpec().parser().collectErrors(collect);
        line.getSubcommands().values().forEach(sub -> collectErrors(sub, collect));
    }

    private static boolean isConfigured(ParseResult last) {
        Object command = last.commandSpec().userObject();
        return command != null && !command.getClass().isAnnotationPresent(WithoutConfiguration.class);
    }

    private static String words(ParseResult result) {
        StringBuilder words = new StringBuilder();
        for (ParseResult at = result; at.hasSubcommand(); at = at.subcommand()) {
            words.append(words.isEmpty() ? "" : " ").append(at.subcommand().commandSpec().name());
        }
        return words.toString();
    }

    private static ParseResult last(ParseResult result) {
        ParseResult last = result;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last;
    }

    private static int dispatch(ParseResult last) {
        if (last.commandSpec().userObject() instanceof TmnfCommand command) {
            return command.call();
        }
        throw new ParameterException(last.commandSpec().commandLine(), "Missing required subcommand");
    }

    private int width() {
        return environment.width() > 0 ? environment.width() : 80;
    }

    private ColorScheme colors(CommonSettings settings) {
        boolean color = Colors.wanted(settings.color(), environment, Environment.Stream.OUT);
        return CommandLine.Help.defaultColorScheme(color ? Ansi.ON : Ansi.OFF);
    }

    /** Counts {@code -v} before and after the command; picocli only keeps one of the two. */
    private static int verbosity(ParseResult result, RootCommand root) {
        int places = 0;
        ParseResult part = result;
        while (part != null) {
            places += part.hasMatchedOption("-v") ? 1 : 0;
            part = part.hasSubcommand() ? part.subcommand() : null;
        }
        return Math.min(Math.max(places, root.verboseCount()), 2);
    }

    /** A line that could not be parsed to its end may ask for JSON after the mistake. */
    private static CommonSettings withRawJson(CommonSettings settings, String... args) {
        List<String> raw = List.of(args);
        int end = raw.indexOf("--");
        List<String> options = end < 0 ? raw : raw.subList(0, end);
        return settings.withMachineOutput(settings.json() || options.contains("--json"),
                settings.jsonLines() || options.contains("--json-lines"));
    }

    private static CommonSettings fallbackSettings(String... args) {
        return withRawJson(new CommonSettings(null, List.<Path>of(), null, 0, null, null,
                CommonSettings.LogFormat.PLAIN, false, false, CommonSettings.ProgressForm.NONE,
                CommonSettings.When.AUTO, false, false), args);
    }
}
