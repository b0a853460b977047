package tmnf.tminterface.sim.track;

import tmnf.gbx.model.Block;

/**
 * Blocks that take the place of the grass: dirt, water and pools, and the joints between terrains. Source:
 * stadium-blocks note, section 1; the depth of water is a guess, a car stands on its floor.
 */
final class Terrain {

    private static final int DIRT = 6;
    private static final int WATER_FLOOR = 10;
    private static final double WATER_LOCAL = 2;

    private Terrain() {}

    static boolean isTerrain(String name) {
        return name.endsWith("Clip") || isWater(name) || name.equals("StadiumDirt");
    }

    private static boolean isWater(String name) {
        return name.equals("StadiumWater") || name.equals("StadiumPool") || name.equals("StadiumPool2");
    }

    /** Puts the terrain that a block is into the ground. */
    static void apply(Block block, Ground ground) {
        int x = block.coord().x();
        int z = block.coord().z();
        int y = block.coord().y();
        if (block.name().equals("StadiumDirt")) {
            ground.raise(x, z, Placement.LEVEL * (y + 1) + 1, DIRT);
        } else if (isWater(block.name()) && y <= 1) {
            ground.set(x, z, Placement.LEVEL * y + WATER_LOCAL, WATER_FLOOR);
        }
    }
}
