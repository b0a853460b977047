package tmnf.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;

import org.slf4j.event.Level;

import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.ResultStream;
import tmnf.cli.info.BuildInfo;

/**
 * The one place where results and errors are printed, and where the JSON envelope is made. However a run
 * ends, it is reported once: the first report wins. Safe for use by several threads.
 */
public final class Reporter {

    private static final int MOST_WARNINGS = 1_000;

    private final Console console;
    private final Journal journal;
    private final Clock clock;
    private final long started;
    private final boolean json;
    private final boolean jsonLines;
    private final int verbosity;
    private final boolean traces;
    private final String program;
    private final List<Map<String, String>> warnings = new ArrayList<>();
    private long warningsLeftOut;
    private String command = "";
    private boolean done;
    private JsonGenerator open; // not null while a streamed result is being written
    private boolean listOpen;

    Reporter(Console console, Journal journal, Clock clock, boolean json, boolean jsonLines, int verbosity,
            boolean traces, String program) {
        this.console = console;
        this.journal = journal;
        this.clock = clock;
        this.started = clock.millis();
        this.json = json && !jsonLines;
        this.jsonLines = jsonLines;
        this.verbosity = verbosity;
        this.traces = traces;
        this.program = program;
    }

    synchronized void command(String name) {
        this.command = name;
    }

    synchronized void warn(String code, String message) {
        journal.say(Level.WARN, verbosity >= 0, List.of("tmnf: warning: " + message), message);
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(Map.of("code", code, "message", message));
        } else {
            warningsLeftOut++;
        }
    }

    synchronized void event(String name, Map<String, ?> fields) {
        if (jsonLines && !done) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("e", name);
            line.putAll(fields);
            printLine(line);
        }
    }

    synchronized ResultStream stream(String name) {
        if (!json && !jsonLines) {
            return new ListStream(element -> { });
        }
        if (jsonLines) {
            return new ListStream(value -> event("item", Map.of("list", name, "value", value)));
        }
        if (listOpen) {
            throw new IllegalStateException("a list of the result is open already");
        }
        try {
            if (open == null) {
                open = JsonText.shared().createGenerator(console.out());
                open.writeStartObject();
                writeFields(head());
                open.writeObjectFieldStart("result");
            }
            open.writeArrayFieldStart(name);
            listOpen = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ListStream(this::writeElement);
    }

    /** Prints the result of a command that came to its end. Returns the exit code. */
    synchronized int result(CommandResult result, ExitStatus status) {
        if (done) {
            return status.code();
        }
        if (json || jsonLines) {
            envelope(status, result.json().orElse(Map.of()), result.next(), error(result, status));
        } else {
            PrintWriter out = console.out();
            result.lines().forEach(out::println);
            out.flush();
            done = true;
            if (!result.problem().isEmpty()) {
                journal.say(Level.WARN, true, List.of("tmnf: " + result.problem()), result.problem());
            }
            for (String next : result.next()) {
                String line = ProgramName.inPlaceOfPlainName(next, program);
                journal.say(Level.INFO, verbosity >= 0, List.of("Next: " + line), "next: " + line);
            }
        }
        return status.code();
    }

    /** Prints a failure. Returns the exit code. */
    synchronized int failure(ErrorReport report) {
        // A document that could not be written is no result: only stderr can still tell why.
        boolean stdoutLost = report.code().equals(GuardedStdout.LOST);
        if (done && !stdoutLost) {
            return report.status().code();
        }
        console.clearStatus();
        List<String> lines = new ArrayList<>(List.of("tmnf: error: " + report.what()));
        if (!report.reason().isEmpty()) {
            lines.add("  cause: " + report.reason());
        }
        if (!report.fix().isEmpty()) {
            lines.add("  fix: " + report.fix());
        }
        journal.say(Level.ERROR, true, lines, String.join("; ", lines).substring("tmnf: error: ".length()));
        if (!report.usage().isEmpty()) {
            console.errLine(report.usage());
        }
        if (traces && report.thrown() != null) {
            StringWriter trace = new StringWriter();
            report.thrown().printStackTrace(new PrintWriter(trace, true));
            trace.toString().lines().forEach(console::errLine);
        }
        if ((json || jsonLines) && !stdoutLost) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", report.code());
            error.put("message", report.what());
            if (!report.reason().isEmpty()) {
                error.put("cause", report.reason());
            }
            error.put("hint", report.fix());
            envelope(report.status(), Map.of(), List.of(), error);
        }
        done = true;
        return report.status().code();
    }

    private static Map<String, Object> error(CommandResult result, ExitStatus status) {
        boolean failed = status.jsonStatus().equals("error") || !result.problem().isEmpty();
        Map<String, Object> error = new LinkedHashMap<>();
        if (failed) {
            error.put("code", status.name());
            error.put("message", result.problem().isEmpty() ? status.meaning() : result.problem());
            error.put("hint", "");
        }
        return error;
    }

    private void envelope(ExitStatus status, Object result, List<String> next, Map<String, Object> error) {
        Map<String, Object> tail = new LinkedHashMap<>();
        if (warningsLeftOut > 0) {
            warnings.add(Map.of("code", "MORE_WARNINGS", "message", warningsLeftOut + " more warnings"));
        }
        tail.put("warnings", warnings);
        tail.put("error", error.isEmpty() ? null : error);
        tail.put("next", next);
        tail.put("elapsedMs", Math.max(0, clock.millis() - started));
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", status.jsonStatus());
        state.put("exitCode", status.code());
        if (open != null) {
            closeStreamed(result, state, tail);
            return;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        if (jsonLines) {
            document.put("e", "result");
        }
        document.putAll(head());
        document.putAll(state);
        document.put("result", result);
        document.putAll(tail);
        printLine(document);
        done = true;
    }

    private Map<String, Object> head() {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("schema", 1);
        head.put("command", command);
        head.put("version", BuildInfo.load().version());
        return head;
    }

    private void closeStreamed(Object result, Map<String, Object> state, Map<String, Object> tail) {
        done = true;
        try {
            if (listOpen) {
                open.writeEndArray();
                listOpen = false;
            }
            Map<?, ?> rest = JsonText.shared().convertValue(result, Map.class);
            for (Map.Entry<?, ?> field : rest.entrySet()) {
                open.writePOJOField(String.valueOf(field.getKey()), field.getValue());
            }
            open.writeEndObject();
            writeFields(state);
            writeFields(tail);
            open.writeEndObject();
            open.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.out().print('\n');
        console.out().flush();
    }

    private void writeFields(Map<String, Object> fields) throws IOException {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            open.writePOJOField(field.getKey(), field.getValue());
        }
    }

    private void writeElement(Object element) {
        synchronized (this) {
            if (done || !listOpen) {
                return;
            }
            try {
                open.writePOJO(element);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void printLine(Map<String, Object> document) {
        console.out().print(JsonText.of(document) + "\n");
        console.out().flush();
    }

    /** Where elements of a list go. */
    private final class ListStream implements ResultStream {
        private final java.util.function.Consumer<Object> sink;

        ListStream(java.util.function.Consumer<Object> sink) {
            this.sink = sink;
        }

        @Override
        public void add(Object element) {
            sink.accept(element);
        }

        @Override
        public void close() {
            synchronized (Reporter.this) {
                if (listOpen && !done) {
                    try {
                        open.writeEndArray();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    listOpen = false;
                }
            }
        }
    }
}
