package tmnf.rl.demonstration;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.FrameInputs;
import tmnf.capture.dataset.FrameStore;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.pretrain.data.GreyPicture;
import tmnf.pretrain.data.PictureReader;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.DemonstrationException.Reason;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ObservationSnapshot;

/**
 * Rebuilds captured races: an observation, a frame and an action at each time at which the driver would have
 * decided. Confined to one thread; close it.
 */
final class DriveReader implements Closeable {

    private static final String RACE_TIME = "race_time";
    /** No weights of the run decided. */
    private static final long NO_VERSION = -1;

    private final TrainSettings settings;
    private final ObservationLayout layout;
    private final int decisionMs;
    private final PictureReader pictures = new PictureReader();
    private final Map<MapTarget, LineObserver> observers = new HashMap<>();

    DriveReader(TrainSettings settings) throws IOException {
        this.settings = settings;
        layout = ObservationLayout.of(settings.observation());
        decisionMs = settings.environment().msPerAction();
    }

    /**
     * A race as if the driver had driven it, each action as the best one.
     *
     * @throws DemonstrationException if it is not like a race of the driver
     */
    Rollout read(Drive drive) throws IOException {
        CapturedReplay replay = drive.replay();
        String name = replay.toString();
        int count = (drive.finishMs() - 1) / decisionMs + 1; // a decision at the finish is none
        List<Integer> labels = replay.actions().orElseThrow(() -> new DemonstrationException(Reason.ACTIONS,
                name + ": has no labels of actions; tmnf backfill-actions makes them of the replay"));
        int[] actions = ActionLabels.decisions(name, labels, drive.stepMs(), count, decisionMs);
        int[] numbers = ActionLabels.ofNetwork(name, actions, settings.inputs().actions());
        String[] files = files(replay, count);
        LineObserver observer = observers.computeIfAbsent(drive.target(),
                target -> new LineObserver(layout, target, settings));
        float[] states = new float[count * layout.size()];
        double[] meters = new double[count + 1];
        int[] zones = new int[count + 1];
        observe(drive, observer, actions, states, meters, zones);
        byte[] frames = frames(replay, files);
        boolean[] greedy = new boolean[count];
        Arrays.fill(greedy, true);
        long[] versions = new long[count];
        Arrays.fill(versions, NO_VERSION);
        return new Rollout(drive.target().name(), false, RaceEnd.FINISHED, drive.finishMs(), layout.size(),
                settings.network().pixels(), frames, states, numbers, greedy,
                new float[count * settings.inputs().actions().size()], versions, meters, zones, 0, 0);
    }

    /** The file of the frame of each decision; refuses respawns, which the driver has no key for. */
    private String[] files(CapturedReplay replay, int count) throws IOException {
        String[] files = new String[count];
        try (DatasetCursor<ManifestEntry> entries = replay.entries()) {
            for (Optional<ManifestEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
                ManifestEntry entry = next.get();
                if (entry.inputs().flatMap(FrameInputs::respawn).orElse(false)) {
                    throw new DemonstrationException(Reason.RACE, replay + ": respawns, which the driver "
                            + "cannot");
                }
                int decision = entry.timeMs() / decisionMs;
                if (entry.timeMs() % decisionMs == 0 && decision < count && entry.timeMs() >= 0) {
                    files[decision] = entry.file();
                }
            }
        }
        return files;
    }

    private void observe(Drive drive, LineObserver observer, int[] actions, float[] states, double[] meters,
            int[] zones) throws IOException {
        observer.begin();
        int done = 0;
        try (DatasetCursor<Map<String, Object>> snapshots = drive.replay().snapshots()) {
            Optional<Map<String, Object>> next = snapshots.next();
            for (; next.isPresent() && done < actions.length; next = snapshots.next()) {
                if (!(next.get().get(RACE_TIME) instanceof Number time)
                        || time.longValue() < (long) done * decisionMs) {
                    continue;
                }
                if (time.longValue() > (long) done * decisionMs) {
                    break;
                }
                ObservationSnapshot snapshot = ObservationSnapshot.read(drive.replay() + ", state at " + time
                        + " ms", next.get(), layout);
                observer.observe(snapshot, states, done * layout.size());
                if (done == 0) {
                    requireStart(drive, observer);
                }
                observer.sent(actions[done]);
                meters[done] = observer.metres();
                zones[done] = observer.zone();
                done++;
            }
        }
        if (done < actions.length) {
            throw new DemonstrationException(Reason.RACE, drive.replay() + ": has no state at "
                    + done * decisionMs + " ms");
        }
        meters[done] = observer.finishMetres();
        zones[done] = observer.finishZone();
        double missing = meters[done] - meters[done - 1];
        if (missing > settings.observation().farthestCentreMetres()) {
            throw new DemonstrationException(Reason.RACE, String.format(Locale.ROOT,
                    "%s: is at the finish %.0f m before the end of the reference line of %s; it takes another"
                            + " way", drive.replay(), missing, drive.target().name()));
        }
    }

    private void requireStart(Drive drive, LineObserver observer) throws DemonstrationException {
        if (observer.metresFromStart() > settings.observation().farthestCentreMetres()) {
            throw new DemonstrationException(Reason.RACE, String.format(Locale.ROOT,
                    "%s: starts %.0f m from where the reference line of %s does", drive.replay(),
                    observer.metresFromStart(), drive.target().name()));
        }
    }

    private byte[] frames(CapturedReplay replay, String[] files) throws IOException {
        int pixels = settings.network().pixels();
        byte[] frames = new byte[files.length * pixels];
        if (pixels == 0) {
            return frames;
        }
        try (FrameStore store = replay.frames()) {
            for (int i = 0; i < files.length; i++) {
                if (files[i] == null) {
                    throw new DemonstrationException(Reason.RACE, replay + ": has no frame at "
                            + i * decisionMs + " ms");
                }
                GreyPicture picture = pictures.read(store.read(files[i]));
                if (picture.width() != settings.network().width()
                        || picture.height() != settings.network().height()) {
                    throw new DemonstrationException(Reason.RACE, replay + ": " + files[i] + " has "
                            + picture.width() + "x" + picture.height() + " pixels, unlike its metadata say");
                }
                for (int pixel = 0; pixel < pixels; pixel++) {
                    frames[i * pixels + pixel] = (byte) Math.round(picture.at(pixel / picture.width(),
                            pixel % picture.width()));
                }
            }
        }
        return frames;
    }

    @Override
    public void close() {
        pictures.close();
    }
}
