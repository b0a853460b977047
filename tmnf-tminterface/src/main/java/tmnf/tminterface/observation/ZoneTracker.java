package tmnf.tminterface.observation;

import java.util.Objects;

/**
 * Follows a car along the zones. In single precision, like the positions themselves. Confined to one thread;
 * nothing here allocates but construction.
 *
 * <pre>
 * forwards while the next centre is no farther than this one and on the road, there is a zone to go to,
 *     and no checkpoint of this zone is too far away
 * backwards while the centre before is nearer than this one and on the road, and this is zone 2 or later
 * </pre>
 *
 * A car off the road (more than {@link ObservationConfig#farthestCentreMetres()} from the centres) or below
 * the deck keeps its zone. Where the line comes near to itself, the search stays on the strand it is on:
 * after a jump over many zones in one step the zone can stay behind.
 */
public final class ZoneTracker {

    private final ZoneLine line;
    private final RealCheckpoints checkpoints;
    private final float[] centres;
    private final float farthest;
    private final double deckHeight;
    private final int lastZone;
    private int zone;
    private float x;
    private float y;
    private float z;

    /** Starts in the zone of the start. */
    public ZoneTracker(ZoneLine line, RealCheckpoints checkpoints) {
        this.line = Objects.requireNonNull(line);
        this.checkpoints = Objects.requireNonNull(checkpoints);
        centres = line.singleCentres();
        farthest = (float) line.config().farthestCentreMetres();
        deckHeight = line.config().deckHeightMetres();
        lastZone = line.lastZone();
        reset();
    }

    public ZoneLine line() {
        return line;
    }

    /** Back to the zone of the start; the car stands at its centre. */
    public void reset() {
        reset(line.startZone());
    }

    /**
     * Back to a zone, for a drive that begins elsewhere; the car stands at its centre.
     *
     * @param to 1 to {@link ZoneLine#lastZone()}
     */
    public void reset(int to) {
        if (to < 1 || to > lastZone) {
            throw new IllegalArgumentException("no car can be in zone " + to + ", only in 1 to " + lastZone);
        }
        zone = to;
        x = centres[3 * to];
        y = centres[3 * to + 1];
        z = centres[3 * to + 2];
    }

    /** The car is now here, in metres; gives its zone. */
    public int update(float carX, float carY, float carZ) {
        x = carX;
        y = carY;
        z = carZ;
        if (y > deckHeight) {
            advance();
        }
        return zone;
    }

    private void advance() {
        float next = away(zone + 1);
        float here = away(zone);
        float before = away(zone - 1);
        while (next <= here && next <= farthest && zone < lastZone && checkpoints.lets(zone, x, y, z)) {
            zone++;
            before = here;
            here = next;
            next = away(zone + 1);
        }
        while (zone >= 2 && before < here && before <= farthest) {
            zone--;
            here = before;
            before = away(zone - 1);
        }
    }

    private float away(int of) {
        float dx = centres[3 * of] - x;
        float dy = centres[3 * of + 1] - y;
        float dz = centres[3 * of + 2] - z;
        return (float) Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** The zone of the car, 1 to {@link ZoneLine#lastZone()}. */
    public int zone() {
        return zone;
    }

    /** Metres from the beginning of the line to where the car is level with it. */
    public double distanceAlong() {
        return line.distanceAlong(zone, x, y, z);
    }

    /** Metres to the finish along the line, at most the configured cap; about 0 to 2 at the finish. */
    public double margin() {
        return Math.min(line.config().marginCapMetres(), line.finishDistance() - distanceAlong());
    }
}
