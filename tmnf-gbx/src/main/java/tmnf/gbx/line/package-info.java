/**
 * Reference lines: zone centres at a fixed spacing along a drive, and their NumPy files; and pictures of
 * drives from above. Non-null is the default everywhere.
 */
package tmnf.gbx.line;
