package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tmnf.gbx.line.LineException;
import tmnf.gbx.line.LineOptions;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.line.ReferenceLines;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.TmText;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.TrackException.Reason;

/**
 * Makes tracks where there is no map that can be built: the Stadium's road, swept along a line that somebody
 * drove, over a plain of grass. Its heights follow the line, it is not banked; where the line runs upright,
 * so does the road. Stateless, safe for use from several threads.
 */
public final class LineTracks {

    private static final double LINE_STEP = 0.5;
    /** Distance from the car's origin to its nose, and to the middle of a gate's slab when it is crossed. */
    private static final double NOSE = 2.13;
    private static final double HALF_SLAB = 0.25;
    private static final float HALF_WIDTH = 16;
    private static final float HALF_HEIGHT = 9;
    /** A gate's middle above the road, and where the car hangs at the start and after a respawn. */
    private static final double GATE_MIDDLE = 5.65;
    private static final double HANGING = 0.21;
    /** The origin of a car that drives is so far above the road. */
    private static final double RIDE_HEIGHT = 0.01;
    /** Within this distance the car has dropped onto the road; the start is level. */
    private static final double DROP_METRES = 4;

    private LineTracks() {}

    /**
     * The track of a replay: its map, if that can be built, else a road along the best ghost's drive, with
     * gates where it passed its checkpoints. In a lap race the road holds all laps one behind the other.
     */
    public static Track of(Replay replay) throws TrackException {
        Optional<Challenge> challenge = replay.challenge();
        TrackException noMap = null;
        if (challenge.isPresent()) {
            try {
                return ChallengeTracks.of(challenge.get());
            } catch (TrackException e) {
                noMap = e;
            }
        }
        try {
            return alongDrive(replay);
        } catch (TrackException e) {
            if (noMap != null) {
                e.addSuppressed(noMap);
            }
            throw e;
        }
    }

    /** A road along the best ghost's drive, even if the replay holds a map. */
    public static Track alongDrive(Replay replay) throws TrackException {
        Ghost ghost = replay.bestGhost().orElseThrow(() -> new TrackException(Reason.REPLAY,
                "the replay holds no ghost whose drive could be followed; choose another one"));
        String name = replay.challenge().map(challenge -> TmText.strip(challenge.name())).orElse("drive");
        String uid = replay.challenge().map(Challenge::uid).orElse("");
        ReferenceLine line;
        try {
            line = ReferenceLines.of(ghost, LineOptions.DEFAULT.withSpacingMetres(LINE_STEP).withMend(true));
        } catch (LineException e) {
            throw new TrackException(Reason.REPLAY, "the drive on " + name + " cannot be followed: "
                    + e.getMessage() + "; choose another replay", e);
        }
        line = surface(line);
        Ribbon ribbon = Ribbon.along(line);
        List<Gate> gates = new ArrayList<>();
        int last = ghost.checkpoints().size() - 1;
        for (int i = 0; i < last; i++) {
            Vec3 at = position(ghost.samples(), ghost.checkpoints().get(i).timeMs());
            gates.add(gate(ribbon, ribbon.nearest(at.x(), at.y(), at.z()), Gate.Kind.CHECKPOINT));
        }
        int checkpoints = gates.size();
        gates.add(finish(ribbon, line));
        return new Track(name, uid, replay.challenge(), new RibbonMesh(ribbon).build(), spawn(ribbon),
                gates, checkpoints, 1);
    }

    /** What a driven line was driven on: a little lower, and without the drop of the car at the start. */
    private static ReferenceLine surface(ReferenceLine line) {
        double[] points = line.toArray();
        int settled = 0;
        double driven = 0;
        while (settled + 1 < line.size() && driven < DROP_METRES) {
            driven += line.gap(settled++);
        }
        for (int i = 0; i < line.size(); i++) {
            points[3 * i + 1] = (i < settled ? line.y(settled) : line.y(i)) - RIDE_HEIGHT;
        }
        return ReferenceLine.of(points);
    }

    /** A road along a line, from its first point to its last, without checkpoints. */
    public static Track of(ReferenceLine line, String name) throws TrackException {
        Objects.requireNonNull(name);
        Ribbon ribbon = Ribbon.along(line);
        return new Track(name, "", Optional.empty(), new RibbonMesh(ribbon).build(), spawn(ribbon),
                List.of(finish(ribbon, line)), 0, 1);
    }

    private static Gate finish(Ribbon ribbon, ReferenceLine line) {
        int last = line.size() - 1;
        return gate(ribbon, ribbon.nearest(line.x(last), line.y(last), line.z(last)), Gate.Kind.FINISH);
    }

    private static Vec3 position(GhostSamples samples, int timeMs) {
        int next = Math.max(1, Math.min(samples.size() - 1, samples.sizeUntil(timeMs)));
        Vec3 a = samples.position(next - 1);
        Vec3 b = samples.position(next);
        int period = samples.timeMs(next) - samples.timeMs(next - 1);
        float share = period <= 0 ? 0
                : Math.max(0, Math.min(1, (timeMs - samples.timeMs(next - 1)) / (float) period));
        return new Vec3(a.x() + (b.x() - a.x()) * share, a.y() + (b.y() - a.y()) * share,
                a.z() + (b.z() - a.z()) * share);
    }

    /** A slab that the nose of a car enters when its origin is on a row of the ribbon. */
    private static Gate gate(Ribbon ribbon, int row, Gate.Kind kind) {
        double ahead = NOSE + HALF_SLAB;
        Pose pose = pose(ribbon, row);
        Vec3 forward = pose.forward();
        Vec3 centre = new Vec3((float) (ribbon.x(row) + forward.x() * ahead),
                (float) (ribbon.y(row) + GATE_MIDDLE), (float) (ribbon.z(row) + forward.z() * ahead));
        return new Gate(kind, centre, pose.left(), pose.up(), forward, HALF_WIDTH, HALF_HEIGHT,
                (float) HALF_SLAB, kind == Gate.Kind.CHECKPOINT ? pose : null);
    }

    private static Pose spawn(Ribbon ribbon) {
        return pose(ribbon, ribbon.startRow());
    }

    private static Pose pose(Ribbon ribbon, int row) {
        return Pose.upright(new Vec3((float) ribbon.x(row), (float) (ribbon.y(row) + HANGING),
                (float) ribbon.z(row)), ribbon.heading(row));
    }
}
