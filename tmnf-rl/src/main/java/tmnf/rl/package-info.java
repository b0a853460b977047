/**
 * Learns to drive by reinforcement: policy, collectors, learner and snapshots. docs/design/train.md says what
 * each package does. In the graph of modules it may use {@code tmnf.gbx}, {@code tmnf.tminterface}, {@code
 * tmnf.pretrain} and, of the capture module, {@code tmnf.capture.dataset} only. Non-null is the default
 * everywhere.
 */
package tmnf.rl;
