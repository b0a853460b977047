package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Direction;

/** Small challenges. */
final class TestMaps {

    static final int GROUND = 0x1000;

    private TestMaps() {}

    static Block block(String name, Direction direction, int x, int y, int z, int flags) {
        return new Block(name, direction, new BlockCoord(x, y, z), flags, "", null);
    }

    static Block start(Direction direction, int x, int z) {
        return block("StadiumRoadMainStartLine", direction, x, 1, z, GROUND);
    }

    /** A start at cell (2, 1, 2) and a finish at (2, 1, 4), both facing +z, and more blocks. */
    static Challenge.Builder with(Block... more) {
        List<Block> blocks = new ArrayList<>(List.of(start(Direction.NORTH, 2, 2),
                block("StadiumRoadMainFinishLine", Direction.NORTH, 2, 1, 4, GROUND)));
        blocks.addAll(List.of(more));
        return Challenge.builder().uid("uid").name("$f00map").blocks(blocks).size(new BlockCoord(8, 32, 8));
    }
}
