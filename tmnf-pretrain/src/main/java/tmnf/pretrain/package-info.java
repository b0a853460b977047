/**
 * Pretrains the image encoder on a frame dataset and owns the PyTorch file formats. In the graph of modules it
 * may use {@code tmnf.gbx}, {@code tmnf.tminterface} and, of the capture module, {@code
 * tmnf.capture.dataset} only. Non-null is the default everywhere.
 */
package tmnf.pretrain;
