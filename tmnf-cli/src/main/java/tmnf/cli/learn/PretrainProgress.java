package tmnf.cli.learn;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import tmnf.cli.command.Progress;
import tmnf.cli.download.Figures;

/**
 * The line of a running training: how far, and how long still. Told by the thread of the run, asked by
 * another.
 */
final class PretrainProgress implements Supplier<Progress.State> {

    private static final long SOON_MILLIS = 2_000;

    private final int epochs;
    private final LongSupplier nanos;
    private State now = new State(0, 0, 0, 0, 0, 0);
    private long firstSteps; // those of an earlier run, which took no time of ours
    private long started;

    /** Where the run is; epoch 0: it decodes. */
    private record State(long frames, long allFrames, int epoch, int step, int steps, double loss) {
    }

    /**
     * Nothing is done yet.
     *
     * @param epochs of the run, at most
     */
    PretrainProgress(int epochs, LongSupplier nanos) {
        this.epochs = epochs;
        this.nanos = nanos;
    }

    synchronized void decoded(long frames, long allFrames) {
        now = new State(frames, allFrames, 0, 0, 0, 0);
    }

    synchronized void begun(int epoch) {
        now = new State(now.frames(), now.allFrames(), epoch, 0, 0, 0);
    }

    synchronized void step(int epoch, int step, int steps, double loss) {
        if (now.steps() == 0) {
            started = nanos.getAsLong();
            firstSteps = (epoch - 1L) * steps + step;
        }
        now = new State(now.frames(), now.allFrames(), epoch, step, steps, loss);
    }

    @Override
    public synchronized Progress.State get() {
        if (now.epoch() == 0) {
            String text = now.allFrames() == 0 ? "Looking at the dataset"
                    : "Decoding frames " + Figures.count(now.frames()) + "/" + Figures.count(now.allFrames());
            return new Progress.State(now.frames(), now.allFrames(), text, Map.of("phase", "decode"));
        }
        if (now.steps() == 0) {
            return new Progress.State(0, 0, "epoch " + now.epoch() + "/" + epochs, Map.of("phase", "train"));
        }
        long done = (now.epoch() - 1L) * now.steps() + now.step();
        long total = (long) epochs * now.steps();
        long millis = (nanos.getAsLong() - started) / 1_000_000;
        long ours = done - firstSteps;
        long eta = ours < 1 || millis < SOON_MILLIS ? -1 : millis * (total - done) / ours;
        String text = String.format(Locale.ROOT, "epoch %d/%d  step %,d/%,d%s  loss %.4g", now.epoch(),
                epochs,
                now.step(), now.steps(), eta < 0 ? "" : "  ETA " + Figures.time(eta), now.loss());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("phase", "train");
        fields.put("epoch", now.epoch());
        fields.put("epochs", epochs);
        fields.put("step", now.step());
        fields.put("steps", now.steps());
        fields.put("loss", PretrainNews.finite(now.loss()));
        fields.put("etaMs", eta < 0 ? null : eta);
        return new Progress.State(done, total, text, fields);
    }
}
