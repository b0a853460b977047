/**
 * Reference lines: zone centres at a fixed spacing along a drive, and their NumPy files. Non-null is the
 * default everywhere.
 */
package tmnf.gbx.line;
