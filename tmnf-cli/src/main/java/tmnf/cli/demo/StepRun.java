package tmnf.cli.demo;

import java.io.ByteArrayOutputStream;
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
 * @param out its lines on stdout
 * @param err its lines on stderr
 */
record StepRun(DemoStep step, String command, int exitCode, long elapsedMs, List<String> out,
        List<String> err) {

    private static final String WARNING = "tmnf: warning: ";
    private static final String NEXT = "Next: ";
    private static final int WIDTH = 118;

    /** Runs a step through the program's own entry. */
    static StepRun run(CommandContext context, InnerCommands program, DemoStep step, String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        long started = context.clock().millis();
        int code = program.run(context, out, err, step.words());
        return new StepRun(step, command, code, context.clock().millis() - started, lines(out), lines(err));
    }

    boolean asPlanned() {
        return exitCode == step.exitCode() || exitCode == step.orElse();
    }

    /** Its output, shortened: notes and warnings, the result, the sentence on what is wrong. */
    void print(PrintWriter to) {
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
        shown.forEach(line -> to.println(line.isBlank() ? "" : "  " + (planned ? cut(line) : line)));
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
