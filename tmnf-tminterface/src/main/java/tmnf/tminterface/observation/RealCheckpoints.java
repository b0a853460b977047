package tmnf.tminterface.observation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.Vec3;

/**
 * The track's checkpoints along the line of zones: a car leaves the zone at a checkpoint only near the
 * checkpoint itself, so that who misses one makes no progress. Used at driving time; recorded drives have
 * passed them all. Immutable.
 */
public final class RealCheckpoints {

    /** A car nearer than this passes. */
    public static final double LIMIT_METRES = 12;

    /** One zone with a checkpoint. */
    public record Gate(int zone, Vec3 position, double limitMetres) {
        public Gate {
            if (zone < 0 || !(limitMetres > 0)) {
                throw new IllegalArgumentException("zone " + zone + ", limit " + limitMetres);
            }
        }
    }

    /** A zone has a gate at most once within so many zones, so that laps have one each. */
    private static final int MASKED_ZONES = 200;

    private static final Vec3 BLOCK_METRES = new Vec3(32, 8, 32);
    private static final float HIGH_BLOCKS = 7 / 8f;
    private static final float SIDE_BLOCKS = 5 / 8f;

    private static final RealCheckpoints NONE = new RealCheckpoints(List.of());

    private final List<Gate> gates;
    /** The zones of {@link #gates}, in rising order, for searching. */
    private final int[] zones;

    private RealCheckpoints(List<Gate> gates) {
        this.gates = gates;
        zones = gates.stream().mapToInt(Gate::zone).toArray();
    }

    /** No checkpoint holds anybody. */
    public static RealCheckpoints none() {
        return NONE;
    }

    /** These gates; of several in one zone the last one counts. */
    public static RealCheckpoints of(List<Gate> gates) {
        List<Gate> sorted = new ArrayList<>();
        for (Gate gate : gates) {
            sorted.removeIf(other -> other.zone() == gate.zone());
            sorted.add(gate);
        }
        sorted.sort((a, b) -> Integer.compare(a.zone(), b.zone()));
        return new RealCheckpoints(List.copyOf(sorted));
    }

    /**
     * Finds the zones at these points: for each point the nearest zone centre, if it is nearer than
     * {@link #LIMIT_METRES}, then the nearest one of those at least 200 zones away, and so on, as a line of
     * several laps passes each point several times.
     */
    public static RealCheckpoints along(ZoneLine line, List<Vec3> points) {
        List<Gate> gates = new ArrayList<>();
        double[] away = new double[line.size()];
        for (Vec3 point : points) {
            for (int zone = 0; zone < away.length; zone++) {
                double dx = line.centre(zone, 0) - point.x();
                double dy = line.centre(zone, 1) - point.y();
                double dz = line.centre(zone, 2) - point.z();
                away[zone] = Math.sqrt(dx * dx + dy * dy + dz * dz);
            }
            for (int near = nearest(away); away[near] < LIMIT_METRES; near = nearest(away)) {
                gates.add(new Gate(near, point, LIMIT_METRES));
                Arrays.fill(
                        away,
                        Math.max(0, near - MASKED_ZONES),
                        Math.min(away.length, near + MASKED_ZONES),
                        Double.POSITIVE_INFINITY);
            }
        }
        return of(gates);
    }

    private static int nearest(double[] away) {
        int nearest = 0;
        for (int zone = 1; zone < away.length; zone++) {
            if (away[zone] < away[nearest]) {
                nearest = zone;
            }
        }
        return nearest;
    }

    /**
     * Where a map's start, finish and checkpoint blocks are: of all blocks with {@code Checkpoint} or
     * {@code Line} in their name the middle, raised where the road in the block is. Metres.
     */
    public static List<Vec3> positions(List<Block> blocks) {
        List<Vec3> positions = new ArrayList<>();
        for (Block block : blocks) {
            String name = block.name();
            if (name.contains("Checkpoint") || name.contains("Line")) {
                float raised = 0;
                if (name.contains("High")) {
                    raised = HIGH_BLOCKS;
                } else if (name.equals("StadiumRoadMainCheckpointRight")
                        || name.equals("StadiumRoadMainCheckpointLeft")) {
                    raised = SIDE_BLOCKS;
                }
                positions.add(new Vec3(
                        (block.coord().x() + 0.5f) * BLOCK_METRES.x(),
                        (block.coord().y() + raised) * BLOCK_METRES.y(),
                        (block.coord().z() + 0.5f) * BLOCK_METRES.z()));
            }
        }
        return positions;
    }

    /** The gates by zone. */
    public List<Gate> gates() {
        return gates;
    }

    /** Whether a car at this point may leave {@code zone} forwards; in single precision. */
    boolean lets(int zone, float x, float y, float z) {
        int at = zones.length == 0 ? -1 : Arrays.binarySearch(zones, zone);
        if (at < 0) {
            return true;
        }
        Gate gate = gates.get(at);
        float dx = gate.position().x() - x;
        float dy = gate.position().y() - y;
        float dz = gate.position().z() - z;
        return (float) Math.sqrt(dx * dx + dy * dy + dz * dz) < gate.limitMetres();
    }
}
