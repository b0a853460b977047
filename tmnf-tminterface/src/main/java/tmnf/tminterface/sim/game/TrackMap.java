package tmnf.tminterface.sim.game;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.sim.console.LoadedScript;
import tmnf.tminterface.sim.physics.CarEngine;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.PathEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.render.TrackScene;
import tmnf.tminterface.sim.track.LineTracks;
import tmnf.tminterface.sim.track.Track;
import tmnf.tminterface.sim.track.TrackCoverage;
import tmnf.tminterface.sim.track.TrackException;

/** A challenge made of a track. Safe for use by several games; the scene is built when it is first needed. */
public final class TrackMap implements GameMap {

    private final Track track;
    private final Supplier<CarEngine> engines;
    private final Optional<FollowedGhost> followed;
    private final Optional<Ghost> best;
    private final LazyScene scene;
    private final List<TrackMap> others;
    private final Optional<PersonalBests> bests;

    private TrackMap(Track track, Supplier<CarEngine> engines, Optional<FollowedGhost> followed,
            Optional<Ghost> best, LazyScene scene, List<TrackMap> others, Optional<PersonalBests> bests) {
        this.track = Objects.requireNonNull(track, "track");
        this.engines = Objects.requireNonNull(engines, "engines");
        this.followed = followed;
        this.best = best;
        this.scene = scene;
        this.others = others;
        this.bests = bests;
    }

    /** A track on which our model of the car drives. */
    public static TrackMap of(Track track) {
        return of(track, StadiumCarEngine::new);
    }

    /**
     * The track of a replay, on which the car follows the best ghost while the driver does what that did.
     *
     * @throws TrackException if it has neither a challenge nor a drive of which one can be made, or no ghost
     *     that can be followed
     */
    public static TrackMap of(Replay replay) throws TrackException {
        Track track = LineTracks.of(replay);
        Ghost ghost = replay.bestGhost().orElseThrow(() -> new TrackException(TrackException.Reason.REPLAY,
                "the replay on " + track.name() + " holds no ghost to follow; choose another one"));
        FollowedGhost followed;
        try {
            PathEngine.of(ghost, new StadiumCarEngine());
            followed = FollowedGhost.of(ghost);
        } catch (IllegalArgumentException e) {
            throw new TrackException(TrackException.Reason.REPLAY, "the replay on " + track.name()
                    + " cannot be followed: " + e.getMessage(), e);
        }
        return new TrackMap(track, () -> PathEngine.of(ghost, new StadiumCarEngine()), Optional.of(followed),
                Optional.empty(), new LazyScene(track), List.of(), Optional.empty());
    }

    /** A track on which another engine moves the car; each race gets one of its own. */
    public static TrackMap of(Track track, Supplier<CarEngine> engines) {
        return new TrackMap(track, engines, Optional.empty(), Optional.empty(), new LazyScene(track),
                List.of(), Optional.empty());
    }

    /** The same with a second car in its pictures, which drives as the ghost did; or without one. */
    public TrackMap withBest(Optional<Ghost> ghost) {
        return new TrackMap(track, engines, followed, ghost, scene,
                others.stream().map(other -> other.withBest(ghost)).toList(), bests);
    }

    /** The same whose best races are kept there. */
    TrackMap keptIn(PersonalBests kept) {
        return new TrackMap(track, engines, followed, best, scene,
                others.stream().map(other -> other.keptIn(kept)).toList(), Optional.of(kept));
    }

    /** The same with another map of the same challenge, whose ghost may be followed instead. */
    TrackMap or(TrackMap other) {
        List<TrackMap> more = new ArrayList<>(others);
        more.add(other);
        return new TrackMap(track, engines, followed, best, scene, List.copyOf(more), bests);
    }

    @Override
    public GameMap suiting(Optional<LoadedScript> script) {
        if (others.isEmpty() || script.isEmpty()) {
            return this;
        }
        TrackMap closest = this;
        for (TrackMap other : others) {
            closest = other.apart(script.get()) < closest.apart(script.get()) ? other : closest;
        }
        return closest;
    }

    private int apart(LoadedScript script) {
        return followed.map(ghost -> ghost.ticksApart(script.timeline())).orElse(Integer.MAX_VALUE);
    }

    /** What the ghost of a replay did up to a race time; empty if the map was not made of a replay. */
    Optional<LoadedScript> inputs(long untilMs) {
        return followed.map(ghost -> ghost.script(untilMs));
    }

    /**
     * What a ghost did up to a race time, as the command {@code replay} injects it.
     *
     * @param untilMs later inputs are left out
     * @throws IllegalArgumentException if its inputs make no script
     */
    public static LoadedScript inputs(Ghost ghost, long untilMs) {
        return FollowedGhost.of(ghost).script(untilMs);
    }

    /** What the races take place on. */
    public Track track() {
        return track;
    }

    /** How much of its road is known, if it was made from a challenge. */
    public Optional<TrackCoverage> coverage() {
        return track.challenge().map(TrackCoverage::of);
    }

    @Override
    public ServerReply.Challenge challenge() {
        return new ServerReply.Challenge(track.uid(), track.name(),
                track.challenge().map(Challenge::author).orElse(""));
    }

    @Override
    public boolean hasIntro() {
        return track.challenge().flatMap(Challenge::intro).isPresent();
    }

    @Override
    public Race newRace() {
        return new Race(track, engines.get());
    }

    @Override
    public Optional<BestRaceKeeper> newKeeper(Race race) {
        return bests.map(kept -> new BestRaceKeeper(race, kept));
    }

    @Override
    public FramePainter newPainter() {
        return new TrackPainter(scene, best.map(GhostCar::new));
    }

    /** Built when it is first asked for, once for all games. */
    private static final class LazyScene implements Supplier<TrackScene> {

        private final Track track;
        private TrackScene scene; // null: not needed so far

        private LazyScene(Track track) {
            this.track = track;
        }

        @Override
        public synchronized TrackScene get() {
            if (scene == null) {
                scene = TrackScene.of(track);
            }
            return scene;
        }
    }
}
