/**
 * The driver's network as the training configuration describes it, and its files: {@link
 * tmnf.rl.net.NetworkSizes}, {@link tmnf.rl.net.WeightPair}. Non-null is the default everywhere.
 */
package tmnf.rl.net;
