package tmnf.tminterface.sim.track;

import tmnf.tminterface.sim.mesh.MeshBuilder;

/** Upright faces. */
final class Faces {

    private Faces() {}

    /** Between two heights; whoever stands before it sees (ax, az) on the left. */
    static void upright(MeshBuilder mesh, double ax, double az, double bx, double bz, double top,
            double bottom, int material) {
        upright(mesh, new double[] {ax, top, az}, new double[] {bx, top, bz}, bottom, bottom, material);
    }

    /** Below the edge from a (left) to b (right), as seen by whoever stands before it. */
    static void upright(MeshBuilder mesh, double[] a, double[] b, double bottomA, double bottomB,
            int material) {
        mesh.triangle(a[0], a[1], a[2], a[0], bottomA, a[2], b[0], bottomB, b[2], material);
        mesh.triangle(a[0], a[1], a[2], b[0], bottomB, b[2], b[0], b[1], b[2], material);
    }
}
