package tmnf.gbx.line;

import java.util.List;
import tmnf.gbx.line.DrivenPath.Node;
import tmnf.gbx.line.LineException.Reason;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Replay;

/** Makes reference lines from ghosts. Stateless, safe for use from several threads. */
public final class ReferenceLines {

    private ReferenceLines() {}

    /**
     * The line of the replay's best ghost: the finished one with the shortest race time, or in the style of
     * the Python tool the one with the smallest last checkpoint time.
     */
    public static ReferenceLine of(Replay replay, LineOptions options) throws LineException {
        return of(ghost(replay, options.style()), options);
    }

    /** The ghost that {@link #of(Replay, LineOptions)} follows. */
    public static Ghost ghost(Replay replay, LineOptions.Style style) throws LineException {
        return (style == LineOptions.Style.UPSTREAM ? replay.bestGhostUpstream() : replay.bestGhost())
                .orElseThrow(() -> new LineException(Reason.NO_GHOST, "the replay holds no ghost"));
    }

    /** The zone centres along one ghost's drive, unrounded. */
    public static ReferenceLine of(Ghost ghost, LineOptions options) throws LineException {
        double[] centres = options.style() == LineOptions.Style.UPSTREAM
                ? new UpstreamZones(upstreamPositions(ghost)).centres(options.spacingMetres())
                : drive(ghost, options).centres(options.spacingMetres());
        return ReferenceLine.owning(centres);
    }

    /** The zone centres that the Python tool puts on this polyline, unrounded. */
    public static ReferenceLine upstream(ReferenceLine polyline, double spacingMetres) throws LineException {
        return ReferenceLine.owning(new UpstreamZones(polyline.toArray()).centres(spacingMetres));
    }

    private static ZoneResampler drive(Ghost ghost, LineOptions options) throws LineException {
        List<Node> nodes = DrivenPath.of(ghost, options.mend());
        return ZoneResampler.along(nodes, options.style() == LineOptions.Style.CURVE);
    }

    /** The first round(race time / period) positions, half to even; without the finish. */
    private static double[] upstreamPositions(Ghost ghost) throws LineException {
        GhostSamples samples = ghost.samples();
        if (ghost.raceTimeMs() <= 0 || samples.periodMs() <= 0) {
            throw new LineException(Reason.NOT_FINISHED, "the ghost has no race time or no sample period");
        }
        int inRace = (int) Math.rint((double) ghost.raceTimeMs() / samples.periodMs());
        int count = Math.min(samples.size(), inRace);
        if (count < 2) {
            throw new LineException(Reason.NO_SAMPLES, "the ghost has " + count + " samples within the race");
        }
        double[] positions = new double[3 * count];
        for (int i = 0; i < count; i++) {
            positions[3 * i] = samples.x(i);
            positions[3 * i + 1] = samples.y(i);
            positions[3 * i + 2] = samples.z(i);
        }
        for (double v : positions) {
            if (!Double.isFinite(v)) {
                throw new LineException(Reason.BAD_POSITION, "a sample has no finite position");
            }
        }
        return positions;
    }
}
