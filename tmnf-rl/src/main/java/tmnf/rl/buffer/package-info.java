/**
 * Transitions to learn from: stored once, sampled, put together into a {@link
 * tmnf.rl.buffer.TransitionBatch}. Non-null is the default everywhere.
 */
package tmnf.rl.buffer;
