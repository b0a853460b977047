/** NumPy's file format, as far as arrays of numbers go: what stands before the numbers, read and written. */
package tmnf.gbx.npy;
