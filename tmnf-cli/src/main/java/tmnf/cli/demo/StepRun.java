package tmnf.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.InnerCommands;

/**
 * A step of the demo that was run.
 *
 * @param command the line as the user can type it
 * @param result what came of it, as its files said when it had just ended
 * @param out its lines on stdout
 * @param err its lines on stderr
 */
record StepRun(DemoStep step, String command, int exitCode, long elapsedMs, String result,
        List<String> out, List<String> err) {

    private static final String WARNING = "tmnf: warning: ";
    private static final String NEXT = "Next: ";
    private static final int WIDTH = 118;

    /**
     * Runs a step through the program's own entry.
     *
     * @param err takes its stderr; others may look at it meanwhile
     */
    static StepRun run(CommandContext context, InnerCommands program, DemoStep step, String command,
            ByteArrayOutputStream err) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long started = context.clock().millis();
        int code = program.run(context, out, err, step.words());
        long elapsed = context.clock().millis() - started;
        return new StepRun(step, command, code, elapsed, result(step), lines(out), lines(err));
    }

    private static String result(DemoStep step) {
        try {
            return step.exhibit().result();
        } catch (IOException e) {
            return DemoReport.missing(e);
        }
    }

    boolean asPlanned() {
        return step.isPlanned(exitCode);
    }

    /** Its output, shortened. */
    void print(PrintWriter to) {
        shown().forEach(line -> to.println(line.isBlank() ? "" : "  " + (asPlanned() ? cut(line) : line)));
    }

    /** Notes and warnings, the result, the sentence on what is wrong; all of it where something is. */
    List<String> shown() {
        boolean planned = asPlanned();
        List<String> shown = new ArrayList<>();
        List<String> notes = notes(false);
        shown.addAll(notes.subList(0, planned ? Math.min(notes.size(), step.notes()) : notes.size()));
        shown.addAll(out.subList(0, planned ? Math.min(out.size(), step.lines()) : out.size()));
        int hidden = notes.size() + out.size() - shown.size();
        if (hidden > 0) {
            shown.add("... " + hidden + " more lines");
        }
        shown.addAll(notes(true));
        if (!planned) {
            shown.add("(exit code " + exitCode + ", not " + step.exitCode() + " as planned)");
        } else if (exitCode != 0) {
            shown.add("(exit code " + exitCode + ", as planned: " + step.why() + ")");
        }
        return shown;
    }

    /** Lines of stderr that matter; those that say how the run as a whole went wrong are the problems. */
    private List<String> notes(boolean problems) {
        return err.stream()
                .filter(line -> !line.startsWith(NEXT))
                .filter(line -> (line.startsWith("tmnf: ") && !line.startsWith(WARNING)) == problems)
                .toList();
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 4) + " ...";
    }

    Map<String, Object> json(int number, CommandContext context) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", number);
        json.put("title", step.title());
        json.put("command", command);
        json.put("arguments", step.words());
        json.put("exitCode", exitCode);
        json.put("plannedExitCode", step.exitCode());
        json.put("elapsedMs", elapsedMs);
        json.put("outputs", step.outputs());
        Map<String, Object> absolute = new LinkedHashMap<>();
        absolute.put("outputs", step.outputs().stream().map(context::resolve).toList());
        json.put("absolute", absolute);
        return json;
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
