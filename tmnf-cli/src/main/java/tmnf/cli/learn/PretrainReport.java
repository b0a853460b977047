package tmnf.cli.learn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.download.Figures;
import tmnf.cli.files.ShellWords;
import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.train.PretrainPlan;
import tmnf.pretrain.train.PretrainResult;

/** What is said of a plan and of a run that is over. */
final class PretrainReport {

    private static final int MOST_NAMES = 5;
    private static final String SMALLER = "try a smaller --lr, or --grad-clip 1";

    private PretrainReport() {
    }

    /** What would be learned from, for people. */
    static List<String> plan(PretrainPlan plan, boolean tellsModel) {
        List<String> lines = new ArrayList<>();
        lines.add("Dataset: " + Figures.count(plan.frames(), "frame") + " of "
                + Figures.count(plan.replays(), "replay") + " on " + Figures.count(plan.tracks(), "track"));
        lines.add("Learning from " + Figures.count(plan.trainSamples(), "sample") + " of "
                + Figures.count(plan.trainTracks(), "track") + ", "
                + (plan.validationSamples() == 0 ? "looking at none besides"
                        : "looking at " + Figures.count(plan.validationSamples(), "sample") + " of "
                                + Figures.count(plan.validationTracks(), "track"))
                + "; " + Figures.count(plan.batch(), "sample") + " a step");
        if (plan.leftOut() > 0) {
            lines.add(Figures.count(plan.leftOut(), "sample") + " without labels left out");
        }
        if (tellsModel) {
            lines.add("Model: " + Figures.count(plan.weights()) + " weights, "
                    + Figures.count(plan.encoderWeights()) + " of them the encoder's, which makes "
                    + Figures.count(plan.features(), "feature"));
        }
        return lines;
    }

    /** The same for scripts. */
    static Map<String, Object> json(PretrainPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tracks", plan.tracks());
        json.put("replays", plan.replays());
        json.put("frames", plan.frames());
        json.put("trainTracks", plan.trainTracks());
        json.put("validationTracks", plan.validationTracks());
        json.put("trainSamples", plan.trainSamples());
        json.put("validationSamples", plan.validationSamples());
        json.put("leftOut", plan.leftOut());
        json.put("batch", plan.batch());
        json.put("features", plan.features());
        json.put("encoderWeights", plan.encoderWeights());
        json.put("weights", plan.weights());
        return json;
    }

    /**
     * The end of a run.
     *
     * @param folder of the run as the user would write it
     */
    static CommandResult result(PretrainResult result, Path folder, Map<String, Object> json) {
        Path encoder = folder.resolve(result.folder().relativize(result.encoder()));
        json.put("plan", json(result.plan()));
        json.put("ending", result.end().label());
        json.put("epochsDone", result.epochs());
        json.put("exportedEpoch", result.exportedEpoch());
        json.put("monitor", result.monitor());
        json.put("bestValue", result.bestValue().isPresent()
                ? PretrainNews.finite(result.bestValue().getAsDouble()) : null);
        json.put("lastMetrics", PretrainNews.json(result.lastMetrics()));
        json.put("unreadable", result.unreadable());
        json.put("unreadableNames", result.unreadableNames());
        json.put("folder", folder);
        json.put("encoder", encoder);
        json.put("absolute", Map.of("folder", result.folder(), "encoder", result.encoder()));
        CloningSummary cloning = CloningSummary.of(result.exportedMetrics());
        List<String> lines = new ArrayList<>(List.of(done(result, folder)));
        lines.addAll(cloning.lines());
        lines.add("Encoder: " + encoder);
        if (!cloning.json().isEmpty()) {
            json.put("accuracy", cloning.json());
            json.put("confusion", result.confusion().map(file -> folder.resolve(file.getFileName()))
                    .orElse(null));
        }
        CommandResult ended = ended(result).withJson(json).withLines(lines);
        return result.exportedEpoch() == 0 ? ended : ended.withNext(next(result, folder, encoder));
    }

    private static String next(PretrainResult result, Path folder, Path encoder) {
        return "tmnf init-iqn --encoder-pt " + ShellWords.of(encoder) + (result.hasIqn()
                ? " --bc-heads " + ShellWords.of(folder.resolve(CloningFiles.IQN)) : "");
    }

    private static String done(PretrainResult result, Path folder) {
        String best = result.exportedEpoch() == 0 ? "no epoch was of use, the encoder is as it was drawn"
                : "the best is epoch " + result.exportedEpoch() + (result.bestValue().isEmpty() ? ""
                        : String.format(Locale.ROOT, " with %s %.4g", result.monitor(),
                                result.bestValue().getAsDouble()));
        return "Trained " + Figures.count(result.epochs(), "epoch") + ", " + result.end().label() + "; "
                + best
                + ": " + folder;
    }

    private static CommandResult ended(PretrainResult result) {
        String left = Figures.count(result.epochs(), "epoch")
                + " done; the same command with --resume goes on";
        String unreadable = result.unreadable() == 0 ? "" : unreadable(result.unreadable(),
                result.unreadableNames());
        String and = unreadable.isEmpty() ? "" : "; " + unreadable;
        return switch (result.end()) {
            case COMPLETED, EARLY_STOPPED -> result.exportedEpoch() > 0
                    ? CommandResult.finished(result.unreadable()).withProblem(unreadable)
                    : CommandResult.of(ExitStatus.FAILURE).withProblem("no epoch has a finite "
                            + result.monitor() + "; " + SMALLER + and);
            case INTERRUPTED -> CommandResult.of(ExitStatus.INTERRUPTED)
                    .withProblem("stopped: " + left + and);
            case OUT_OF_TIME -> CommandResult.of(ExitStatus.TEMPORARY)
                    .withProblem("the time of --max-runtime is over: " + left + and);
            case DIVERGED ->
                    CommandResult.of(ExitStatus.FAILURE).withProblem("the loss became infinite or no "
                    + "number in epoch " + (result.epochs() + 1) + ", the weights before that are kept; "
                    + SMALLER + and);
        };
    }

    /**
     * Says that frames are left out.
     *
     * @param names of some of them at least
     */
    static String unreadable(int count, List<String> names) {
        List<String> some = names.subList(0, Math.min(names.size(), MOST_NAMES));
        return Figures.count(count, "frame") + " could not be read and took no part: "
                + String.join(", ", some) + (count > some.size() ? ", ..." : "");
    }
}
