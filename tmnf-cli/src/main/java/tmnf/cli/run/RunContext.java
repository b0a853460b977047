package tmnf.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.slf4j.event.Level;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ResultStream;
import tmnf.cli.env.Environment;

/** The context of one command of one run. */
final class RunContext implements CommandContext {

    private final Environment environment;
    private final Console console;
    private final Journal journal;
    private final Reporter reporter;
    private final Interrupts interrupts;
    private final CommonSettings settings;
    private final Path base;
    private final Function<String, Optional<String>> variables;
    private final PrintWriter out;

    RunContext(Environment environment, Console console, Journal journal, Reporter reporter,
            Interrupts interrupts, CommonSettings settings, Function<String, Optional<String>> variables) {
        this.environment = environment;
        this.console = console;
        this.journal = journal;
        this.reporter = reporter;
        this.interrupts = interrupts;
        this.settings = settings;
        this.variables = variables;
        this.base = Session.baseDirectory(environment, settings);
        this.out = settings.machineOutput() ? new PrintWriter(Writer.nullWriter()) : console.out();
    }

    @Override
    public Path resolve(Path path) {
        return base.resolve(path);
    }

    @Override
    public Path baseDirectory() {
        return base;
    }

    @Override
    public Path requireFile(Path path) {
        Path resolved = resolve(path);
        if (Files.isDirectory(resolved)) {
            throw CliException.noInput("a folder, not a file: " + path, "", "name a file inside it");
        }
        if (!Files.exists(resolved)) {
            throw CliException.noInput("no such file: " + path, "", suggestion(path, resolved));
        }
        if (!Files.isReadable(resolved)) {
            throw new CliException(ExitStatus.NO_INPUT, "ACCESS_DENIED", "no permission to read " + path, "",
                    "check who owns it and what you may do with it");
        }
        return resolved;
    }

    @Override
    public Path requireDirectory(Path path) {
        Path resolved = resolve(path);
        if (!Files.exists(resolved)) {
            throw CliException.noInput("no such folder: " + path, "", suggestion(path, resolved));
        }
        if (!Files.isDirectory(resolved)) {
            throw CliException.noInput("a file, not a folder: " + path, "", "name the folder that holds it");
        }
        return resolved;
    }

    private String suggestion(Path asGiven, Path resolved) {
        String near = Suggestions.forMissing(resolved);
        return asGiven.isAbsolute() ? near : near.replace(base + base.getFileSystem().getSeparator(), "");
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public PrintWriter err() {
        return console.err();
    }

    @Override
    public InputStream in() {
        return environment.in();
    }

    @Override
    public boolean isJson() {
        return settings.json() && !settings.jsonLines();
    }

    @Override
    public boolean isJsonLines() {
        return settings.jsonLines();
    }

    @Override
    public int verbosity() {
        return settings.verbosity();
    }

    @Override
    public void note(String message) {
        journal.say(Level.INFO, settings.verbosity() >= 0, List.of(message), message);
    }

    @Override
    public void warn(String code, String message) {
        reporter.warn(code, message);
    }

    @Override
    public void event(String name, Map<String, ?> fields) {
        reporter.event(name, fields);
    }

    @Override
    public ResultStream stream(String name) {
        return reporter.stream(name);
    }

    @Override
    public Progress progress(String title, long total) {
        if (settings.jsonLines()) {
            return meter(ProgressMeter.Form.EVENTS, title, total);
        }
        boolean terminal = isTerminal();
        if (settings.verbosity() < 0 || settings.progress() == CommonSettings.ProgressForm.NONE
                || settings.json() && !terminal) {
            return Progress.NONE;
        }
        boolean plainPlace = !terminal || environment.variable("CI").isPresent()
                || environment.variable("TERM").filter("dumb"::equals).isPresent();
        boolean plain = switch (settings.progress()) {
            case PLAIN -> true;
            case BAR -> false;
            default -> plainPlace;
        };
        return meter(plain ? ProgressMeter.Form.PLAIN : ProgressMeter.Form.BAR, title, total);
    }

    private Progress meter(ProgressMeter.Form form, String title, long total) {
        int width = environment.width() > 0 ? environment.width() : 80;
        return new ProgressMeter(form, title, total, width, console, reporter, clock());
    }

    @Override
    public boolean interrupted() {
        return interrupts.poll();
    }

    @Override
    public Registration onInterrupt(Runnable action) {
        return interrupts.onInterrupt(action);
    }

    @Override
    public Registration onInterrupt(Runnable action, Duration grace) {
        return interrupts.onInterrupt(action, grace.toMillis());
    }

    @Override
    public boolean confirm(String prompt) {
        if (settings.yes()) {
            return true;
        }
        boolean terminal = environment.isTerminal(Environment.Stream.IN) && isTerminal();
        if (settings.noInput() || !terminal) {
            throw new CliException(ExitStatus.USAGE, "NEEDS_CONFIRMATION", "nobody to ask: " + prompt,
                    settings.noInput() ? "--no-input is set" : "stdin or stderr is no terminal",
                    "give --yes to agree beforehand");
        }
        console.err().print(prompt + " [y/N] ");
        console.err().flush();
        try {
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(environment.in(), StandardCharsets.UTF_8), 1);
            String answer = reader.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isTerminal() {
        return environment.isTerminal(Environment.Stream.ERR);
    }

    @Override
    public boolean useColor() {
        return !settings.machineOutput()
                && Colors.wanted(settings.color(), environment, Environment.Stream.OUT);
    }

    @Override
    public Clock clock() {
        return environment.clock();
    }

    @Override
    public Optional<String> variable(String name) {
        return variables.apply(name);
    }

    @Override
    public Path home() {
        return environment.home();
    }

    @Override
    public boolean isWindows() {
        return environment.windows();
    }

    @Override
    public String program() {
        return ProgramName.of(environment, settings);
    }
}
