package tmnf.pretrain.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.run.Checkpoint;
import tmnf.pretrain.run.EndedRun;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.torch.StateDict;

/**
 * A run that would be gone on with for nothing: all epochs are done, or it waited long enough for a gain, and
 * what it left is there, of the same settings and whole. Found without decoding a frame. Where anything is in
 * doubt it is none, and the run goes on, which settles it.
 */
final class FinishedRun {

    private final RunTask task;
    private final EndedRun left;
    private final Checkpoint checkpoint;
    private final EarlyStopping stopping;

    private FinishedRun(RunTask task, EndedRun left, Checkpoint checkpoint) {
        this.task = task;
        this.left = left;
        this.checkpoint = checkpoint;
        Checkpoint.Progress progress = checkpoint.progress();
        PretrainSettings.Optimisation optimisation = task.settings().optimisation();
        stopping = new EarlyStopping(optimisation.patience(), optimisation.minDelta(),
                new EarlyStopping.State(progress.best(), progress.bestEpoch(), progress.reference(),
                        progress.waited()));
    }

    /** Of what its folder has; empty where there is something left to do. */
    static Optional<FinishedRun> of(RunTask task, EndedRun left, Checkpoint checkpoint) {
        FinishedRun run = new FinishedRun(task, left, checkpoint);
        return run.end().filter(end -> run.leftBy(end)).map(end -> run);
    }

    private Optional<PretrainResult.End> end() {
        return stopping.isOver() ? Optional.of(PretrainResult.End.EARLY_STOPPED)
                : checkpoint.rows().size() >= task.settings().optimisation().epochs()
                ? Optional.of(PretrainResult.End.COMPLETED) : Optional.empty();
    }

    private boolean leftBy(PretrainResult.End end) {
        StateDict best = checkpoint.bestWeights().under(StackedEncoder.ENCODER);
        return left.reason().equals(end.label()) && left.epochs() == checkpoint.rows().size()
                && left.exportedEpoch() == stopping.state().bestEpoch() && left.encoder().hasSameBits(best);
    }

    /**
     * How it ended; empty where it is of other data or settings than those that are given, as far as that is
     * known before frames are decoded.
     *
     * @param plan of these data
     * @param run its folder
     */
    Optional<PretrainResult> result(PretrainPlan plan, TrainingData expected, Path run)
            throws PretrainException {
        String monitor = PretrainRun.monitor(task.settings().optimisation().monitor(),
                EpochTraining.isValidated(task.objective(), expected));
        boolean lacksCounts = !checkpoint.bestCounts().isEmpty()
                && Files.notExists(run.resolve(RunFolder.CONFUSION));
        if (lacksCounts || !monitor.equals(left.monitor()) || !isSame(expected, plan.batch())) {
            return Optional.empty();
        }
        int epochs = checkpoint.rows().size();
        int best = stopping.state().bestEpoch();
        return Optional.of(new PretrainResult(run, run.resolve(RunFolder.ENCODER), end().orElseThrow(), plan,
                epochs, best, monitor, stopping.best(), figures(epochs), figures(best), left.unreadable(),
                left.unreadableNames()));
    }

    private boolean isSame(TrainingData expected, int batch) {
        Map<String, String> before = new TreeMap<>(checkpoint.settings());
        Map<String, String> now = FixedSettings.of(task, expected, batch);
        if (left.unreadable() > 0 || Boolean.parseBoolean(now.get(FixedSettings.USE_FLOATS))) {
            if (FixedSettings.hasOtherManifests(before, now)) {
                return false;
            }
            before.keySet().removeAll(FixedSettings.DECODED);
            now.keySet().removeAll(FixedSettings.DECODED);
        }
        try {
            FixedSettings.requireSame(before, now, expected.signed().earlier());
            return true;
        } catch (PretrainException e) {
            return false; // refused with the same words once all is known
        }
    }

    private Map<String, Double> figures(int epoch) {
        return epoch == 0 ? Map.of() : checkpoint.rows().get(epoch - 1).values();
    }
}
