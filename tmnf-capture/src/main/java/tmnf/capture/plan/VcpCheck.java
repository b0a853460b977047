package tmnf.capture.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.observation.RealCheckpoints;

/**
 * Whether a line is fit to be a track's zone centres:
 * <ul>
 * <li>its points are as far apart as the file name says: 0.5 to 1.5 times that on average, and no gap is
 * wider than three times that, as one is where a driver respawned;
 * <li>it is not longer than any track;
 * <li>in the Stadium, as far as the blocks say: it begins at a start, ends at a finish, and passes at least
 * as many checkpoint blocks as the ghost passed checkpoints. The blocks of other environments have other
 * sizes.
 * </ul>
 *
 * <p>Past a block means within {@value #NEAR_METRES} m of the middle of its road on the ground, which is the
 * corner of the block and a little more, and within {@value #HIGH_METRES} m of its height. Real drives pass
 * within 11 m of checkpoints and end within 15 m of the middle of the finish.
 */
final class VcpCheck {

    static final double NEAR_METRES = 24;
    static final double HIGH_METRES = 12;

    private static final double LEAST_MEAN = 0.5;
    private static final double MOST_MEAN = 1.5;
    private static final double MOST_GAP = 3;
    private static final double LONGEST_METRES = 1_000_000;

    private VcpCheck() {
    }

    /** What is wrong with the spacing of a line; empty if nothing is. */
    static Optional<String> spacing(ReferenceLine line, double distance) {
        double length = line.lengthMetres();
        double mean = length / (line.size() - 1);
        if (length > LONGEST_METRES) {
            return problem("it is %.0f m long, and no track is", length);
        }
        if (mean < LEAST_MEAN * distance || mean > MOST_MEAN * distance) {
            return problem(
                    "its points are %.3f m apart on average, not %s m", mean, PythonFloat.repr(distance));
        }
        for (int i = 0; i + 1 < line.size(); i++) {
            if (line.gap(i) > MOST_GAP * distance) {
                return problem("it jumps %.1f m behind point %d: whoever drove it respawned or was moved",
                        line.gap(i), i);
            }
        }
        return Optional.empty();
    }

    /**
     * Where a line misses the blocks of its challenge; empty if it passes all.
     *
     * @param checkpointTimes of the ghost, the finish included
     */
    static Optional<String> blocks(ReferenceLine line, Challenge challenge, int checkpointTimes) {
        if (!challenge.environment().equals("Stadium")) {
            return Optional.empty();
        }
        List<Vec3> starts = places(challenge, "Start", "Line");
        List<Vec3> finishes = places(challenge, "Finish", "Line");
        int last = line.size() - 1;
        if (!starts.isEmpty() && starts.stream().noneMatch(place -> isNear(line, 0, place))) {
            return problem("it begins at %s, away from the start", point(line, 0));
        }
        if (!finishes.isEmpty() && finishes.stream().noneMatch(place -> isNear(line, last, place))) {
            return problem("it ends at %s, away from any finish", point(line, last));
        }
        List<Vec3> checkpoints = places(challenge, "Checkpoint", "");
        List<Vec3> missed = new ArrayList<>();
        for (Vec3 place : checkpoints) {
            if (!passes(line, place)) {
                missed.add(place);
            }
        }
        int laps = challenge.lapRace() ? Math.max(1, challenge.laps()) : 1;
        int needed = Math.min(checkpoints.size(), checkpointTimes / laps - 1);
        if (checkpoints.size() - missed.size() < needed) {
            return problem("it passes %d of %d checkpoints, and misses the one at %.0f, %.0f, %.0f",
                    checkpoints.size() - missed.size(), needed, missed.get(0).x(), missed.get(0).y(),
                    missed.get(0).z());
        }
        return Optional.empty();
    }

    private static List<Vec3> places(Challenge challenge, String word, String second) {
        List<Block> blocks = challenge.blocks().stream()
                .filter(block -> block.name().contains(word) && block.name().contains(second)).toList();
        return RealCheckpoints.positions(blocks);
    }

    private static boolean passes(ReferenceLine line, Vec3 place) {
        for (int i = 0; i < line.size(); i++) {
            if (isNear(line, i, place)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNear(ReferenceLine line, int point, Vec3 place) {
        return Math.abs(line.y(point) - place.y()) <= HIGH_METRES
                && Math.hypot(line.x(point) - place.x(), line.z(point) - place.z()) <= NEAR_METRES;
    }

    private static String point(ReferenceLine line, int point) {
        return String.format(Locale.ROOT, "%.0f, %.0f, %.0f", line.x(point), line.y(point), line.z(point));
    }

    private static Optional<String> problem(String format, Object... args) {
        return Optional.of(String.format(Locale.ROOT, format, args));
    }
}
