package tmnf.tminterface.sim.track;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tmnf.gbx.chunk.ChallengeWriter;
import tmnf.gbx.model.Challenge;
import tmnf.tminterface.sim.track.RoadPlan.Turn;

/**
 * The tracks that come with the library, as challenges that the game could open: made of blocks whose surface
 * was checked on real ghosts, but for the start and finish of a lap, which is guessed. Same bytes every time.
 *
 * <p>But for {@code straight} they stand in the air and lead over platforms without borders, where whoever
 * does not steer falls down and has no way back.
 */
public final class BuiltInTracks {

    private static final Map<String, Supplier<Challenge>> PLANS = new LinkedHashMap<>();

    static {
        PLANS.put("straight", BuiltInTracks::straight);
        PLANS.put("chicane", BuiltInTracks::chicane);
        PLANS.put("hairpins", BuiltInTracks::hairpins);
        PLANS.put("jump", BuiltInTracks::jump);
        PLANS.put("circuit", BuiltInTracks::circuit);
    }

    private BuiltInTracks() {}

    /** Their names, the easiest first. */
    public static List<String> names() {
        return List.copyOf(PLANS.keySet());
    }

    /** Whether there is a track of this name: one of {@link #names}, or {@code random-7} and the like. */
    public static boolean isName(String name) {
        return PLANS.containsKey(name) || RandomTracks.isName(name);
    }

    /**
     * The challenge of one, or of {@code random-} and a number, which is drawn: not listed by {@link #names},
     * but there for whoever needs many.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public static Challenge challenge(String name) {
        Supplier<Challenge> plan = PLANS.get(name);
        if (plan == null && RandomTracks.isName(name)) {
            return RandomTracks.challenge(name);
        }
        if (plan == null) {
            throw new IllegalArgumentException("there is no built-in track " + name + ", but " + names()
                    + " and random-0, random-1, ...");
        }
        return plan.get();
    }

    /** The challenge's file. */
    public static byte[] file(String name) {
        return ChallengeWriter.file(challenge(name));
    }

    /** The track, ready to be raced on. */
    public static Track track(String name) {
        try {
            return ChallengeTracks.of(challenge(name));
        } catch (TrackException e) {
            throw new IllegalStateException("the built-in track " + name + " cannot be built", e);
        }
    }

    /** The middle of its road in driving order. */
    public static RoadLine line(String name) {
        return RoadLine.of(challenge(name));
    }

    private static Challenge straight() {
        return new RoadPlan(16, 1, 4, 0).start().straight(11).finish().challenge("straight", 1);
    }

    private static Challenge chicane() {
        return new RoadPlan(12, 2, 3, 0).start().straight(2)
                .diagonal(Turn.LEFT).straight(1).diagonal(Turn.RIGHT).straight(1)
                .toPlatform().platformCorner(Turn.RIGHT).platform(1).platformCorner(Turn.LEFT)
                .platform(1).platformCheckpoint()
                .platformCorner(Turn.LEFT).platform(2).platformCorner(Turn.RIGHT)
                .toRoad().straight(1).diagonal(Turn.RIGHT).checkpoint().diagonal(Turn.LEFT).straight(1)
                .finish().challenge("chicane", 1);
    }

    /**
     * The turbos have nothing beside them, so that nobody gets around them, and nothing to scrape along; 32 m
     * behind them is a turn of 180 degrees, 64 m wide, with a checkpoint before it. Even without gas a car is
     * too fast for it there, and only brakes help (or balancing on the very edge).
     */
    private static Challenge hairpins() {
        return new RoadPlan(4, 3, 3, 0).start().straight(2).up(1).straight(1)
                .toPlatform().platformCorner(Turn.LEFT).platform(1).platformCorner(Turn.LEFT)
                .platformTurbo(4).platformCheckpoint()
                .platformCorner(Turn.RIGHT).platformCorner(Turn.RIGHT).platform(1).gap(0, 1).platform(2)
                .toRoad().checkpoint().straight(1).down(1).straight(1)
                .corner(Turn.LEFT).corner(Turn.LEFT)
                .straight(1).up(0).checkpoint().toPlatform()
                .platformCorner(Turn.RIGHT).platformCorner(Turn.RIGHT).toRoad()
                .straight(1).down(0).straight(2).finish().challenge("hairpins", 1);
    }

    private static Challenge jump() {
        return new RoadPlan(20, 2, 3, 0).start().straight(5).ramp().gap(2, 0).straight(4).checkpoint()
                .toPlatform().platformCorner(Turn.RIGHT).platform(1).platformCorner(Turn.RIGHT)
                .platform(1).platformCheckpoint().toRoad().straight(4).finish().challenge("jump", 1);
    }

    private static Challenge circuit() {
        return new RoadPlan(24, 2, 8, 0).startFinish().straight(2).curve(3, Turn.RIGHT).straight(2)
                .toPlatform().platform(1).platformCorner(Turn.RIGHT).platform(1).platformCheckpoint()
                .toRoad().straight(3).curve(2, Turn.RIGHT).straight(1).checkpoint().straight(2)
                .curve(2, Turn.RIGHT).straight(1).challenge("circuit", 2);
    }
}
