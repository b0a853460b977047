package tmnf.cli.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;

/** The steps in their order, up to the first that fails. Confined to one thread. */
final class PipelineRun {

    private final CommandContext context;
    private final List<PipelineStep> steps;
    private final PipelineState state;
    private final StepProgram program;
    private final List<Map<String, Object>> reports = new ArrayList<>();

    PipelineRun(CommandContext context, List<PipelineStep> steps, PipelineState state, StepProgram program) {
        this.context = context;
        this.steps = steps;
        this.state = state;
        this.program = program;
    }

    /**
     * Runs the chosen steps.
     *
     * @param chosen their places in the list
     * @param before number of steps that were done before
     */
    CommandResult run(List<Integer> chosen, int before) throws IOException, InterruptedException {
        int ran = 0;
        for (int place : chosen) {
            PipelineStep step = steps.get(place);
            if (context.interrupted()) {
                return stopped(place);
            }
            context.note(place + 1 + "/" + steps.size() + " " + step.name() + ": "
                    + step.command(context.isWindows()));
            long began = context.clock().millis();
            int code = program.run(step.words());
            double seconds = (context.clock().millis() - began) / 1000.0;
            boolean done = step.accepted().contains(code);
            report(step, done ? "done" : "failed", code, seconds);
            if (context.interrupted() && !done) {
                return stopped(place);
            }
            if (!done) {
                return failed(place, code);
            }
            ran++;
            if (state.count(steps) == place) {
                state.keep(place);
                state.add(step, code, context.clock().instant(), seconds);
            }
        }
        return CommandResult.ok().withJson(json()).withText(ran == 0
                ? "all " + steps.size() + " steps are done; --again begins with the first"
                : String.format(Locale.ROOT, "%d of %d steps done%s", ran, steps.size(),
                        before > 0 ? ", " + before + " were before" : ""));
    }

    private void report(PipelineStep step, String how, int code, double seconds) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("name", step.name());
        report.put("command", step.words());
        report.put("state", how);
        report.put("exitCode", code);
        report.put("seconds", seconds);
        reports.add(report);
        context.event("step", report);
    }

    private Map<String, Object> json() {
        return Map.of("steps", reports, "of", steps.size());
    }

    private CommandResult stopped(int place) {
        return CommandResult.of(ExitStatus.INTERRUPTED).withJson(json()).withProblem("stopped at step "
                + (place + 1) + " of " + steps.size() + ", " + steps.get(place).name()
                + "; the same command goes on there");
    }

    private CommandResult failed(int place, int code) {
        ExitStatus status = Arrays.stream(ExitStatus.values()).filter(each -> each.code() == code
                && each != ExitStatus.OK).findFirst().orElse(ExitStatus.FAILURE);
        return CommandResult.of(status).withJson(json()).withProblem("step " + (place + 1) + " of "
                + steps.size() + ", " + steps.get(place).name() + ", ended with " + code
                + "; the same command goes on there");
    }
}
