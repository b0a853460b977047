package tmnf.capture.pool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.game.GameFiles;
import tmnf.capture.game.GameFilesException;
import tmnf.capture.game.StagedChallenge;
import tmnf.capture.plan.ReplayMaterial;
import tmnf.capture.plan.ReplaySelection.Existing;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.ZoneCentres;
import tmnf.capture.run.CapturePhase;
import tmnf.capture.run.GameConnection;
import tmnf.capture.run.ReplayCapture;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.RunRecord;
import tmnf.capture.run.RunRequest;
import tmnf.capture.run.RunWatcher;
import tmnf.capture.run.StopReason;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.capture.write.CaptureOutcome;
import tmnf.capture.write.CaptureWriteException;
import tmnf.capture.write.EncoderLane;
import tmnf.capture.write.QuarantineReason;
import tmnf.capture.write.ReplayWriter;
import tmnf.tminterface.link.Capabilities;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTime;

/** The attempts of one worker: material, staging, run, verdict, publication. Confined to its thread. */
final class ReplayAttempts implements ReplayJob {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayAttempts.class);

    /** Word of the log for a replay that somebody else published meanwhile. */
    private static final String EXISTS = "exists";

    private final CaptureTools tools;
    private final GameFiles files;
    private final EncoderLane lane;
    private final GameLink link;
    private final GameConnection connection;
    private final ReplayCapture capture;
    private ReplayTask rejectedTask; // null as long as the writer is
    private ReplayWriter rejected; // null: no capture waits for its last word

    ReplayAttempts(CaptureTools tools, GameFiles files, EncoderLane lane, GameInstance game) {
        this.tools = tools;
        this.files = files;
        this.lane = lane;
        this.link = new GameLink(LinkSettings.of(game.port()));
        this.connection = new GameConnection(link, LinkTime.SYSTEM, tools.settings().run().autologin());
        this.capture = new ReplayCapture(connection);
    }

    @Override
    public AttemptResult attempt(ReplayTask task, Attempt attempt) throws IOException, InterruptedException {
        try {
            AttemptResult result = tried(task, attempt);
            Optional<RunOutcome.Stop> unwritten = result.stop()
                    .filter(stop -> stop.reason() == StopReason.CANNOT_WRITE);
            if (unwritten.isPresent()) {
                throw new IOException(unwritten.get().detail());
            }
            return result;
        } catch (GameFilesException | CaptureWriteException | InterruptedIOException
                | ClosedByInterruptException e) {
            throw e; // says all that is to be said, or is no failure
        } catch (IOException e) {
            throw new IOException(task.trackId() + "/" + task.name() + " cannot be written to "
                    + tools.store().root() + ": " + e.getMessage() + "; make room on the disk or see who may"
                    + " write there, then give the same command again", e);
        }
    }

    /** Long because its steps need what the ones before them found, and each fails in its own way. */
    private AttemptResult tried(ReplayTask task, Attempt attempt) throws IOException, InterruptedException {
        drop();
        long began = System.nanoTime();
        if (attempt.freshConnection()) {
            connection.renew();
        }
        ReplayMaterial material;
        StagedChallenge challenge;
        Optional<ZoneCentres> zones;
        try {
            zones = tools.zones(task.trackId());
            material = tools.materials().load(task);
            challenge = files.stage(task.file().toString(), material.challenge(), task.uid(),
                    tools.settings().run().stripIntro());
        } catch (GameFilesException e) {
            if (e.reason() != GameFilesException.Reason.BAD_CHALLENGE) {
                throw e;
            }
            return unfit(task, attempt, e);
        } catch (IOException e) {
            return unfit(task, attempt, e); // the replay, or its map, is not what it was
        }
        if (!challenge.warning().isEmpty()) {
            LOG.warn("{}", challenge.warning());
        }
        attempt.beat().run();
        ChallengeBests bests = new ChallengeBests(files, challenge.uid(), material.choice().name());
        bests.hideFirst();
        RunRequest request = request(material, challenge);
        ReplayWriter writer = new ReplayWriter(tools.store().stage(task.trackId(), task.name()),
                tools.write(), lane, Optional.of(material.inputs()), tools.observer(zones),
                tools.clock());
        try {
            AttemptResult result = run(new Prepared(task, material, challenge, zones, request, bests),
                    attempt, writer, began);
            tools.store().append(outcome(task, attempt.number(), word(result), result));
            return result;
        } finally {
            if (rejected != writer) {
                writer.close();
            }
        }
    }

    private RunRequest request(ReplayMaterial material, StagedChallenge challenge) throws IOException {
        String script = files.script(material.script(), material.scriptText());
        return RunRequest.of(material, script, challenge.command(), tools.settings().frames(),
                tools.settings().run());
    }

    /** What a run needs. */
    private record Prepared(ReplayTask task, ReplayMaterial material, StagedChallenge challenge,
            Optional<ZoneCentres> zones, RunRequest request, ChallengeBests bests) {
    }

    private AttemptResult run(Prepared prepared, Attempt attempt, ReplayWriter writer, long began)
            throws IOException, InterruptedException {
        ReplayTask task = prepared.task();
        RunRequest request = prepared.request();
        CountedSink sink = new CountedSink(writer, tools.frames());
        RunOutcome outcome = capture.run(request, sink, watcher(attempt), prepared.bests());
        prepared.bests().requireRenamed(outcome);
        RunRecord record = outcome.record();
        RunFigures figures = figures(request, record, began);
        CaptureMetadata metadata = CaptureWords.metadata(tools.settings(), prepared.material(),
                prepared.challenge(), record, prepared.zones(),
                link.capabilities() != Capabilities.ORIGINAL, tools.toolVersion(), now());
        if (outcome.stop().isPresent()) {
            if (outcome.stop().get().reason().blame() == StopReason.Blame.REPLAY) {
                keep(task, writer, metadata);
            }
            return AttemptResult.stopped(outcome.stop().get(), figures);
        }
        CaptureVerdict verdict = tools.verifier().verify(record, prepared.material().ghost(),
                request.frames());
        if (verdict instanceof CaptureVerdict.Rejected no) {
            keep(task, writer, metadata);
            return AttemptResult.rejected(String.join("; ", no.reasons()), figures);
        }
        Optional<String> still = sink.stillness();
        if (still.isPresent()) {
            return AttemptResult.stopped(new RunOutcome.Stop(StopReason.STILL_PICTURE, CapturePhase.RACE,
                    still.get()), figures);
        }
        return publish(writer, metadata, figures);
    }

    private AttemptResult publish(ReplayWriter writer, CaptureMetadata metadata, RunFigures figures)
            throws IOException {
        try {
            writer.publish(metadata, tools.settings().selection().existing() == Existing.OVERWRITE);
            return AttemptResult.published(figures);
        } catch (CaptureWriteException e) {
            if (e.reason() == CaptureWriteException.Reason.EXISTS) {
                // Another program was quicker, and its capture is as good.
                return new AttemptResult(AttemptResult.Kind.PUBLISHED, Optional.empty(), EXISTS, figures);
            }
            if (e.reason() == CaptureWriteException.Reason.NO_FRAME
                    || e.reason() == CaptureWriteException.Reason.NO_GOOD_FRAME) {
                return AttemptResult.unfit(e.getMessage(), figures);
            }
            throw e;
        }
    }

    private static RunWatcher watcher(Attempt attempt) {
        return new RunWatcher() {
            @Override
            public void beat() {
                attempt.beat().run();
            }

            @Override
            public boolean stops() {
                return attempt.stopped().getAsBoolean();
            }
        };
    }

    /** The capture may be wanted in the quarantine. */
    private void keep(ReplayTask task, ReplayWriter writer, CaptureMetadata metadata) throws IOException {
        if (writer.frames() > 0) {
            writer.reject(metadata);
        }
        rejected = writer;
        rejectedTask = task;
    }

    private RunFigures figures(RunRequest request, RunRecord record, long began) {
        return new RunFigures(request.frames().count(), record.frames().count(),
                request.ghost().checkpoints().size(),
                record.checkpointTimesMs().size(), record.largestDistanceMetres(),
                record.largestDistanceAtMs(), request.raceTimeMs(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private AttemptResult unfit(ReplayTask task, Attempt attempt, IOException e) throws IOException {
        AttemptResult result = AttemptResult.unfit(String.valueOf(e.getMessage()),
                new RunFigures(0, 0, 0, 0, 0, 0, task.raceTimeMs(), 0));
        tools.store().append(outcome(task, attempt.number(), word(result), result));
        return result;
    }

    private static String word(AttemptResult result) {
        if (result.kind() == AttemptResult.Kind.PUBLISHED && !result.reason().isEmpty()) {
            return result.reason();
        }
        return result.stop().map(stop -> stop.reason().toString())
                .orElse(result.kind().toString().toLowerCase(Locale.ROOT));
    }

    private CaptureOutcome outcome(ReplayTask task, int attempt, String word, AttemptResult result) {
        return new CaptureOutcome(task.trackId(), task.name(), task.sha1(), tools.settings().digest(),
                attempt, word, result.reason(), result.figures().frames(), now());
    }

    private String now() {
        return tools.clock().instant().toString();
    }

    @Override
    public void quarantine(ReplayTask task, int attempts, String reason) throws IOException {
        QuarantineReason why = new QuarantineReason(task.sha1(), tools.settings().attemptText(), attempts,
                reason, now());
        if (rejected == null || !task.equals(rejectedTask)) {
            tools.store().quarantine(task.trackId(), task.name(), why);
            return;
        }
        rejected.quarantine(why);
        drop();
    }

    private void drop() throws IOException {
        ReplayWriter writer = rejected;
        rejected = null;
        if (writer != null) {
            writer.close();
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        try {
            drop();
        } finally {
            try {
                lane.close();
            } finally {
                files.close();
            }
        }
    }
}
