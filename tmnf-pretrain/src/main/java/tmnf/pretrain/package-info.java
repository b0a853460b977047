/**
 * Pretrains the image encoder on a frame dataset, clones drivers, probes what an encoder knows, and owns the
 * files of PyTorch, safetensors and TensorBoard. The networks, the engine and the optimisers are here, too,
 * for whoever trains a driver. This package itself is empty. May use {@code tmnf.gbx}, {@code
 * tmnf.tminterface} and, of the capture module, {@code tmnf.capture.dataset} only. Non-null is the default
 * everywhere.
 */
package tmnf.pretrain;
