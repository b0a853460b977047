package tmnf.cli.learn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ResultStream;
import tmnf.pretrain.train.PretrainListener;

/** Tells people and scripts what a run does, as it does it. */
final class PretrainNews implements PretrainListener {

    static final String WARNING = "PRETRAIN";
    private static final String SPEED = "samples_per_s";
    private static final String ACCURACY = "(?:train|val)_acc";

    private final CommandContext context;
    private final ResultStream stream;
    private final PretrainProgress progress;
    private final int epochs;
    private final boolean tellsModel;
    private final UnaryOperator<Path> asTyped;

    /**
     * Listens for a context.
     *
     * @param stream takes the figures of the epochs
     * @param epochs of the run, at most
     * @param tellsModel whether the number of weights is told
     * @param asTyped makes of a path one as the user would write it
     */
    PretrainNews(CommandContext context, ResultStream stream, PretrainProgress progress, int epochs,
            boolean tellsModel, UnaryOperator<Path> asTyped) {
        this.context = context;
        this.stream = stream;
        this.progress = progress;
        this.epochs = epochs;
        this.tellsModel = tellsModel;
        this.asTyped = asTyped;
    }

    @Override
    public void caching(long frames, long allFrames) {
        progress.decoded(frames, allFrames);
    }

    @Override
    public void started(Started started) {
        progress.begun(started.finishedEpochs() + 1);
        PretrainReport.plan(started.plan(), tellsModel).forEach(context::note);
        Path folder = asTyped.apply(started.folder());
        context.note((started.finishedEpochs() == 0 ? "Run folder: " + folder
                : "Going on after epoch " + started.finishedEpochs() + " of " + folder)
                + "; Ctrl+C stops after the current step, a second one at once, --resume goes on");
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("folder", started.folder());
        event.put("finishedEpochs", started.finishedEpochs());
        event.put("epochs", epochs);
        event.put("plan", PretrainReport.json(started.plan()));
        context.event("started", event);
    }

    @Override
    public void note(String message) {
        context.note(message);
    }

    @Override
    public void warning(String message) {
        context.warn(WARNING, message);
    }

    @Override
    public void step(int epoch, int step, int steps, double loss) {
        progress.step(epoch, step, steps, loss);
    }

    @Override
    public void epoch(int epoch, Map<String, Double> metrics, boolean best) {
        context.note("epoch " + epoch + "/" + epochs + ": " + text(metrics, context.verbosity() > 0)
                + (best ? ", the best so far" : ""));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("epoch", epoch);
        json.put("best", best);
        json.put("metrics", json(metrics));
        stream.add(json);
    }

    /** The figures for people: the losses, the accuracies and the speed, or all of them. */
    static String text(Map<String, Double> metrics, boolean all) {
        List<String> parts = new ArrayList<>();
        metrics.forEach((name, value) -> {
            if (all || name.endsWith("_loss") || name.matches(ACCURACY)) {
                parts.add(String.format(Locale.ROOT, "%s %.4g", name, value));
            } else if (name.equals(SPEED)) {
                parts.add(String.format(Locale.ROOT, "%,.0f samples/s", value));
            }
        });
        return String.join(", ", parts);
    }

    /** The figures for scripts. */
    static Map<String, Object> json(Map<String, Double> metrics) {
        Map<String, Object> json = new LinkedHashMap<>();
        metrics.forEach((name, value) -> json.put(name, finite(value)));
        return json;
    }

    /** JSON has no infinity and nothing that is no number. */
    static Double finite(Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }
}
