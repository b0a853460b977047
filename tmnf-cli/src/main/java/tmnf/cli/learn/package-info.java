/**
 * {@code tmnf pretrain} with {@code bc}, {@code prepare} and {@code probe}: from frames to an encoder, to a
 * policy that drives as the captured drivers did, to samples for others, and what an encoder knows. What is
 * computed is in {@code tmnf.pretrain}. Non-null is the default everywhere.
 */
package tmnf.cli.learn;
