package tmnf.capture.validate;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegSettings;
import tmnf.capture.game.GameFiles;
import tmnf.capture.game.GamePlaces;
import tmnf.capture.game.StagedChallenge;
import tmnf.capture.plan.ReplayMaterial;
import tmnf.capture.plan.ReplayMaterials;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.ScriptInputs;
import tmnf.capture.pool.CaptureWords;
import tmnf.capture.pool.ChallengeBests;
import tmnf.capture.pool.GameInstance;
import tmnf.capture.run.CapturePhase;
import tmnf.capture.run.GameConnection;
import tmnf.capture.run.InputSource;
import tmnf.capture.run.ReplayCapture;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.RunRecord;
import tmnf.capture.run.RunRequest;
import tmnf.capture.run.RunSink;
import tmnf.capture.run.RunWatcher;
import tmnf.capture.run.StopReason;
import tmnf.capture.validate.OracleListener.Drive;
import tmnf.capture.validate.OracleReport.Verdict;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.capture.verify.RunVerifier;
import tmnf.capture.write.CaptureOutcome;
import tmnf.capture.write.CaptureStore;
import tmnf.capture.write.EncoderLane;
import tmnf.capture.write.EncoderPool;
import tmnf.capture.write.QuarantineReason;
import tmnf.capture.write.ReplayWriter;
import tmnf.capture.write.WriteSettings;
import tmnf.tminterface.link.Capabilities;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.script.ScriptFormatException;

/**
 * Drives one replay twice in one game, with the inputs that the game validated and with the script of a
 * capture, and compares both with the ghost and with each other. The first drive is captured, and published
 * when all three agree; else it is put aside, since a capture's actions come from the script. Confined to one
 * thread; for one replay after the other.
 */
public final class ReplayOracle {

    /** What the metadata of such captures has under {@value #MODE}. */
    public static final String VALIDATED_MODE = "validate_replay";
    /** Key of the metadata. */
    public static final String MODE = "mode";

    private static final double MS_PER_SECOND = 1000;

    private final ValidateSettings settings;
    private final CaptureStore store;
    private final GamePlaces places;
    private final GameInstance game;
    private final String toolVersion;
    private final OracleListener listener;
    private final Clock clock = Clock.systemUTC();
    private OptionalInt inputsDifferAtMs = OptionalInt.empty();

    /**
     * Nothing happens yet.
     *
     * @param store the output folder, which stays the caller's, as does the game
     * @param places the folders that this game uses
     * @param toolVersion name and version of the program, for the metadata
     */
    public ReplayOracle(ValidateSettings settings, CaptureStore store, GamePlaces places, GameInstance game,
            String toolVersion, OracleListener listener) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.store = Objects.requireNonNull(store, "store");
        this.places = Objects.requireNonNull(places, "places");
        this.game = Objects.requireNonNull(game, "game");
        this.toolVersion = Objects.requireNonNull(toolVersion, "toolVersion");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Drives, compares, and publishes or puts aside.
     *
     * @return what was seen; all that goes wrong with the game is in it
     * @throws IOException if the replay, its challenge, or files of ours cannot be read or written
     */
    public OracleReport run(ReplayTask task) throws IOException {
        ReplayMaterial material = new ReplayMaterials(settings.capture()).load(task);
        game.prepare(task);
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        GameLink link = new GameLink(LinkSettings.of(game.port()));
        try (GameFiles files = GameFiles.open(places, 0, Optional.empty());
                EncoderPool encoders = EncoderPool.of(JpegCodecs.of(JpegSettings.DEFAULT), 1);
                EncoderLane lane = encoders.lane();
                ReplayWriter writer = new ReplayWriter(store.stage(task.trackId(), task.name()),
                        WriteSettings.of(settings.capture()), lane, Optional.of(material.inputs()),
                        ObservationBuilder.withoutLine(layout), clock);
                GameConnection connection = new GameConnection(link, LinkTime.SYSTEM,
                        settings.capture().run().autologin())) {
            StagedChallenge challenge = files.stage(task.file().toString(), material.challenge(), task.uid(),
                    settings.capture().run().stripIntro());
            if (!challenge.warning().isEmpty()) {
                listener.warning(challenge.warning());
            }
            String script = files.script(material.script(), material.scriptText());
            RunRequest request = RunRequest.of(material, script, challenge.command(),
                    settings.capture().frames(), settings.capture().run());
            ChallengeBests bests = new ChallengeBests(files, challenge.uid(), material.choice().name());
            bests.hideFirst();
            return drive(new Both(material, challenge, request, new ReplayCapture(connection), writer, link,
                    bests));
        }
    }

    /** What both drives of a replay share. */
    private record Both(ReplayMaterial material, StagedChallenge challenge, RunRequest request,
            ReplayCapture capture, ReplayWriter writer, GameLink link, ChallengeBests bests) {

        /** Drives; a personal best that cannot be renamed ends all. */
        private RunOutcome run(RunRequest how, RunSink sink, RunWatcher watcher) throws IOException {
            RunOutcome outcome = capture.run(how, sink, watcher, bests);
            bests.requireRenamed(outcome);
            return outcome;
        }

        /** A position in every tick. */
        private RunRequest everyTick(FrameSchedule frames) {
            return request.withSchedules(frames,
                    new FrameSchedule(FrameSchedule.MOST_FPS, request.raceTimeMs()));
        }
    }

    private OracleReport drive(Both both) throws IOException {
        RunRequest request = both.request();
        DriveTrace validated = new DriveTrace(request.snapshots(), both.writer());
        listener.drive(Drive.VALIDATED);
        RunOutcome game = both.run(
                both.everyTick(request.frames()).withSource(settings.source()), validated, watcher(both));
        DriveReport first = report(both, request.frames(), game, validated);
        if (isObstacle(game)) {
            boolean noInputs = game.stop().get().reason() == StopReason.NO_INPUTS;
            return report(noInputs ? Verdict.NO_INPUTS : Verdict.INCONCLUSIVE, first, Optional.empty(), null,
                    game);
        }
        // One frame, for the race cannot go without; what counts are the positions.
        int raceTime = request.raceTimeMs();
        FrameSchedule rarely = new FrameSchedule(MS_PER_SECOND / (2.0 * raceTime), raceTime);
        DriveTrace driven = new DriveTrace(request.snapshots(), RunSink.NOTHING);
        listener.drive(Drive.SCRIPT);
        RunOutcome ours = both.run(both.everyTick(rarely), driven, watcher(both));
        DriveReport second = report(both, rarely, ours, driven);
        if (isObstacle(ours)) {
            return report(Verdict.INCONCLUSIVE, first, Optional.of(second), null, game);
        }
        DriveComparison comparison = DriveComparison.of(validated, game.record(), driven, ours.record(),
                settings.largestDifferenceMetres());
        OracleReport report = report(verdict(first, second, comparison), first, Optional.of(second),
                comparison, game);
        keep(both, report, game.record());
        return report;
    }

    /** Whether the drive says nothing about the replay, because something else ended it. */
    private static boolean isObstacle(RunOutcome outcome) {
        return outcome.stop().filter(stop -> stop.reason() == StopReason.NO_INPUTS
                || stop.reason().blame() != StopReason.Blame.REPLAY).isPresent();
    }

    private static Verdict verdict(DriveReport game, DriveReport script, DriveComparison comparison) {
        if (comparison.first().isPresent() || game.accepted() != script.accepted()) {
            return Verdict.DIFFER;
        }
        return game.accepted() ? Verdict.AGREE : Verdict.AGREE_WITHOUT_GHOST;
    }

    private OracleReport report(Verdict verdict, DriveReport game, Optional<DriveReport> script,
            DriveComparison comparison, RunOutcome outcome) {
        int frames = outcome.record().frames().count();
        boolean published = verdict == Verdict.AGREE;
        return comparison == null
                ? new OracleReport(verdict, game, script, Optional.empty(), 0, 0, 0, inputsDifferAtMs,
                        published, frames)
                : new OracleReport(verdict, game, script, comparison.first(), comparison.largestMetres(),
                        comparison.largestAtMs(), comparison.ticks(), inputsDifferAtMs, published, frames);
    }

    private DriveReport report(Both both, FrameSchedule frames, RunOutcome outcome, DriveTrace trace) {
        RunRecord record = outcome.record();
        List<String> reasons = new ArrayList<>();
        if (outcome.stop().isPresent()) {
            reasons.add(outcome.stop().get().detail());
        } else if (new RunVerifier(settings.capture().run().largestGhostDistanceMetres())
                .verify(record, both.material().ghost(), frames) instanceof CaptureVerdict.Rejected no) {
            reasons.addAll(no.reasons());
        }
        return new DriveReport(record.finishTimeMs(), record.checkpointTimesMs(),
                trace.from(both.material().ghost().samples())
                        .orLarger(record.largestDistanceMetres(), record.largestDistanceAtMs()),
                outcome.stop(), reasons);
    }

    private RunWatcher watcher(Both both) {
        return new RunWatcher() {
            @Override
            public void phase(CapturePhase phase) {
                listener.phase(phase);
            }

            @Override
            public boolean stops() {
                return listener.stops();
            }

            @Override
            public void inputs(String script) {
                compareInputs(script, both.material());
            }
        };
    }

    private void compareInputs(String script, ReplayMaterial material) {
        ScriptInputs theirs;
        try {
            theirs = ScriptInputs.of(script, material.task().raceTimeMs());
        } catch (ScriptFormatException e) {
            listener.warning("the inputs that the game tells are no script: " + e.getMessage());
            return;
        }
        for (int tick = 0; tick < theirs.ticks() && inputsDifferAtMs.isEmpty(); tick++) {
            if (!theirs.at(tick).equals(material.inputs().at(tick))) {
                inputsDifferAtMs = OptionalInt.of(tick * FrameSchedule.TICK_MS);
            }
        }
    }

    // ------------------------------------------------------------------------------------------ the capture

    private void keep(Both both, OracleReport report, RunRecord record) throws IOException {
        ReplayTask task = both.material().task();
        String now = clock.instant().toString();
        CaptureMetadata metadata = metadata(both, report, record, now);
        String reason = "";
        if (report.published()) {
            both.writer().publish(metadata, true);
        } else {
            reason = reason(report);
            if (both.writer().frames() > 0) {
                both.writer().reject(metadata);
            }
            both.writer().quarantine(new QuarantineReason(task.sha1(), settings.capture().attemptText(), 1,
                    reason, now));
        }
        store.append(new CaptureOutcome(task.trackId(), task.name(), task.sha1(),
                settings.capture().digest(), 1, report.verdict().toString(), reason, report.frames(), now));
    }

    private static String reason(OracleReport report) {
        return report.difference()
                .map(first -> "the script differs from the game's validation first at " + first.atMs()
                        + " ms: " + first.what())
                .orElseGet(() -> String.join("; ", report.validated().accepted()
                        ? report.script().orElseThrow().reasons() : report.validated().reasons()));
    }

    private CaptureMetadata metadata(Both both, OracleReport report, RunRecord record, String now) {
        boolean sent = settings.source().kind() == InputSource.Kind.VALIDATION;
        return CaptureWords.metadata(settings.capture(), both.material(), both.challenge(), record,
                Optional.empty(), both.link().capabilities() != Capabilities.ORIGINAL, toolVersion, now)
                .with("tmi_script_used", sent ? "replay" : "")
                .with(MODE, VALIDATED_MODE)
                .with("replay_speed", settings.source().replaySpeed())
                .with("sent_replay_command", sent)
                .with("used_startup_validatepath", settings.startupValidation())
                .with("final_time_ms", record.finishTimeMs().orElse(0))
                .with("oracle_verdict", report.verdict().toString())
                .with("oracle_largest_apart_m", report.largestApartMetres());
    }
}
