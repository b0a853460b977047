/**
 * From a dataset on the disk to batches in memory: the tree of frames, the split, decoding and resizing, the
 * cache, windows of frames in a row, {@code .npy} both ways, the loader. No native code. Non-null is the
 * default everywhere.
 */
package tmnf.pretrain.data;
