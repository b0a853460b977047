/**
 * Optimisers in PyTorch's exact form over {@link tmnf.pretrain.net.Weights}, whose state can be taken out and
 * put back; the step size over a run, the clipping of gradients, and the mixing of weights. Non-null is the
 * default everywhere.
 */
package tmnf.pretrain.optim;
