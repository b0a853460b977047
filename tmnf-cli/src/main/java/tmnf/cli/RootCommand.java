package tmnf.cli;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandRunner;
import tmnf.cli.command.InnerCommands;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.config.ConfigAccess;
import tmnf.cli.config.ConfigKeys;
import tmnf.cli.config.ConfigLoader;
import tmnf.cli.info.ProgramModel;
import tmnf.cli.run.CommonSettings;

/** The root of the command tree: the options that every command takes, before or after its name. */
@Command(name = "tmnf",
        header = "From TrackMania Nations Forever replays to a trained driver.",
        description = "Downloads, filters and converts replays, and captures frames of them. Every step is "
                + "a command that can be scripted, interrupted and repeated.",
        footer = {"Examples:",
            "  tmnf help filter                 what a command does",
            "  tmnf config show --origin        settings, and where each comes from",
            "  tmnf completion bash > ~/.local/share/bash-completion/completions/tmnf"})
final class RootCommand implements CommandRunner, ConfigAccess, InnerCommands, ProgramModel {

    private CommandRunner runner;
    private ConfigLoader loader;
    private Supplier<ConfigKeys> keys;
    private Supplier<CommandLine> complete;
    private InnerCommands inner;

    @Option(names = {"-C", "--chdir"}, paramLabel = "DIR", scope = ScopeType.INHERIT,
            description = "Directory that relative paths count from, instead of the current one.")
    @NotConfigurable
    private Path chdir;

    @Option(names = "--config", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "Configuration to read instead of config/tmnf.yaml; repeatable, later files win.")
    @NotConfigurable
    private List<Path> config = new ArrayList<>();

    @Option(names = "--env-file", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "File with variables of this machine, instead of .env.")
    @NotConfigurable
    private Path envFile;

    @Option(names = {"-v", "--verbose"}, scope = ScopeType.INHERIT,
            description = "Say more: -v for decisions and stack traces, -vv for each request to the"
            + " exchange and each message of a game, too.")
    @NotConfigurable
    private boolean[] verbose = new boolean[0];

    @Option(names = {"-q", "--quiet"}, scope = ScopeType.INHERIT, description = "Errors only on stderr.")
    private boolean quiet;

    @Option(names = "--log-level", converter = LogLevelConverter.class,
            paramLabel = "LEVEL", scope = ScopeType.INHERIT,
            description = "Level of the log on stderr: ${COMPLETION-CANDIDATES}. Stronger than -v and -q.")
    private CommonSettings.LogLevel logLevel;

    @Option(names = "--log-file", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "File that the log is appended to, at debug level or finer.")
    private Path logFile;

    @Option(names = "--log-format", paramLabel = "FORM", scope = ScopeType.INHERIT, defaultValue = "plain",
            description = "Form of log lines: ${COMPLETION-CANDIDATES}.")
    private CommonSettings.LogFormat logFormat;

    @Option(names = "--json", scope = ScopeType.INHERIT,
            description = "Print exactly one JSON document on stdout, also when the command fails.")
    private boolean json;

    @Option(names = "--json-lines", scope = ScopeType.INHERIT,
            description = "Print one JSON document a line on stdout: events while working, the result last.")
    private boolean jsonLines;

    @Option(names = "--progress", paramLabel = "FORM", scope = ScopeType.INHERIT, defaultValue = "auto",
            description = "Progress on stderr: ${COMPLETION-CANDIDATES}.")
    private CommonSettings.ProgressForm progress;

    @Option(names = {"--no-progress", "--no-tqdm"}, scope = ScopeType.INHERIT,
            description = "Same as --progress none.")
    private boolean noProgress;

    @Option(names = "--use-tqdm", scope = ScopeType.INHERIT, hidden = true,
            description = "Show progress, whatever the configuration says of use_tqdm.")
    @NotConfigurable
    private boolean useTqdm;

    @Option(names = "--color", paramLabel = "WHEN", scope = ScopeType.INHERIT, defaultValue = "auto",
            description = "Colour in text for people: ${COMPLETION-CANDIDATES}.")
    private CommonSettings.When color;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Same as --color never.")
    private boolean noColor;

    @Option(names = {"-y", "--yes"}, scope = ScopeType.INHERIT, description = "Answer yes to every question.")
    @NotConfigurable
    private boolean yes;

    @Option(names = "--no-input", scope = ScopeType.INHERIT,
            description = "Never ask: a question that --yes doesn't answer is an error.")
    private boolean noInput;

    /** What the common options say. Verbosity is counted by the parser of the whole line. */
    CommonSettings settings(int verbosity) {
        return new CommonSettings(chdir, List.copyOf(config), envFile, quiet ? -1 : verbosity, logLevel,
                logFile, logFormat == null ? CommonSettings.LogFormat.PLAIN : logFormat, json, jsonLines,
                noProgress && !useTqdm || progress == null ? CommonSettings.ProgressForm.NONE : progress,
                noColor ? CommonSettings.When.NEVER : color == null ? CommonSettings.When.AUTO : color,
                yes, noInput);
    }

    /** How often the last -v, -vv was given. */
    int verboseCount() {
        return verbose == null ? 0 : verbose.length;
    }

    void connect(CommandRunner session, ConfigLoader configLoader, Supplier<ConfigKeys> configKeys,
            Supplier<CommandLine> completeTree, InnerCommands innerCommands) {
        this.inner = innerCommands;
        this.runner = session;
        this.loader = configLoader;
        this.keys = configKeys;
        this.complete = completeTree;
    }

    @Override
    public ConfigLoader loader() {
        return loader;
    }

    @Override
    public ConfigKeys keys() {
        return keys.get();
    }

    @Override
    public CommandLine completeTree() {
        return complete.get();
    }

    @Override
    public int run(CommandSpec spec, Body body) {
        return runner.run(spec, body);
    }

    @Override
    public int run(CommandContext outer, OutputStream out, OutputStream err, List<String> args) {
        return inner.run(outer, out, err, args);
    }
}
