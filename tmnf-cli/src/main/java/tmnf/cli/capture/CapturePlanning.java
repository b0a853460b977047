package tmnf.cli.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import tmnf.capture.plan.CapturePlanner;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ExistingCaptures;
import tmnf.capture.plan.PlanException;
import tmnf.capture.plan.PlanSink;
import tmnf.capture.plan.PlanSummary;
import tmnf.capture.plan.TrackTask;
import tmnf.capture.write.CaptureStore;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.ResultStream;

/** What is to be captured: {@code tmnf capture --dry-run}, and the first half of {@code tmnf capture}. */
final class CapturePlanning {

    private static final int MOST_THREADS = 4;

    private final CommandContext context;
    private final CaptureSettings settings;
    private final PlaceOptions places;

    CapturePlanning(CommandContext context, CaptureSettings settings, PlaceOptions places) {
        this.context = context;
        this.settings = settings;
        this.places = places;
    }

    /** Somebody asked to stop. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;
    }

    CommandContext context() {
        return context;
    }

    CaptureSettings settings() {
        return settings;
    }

    /** Prints the plan and writes nothing; {@code games} says with which ones. */
    CommandResult print(String games) throws IOException {
        requireOutput();
        PlanReport report = new PlanReport(context);
        PlanSummary summary;
        try (ResultStream stream = context.stream("replays")) {
            summary = stream(CaptureStore.look(settings.places().outputDir()), track -> {
                report.lines(track).forEach(context.out()::println);
                track.replays().forEach(replay -> stream.add(PlanReport.json(track, replay)));
            });
        } catch (Stopped e) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; nothing was written");
        }
        Map<String, Object> json = json();
        json.put("dryRun", true);
        json.put("plan", PlanReport.json(summary));
        if (summary.tracks() == 0) {
            return CommandResult.ok().withText(emptyShard()).withJson(json);
        }
        List<String> lines = new ArrayList<>();
        lines.add("To capture: " + PlanReport.total(summary) + " with " + games);
        lines.addAll(PlanReport.leftOut(summary));
        lines.add("Nothing was written.");
        return CommandResult.ok().withLines(lines).withJson(json);
    }

    /**
     * Plans, and gives each track to the sink.
     *
     * @throws Stopped when somebody asked to stop
     * @throws CliException when there is nothing to plan
     */
    PlanSummary stream(ExistingCaptures existing, Consumer<TrackTask> sink) throws IOException {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        PlanSummary summary;
        try {
            summary = new CapturePlanner(settings, existing, threads).stream(new Sink(sink));
        } catch (PlanException e) {
            throw CliException.noInput(e.getMessage(), "", "check --replays-dir and --track-ids");
        }
        // One of many parts may well be empty.
        if (summary.tracks() == 0 && settings.selection().shard().count() == 1) {
            throw CliException.noInput("there is no replay to capture in " + places.replaysDir(),
                    String.join("; ", summary.notices()),
                    "check --replays-dir, --track-ids and --shard; tmnf download fetches replays");
        }
        return summary;
    }

    /** Finds out early whether the folder of the captures can be there. */
    void requireOutput() {
        Path there = settings.places().outputDir().toAbsolutePath().normalize();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new CliException(ExitStatus.FAILURE, "OUTPUT_UNWRITABLE", "no captures can be written to "
                    + places.outputDir() + ": " + there + (Files.isDirectory(there)
                    ? " cannot be written to" : " is no folder"), "",
                    "choose another --output-dir, or look who may write there");
        }
    }

    String emptyShard() {
        return "Nothing to do: shard " + settings.selection().shard() + " has no track";
    }

    /** How each result begins. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replaysDir", places.replaysDir());
        json.put("outputDir", places.outputDir());
        Map<String, Path> absolute = new LinkedHashMap<>();
        absolute.put("replaysDir", settings.places().replaysDir());
        absolute.put("outputDir", settings.places().outputDir());
        json.put("absolute", absolute);
        json.put("shard", settings.selection().shard().toString());
        return json;
    }

    /** Takes tracks until somebody asks to stop. */
    private final class Sink implements PlanSink {

        private final Consumer<TrackTask> target;

        private Sink(Consumer<TrackTask> target) {
            this.target = target;
        }

        @Override
        public void track(TrackTask track) throws IOException {
            if (context.interrupted()) {
                throw new Stopped();
            }
            target.accept(track);
        }

        @Override
        public void notice(String text) {
            context.note(text);
        }
    }
}
