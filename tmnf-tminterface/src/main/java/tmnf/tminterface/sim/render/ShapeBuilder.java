package tmnf.tminterface.sim.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers triangles for a {@link Shape}; corners at the same place become one. */
final class ShapeBuilder {

    private final Map<Corner, Integer> known = new HashMap<>();
    private final List<Corner> corners = new ArrayList<>();
    private final Set<Corners> once = new HashSet<>();
    private int[] triangles = new int[3 * 16];
    private int[] colours = new int[16];
    private int count;

    private record Corner(float x, float y, float z) {}

    /** In rising order. */
    private record Corners(int a, int b, int c) {}

    int corner(float x, float y, float z) {
        Corner corner = new Corner(x, y, z);
        Integer index = known.putIfAbsent(corner, corners.size());
        if (index != null) {
            return index;
        }
        corners.add(corner);
        return corners.size() - 1;
    }

    ShapeBuilder triangle(int a, int b, int c, int colour) {
        if (count == colours.length) {
            colours = Arrays.copyOf(colours, 2 * count);
            triangles = Arrays.copyOf(triangles, 6 * count);
        }
        triangles[3 * count] = a;
        triangles[3 * count + 1] = b;
        triangles[3 * count + 2] = c;
        colours[count++] = colour;
        return this;
    }

    /** A triangle with an area, unless there is one on the same three corners. */
    ShapeBuilder triangleOnce(int a, int b, int c, int colour) {
        if (a == b || b == c || a == c) {
            return this;
        }
        int least = Math.min(a, Math.min(b, c));
        int greatest = Math.max(a, Math.max(b, c));
        return once.add(new Corners(least, a + b + c - least - greatest, greatest))
                ? triangle(a, b, c, colour)
                : this;
    }

    /** A lit, plane quad whose four corners, x, y, z each, run counter-clockwise seen from the front. */
    ShapeBuilder quad(float[] p, int colour) {
        double ux = p[3] - p[0];
        double uy = p[4] - p[1];
        double uz = p[5] - p[2];
        double vx = p[9] - p[0];
        double vy = p[10] - p[1];
        double vz = p[11] - p[2];
        double nx = uy * vz - uz * vy;
        double ny = uz * vx - ux * vz;
        double nz = ux * vy - uy * vx;
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        int lit = length == 0 ? colour : Palette.lit(colour, nx / length, ny / length, nz / length);
        int[] at = new int[4];
        for (int i = 0; i < 4; i++) {
            at[i] = corner(p[3 * i], p[3 * i + 1], p[3 * i + 2]);
        }
        return triangle(at[0], at[1], at[2], lit).triangle(at[0], at[2], at[3], lit);
    }

    /**
     * A closed body between a lower and an upper ring of four corners each (x, y, z), both counter-clockwise
     * seen from above.
     */
    ShapeBuilder block(float[] lower, float[] upper, int colour) {
        quad(upper, colour);
        float[] bottom = new float[12];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(lower, 3 * i, bottom, 3 * (3 - i), 3);
        }
        quad(bottom, colour);
        for (int i = 0; i < 4; i++) {
            int next = (i + 1) % 4;
            float[] side = new float[12];
            System.arraycopy(lower, 3 * i, side, 0, 3);
            System.arraycopy(lower, 3 * next, side, 3, 3);
            System.arraycopy(upper, 3 * next, side, 6, 3);
            System.arraycopy(upper, 3 * i, side, 9, 3);
            quad(side, colour);
        }
        return this;
    }

    int size() {
        return count;
    }

    Shape build() {
        float[] flat = new float[3 * corners.size()];
        for (int i = 0; i < corners.size(); i++) {
            flat[3 * i] = corners.get(i).x();
            flat[3 * i + 1] = corners.get(i).y();
            flat[3 * i + 2] = corners.get(i).z();
        }
        return Shape.of(flat, Arrays.copyOf(triangles, 3 * count), Arrays.copyOf(colours, count));
    }
}
