package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.List;
import tmnf.tminterface.sim.mesh.MeshBuilder;

/**
 * What lies under everything, cell by cell: grass, or the terrain that takes its place, with faces where it
 * changes its height. Roads that run below its surface are cut out of it.
 */
final class Ground {

    static final double GRASS_HEIGHT = 9;
    static final int GRASS = 2;

    private static final double CELL = Placement.CELL;
    private static final double SUNK = 1e-3;

    private final int sizeX;
    private final int sizeZ;
    private final double[] heights;
    private final int[] materials;
    private final List<List<ConvexArea>> holes = new ArrayList<>();

    Ground(int sizeX, int sizeZ) {
        this.sizeX = sizeX;
        this.sizeZ = sizeZ;
        this.heights = new double[sizeX * sizeZ];
        this.materials = new int[sizeX * sizeZ];
        for (int i = 0; i < heights.length; i++) {
            heights[i] = GRASS_HEIGHT;
            materials[i] = GRASS;
            holes.add(null);
        }
    }

    /** Puts terrain of this height where a cell is; what is higher stays. */
    void raise(int cellX, int cellZ, double height, int material) {
        int i = cellZ * sizeX + cellX;
        if (height >= heights[i]) {
            set(cellX, cellZ, height, material);
        }
    }

    void set(int cellX, int cellZ, double height, int material) {
        heights[cellZ * sizeX + cellX] = height;
        materials[cellZ * sizeX + cellX] = material;
    }

    /** The height at a point of the plan; that of the nearest cell outside the map. */
    double height(double x, double z) {
        return heights[index(x, z)];
    }

    private int index(double x, double z) {
        int cellX = Math.max(0, Math.min(sizeX - 1, (int) Math.floor(x / CELL)));
        int cellZ = Math.max(0, Math.min(sizeZ - 1, (int) Math.floor(z / CELL)));
        return cellZ * sizeX + cellX;
    }

    /** Cuts out what lies under a surface that dips below the ground it stands on. */
    void cutOut(SurfaceGrid grid, double bottom, double top) {
        for (int row = 0; row + 1 < grid.rows(); row++) {
            ConvexArea slice = slice(grid, row);
            double lowest = Math.min(lowest(grid, row), lowest(grid, row + 1));
            for (int cellX = cell(slice.min(0)); cellX <= cell(slice.max(0)); cellX++) {
                for (int cellZ = cell(slice.min(1)); cellZ <= cell(slice.max(1)); cellZ++) {
                    if (cellX < 0 || cellZ < 0 || cellX >= sizeX || cellZ >= sizeZ) {
                        continue;
                    }
                    int i = cellZ * sizeX + cellX;
                    if (lowest < heights[i] - SUNK && heights[i] >= bottom && heights[i] <= top) {
                        if (holes.get(i) == null) {
                            holes.set(i, new ArrayList<>());
                        }
                        holes.get(i).add(slice);
                    }
                }
            }
        }
    }

    private static int cell(double coordinate) {
        return (int) Math.floor(coordinate / CELL);
    }

    private static double lowest(SurfaceGrid grid, int row) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int corner = 0; corner < grid.corners(); corner++) {
            lowest = Math.min(lowest, grid.at(row, corner, 1));
        }
        return lowest;
    }

    private static ConvexArea slice(SurfaceGrid grid, int row) {
        int left = grid.corners() - 1;
        return new ConvexArea(new double[] {
            grid.at(row, 0, 0), grid.at(row, 0, 2), grid.at(row + 1, 0, 0), grid.at(row + 1, 0, 2),
            grid.at(row + 1, left, 0), grid.at(row + 1, left, 2), grid.at(row, left, 0),
            grid.at(row, left, 2)}).upwards();
    }

    void addTo(MeshBuilder mesh) {
        for (int cellZ = 0; cellZ < sizeZ; cellZ++) {
            for (int cellX = 0; cellX < sizeX; cellX++) {
                addTile(mesh, cellX, cellZ);
                addStep(mesh, cellX, cellZ, 1, 0);
                addStep(mesh, cellX, cellZ, 0, 1);
            }
        }
    }

    private void addTile(MeshBuilder mesh, int cellX, int cellZ) {
        int i = cellZ * sizeX + cellX;
        List<ConvexArea> areas = List.of(
                ConvexArea.box(CELL * cellX, CELL * cellZ, CELL * (cellX + 1), CELL * (cellZ + 1)));
        for (ConvexArea hole : holes.get(i) == null ? List.<ConvexArea>of() : holes.get(i)) {
            List<ConvexArea> left = new ArrayList<>();
            areas.forEach(area -> left.addAll(area.without(hole)));
            areas = left;
        }
        double y = heights[i];
        for (ConvexArea area : areas) {
            for (int corner = 2; corner < area.size(); corner++) {
                mesh.triangle(area.x(0), y, area.z(0), area.x(corner - 1), y, area.z(corner - 1),
                        area.x(corner), y, area.z(corner), materials[i]);
            }
        }
    }

    /** The face between a cell and the next one along x or z, where one is higher. */
    private void addStep(MeshBuilder mesh, int cellX, int cellZ, int alongX, int alongZ) {
        if (cellX + alongX >= sizeX || cellZ + alongZ >= sizeZ) {
            return;
        }
        int here = cellZ * sizeX + cellX;
        int there = (cellZ + alongZ) * sizeX + cellX + alongX;
        if (heights[here] == heights[there]) {
            return;
        }
        double x0 = CELL * (cellX + alongX);
        double z0 = CELL * (cellZ + alongZ);
        double x1 = x0 + CELL * alongZ;
        double z1 = z0 + CELL * alongX;
        boolean falls = heights[here] > heights[there];
        int material = materials[falls ? here : there];
        // Seen from the lower cell, the upper edge runs from left to right.
        boolean farFirst = falls == (alongX == 1);
        Faces.upright(mesh, farFirst ? x1 : x0, farFirst ? z1 : z0, farFirst ? x0 : x1, farFirst ? z0 : z1,
                Math.max(heights[here], heights[there]), Math.min(heights[here], heights[there]), material);
    }
}
