package tmnf.tminterface.sim.render;

import java.util.Arrays;

/**
 * Draws shapes into a buffer of colours with a depth each: perspective, clipped at a near plane, both faces
 * visible with the back darker. All arithmetic is float in a fixed order, so that the same input gives the
 * same picture everywhere. Holds its buffers and grows them; confined to one thread.
 *
 * <p>In the eye's coordinates x points right, y up and z ahead. What is stored as depth is 1/z, which is
 * linear on the screen; 0 is infinitely far.
 *
 * <p>{@code fill} is longer than usual: split, it would hand on a dozen numbers for every row of every
 * triangle.
 */
final class Rasteriser {

    /** What is nearer to the eye is not drawn, metres. */
    static final float NEAR = 0.25f;

    /** Light on the back of a face, of 256. */
    private static final int BACK_LIGHT = 150;

    private final float[] clipped = new float[12];
    private int width;
    private int height;
    private float focalX;
    private float focalY;
    private float[] depth = new float[0];
    private int[] colour = new int[0];
    private float[] eye = new float[0];
    private float[] screen = new float[0];

    /** Starts an empty picture; the focal lengths are in pixels. */
    void begin(int pixelWidth, int pixelHeight, float focalPixelsX, float focalPixelsY) {
        width = pixelWidth;
        height = pixelHeight;
        focalX = focalPixelsX;
        focalY = focalPixelsY;
        int pixels = width * height;
        if (depth.length < pixels) {
            depth = new float[pixels];
            colour = new int[pixels];
        }
        Arrays.fill(depth, 0, pixels, 0);
    }

    /** 1/z of each pixel, rows from the top; valid until the next picture. */
    float[] depth() {
        return depth;
    }

    /** The colour of each pixel whose depth is not 0. */
    int[] colour() {
        return colour;
    }

    /**
     * Draws a shape.
     *
     * @param toEye three rows of four: rotation and translation into the eye's coordinates
     * @param bias a factor on the depth: more than 1 draws it over what lies at the same place
     */
    void draw(Shape shape, float[] toEye, float bias) {
        project(shape, toEye, bias);
        int[] triangles = shape.triangles();
        int[] colours = shape.colours();
        for (int i = 0; i < colours.length; i++) {
            int a = 3 * triangles[3 * i];
            int b = 3 * triangles[3 * i + 1];
            int c = 3 * triangles[3 * i + 2];
            boolean nearA = eye[a + 2] < NEAR;
            boolean nearB = eye[b + 2] < NEAR;
            boolean nearC = eye[c + 2] < NEAR;
            if (!nearA && !nearB && !nearC) {
                fill(screen[a], screen[a + 1], screen[a + 2], screen[b], screen[b + 1], screen[b + 2],
                        screen[c], screen[c + 1], screen[c + 2], colours[i]);
            } else if (!nearA || !nearB || !nearC) {
                fillClipped(a, b, c, bias, colours[i]);
            }
        }
    }

    private void project(Shape shape, float[] m, float bias) {
        float[] corners = shape.corners();
        if (eye.length < corners.length) {
            eye = new float[corners.length];
            screen = new float[corners.length];
        }
        float middleX = width * 0.5f;
        float middleY = height * 0.5f;
        for (int i = 0; i < corners.length; i += 3) {
            float x = corners[i];
            float y = corners[i + 1];
            float z = corners[i + 2];
            float ex = m[0] * x + m[1] * y + m[2] * z + m[3];
            float ey = m[4] * x + m[5] * y + m[6] * z + m[7];
            float ez = m[8] * x + m[9] * y + m[10] * z + m[11];
            eye[i] = ex;
            eye[i + 1] = ey;
            eye[i + 2] = ez;
            float inverse = 1 / ez;
            screen[i] = middleX + focalX * ex * inverse;
            screen[i + 1] = middleY - focalY * ey * inverse;
            screen[i + 2] = inverse * bias;
        }
    }

    /** The part of a triangle in front of the near plane, which is a triangle or a quad. */
    private void fillClipped(int a, int b, int c, float bias, int rgb) {
        int count = clip(a, b, 0, bias);
        count = clip(b, c, count, bias);
        count = clip(c, a, count, bias);
        float[] p = clipped;
        if (count >= 9) {
            fill(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], rgb);
        }
        if (count == 12) {
            fill(p[0], p[1], p[2], p[6], p[7], p[8], p[9], p[10], p[11], rgb);
        }
    }

    /** Adds the start of an edge if it can be seen, and the point where the edge crosses the near plane. */
    private int clip(int from, int to, int count, float bias) {
        float z0 = eye[from + 2];
        float z1 = eye[to + 2];
        int next = count;
        if (z0 >= NEAR) {
            clipped[next++] = screen[from];
            clipped[next++] = screen[from + 1];
            clipped[next++] = screen[from + 2];
        }
        if (z0 >= NEAR != z1 >= NEAR) {
            float share = (NEAR - z0) / (z1 - z0);
            float ex = eye[from] + share * (eye[to] - eye[from]);
            float ey = eye[from + 1] + share * (eye[to + 1] - eye[from + 1]);
            clipped[next++] = width * 0.5f + focalX * ex / NEAR;
            clipped[next++] = height * 0.5f - focalY * ey / NEAR;
            clipped[next++] = bias / NEAR;
        }
        return next;
    }

    /** Long because each row needs the corners and the steps, a dozen numbers. */
    private void fill(float ax, float ay, float aw, float bx, float by, float bw,
            float cx, float cy, float cw, int rgb) {
        float top = Math.min(ay, Math.min(by, cy));
        float bottom = Math.max(ay, Math.max(by, cy));
        if (!(bottom > 0.5f) || !(top < height - 0.5f)
                || !(Math.max(ax, Math.max(bx, cx)) > 0.5f)
                || !(Math.min(ax, Math.min(bx, cx)) < width - 0.5f)) {
            return;
        }
        float area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
        if (area == 0) {
            return;
        }
        // Rows run downwards, so the corners of a front face run clockwise in them.
        int paint = area < 0 ? rgb : rgb & 0xFF000000 | Palette.dimmed(rgb, BACK_LIGHT);
        float stepX = ((bw - aw) * (cy - ay) - (cw - aw) * (by - ay)) / area;
        float stepY = ((cw - aw) * (bx - ax) - (bw - aw) * (cx - ax)) / area;
        float least = Math.min(aw, Math.min(bw, cw));
        float greatest = Math.max(aw, Math.max(bw, cw));
        int firstRow = Math.max(0, ceil(top - 0.5f));
        int endRow = Math.min(height, ceil(bottom - 0.5f));
        for (int row = firstRow; row < endRow; row++) {
            float y = row + 0.5f;
            float left = Float.POSITIVE_INFINITY;
            float right = Float.NEGATIVE_INFINITY;
            if (ay <= y != by <= y) {
                float x = cross(ax, ay, bx, by, y);
                left = Math.min(left, x);
                right = Math.max(right, x);
            }
            if (by <= y != cy <= y) {
                float x = cross(bx, by, cx, cy, y);
                left = Math.min(left, x);
                right = Math.max(right, x);
            }
            if (cy <= y != ay <= y) {
                float x = cross(cx, cy, ax, ay, y);
                left = Math.min(left, x);
                right = Math.max(right, x);
            }
            int first = Math.max(0, ceil(left - 0.5f));
            int end = Math.min(width, ceil(right - 0.5f));
            if (first < end) {
                float w = aw + stepX * (first + 0.5f - ax) + stepY * (y - ay);
                span(row * width + first, end - first, Math.max(least, Math.min(greatest, w)), stepX, paint);
            }
        }
    }

    /** Where an edge crosses a row: the same number from both ends, so that neighbours leave no gap. */
    private static float cross(float ax, float ay, float bx, float by, float y) {
        return ay < by
                ? ax + (y - ay) * ((bx - ax) / (by - ay))
                : bx + (y - by) * ((ax - bx) / (ay - by));
    }

    private void span(int at, int count, float start, float step, int paint) {
        float[] depths = depth;
        int[] colours = colour;
        float w = start;
        for (int i = at; i < at + count; i++) {
            if (w > depths[i]) {
                depths[i] = w;
                colours[i] = paint;
            }
            w += step;
        }
    }

    /** The least whole number that is not below; far outside of the picture it only needs to stay there. */
    private static int ceil(float value) {
        int whole = (int) value;
        return whole < value ? whole + 1 : whole;
    }
}
