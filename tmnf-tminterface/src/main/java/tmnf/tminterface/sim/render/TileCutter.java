package tmnf.tminterface.sim.render;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/**
 * Cuts surfaces into tiles of 32 m and thins them out for the distance: corners that share a cell of a coarse
 * grid become one, and what has no area then falls away. The corner that stands for a cell is the same in all
 * tiles, so that neighbours still fit. Flat grass at the ground's height is not in the coarse levels: the
 * shader draws the ground there.
 */
final class TileCutter {

    /** Sides of the cells in which corners become one, by level; the first level is the mesh itself. */
    static final float[] DETAIL = {0, 1.0f, 3.0f};

    private static final float TILE = 32;
    private static final float WIDE = 80;
    private static final float USUAL_GROUND = 9;
    private static final int GRASS = 2;
    private static final double LEVEL = 0.999;
    private static final double UPRIGHT = 0.01;

    private final SurfaceMesh mesh;
    private final float groundHeight;

    private record Place(int x, int y, int z) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Integer.compare(x, other.x);
            return order != 0 ? order : Integer.compare(z, other.z);
        }
    }

    TileCutter(SurfaceMesh mesh) {
        this.mesh = mesh;
        this.groundHeight = findGround();
    }

    /** The height at which most of the grass lies. */
    float groundHeight() {
        return groundHeight;
    }

    private float findGround() {
        Map<Float, Double> areas = new TreeMap<>();
        for (int i = 0; i < mesh.size(); i++) {
            if (isLevelGrass(i)) {
                areas.merge((float) mesh.corner(i, 0, 1), area(i), Double::sum);
            }
        }
        float best = USUAL_GROUND;
        double most = 0;
        for (Map.Entry<Float, Double> entry : areas.entrySet()) {
            if (entry.getValue() > most) {
                most = entry.getValue();
                best = entry.getKey();
            }
        }
        return best;
    }

    private boolean isLevelGrass(int triangle) {
        return mesh.material(triangle) == GRASS && mesh.normal(triangle, 1) > LEVEL;
    }

    private boolean isGround(int triangle) {
        return isLevelGrass(triangle) && Math.abs(mesh.corner(triangle, 0, 1) - groundHeight) < 0.01;
    }

    private double area(int i) {
        double ux = mesh.corner(i, 1, 0) - mesh.corner(i, 0, 0);
        double uz = mesh.corner(i, 1, 2) - mesh.corner(i, 0, 2);
        double vx = mesh.corner(i, 2, 0) - mesh.corner(i, 0, 0);
        double vz = mesh.corner(i, 2, 2) - mesh.corner(i, 0, 2);
        return Math.abs(ux * vz - uz * vx);
    }

    Tile[] cut() {
        // Sorted, so that the order of drawing depends on nothing but the mesh.
        Map<Place, ShapeBuilder[]> tiles = new TreeMap<>();
        ShapeBuilder wide = new ShapeBuilder();
        for (int level = 0; level < DETAIL.length; level++) {
            Map<Place, float[]> corners = new HashMap<>();
            for (int i = 0; i < mesh.size(); i++) {
                if (isWide(i)) {
                    if (level == 0 && !isLimit(i)) {
                        add(wide, i, 0, corners);
                    }
                } else if (level == 0 || !isGround(i)) {
                    ShapeBuilder[] levels = tiles.computeIfAbsent(tile(i), place -> newLevels());
                    add(levels[level], i, level, corners);
                }
            }
        }
        return build(tiles, wide);
    }

    private static ShapeBuilder[] newLevels() {
        ShapeBuilder[] levels = new ShapeBuilder[DETAIL.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = new ShapeBuilder();
        }
        return levels;
    }

    private static Tile[] build(Map<Place, ShapeBuilder[]> tiles, ShapeBuilder wide) {
        boolean hasWide = wide.size() > 0;
        Tile[] built = new Tile[tiles.size() + (hasWide ? 1 : 0)];
        int at = 0;
        for (ShapeBuilder[] builders : tiles.values()) {
            Shape[] levels = new Shape[builders.length];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = builders[i].build();
            }
            built[at++] = new Tile(levels, false);
        }
        if (hasWide) {
            built[at] = new Tile(new Shape[] {wide.build()}, true);
        }
        return built;
    }

    private void add(ShapeBuilder into, int triangle, int level, Map<Place, float[]> corners) {
        int[] at = new int[3];
        for (int corner = 0; corner < 3; corner++) {
            float[] place = place(triangle, corner);
            float[] shown = level == 0
                    ? place
                    : corners.computeIfAbsent(cell(place, DETAIL[level]), cell -> place);
            at[corner] = into.corner(shown[0], shown[1], shown[2]);
        }
        int colour = Palette.surface(mesh.material(triangle), mesh.normal(triangle, 0),
                mesh.normal(triangle, 1), mesh.normal(triangle, 2));
        if (level == 0) {
            into.triangle(at[0], at[1], at[2], colour);
        } else {
            into.triangleOnce(at[0], at[1], at[2], colour);
        }
    }

    private float[] place(int triangle, int corner) {
        return new float[] {
            (float) mesh.corner(triangle, corner, 0),
            (float) mesh.corner(triangle, corner, 1),
            (float) mesh.corner(triangle, corner, 2)
        };
    }

    /** Lower than wide: heights are what ramps and borders show. */
    private static Place cell(float[] place, float side) {
        return new Place((int) Math.floor(place[0] / side), (int) Math.floor(2 * place[1] / side),
                (int) Math.floor(place[2] / side));
    }

    private Place tile(int triangle) {
        return new Place(tile(triangle, 0), 0, tile(triangle, 2));
    }

    private int tile(int triangle, int axis) {
        double sum = 0;
        for (int corner = 0; corner < 3; corner++) {
            sum += mesh.corner(triangle, corner, axis);
        }
        return (int) Math.floor(sum / 3 / TILE);
    }

    /** The walls around the world stop cars, but are not seen. */
    private boolean isLimit(int triangle) {
        return Math.abs(mesh.normal(triangle, 1)) < UPRIGHT;
    }

    private boolean isWide(int triangle) {
        for (int axis = 0; axis < 3; axis++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 3; corner++) {
                low = Math.min(low, mesh.corner(triangle, corner, axis));
                high = Math.max(high, mesh.corner(triangle, corner, axis));
            }
            if (high - low > WIDE) {
                return true;
            }
        }
        return false;
    }
}
