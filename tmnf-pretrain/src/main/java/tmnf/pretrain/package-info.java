/**
 * Pretrains the image encoder on a frame dataset and owns the PyTorch file formats; so far those
 * formats, the engine, the networks, their optimiser and the objectives. May use {@code tmnf.gbx}, {@code
 * tmnf.tminterface} and, of the capture module, {@code tmnf.capture.dataset} only. Non-null is the default
 * everywhere.
 */
package tmnf.pretrain;
