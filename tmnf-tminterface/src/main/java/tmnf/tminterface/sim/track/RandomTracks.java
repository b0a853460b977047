package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tmnf.gbx.model.Challenge;
import tmnf.tminterface.sim.track.RoadPlan.Turn;

/**
 * Tracks that are drawn: as many different ones as there are numbers, for whoever wants to learn more than
 * the built-in ones by heart. They have the same blocks as the built-in ones, and cross themselves nowhere.
 * The same number draws the same track.
 */
final class RandomTracks {

    private static final Pattern NAME = Pattern.compile("random-(0|[1-9]\\d{0,8})");
    /** Cells of a Stadium's side, and how far from its border the road stays. */
    private static final int SIDE = 32;
    private static final int MARGIN = 1;
    private static final int LEAST_PIECES = 7;
    private static final int MOST_PIECES = 12;
    private static final int TRIES = 40;
    /** Walks that may be drawn for one track; of the first 1,000 numbers none takes a tenth of it. */
    static final int MOST_WALKS = 100;
    /** Of the road: platforms are one level lower, and stand in the air. */
    private static final int LEVEL = 3;

    private RandomTracks() {}

    /** Whether a name is that of a drawn track: {@code random-} and a number below 1,000,000,000. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * The challenge of a name that {@link #isName}.
     *
     * @throws IllegalArgumentException if it is none, or none of {@link #MOST_WALKS} walks is long enough
     */
    static Challenge challenge(String name) {
        return challenge(name, MOST_WALKS);
    }

    /** The same with another bound. */
    static Challenge challenge(String name, int mostWalks) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " is no drawn track, as random-0 is");
        }
        SplittableRandom random = new SplittableRandom(Long.parseLong(matcher.group(1)));
        for (int drawn = 0; drawn < mostWalks; drawn++) { // again where one ran into itself; most do not
            List<UnaryOperator<RoadPlan>> walk = walk(random);
            if (walk.size() >= LEAST_PIECES) {
                return plan(walk).finish().challenge(name, 1);
            }
        }
        throw new IllegalArgumentException("no road of " + LEAST_PIECES + " pieces was found for " + name
                + ", in " + mostWalks + (mostWalks == 1 ? " walk" : " walks") + "; take another number");
    }

    /** Pieces one behind the other, until there are enough or none of some fits. */
    private static List<UnaryOperator<RoadPlan>> walk(SplittableRandom random) {
        int cellX = random.nextInt(SIDE / 4, SIDE * 3 / 4);
        int cellZ = random.nextInt(SIDE / 4, SIDE * 3 / 4);
        int heading = random.nextInt(4);
        int pieces = random.nextInt(LEAST_PIECES, MOST_PIECES + 1);
        List<UnaryOperator<RoadPlan>> walk = new ArrayList<>();
        walk.add(none -> new RoadPlan(cellX, LEVEL, cellZ, heading).start().straight(1));
        for (int tries = 0; walk.size() < pieces && tries < TRIES; tries++) {
            walk.add(piece(random));
            if (!plan(walk).finish().isClear(MARGIN, SIDE - MARGIN)) {
                walk.remove(walk.size() - 1);
            }
        }
        return walk;
    }

    private static RoadPlan plan(List<UnaryOperator<RoadPlan>> walk) {
        RoadPlan plan = null;
        for (UnaryOperator<RoadPlan> piece : walk) {
            plan = piece.apply(plan);
        }
        return plan;
    }

    private static UnaryOperator<RoadPlan> piece(SplittableRandom random) {
        Turn turn = random.nextBoolean() ? Turn.LEFT : Turn.RIGHT;
        int length = random.nextInt(1, 4);
        return switch (random.nextInt(8)) {
            case 0 -> plan -> plan.straight(length);
            case 1 -> plan -> plan.diagonal(turn).straight(1);
            case 2 -> plan -> plan.curve(2, turn);
            case 3 -> plan -> plan.curve(3, turn);
            case 4 -> plan -> plan.straight(1).corner(turn).straight(1);
            case 5 -> plan -> plan.up(0).straight(length).down(0);
            case 6 -> plan -> plan.straight(1).checkpoint();
            default -> plan -> plan.toPlatform().platform(length).platformCorner(turn).platform(1).toRoad();
        };
    }
}
