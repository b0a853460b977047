/**
 * Pretrains the image encoder on a frame dataset and owns the PyTorch file formats. The module holds no code
 * yet: this package marks its place in the graph of modules, where it may use {@code tmnf.gbx}, {@code
 * tmnf.tminterface} and, of the capture module, {@code tmnf.capture.dataset} only. Non-null is the default
 * everywhere.
 */
package tmnf.pretrain;
