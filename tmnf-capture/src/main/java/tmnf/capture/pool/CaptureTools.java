package tmnf.capture.pool;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegSettings;
import tmnf.capture.game.GameFiles;
import tmnf.capture.game.GamePlaces;
import tmnf.capture.plan.CapturePlan;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ReplayMaterials;
import tmnf.capture.plan.TrackTask;
import tmnf.capture.plan.VcpFiles;
import tmnf.capture.plan.ZoneCentres;
import tmnf.capture.verify.RunVerifier;
import tmnf.capture.write.CaptureStore;
import tmnf.capture.write.EncoderPool;
import tmnf.capture.write.WriteSettings;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;

/** What all workers of a run share. Safe for use by several threads; close it when they have ended. */
final class CaptureTools implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureTools.class);

    private final CaptureSettings settings;
    private final CaptureStore store;
    private final GamePlaces places;
    private final String toolVersion;
    private final LongAdder frames;
    private final Map<String, TrackTask> tracks = new HashMap<>();
    private final ReplayMaterials materials;
    private final VcpFiles lines;
    private final RunVerifier verifier;
    private final WriteSettings write;
    private final ObservationConfig observation;
    private final EncoderPool encoders;

    CaptureTools(CaptureSettings settings, CaptureStore store, GamePlaces places, CapturePlan plan,
            String toolVersion, LongAdder frames) throws IOException {
        this.settings = settings;
        this.store = store;
        this.places = places;
        this.toolVersion = toolVersion;
        this.frames = frames;
        plan.tracks().forEach(track -> tracks.put(track.trackId(), track));
        this.materials = new ReplayMaterials(settings);
        this.lines = new VcpFiles(settings.vcp(), toolVersion);
        this.verifier = new RunVerifier(settings.run().largestGhostDistanceMetres());
        this.write = WriteSettings.of(settings);
        this.observation = ObservationConfig.DEFAULT.withRoad(settings.vcp().distanceMetres(),
                ObservationConfig.DEFAULT.roadWidthMetres());
        this.encoders = EncoderPool.of(JpegCodecs.of(JpegSettings.DEFAULT), settings.run().workers());
    }

    /** The job of a worker, which closes it. */
    ReplayJob job(int worker, GameInstance game) throws IOException {
        return new ReplayAttempts(this, GameFiles.open(places, worker, Optional.empty()), encoders.lane(),
                game);
    }

    CaptureSettings settings() {
        return settings;
    }

    CaptureStore store() {
        return store;
    }

    String toolVersion() {
        return toolVersion;
    }

    LongAdder frames() {
        return frames;
    }

    ReplayMaterials materials() {
        return materials;
    }

    RunVerifier verifier() {
        return verifier;
    }

    WriteSettings write() {
        return write;
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * The zone centres of a track; empty when it has none. The reason is then in the log, and snapshots go
     * without.
     *
     * @throws IOException if there are none although the frames are to be chosen by them
     */
    Optional<ZoneCentres> zones(String trackId) throws IOException {
        try {
            return lines.centres(tracks.get(trackId));
        } catch (IOException e) {
            if (write.skipBadFloatSamples()) {
                throw e;
            }
            LOG.warn("track {} is captured without zone centres: {}", trackId, e.getMessage());
            return Optional.empty();
        }
    }

    /** What makes snapshots of a drive on the track: along its zone centres where there are any. */
    ObservationBuilder observer(Optional<ZoneCentres> zones) {
        ObservationLayout layout = ObservationLayout.of(observation);
        return zones.map(each -> ObservationBuilder.along(layout, ZoneLine.of(each.line(), observation),
                RealCheckpoints.none())).orElseGet(() -> ObservationBuilder.withoutLine(layout));
    }

    @Override
    public void close() {
        encoders.close();
    }
}
