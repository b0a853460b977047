package tmnf.tminterface.sim.track;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Vec3;

/**
 * What is known of a kind of block.
 *
 * @param size of its footprint in cells: to the left, up and forward when it faces north
 * @param cells those it fills
 * @param parts its surfaces by the variant of the block; {@code ALL} serves every variant
 * @param gate null: none
 * @param spawn where the car hangs at the start, local; null: no start
 * @param respawn where it hangs after a respawn at this gate, local; null: unknown
 * @param note empty: none
 */
record BlockShape(
        String name, BlockCoord size, List<BlockCoord> cells, Evidence evidence,
        Map<Variant, List<Part>> parts, LocalGate gate, Vec3 spawn, Vec3 respawn, String note) {

    private static final int CONNECTIONS = 15;

    /** Which surface a block has, by how many sides of it connect. */
    enum Variant {
        ALL,
        STRAIGHT,
        CORNER,
        OPEN;

        /** The low bits of the flags: 1 a dead end, drawn as a straight, 2 a corner, 3 a straight. */
        static Variant of(int flags) {
            int connections = flags & CONNECTIONS;
            return connections == 3 || connections == 1 ? STRAIGHT : connections == 2 ? CORNER : OPEN;
        }
    }

    /** A box, local to the block; it is crossed along z. */
    // The ranges are not to be modified.
    record LocalGate(Gate.Kind kind, double[] x, double[] y, double[] z, Evidence evidence) {}

    BlockShape {
        cells = List.copyOf(cells);
        parts = Map.copyOf(parts);
    }

    /** The surfaces of a block with these flags. */
    List<Part> parts(int flags) {
        List<Part> all = parts.get(Variant.ALL);
        return all != null ? all : parts.getOrDefault(Variant.of(flags), List.of());
    }

    Optional<LocalGate> gateIfAny() {
        return Optional.ofNullable(gate);
    }
}
