package tmnf.cli.doctor.selftest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.Progress;
import tmnf.cli.doctor.selftest.StepOutcome.Result;

/**
 * Tries one step after the other, each with a deadline and all of them within a time. A step that fails does
 * not keep the others from being tried. Confined to one thread, which starts one for each step.
 */
public final class SelfTest {

    /** Far beyond what all of it takes on a slow machine. */
    private static final Duration ALL = Duration.ofMinutes(6);
    /** A step that waits for a command gives it up by itself first, and knows more about it. */
    private static final Duration LONGER = Duration.ofSeconds(15);
    private static final Duration TO_TIDY = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 100;
    private static final long LEAVE_MILLIS = 1_000;
    /** An exception may, by mistake, be its own cause's cause. */
    private static final int MOST_CAUSES = 10;
    private static final String REPORT = "attach the report to an issue";

    private final CommandContext context;
    private final List<SelfTestStep> steps;
    private final Duration all;
    private final Duration longer;

    /** With everything that there is to try. */
    public SelfTest(CommandContext context) {
        this(context, allSteps(), ALL, LONGER);
    }

    /**
     * With other steps.
     *
     * @param all after which no step is begun
     * @param longer what a step has beyond its deadline
     */
    SelfTest(CommandContext context, List<SelfTestStep> steps, Duration all, Duration longer) {
        this.context = context;
        this.steps = List.copyOf(steps);
        this.all = all;
        this.longer = longer;
    }

    private static List<SelfTestStep> allSteps() {
        List<SelfTestStep> steps = new ArrayList<>(FileSteps.ALL);
        steps.addAll(SystemSteps.ALL);
        steps.addAll(PipelineSteps.ALL);
        return steps;
    }

    /**
     * Tries everything in a new folder in this one, and deletes it.
     *
     * @throws IOException when the folder cannot be made
     */
    public List<StepOutcome> run(Path parent) throws IOException {
        context.interrupted(); // from now on a signal waits until the folder is deleted
        SelfTestPlace place = SelfTestPlace.in(parent);
        List<StepOutcome> outcomes = new ArrayList<>();
        CommandContext.Registration stop = context.onInterrupt(() -> place.commands().endAll(), TO_TIDY);
        try {
            outcomes.addAll(run(place));
        } finally {
            stop.close();
            close(place, outcomes);
        }
        return outcomes;
    }

    /** What cannot be deleted is a finding: the report is wanted most when something still holds a file. */
    private static void close(SelfTestPlace place, List<StepOutcome> outcomes) {
        try {
            place.close();
        } catch (IOException e) {
            outcomes.add(new StepOutcome("tidy-up", "the folder deleted", Result.WARNING,
                    "cannot be deleted: " + e.getMessage(), "delete " + place.folder() + " by hand", "", 0));
        }
    }

    private List<StepOutcome> run(SelfTestPlace place) {
        List<StepOutcome> outcomes = new ArrayList<>();
        long end = System.nanoTime() + all.toNanos();
        try (Progress progress = context.progress("Self-test", steps.size())) {
            for (SelfTestStep step : steps) {
                String why = context.interrupted() ? "stopped before"
                        : System.nanoTime() - end > 0 ? "no time was left for it" : "";
                StepOutcome outcome = why.isEmpty() ? run(step, place)
                        : new StepOutcome(step.name(), step.what(), Result.NOT_RUN, why, REPORT, "", 0);
                outcomes.add(outcome);
                context.event("selftest", outcome.json());
                progress.advance(1);
            }
        }
        return outcomes;
    }

    private StepOutcome run(SelfTestStep step, SelfTestPlace place) {
        FutureTask<String> task = new FutureTask<>(() -> step.work().run(place));
        Thread thread = new Thread(task, "tmnf-selftest-" + step.name());
        thread.setDaemon(true); // one that hangs keeps nobody from ending
        long started = System.nanoTime();
        thread.start();
        Ending ending = await(task, thread, started + step.deadline().plus(longer).toNanos());
        place.commands().endRunning();
        leave(thread);
        return new StepOutcome(step.name(), step.what(), ending.result, ending.message, ending.fix,
                ending.details, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }

    /** Whoever was told to stop gets a moment for it, so that nothing is written while all is deleted. */
    private static void leave(Thread thread) {
        try {
            thread.join(LEAVE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Ending(Result result, String message, String fix, String details) {
    }

    private Ending await(FutureTask<String> task, Thread thread, long end) {
        try {
            while (true) {
                try {
                    return new Ending(Result.OK, task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS), "", "");
                } catch (TimeoutException stillAtIt) {
                    if (context.interrupted()) {
                        thread.interrupt();
                        return new Ending(Result.NOT_RUN, "stopped", REPORT, "");
                    }
                    if (System.nanoTime() - end > 0) {
                        String where = "where it hangs:\n" + lines(thread.getStackTrace());
                        thread.interrupt();
                        return new Ending(Result.FAILED, "hangs", REPORT, where);
                    }
                }
            }
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Ending(Result.NOT_RUN, "stopped", REPORT, "");
        }
    }

    private Ending failed(Throwable cause) {
        if (context.interrupted()) {
            return new Ending(Result.NOT_RUN, "stopped", REPORT, "");
        }
        if (cause instanceof NotPossible) {
            return new Ending(Result.NOT_RUN, cause.getMessage(), REPORT, "");
        }
        if (cause instanceof StepFailed known) {
            String trace = known.getCause() == null ? "" : trace(known.getCause());
            return new Ending(known.isBearable() ? Result.WARNING : Result.FAILED, known.getMessage(),
                    known.fix(), known.details() + trace);
        }
        return new Ending(Result.FAILED, cause.toString(), REPORT, trace(cause));
    }

    private static String trace(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
            text.append(depth == 0 ? "" : "Caused by: ").append(each).append('\n');
            text.append(lines(each.getStackTrace()));
            each = each.getCause();
        }
        return text.toString();
    }

    private static String lines(StackTraceElement[] where) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement element : where) {
            text.append("  at ").append(element).append('\n');
        }
        return text.toString();
    }
}
