package tmnf.pretrain.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.EntryState;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.label.FrameActions;
import tmnf.tminterface.observation.ActionIndex;

/**
 * What is to be read from the features of each frame of a dataset, by the frame's number in its {@link
 * FrameTree}: the car's speed, m/s; the way to the next zone, a unit vector along the car's axes (to the
 * side, up, forward); the action that acts for the next {@value #ACTION_MS} ms. Immutable.
 *
 * <p>Speed is that of the state stored with the frame, or of a snapshot of the same tick. Snapshots name the
 * centre of the zone where the car is and those ahead, 10 m apart as usual; the next zone is the first of
 * those ahead. A snapshot of up to {@value #NEAR_MS} ms before or behind the frame will do where the frame
 * has a state, from whose place and direction the centre is seen.
 */
final class ProbeTargets {

    /** How long a driver's action lasts. */
    static final int ACTION_MS = 50;
    static final int DIRECTIONS = 3;

    private static final int NEAR_MS = 100;
    private static final int NEXT = 1; // 0 is where the car is

    private final double[] speeds;
    private final double[] directions;
    private final int[] actions;
    private final int[] last;
    private final List<String> problems;

    private ProbeTargets(double[] speeds, double[] directions, int[] actions, int[] last,
            List<String> problems) {
        this.speeds = speeds;
        this.directions = directions;
        this.actions = actions;
        this.last = last;
        this.problems = List.copyOf(problems);
    }

    /** Reads the manifests; a replay whose manifest cannot be read has nothing, and is named. */
    static ProbeTargets read(FrameTree tree) {
        int count = tree.frameCount();
        double[] speeds = new double[count];
        double[] directions = new double[DIRECTIONS * count];
        Arrays.fill(speeds, Double.NaN);
        Arrays.fill(directions, Double.NaN);
        FrameActions labels = FrameActions.read(tree);
        List<String> problems = new ArrayList<>();
        labels.problems().forEach(problem -> problems.add(problem.toString()));
        List<ReplayFrames> places = tree.replayFrames();
        int[] actions = new int[count];
        int[] last = new int[count];
        for (int i = 0; i < places.size(); i++) {
            FrameTree.Replay replay = tree.replays().get(i);
            int first = places.get(i).first();
            for (int frame = first; frame < first + places.get(i).count(); frame++) {
                actions[frame] = labels.held(frame, ACTION_MS);
                last[frame] = last(labels, frame);
            }
            try {
                new Reader(replay, first, speeds, directions).read();
            } catch (IOException e) {
                problems.add(replay.track() + "/" + replay.name() + ": " + e.getMessage());
            }
        }
        return new ProbeTargets(speeds, directions, actions, last, problems);
    }

    /** Known when the frame is seen: nothing of what the label is told from. */
    private static int last(FrameActions labels, int frame) {
        int before = labels.heldBefore(frame, ACTION_MS);
        return before < 0 && labels.hasTimeline(frame) ? ActionIndex.FORWARD : before;
    }

    /** m/s; NaN where it is not known. */
    double speed(int frame) {
        return speeds[frame];
    }

    /** One of three coordinates; NaN where it is not known. */
    double direction(int frame, int axis) {
        return directions[DIRECTIONS * frame + axis];
    }

    /** Below 0 where it is not known. */
    int action(int frame) {
        return actions[frame];
    }

    /**
     * What acted longest in the {@value #ACTION_MS} ms up to the frame; straight ahead before the race.
     * Below 0 where it is not known: without a timeline, but for a frame that long after another one.
     */
    int lastAction(int frame) {
        return last[frame];
    }

    /** What could not be read. */
    List<String> problems() {
        return problems;
    }

    /** One replay. */
    private record Reader(FrameTree.Replay replay, int first, double[] speeds, double[] directions) {

        /** Numbers of a snapshot in the world: where it was made from, and where the next zone is. */
        private record Zone(double speed, double[] inCar, double[] centre) {
        }

        void read() throws IOException {
            CapturedReplay stored = CapturedReplay.open(replay.folder());
            TreeMap<Integer, Zone> zones = zones(stored);
            Map<String, Integer> frames = new HashMap<>();
            for (int i = 0; i < replay.frames().size(); i++) {
                frames.put(replay.frames().get(i), first + i);
            }
            try (DatasetCursor<ManifestEntry> entries = stored.entries()) {
                for (Optional<ManifestEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
                    Integer frame = frames.get(next.get().file());
                    if (frame != null) {
                        take(frame, next.get(), zones);
                    }
                }
            }
        }

        private void take(int frame, ManifestEntry entry, TreeMap<Integer, Zone> zones) {
            Zone same = zones.get(entry.timeMs());
            if (entry.state().isPresent()) {
                EntryState car = entry.state().get();
                speeds[frame] = length(car.linearSpeed().x(), car.linearSpeed().y(), car.linearSpeed().z());
                Zone near = near(zones, entry.timeMs());
                if (near != null && near.centre() != null) {
                    direction(frame, seenFrom(car, near.centre()));
                }
            } else if (same != null) {
                speeds[frame] = same.speed();
                if (same.inCar() != null) {
                    direction(frame, same.inCar());
                }
            }
        }

        private static Zone near(TreeMap<Integer, Zone> zones, int timeMs) {
            Map.Entry<Integer, Zone> before = zones.floorEntry(timeMs);
            Map.Entry<Integer, Zone> behind = zones.ceilingEntry(timeMs);
            Map.Entry<Integer, Zone> near = before == null || behind != null
                    && (long) behind.getKey() - timeMs < (long) timeMs - before.getKey() ? behind : before;
            return near == null || Math.abs((long) near.getKey() - timeMs) > NEAR_MS ? null : near.getValue();
        }

        private void direction(int frame, double[] vector) {
            double length = length(vector[0], vector[1], vector[2]);
            for (int axis = 0; length > 0 && axis < DIRECTIONS; axis++) {
                directions[DIRECTIONS * frame + axis] = vector[axis] / length;
            }
        }

        private static double[] seenFrom(EntryState car, double[] centre) {
            double[] away = {centre[0] - car.position().x(), centre[1] - car.position().y(),
                centre[2] - car.position().z()};
            double[] seen = new double[DIRECTIONS];
            for (int axis = 0; axis < DIRECTIONS; axis++) {
                for (int row = 0; row < DIRECTIONS; row++) { // the matrix leads from the car to the world
                    seen[axis] += car.rotation().get(DIRECTIONS * row + axis) * away[row];
                }
            }
            return seen;
        }

        private static TreeMap<Integer, Zone> zones(CapturedReplay stored) throws IOException {
            TreeMap<Integer, Zone> zones = new TreeMap<>();
            try (DatasetCursor<Map<String, Object>> snapshots = stored.snapshots()) {
                for (Optional<Map<String, Object>> next = snapshots.next(); next.isPresent();
                        next = snapshots.next()) {
                    if (next.get().get("time_ms") instanceof Number time) {
                        zones.put(time.intValue(), zone(next.get()));
                    }
                }
            }
            return zones;
        }

        private static Zone zone(Map<String, Object> snapshot) {
            double[] velocity = numbers(snapshot, "velocity", DIRECTIONS);
            double[] position = numbers(snapshot, "position", DIRECTIONS);
            double[] toCar = numbers(snapshot, "orientation_flat", DIRECTIONS * DIRECTIONS);
            double[] centres = numbers(snapshot, "zone_centers_in_car_frame", (NEXT + 1) * DIRECTIONS);
            double speed = velocity == null ? Double.NaN : length(velocity[0], velocity[1], velocity[2]);
            if (centres == null) {
                return new Zone(speed, null, null);
            }
            double[] inCar = Arrays.copyOfRange(centres, NEXT * DIRECTIONS, (NEXT + 1) * DIRECTIONS);
            if (position == null || toCar == null) {
                return new Zone(speed, inCar, null);
            }
            double[] centre = position.clone();
            for (int axis = 0; axis < DIRECTIONS; axis++) {
                for (int row = 0; row < DIRECTIONS; row++) {
                    centre[axis] += toCar[DIRECTIONS * row + axis] * inCar[row];
                }
            }
            return new Zone(speed, inCar, centre);
        }

        /** The first so many numbers of a list; null without. */
        private static double[] numbers(Map<String, Object> snapshot, String key, int count) {
            if (!(snapshot.get(key) instanceof List<?> list) || list.size() < count) {
                return null;
            }
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                if (!(list.get(i) instanceof Number number) || !Double.isFinite(number.doubleValue())) {
                    return null;
                }
                numbers[i] = number.doubleValue();
            }
            return numbers;
        }

        private static double length(double x, double y, double z) {
            return Math.sqrt(x * x + y * y + z * z);
        }
    }
}
