package tmnf.rl.demonstration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetException;
import tmnf.pretrain.data.PictureException;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.DemonstrationException.Reason;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.Transitions;
import tmnf.tminterface.observation.SnapshotException;

/**
 * Captured races that fit a training: the fastest of each map in turn. {@link #of} reads metadata only;
 * {@link #fill} reads the races. Confined to one thread.
 */
public final class Demonstrations {

    /** None. */
    public static final Demonstrations NONE = new Demonstrations(List.of(), TrainSettings.DEFAULT);

    private final List<Drive> drives;
    private final TrainSettings settings;

    private Demonstrations(List<Drive> drives, TrainSettings settings) {
        this.drives = List.copyOf(drives);
        this.settings = settings;
    }

    /** The same races for an attempt that learns in another way. */
    public Demonstrations with(TrainSettings attempt) {
        return new Demonstrations(drives, attempt);
    }

    /**
     * What came into a buffer.
     *
     * @param races that were used
     * @param transitions of these, for training and tests
     * @param training of these
     * @param left races that were not used, because the share was full
     */
    public record Filled(int races, int transitions, int training, int left) {
    }

    /**
     * Looks for races on the maps.
     *
     * @param datasets folders that {@code tmnf capture} wrote, frames loose or packed
     * @param targets maps that are trained on
     * @param warnings hears of races that cannot be used though they are of these maps
     * @throws DemonstrationException if the datasets do not fit, or have nothing of these maps
     */
    public static Demonstrations of(List<Path> datasets, List<MapTarget> targets, TrainSettings settings,
            Consumer<String> warnings) throws IOException {
        if (datasets.isEmpty()) {
            return NONE;
        }
        List<Drive> found = new ArrayList<>();
        int seen = 0;
        for (Path dataset : datasets) {
            for (CapturedReplay replay : replays(dataset)) {
                seen++;
                try {
                    Drive.of(replay, targets, settings).ifPresent(found::add);
                } catch (DemonstrationException e) {
                    leaveOut(e, warnings);
                } catch (DatasetException e) {
                    warnings.accept("a demonstration is left out: " + e.getMessage());
                }
            }
        }
        if (found.isEmpty()) {
            throw new DemonstrationException(Reason.NOTHING, "tmnf.demonstrations: none of the " + seen
                    + " captured races in " + datasets + " can be used for "
                    + targets.stream().map(MapTarget::name).distinct().toList()
                    + "; name datasets of these maps, or leave the key empty");
        }
        return new Demonstrations(inTurn(found, targets), settings);
    }

    private static List<CapturedReplay> replays(Path dataset) throws IOException {
        try {
            return CaptureDataset.open(dataset).replays();
        } catch (DatasetException e) {
            throw new DemonstrationException(Reason.DATASET, "tmnf.demonstrations: " + e.getMessage());
        }
    }

    private static void leaveOut(DemonstrationException e, Consumer<String> warnings)
            throws DemonstrationException {
        if (e.reason() != Reason.RACE) {
            throw e;
        }
        warnings.accept("a demonstration is left out: " + e.getMessage());
    }

    private static List<Drive> inTurn(List<Drive> found, List<MapTarget> targets) {
        List<List<Drive>> each = new ArrayList<>();
        int most = 0;
        for (MapTarget target : targets.stream().distinct().toList()) {
            List<Drive> fastest = found.stream().filter(drive -> drive.target().equals(target))
                    .sorted(Comparator.comparingInt(Drive::finishMs)).toList();
            each.add(fastest);
            most = Math.max(most, fastest.size());
        }
        List<Drive> order = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            for (List<Drive> fastest : each) {
                if (i < fastest.size()) {
                    order.add(fastest.get(i));
                }
            }
        }
        return order;
    }

    /** How many races there are. */
    public int races() {
        return drives.size();
    }

    /**
     * Fills a buffer, until the next race would be too much.
     *
     * @param transitions makes them of a race
     * @param most transitions that may come in
     * @param warnings hears of races that cannot be used
     * @param stop asked between two races
     * @throws DemonstrationException if no race can be used at all, or has no labels
     */
    public Filled fill(TransitionBuffer buffer, Function<Rollout, Transitions> transitions, int most,
            Consumer<String> warnings, BooleanSupplier stop) throws IOException {
        int races = 0;
        int all = 0;
        int training = 0;
        int tried = 0;
        boolean full = false;
        try (DriveReader reader = new DriveReader(settings)) {
            for (; tried < drives.size() && !full && !stop.getAsBoolean(); tried++) {
                Drive drive = drives.get(tried);
                try {
                    Transitions made = transitions.apply(reader.read(drive));
                    full = all + made.count() > most;
                    if (!full) {
                        training += buffer.append(made);
                        all += made.count();
                        races++;
                    }
                } catch (DemonstrationException e) {
                    if (drive.sureOfMap()) {
                        leaveOut(e, warnings);
                    } else if (e.reason() != Reason.RACE) {
                        throw e;
                    }
                } catch (DatasetException | SnapshotException | PictureException e) {
                    warnings.accept("a demonstration is left out: " + e.getMessage());
                }
            }
        }
        if (races == 0 && !stop.getAsBoolean()) {
            throw new DemonstrationException(Reason.NOTHING, "tmnf.demonstrations: "
                    + (full ? "the shortest race has more transitions than the " + most
                            + " that demonstration_share leaves; raise it or memory_size_schedule"
                            : "none of the " + drives.size() + " races can be used"));
        }
        return new Filled(races, all, training, drives.size() - tried + (full ? 1 : 0));
    }
}
