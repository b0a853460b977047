package tmnf.cli.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final String goOn;
    private final List<Map<String, Object>> reports = new ArrayList<>();

    /**
     * A run that has not begun.
     *
     * @param goOn the command that goes on where a run ended
     */
    PipelineRun(CommandContext context, List<PipelineStep> steps, PipelineState state, StepProgram program,
            String goOn) {
        this.context = context;
        this.steps = steps;
        this.state = state;
        this.program = program;
        this.goOn = goOn;
    }

    /**
     * Runs the chosen steps.
     *
     * @param chosen their places in the list
     */
    CommandResult run(List<Integer> chosen) throws IOException, InterruptedException {
        state.save(); // what is to be done again is not done, whatever happens from here on
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
            if (state.count(steps) == place) {
                state.keep(place);
                state.add(step, code, context.clock().instant(), seconds);
            }
        }
        return CommandResult.ok().withJson(json()).withText(ending(chosen.size()));
    }

    private String ending(int ran) {
        int done = state.count(steps);
        String all = done == steps.size() ? "all " + done + " steps are done"
                : done + " of " + steps.size() + " steps are done";
        return ran == 0 ? "nothing to do: " + all + "; --again begins with the first"
                : ran + (ran == 1 ? " step" : " steps") + " ran; " + all;
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
                + named(place) + "; " + next(place));
    }

    private CommandResult failed(int place, int code) {
        ExitStatus status = Arrays.stream(ExitStatus.values()).filter(each -> each.code() == code
                && each != ExitStatus.OK).findFirst().orElse(ExitStatus.FAILURE);
        return CommandResult.of(status).withJson(json()).withProblem("step " + named(place) + ", ended with "
                + code + "; " + next(place));
    }

    private String named(int place) {
        return place + 1 + " of " + steps.size() + ", " + steps.get(place).name();
    }

    /**
     * Steps are kept in their order only: one that has others before it to do is gone on with by its name.
     */
    private String next(int place) {
        return goOn + (state.count(steps) == place ? "" : " --from " + steps.get(place).name())
                + " goes on there";
    }
}
