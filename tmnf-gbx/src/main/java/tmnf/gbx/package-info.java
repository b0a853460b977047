/**
 * Reading and writing of TrackMania Forever game files: start at {@link tmnf.gbx.GbxFiles}. What a file says
 * is in {@link tmnf.gbx.model}, how it is stored in {@link tmnf.gbx.container} and {@link tmnf.gbx.chunk}.
 * Non-null is the default everywhere.
 */
package tmnf.gbx;
