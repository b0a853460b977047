/**
 * PyTorch files and safetensors, both ways, without PyTorch and without native code: {@link
 * tmnf.pretrain.torch.TorchFile} is what PyTorch saves, {@link tmnf.pretrain.torch.StateDict} its usual
 * content, {@link tmnf.pretrain.torch.SafetensorsFile} the other format, {@link
 * tmnf.pretrain.torch.WeightsFile} the network in either. Reading runs no code of the file, knows a list of
 * names only, takes what has others for a {@link tmnf.pretrain.torch.TorchOpaque}, and obeys {@link
 * tmnf.pretrain.torch.TorchLimits}. Values are immutable and may
 * be shared between threads. Non-null is the default everywhere, except that Python's {@code None} is {@code
 * null} inside a tree.
 */
package tmnf.pretrain.torch;
