package tmnf.tminterface.sim.physics;

/** Surface ids of the game that the physics treats in a way of its own. */
final class Material {

    static final int GRASS = 2;
    static final int ICE = 3;
    static final int METAL = 4;
    static final int SAND = 5;
    static final int DIRT = 6;
    static final int TURBO = 7;
    static final int DIRT_ROAD = 8;
    static final int WATER = 13;
    static final int WET_DIRT_ROAD = 17;
    static final int WET_PAVEMENT = 19;
    static final int WET_GRASS = 20;
    static final int SNOW = 21;
    static final int GOLF_BALL = 23;
    static final int TURBO_2 = 26;
    static final int FREE_WHEELING = 29;
    static final int TURBO_ROULETTE = 30;

    private Material() {}
}
