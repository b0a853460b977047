/**
 * DJL's PyTorch engine, tamed: {@link tmnf.pretrain.engine.TorchEngine} starts it, {@link
 * tmnf.pretrain.engine.Recording} is the one owner of gradients, {@link tmnf.pretrain.engine.Tensors} has the
 * operations that DJL lacks or hides. Non-null is the default everywhere.
 *
 * <p>A result of an operation belongs to the manager of its first operand. So every input of a step is made
 * in the step's manager, and what is made of weights alone is attached to it.
 */
package tmnf.pretrain.engine;
