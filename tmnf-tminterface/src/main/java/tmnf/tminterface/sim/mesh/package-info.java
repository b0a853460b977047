/** The surfaces that cars drive on: one-sided triangles with a material each. Metres, y up. */
package tmnf.tminterface.sim.mesh;
