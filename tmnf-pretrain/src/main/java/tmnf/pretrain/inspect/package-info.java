/**
 * Looks at files of learning without a network: which tensors and values are in them, and what differs
 * between two; what an event file recorded. No native code. Non-null is the default everywhere.
 */
package tmnf.pretrain.inspect;
