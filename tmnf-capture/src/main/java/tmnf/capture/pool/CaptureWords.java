package tmnf.capture.pool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.dataset.CaptureFacts;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CaptureOrigin;
import tmnf.capture.dataset.CaptureProof;
import tmnf.capture.game.StagedChallenge;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.FrameSettings;
import tmnf.capture.plan.ReplayMaterial;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.ZoneCentres;
import tmnf.capture.run.RunRecord;

/** The metadata of a capture, from what was asked for and what was seen. */
public final class CaptureWords {

    private static final String OUR_PLUGIN = "tmnf-link";
    private static final String USUAL_PLUGIN = "python-link";

    private CaptureWords() {
    }

    /**
     * Of one run.
     *
     * @param extended whether the game had our plugin
     * @param atUtc when it was captured, ISO-8601
     */
    public static CaptureMetadata metadata(CaptureSettings settings, ReplayMaterial material,
            StagedChallenge challenge, RunRecord record, Optional<ZoneCentres> zones, boolean extended,
            String toolVersion, String atUtc) {
        ReplayTask task = material.task();
        FrameSettings frames = settings.frames();
        // Names of staged files carry the number of the worker, which says nothing about the capture.
        CaptureFacts facts = new CaptureFacts(task.trackId(), task.name(),
                challenge.file().getFileName().toString(), frames.fps(), frames.fpsMeta(),
                settings.run().runningSpeed(), frames.width(), frames.height(), frames.stepMs(),
                task.raceTimeMs(), record.finishTimeMs().isPresent(), material.script() + ".txt",
                record.finishTimeMs().orElse(0));
        CaptureOrigin origin = new CaptureOrigin(toolVersion, settings.script().style().label(),
                extended ? OUR_PLUGIN : USUAL_PLUGIN, task.sha1(), material.challengeSha1(), task.uid(),
                frames.colour() ? "rgb" : "grey", frames.quality(), frames.hud(), atUtc);
        CaptureProof proof = new CaptureProof(record.finishTimeMs(), record.checkpointTimesMs(),
                record.largestDistanceMetres(), record.largestDistanceAtMs(), record.distancesCompared());
        return CaptureMetadata.of(facts, origin, proof, configuration(settings, challenge))
                .with(ZoneCentres.FILE, zones.map(ZoneCentres::file).orElse(null))
                .with(ZoneCentres.SHA256, zones.map(ZoneCentres::sha256).orElse(null));
    }

    /** The effective options by name, as far as the capture depends on them. */
    private static Map<String, Object> configuration(CaptureSettings settings, StagedChallenge challenge) {
        Map<String, Object> options = new LinkedHashMap<>();
        FrameSettings frames = settings.frames();
        options.put("width", frames.width());
        options.put("height", frames.height());
        options.put("fps", frames.fps());
        options.put("fps-meta", frames.fpsMeta());
        options.put("step-ms", frames.stepMs());
        options.put("frame-color", frames.colour());
        options.put("jpeg-quality", frames.quality());
        options.put("hud", frames.hud());
        options.put("camera", frames.camera());
        options.put("running-speed", settings.run().runningSpeed());
        options.put("max-distance", settings.run().largestGhostDistanceMetres());
        options.put("strip-intro", challenge.stripped());
        options.put("input-time-offset-ms", settings.script().inputTimeOffsetMs());
        options.put("respawn-action", settings.script().respawnAction());
        options.put("respawn-after-cp-ms", settings.script().respawnAfterCpMs());
        options.put("vcp-distance", settings.vcp().distanceMetres());
        options.put("entry-state", settings.output().entryState());
        options.put("full-state", settings.output().fullState());
        options.put("pack", settings.output().pack());
        options.put("skip-bad-float-samples", settings.output().skipBadFloatSamples());
        return options;
    }
}
