/**
 * Optimisers in PyTorch's exact form over {@link tmnf.pretrain.net.Weights}, whose state can be taken out and
 * put back, and the clipping of gradients. Non-null is the default everywhere.
 */
package tmnf.pretrain.optim;
