/**
 * Networks as pure functions of an input and of {@link tmnf.pretrain.net.Weights}: they hold no tensor, and
 * say by {@link tmnf.pretrain.net.WeightSpec}s which weights they need, under PyTorch's names. Non-null is
 * the default everywhere.
 */
package tmnf.pretrain.net;
