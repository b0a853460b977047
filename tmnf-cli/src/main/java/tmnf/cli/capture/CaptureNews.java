package tmnf.cli.capture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import tmnf.capture.plan.PlannedReplay;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.TrackTask;
import tmnf.capture.pool.CaptureListener;
import tmnf.capture.pool.ReplayResult;
import tmnf.capture.pool.RunFigures;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ResultStream;

/** Tells people and scripts what the workers do, as they do it. Safe for use by several threads. */
final class CaptureNews implements CaptureListener {

    private static final int MOST_REFUSED = 10;

    private final CommandContext context;
    private final ResultStream stream;
    private int refused;
    private int done;

    CaptureNews(CommandContext context, ResultStream stream) {
        this.context = context;
        this.stream = stream;
    }

    /** A replay that is not even tried. */
    void refused(TrackTask track, PlannedReplay replay) {
        refused++;
        stream.add(PlanReport.json(track, replay));
        if (refused <= MOST_REFUSED || context.verbosity() > 0) {
            context.note(track.trackId() + "/" + replay.name() + ": refused, "
                    + replay.refusal().orElseThrow());
        } else if (refused == MOST_REFUSED + 1) {
            context.note("more replays are refused; -v or --dry-run names all");
        }
    }

    /** Replays that are done with. */
    synchronized int done() {
        return done;
    }

    @Override
    public void workerStarted(int worker, String game) {
        if (context.verbosity() > 0) {
            context.note("worker " + (worker + 1) + " uses " + game);
        }
        context.event("worker", Map.of("worker", worker + 1, "game", game));
    }

    @Override
    public void attemptFailed(int worker, ReplayTask task, int attempt, String reason, String next) {
        context.note(task.trackId() + "/" + task.name() + ": attempt " + attempt + " failed, " + reason
                + "; worker " + (worker + 1) + " " + next);
        context.event("attempt", Map.of("track", task.trackId(), "replay", task.name(), "attempt", attempt,
                "reason", reason, "next", next, "worker", worker + 1));
    }

    @Override
    public void trackMarked(String trackId, String reason) {
        context.warn("TRACK_MARKED", "track " + trackId + " is left out from here on: " + reason);
    }

    @Override
    public void workerGaveUp(int worker, String reason) {
        context.warn("WORKER_GAVE_UP", "worker " + (worker + 1) + " has no game any more: " + reason);
    }

    @Override
    public void replayEnded(int worker, ReplayResult result) {
        synchronized (this) {
            done++;
        }
        context.note(line(result));
        Map<String, Object> json = json(result);
        json.put("worker", worker + 1);
        stream.add(json);
    }

    /** One line for people. */
    static String line(ReplayResult result) {
        String name = result.trackId() + "/" + result.name() + ": ";
        if (result.status() != ReplayResult.Status.CAPTURED || result.figures().isEmpty()) {
            return name + result.status() + (result.reason().isEmpty() ? "" : ", " + result.reason());
        }
        RunFigures figures = result.figures().get();
        return String.format(Locale.ROOT, "%s%,d of %,d frames, %d of %d splits, at most %.2f m from the "
                + "ghost (%.2f s), %.1fx real time%s", name, figures.frames(), figures.framesExpected(),
                figures.splits(), figures.splitsExpected(), figures.largestDistanceMetres(),
                figures.largestDistanceAtMs() / 1000.0, figures.realTimeFactor(),
                result.attempts() > 1 ? ", attempt " + result.attempts() : "");
    }

    /** The same for scripts. */
    static Map<String, Object> json(ReplayResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("track", result.trackId());
        json.put("replay", result.name());
        json.put("status", result.status().toString());
        json.put("reason", result.reason());
        json.put("attempts", result.attempts());
        result.figures().ifPresent(figures -> {
            json.put("framesExpected", figures.framesExpected());
            json.put("frames", figures.frames());
            json.put("splitsExpected", figures.splitsExpected());
            json.put("splits", figures.splits());
            json.put("largestDistanceMetres", figures.largestDistanceMetres());
            json.put("largestDistanceAtMs", figures.largestDistanceAtMs());
            json.put("raceTimeMs", figures.raceTimeMs());
            json.put("wallMs", figures.wallMillis());
        });
        return json;
    }
}
