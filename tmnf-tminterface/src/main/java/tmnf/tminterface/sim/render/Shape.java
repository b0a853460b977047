package tmnf.tminterface.sim.render;

/**
 * Triangles over shared corners, ready to be drawn, and the box around them. Immutable; the arrays are not to
 * be modified.
 *
 * @param corners x, y, z each
 * @param triangles three corners each, counter-clockwise from the front
 * @param colours one a triangle, as {@link Palette} packs them
 * @param box the least x, y, z and the greatest
 */
record Shape(float[] corners, int[] triangles, int[] colours, float[] box) {

    static Shape of(float[] corners, int[] triangles, int[] colours) {
        float[] box = {
            Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY
        };
        for (int i = 0; i < corners.length; i++) {
            int axis = i % 3;
            box[axis] = Math.min(box[axis], corners[i]);
            box[axis + 3] = Math.max(box[axis + 3], corners[i]);
        }
        return new Shape(corners, triangles, colours, box);
    }

    int size() {
        return colours.length;
    }

    /** The same shape with every colour moved towards another, {@code share} of 256. */
    Shape tinted(int rgb, int share) {
        int[] tinted = new int[colours.length];
        for (int i = 0; i < tinted.length; i++) {
            tinted[i] = colours[i] & 0xFF000000 | Palette.mixed(colours[i], rgb, share);
        }
        return new Shape(corners, triangles, tinted, box);
    }
}
