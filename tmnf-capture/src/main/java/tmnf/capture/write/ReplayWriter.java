package tmnf.capture.write;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.EntryState;
import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.RaceInputs;
import tmnf.capture.dataset.ReplayFolderWriter;
import tmnf.capture.plan.ScriptInputs;
import tmnf.capture.run.RunSink;
import tmnf.capture.write.CaptureWriteException.Reason;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationCheck;
import tmnf.tminterface.observation.ObservationSnapshot;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.state.SimStateData;

/**
 * Writes what a run captures into a staging folder, through the lane of its worker. Used by the thread of the
 * run; what goes wrong in the pool is thrown by the next call, and then nothing can be published any more.
 *
 * <pre>
 * 1. begin, at each start of the race; then frame and snapshot
 * 2. publish, or reject and later quarantine; or nothing
 * 3. close, which deletes what was neither published nor put aside
 * </pre>
 *
 * <p>Snapshots go through the builder one after the other: the zone and the counter of the gearbox move on
 * once for each snapshot, so they depend on the rate of the snapshots and on nothing else.
 */
public final class ReplayWriter implements RunSink, Closeable {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final StagedCapture staged;
    private final WriteSettings settings;
    private final EncoderLane lane;
    private final Optional<RecordedInputs> inputs;
    private final ObservationBuilder observer;
    private final ObservationCheck check;
    private final Clock clock;
    /** Null before the first start. */
    private ReplayFolderWriter folder;
    private FrameFilter filter;
    private int lastStateMs;
    private int frames;

    /**
     * A writer for one replay.
     *
     * @param inputs what the script does; empty when it is not known
     * @param observer along the line of the track's zones, or without a line; used by this writer alone
     * @param clock for the moment of capture of each frame
     */
    public ReplayWriter(StagedCapture staged, WriteSettings settings, EncoderLane lane,
            Optional<ScriptInputs> inputs, ObservationBuilder observer, Clock clock) {
        this.staged = Objects.requireNonNull(staged);
        this.settings = Objects.requireNonNull(settings);
        this.lane = Objects.requireNonNull(lane);
        this.inputs = inputs.map(ticks -> new RecordedInputs(ticks, settings.stepMs()));
        this.observer = Objects.requireNonNull(observer);
        this.clock = Objects.requireNonNull(clock);
        check = new ObservationCheck(observer.layout());
    }

    @Override
    public void begin() throws IOException {
        lane.clear();
        closeFolder();
        staged.empty();
        observer.reset();
        frames = 0;
        lastStateMs = Integer.MIN_VALUE;
        ReplayFolderWriter begun = new ReplayFolderWriter(staged.folder(), settings.storage());
        folder = begun;
        filter = settings.skipBadFloatSamples() ? new GoodFrames(begun::frame)
                : FrameFilter.all(begun::frame);
    }

    @Override
    public void frame(FrameLabel label, FrameSize size, ByteBuffer bgra, SimStateData state)
            throws IOException {
        requireBegun();
        FrameFilter to = filter;
        fullState(label.timeMs(), state);
        ManifestEntry entry = ManifestEntry.of(label, STAMP.format(clock.instant()),
                inputs.map(known -> OptionalInt.of(known.actionIndex(label.timeMs())))
                        .orElse(OptionalInt.empty()),
                inputs.map(known -> known.keys(label.timeMs())),
                settings.entryState() ? Optional.of(EntryState.of(state)) : Optional.empty());
        FrameSlot slot = lane.take();
        try {
            slot.fill(size, bgra);
        } catch (RuntimeException e) {
            lane.giveBack(slot);
            throw e;
        }
        lane.frame(slot,
                (full, encoder) -> full.encode(encoder, settings.format(), settings.quality()),
                () -> to.frame(entry, slot.jpeg().array(), slot.jpeg().length()));
        frames++;
    }

    @Override
    public void snapshot(int timeMs, SimStateData state) throws IOException {
        requireBegun();
        observer.update(state);
        ObservationSnapshot snapshot = observer.snapshot();
        ReplayFolderWriter to = folder;
        FrameFilter frameFilter = filter;
        lane.record(() -> {
            if (settings.skipBadFloatSamples()) {
                frameFilter.snapshot(timeMs, isGood(snapshot));
            }
            to.snapshot(snapshot, timeMs);
        });
        fullState(timeMs, state);
    }

    /** A car far off the road has no zone centre near it; that is no bad sample. */
    private boolean isGood(ObservationSnapshot snapshot) {
        return check.series(List.of(snapshot)).stream()
                .allMatch(finding -> finding.rule() == ObservationCheck.Rule.FIRST_CENTRE_NEAR);
    }

    private void fullState(int timeMs, SimStateData state) throws IOException {
        if (!settings.storage().fullState() || timeMs == lastStateMs) {
            return;
        }
        lastStateMs = timeMs;
        byte[] bytes = state.toBytes();
        ReplayFolderWriter to = folder;
        lane.record(() -> to.state(timeMs, bytes, 0, bytes.length));
    }

    @Override
    public Future<?> room() {
        return lane.room();
    }

    /** Number of frames since the last start, those included that are still on their way. */
    public int frames() {
        return frames;
    }

    private void requireBegun() throws IOException {
        if (folder == null) {
            throw new IllegalStateException("the race has not begun");
        }
        lane.check();
    }

    /**
     * Makes the folder a capture and publishes it in one step. To be called when the run was verified.
     *
     * @param metadata without what only the writer knows
     * @param overwrite whether a complete capture may be replaced
     * @return the metadata as written
     * @throws CaptureWriteException if there is no (good) frame, if one is there already, or if it cannot be
     *     written; then nothing was published
     */
    public CaptureMetadata publish(CaptureMetadata metadata, boolean overwrite) throws IOException {
        CaptureMetadata written = finish(metadata);
        staged.publish(overwrite);
        return written;
    }

    /**
     * Makes the folder readable, but not a capture: for {@link #quarantine}. If that cannot be done, what
     * there is stays.
     *
     * @param metadata without what only the writer knows; its status is replaced
     */
    public void reject(CaptureMetadata metadata) throws IOException {
        try {
            finish(metadata.with("status", "rejected"));
        } catch (CaptureWriteException e) {
            closeFolder();
        }
    }

    /** Moves the folder to where rejected captures are. */
    public void quarantine(QuarantineReason reason) throws IOException {
        lane.clear();
        closeFolder();
        staged.quarantine(reason);
    }

    private CaptureMetadata finish(CaptureMetadata metadata) throws IOException {
        requireBegun();
        lane.flush();
        try {
            filter.end();
            if (folder.frames() == 0) {
                throw new CaptureWriteException(Reason.NO_FRAME,
                        "the race gave no frame; its frames a second and its length do not fit");
            }
            Optional<List<Integer>> actions = inputs.map(RecordedInputs::actions);
            Optional<RaceInputs> stream = inputs.map(RecordedInputs::stream);
            return folder.finish(actions, stream, metadata.with(CaptureStore.DIGEST, settings.digest()));
        } catch (CaptureWriteException e) {
            throw e;
        } catch (IOException e) {
            throw new CaptureWriteException(Reason.CANNOT_WRITE, "the capture cannot be written: " + e
                    + ". Look after the disk's space and permissions; nothing was published.", e);
        } finally {
            closeFolder();
        }
    }

    private void closeFolder() throws IOException {
        ReplayFolderWriter open = folder;
        folder = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lane.clear();
        } finally {
            try {
                closeFolder();
            } finally {
                staged.close();
            }
        }
    }
}
