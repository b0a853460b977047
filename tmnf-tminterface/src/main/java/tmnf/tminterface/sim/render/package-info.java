/**
 * Pictures of a race, still and moving: a small software rasteriser, the pictures' contents, and the stamp
 * that tells race time and instance. Metres, y up; pixels are BGRA, rows from top to bottom. Nothing is null
 * unless it says so.
 */
package tmnf.tminterface.sim.render;
