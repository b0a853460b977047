/**
 * Learns to drive by reinforcement: policy, collectors, learner and snapshots. The module holds no code yet:
 * this package marks its place in the graph of modules, where it may use {@code tmnf.gbx}, {@code
 * tmnf.tminterface}, {@code tmnf.pretrain} and, of the capture module, {@code tmnf.capture.dataset} only.
 * Non-null is the default everywhere.
 */
package tmnf.rl;
