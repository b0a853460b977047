package tmnf.cli.train;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.Progress;
import tmnf.cli.download.Figures;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.metrics.TrainSummary;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.save.RunRecords;
import tmnf.rl.train.TrainListener;

/** Tells people and scripts what a training does, as it does it. Safe for use by several threads. */
final class TrainNews implements TrainListener, Supplier<Progress.State> {

    private static final double MS = 1e3;

    private final CommandContext context;
    private long frames;
    private long races;
    private long finished;
    private String last = "";

    TrainNews(CommandContext context) {
        this.context = context;
    }

    @Override
    public void started(String how) {
        context.note(how);
        context.event("started", Map.of("how", how));
    }

    @Override
    public void race(CollectedRace race, long played, RunRecords.Change change) {
        Rollout rollout = race.rollout();
        int zone = rollout.furthestZone();
        String text = String.format(Locale.ROOT, "%s: %s on %s, %.2f s, zone %d%s",
                Figures.count(played, "frame"), rollout.exploring() ? "exploring" : "greedy", rollout.map(),
                rollout.raceTimeMs() / MS, zone, rollout.finished() ? ", finished" : "");
        synchronized (this) {
            frames = played;
            races++;
            finished += rollout.finished() ? 1 : 0;
            last = text;
        }
        if (!rollout.exploring() || change.best()) {
            context.note(text + (change.best() ? ", the best so far" : ""));
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("frames", played);
        event.put("map", rollout.map());
        event.put("exploring", rollout.exploring());
        event.put("end", rollout.end().name());
        event.put("raceTimeMs", rollout.raceTimeMs());
        event.put("zone", zone);
        event.put("best", change.best());
        context.event("race", event);
    }

    @Override
    public void window(TrainSummary summary) {
        context.note(String.format(Locale.ROOT, "%s, %d of %d races finished, %s, %.0f frames/s, "
                + "%.0f transitions/s learned, %.0f %% of the time learning, epsilon %.3f",
                Figures.count(summary.frames(), "frame"), summary.finished(), summary.races(),
                Double.isNaN(summary.loss()) ? "nothing learned yet"
                        : String.format(Locale.ROOT, "loss %.4g", summary.loss()),
                summary.framesPerSecond(), summary.transitionsPerSecond(), 100 * summary.training(),
                summary.epsilon())
                + (summary.bestMs().isEmpty() ? "" : ", best " + TrainJob.best(summary.bestMs())));
    }

    @Override
    public void noted(String message) {
        context.note(message);
        context.event("noted", Map.of("message", message));
    }

    @Override
    public void warning(String message) {
        context.warn("TRAIN", message);
    }

    @Override
    public synchronized Progress.State get() {
        String text = races == 0 ? "waiting for the first race" : last;
        return new Progress.State(frames, 0, text, Map.of("frames", frames, "races", races, "finished",
                finished));
    }
}
